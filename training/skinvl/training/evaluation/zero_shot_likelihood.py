"""Closed classification by the likelihood that a language model gives to each class as its answer.

Four readings of the log-likelihoods log p(class | image): the sum over tokens; the mean over
tokens, which does not favour short names (Brown et al. 2020, section 2.4); both less the same of an
image that shows nothing, which takes away what the words are likely to be anyway (contextual
calibration, Zhao et al. 2021; the same quotient is the domain-conditional mutual information of
Holtzman et al. 2021). The image that shows nothing is the mean of validation images' tokens.
Each is calibrated by one temperature on validation images (Guo et al. 2017).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import softmax

from skinvl.contract.errors import DataError, ImageError
from skinvl.contract.ontology import ontology
from skinvl.contract.statistics.statistic import Floats, Ints
from skinvl.training.evaluation.class_lists.class_list import ClassList
from skinvl.training.evaluation.probe_bundle import OpenedBundle, open_described
from skinvl.training.evaluation.probe_corrected import fit_temperature
from skinvl.training.evaluation.probe_data import unit_of
from skinvl.training.evaluation.progress import track
from skinvl.training.evaluation.scores import Classified, classified_from_arrays
from skinvl.training.evaluation.selection import Selected
from skinvl.training.evaluation.zero_shot_arguments import AUTO, PUBLISHED
from skinvl.training.evaluation.zero_shot_released import render_question

if TYPE_CHECKING:
    from skinvl.runtime.encoded import EncodedImage

SUM, PER_TOKEN = "likelihood", "per-token"
SUM_LESS_PRIOR, PER_TOKEN_LESS_PRIOR = "prior-corrected", "per-token prior-corrected"
READINGS = (SUM, PER_TOKEN, SUM_LESS_PRIOR, PER_TOKEN_LESS_PRIOR)
IMAGES_OF_THE_MEAN = 64


@dataclass(frozen=True)
class Scored:
    """One image: its true class, the log-likelihoods of the K classes, the head's K + 1
    probabilities (empty where the list has classes that the head cannot know) and P(malignant),
    and the answer generated to the released prompt (None where the model cannot take it)."""

    image: str
    label: str
    group: str
    truth: int
    answer: str | None
    log_likelihoods: tuple[float, ...]
    head: tuple[float, ...]
    malignant: float


@dataclass(frozen=True)
class Scores:
    """Log-likelihoods float64 [N, K] of validation and test images, of the image that shows nothing
    [K], and the number of tokens of each class [K]."""

    validation: tuple[Scored, ...]
    test: tuple[Scored, ...]
    prior: Floats
    tokens: Ints
    failed: tuple[str, ...]


@dataclass(frozen=True)
class Calibrated:
    """A reading of the test images: temperature, validation log loss, images before and after."""

    temperature: float
    validation_loss: float
    raw: Classified
    images: Classified


def name_choices(classes: ClassList, wording: str) -> tuple[str, ...]:
    """The classes as they are said to the model.

    Raises:
        DataError: the ontology has no term for a class.
    """
    without = [entry.name for entry in classes.classes if entry.code is None]
    if wording == PUBLISHED or (wording == AUTO and without):
        return classes.names
    if without:
        raise DataError(
            classes.name, f"no term of the ontology for {without[0]!r}; use --wording published"
        )
    return tuple(ontology().get(entry.code or "").term for entry in classes.classes)


def score_images(
    opened: OpenedBundle,
    validation: Sequence[Selected],
    test: Sequence[Selected],
    classes: ClassList,
    *,
    question: str,
    choices: tuple[str, ...],
) -> Scores:
    """Ask about every image; `question` may hold ``{classes}``.

    Raises:
        DataError: no image of a part can be read.
        ModelError: the question with its classes is too long for the model.
    """
    asked = render_question(choices, question)
    released = _fitting(opened, render_question(classes.names))
    failed: list[str] = []
    mean = _mean_tokens(opened, validation, failed)
    parts = []
    for name, selected in (("validation", validation), ("test", test)):
        found = []
        for item in track(selected, name):
            try:
                encoded = opened.bundle.encode(open_described(item))
            except ImageError as error:
                if name == "test":
                    failed.append(str(error))
                continue
            prompt = released if name == "test" else None
            found.append(_score(opened, item, encoded, classes, asked, choices, prompt))
        if not found:
            raise DataError(selected[0].folder, f"no image of the {name} part could be read")
        parts.append(tuple(found))
    prior = opened.log_likelihoods(mean, asked, choices)
    tokens = opened.count_tokens(asked, choices)
    return Scores(parts[0], parts[1], prior, tokens, tuple(failed))


def project_differential(classes: ClassList, differential: Sequence[tuple[str, float]]) -> Floats:
    """Probabilities float64 [K + 1] of a head's differential in the list; the last column is what
    lies outside."""
    row = np.zeros(len(classes.classes) + 1)
    for code, probability in differential:
        column = classes.column_of_code(code)
        row[-1 if column is None else column] += probability
    return row


def read_likelihoods(scores: Scores, classes: ClassList) -> dict[str, Calibrated]:
    """Every reading, calibrated on the validation images."""
    found = {}
    truth = np.array([s.truth for s in scores.validation], dtype=np.int64)
    for name in READINGS:
        fitted = combine(_matrix(scores.validation), scores.prior, scores.tokens, name)
        temperature = fit_temperature(fitted, truth)
        probabilities = softmax(fitted / temperature, axis=1)
        chosen = probabilities[np.arange(len(truth)), truth]
        logits = combine(_matrix(scores.test), scores.prior, scores.tokens, name)
        found[name] = Calibrated(
            temperature,
            float(-np.log(np.clip(chosen, 1e-15, 1.0)).mean()),
            _classified(scores.test, softmax(logits, axis=1), classes),
            _classified(scores.test, softmax(logits / temperature, axis=1), classes),
        )
    return found


def combine(log_likelihoods: Floats, prior: Floats, tokens: Ints, reading: str) -> Floats:
    """Scores [N, K] of one reading of log-likelihoods [N, K]."""
    values = log_likelihoods
    if reading in (SUM_LESS_PRIOR, PER_TOKEN_LESS_PRIOR):
        values = values - prior
    return values / tokens if reading in (PER_TOKEN, PER_TOKEN_LESS_PRIOR) else values


def read_head(scores: Scores, classes: ClassList) -> Classified | None:
    """What the diagnosis head says of the test images; None where labels decide the classes."""
    if not all(s.head for s in scores.test):
        return None
    truth = np.array([s.truth for s in scores.test], dtype=np.int64)
    return Classified(
        truth,
        np.array([s.head for s in scores.test]),
        classes.malignant[truth],
        np.array([s.malignant for s in scores.test]),
        tuple(s.group for s in scores.test),
    )


def _fitting(opened: OpenedBundle, prompt: str) -> str | None:
    """The prompt, or None where it is too long for the model."""
    spec = opened.bundle.info.decoder
    text = opened.bundle.info.contract.prompt.render(prompt)
    return prompt if opened.count(text) - 1 + spec.image_tokens < spec.max_length else None


def _mean_tokens(
    opened: OpenedBundle, selected: Sequence[Selected], failed: list[str]
) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    total, count = None, 0
    spread = selected[:: -(-len(selected) // IMAGES_OF_THE_MEAN)]
    for item in track(spread, "mean image"):
        try:
            tokens = opened.bundle.encode(open_described(item)).tokens.astype(np.float64)
        except ImageError as error:
            failed.append(str(error))
            continue
        total = tokens if total is None else total + tokens
        count += 1
    if total is None:
        raise DataError(selected[0].folder, "no validation image could be read")
    return np.asarray(total / count, dtype=np.float32)


def _score(
    opened: OpenedBundle,
    item: Selected,
    encoded: EncodedImage,
    classes: ClassList,
    asked: str,
    choices: tuple[str, ...],
    released: str | None,
) -> Scored:
    column = classes.column(item.sample)
    assert column is not None
    pairs = [(entry.code, entry.probability) for entry in encoded.head.differential]
    known = classes.decided_by != "label"
    head = project_differential(classes, pairs).tolist() if known else ()
    answer = None if released is None else "".join(opened.bundle.answer(encoded, released)).strip()
    values = opened.log_likelihoods(encoded.tokens, asked, choices)
    return Scored(
        item.sample.id,
        classes.names[column],
        unit_of(item, "group"),
        column,
        answer,
        tuple(map(float, values)),
        tuple(head),
        float(encoded.head.malignant),
    )


def _matrix(scored: Sequence[Scored]) -> Floats:
    return np.array([s.log_likelihoods for s in scored], dtype=np.float64)


def _classified(scored: Sequence[Scored], probabilities: Floats, classes: ClassList) -> Classified:
    truth = np.array([s.truth for s in scored], dtype=np.int64)
    groups = tuple(s.group for s in scored)
    return classified_from_arrays(truth, probabilities, classes.malignant, groups)
