"""Asking a bundle the questions of a data set: with the image, without it, with another image."""

from __future__ import annotations

import dataclasses
import random
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from skinvl.contract.answer import Description, parse_answer
from skinvl.contract.errors import AnswerError, DataError, ImageError
from skinvl.contract.sample import QuestionAnswer
from skinvl.training.evaluation.predictions import subset_of
from skinvl.training.evaluation.progress import track
from skinvl.training.evaluation.selection import Selected

if TYPE_CHECKING:
    from skinvl.runtime.bundle import Bundle, EncodedImage

IMAGE, BLIND, SWAPPED = "image", "blind", "swapped"
CONDITIONS = (IMAGE, BLIND, SWAPPED)
DESCRIPTION = "description"
DESCRIPTION_TOKENS = 128
_KEPT_IMAGES = 128
_DRAWS = 20
_IMAGES_OF_THE_MEAN = 64


@dataclass(frozen=True)
class Answered:
    """One question about one image and what the model answered.

    ``kind`` is yesno, choice, open or description. For closed questions ``scores`` maps each
    condition to choice -> probability; for the others ``texts`` maps it to the generated text.
    ``attributes`` are those measured on the image, empty where there are none.
    """

    id: str
    image_sha256: str
    dataset: str
    source: str
    subset: str
    group: str
    modality: str
    diagnosis: str | None
    attributes: Mapping[str, Any]
    kind: str
    topic: str
    question: str
    truth: str
    choices: tuple[str, ...] = ()
    scores: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    swapped_with: str | None = None

    @property
    def unit(self) -> str:
        """What is resampled."""
        return f"{self.dataset}/{self.group}"

    def best(self, condition: str) -> str:
        """The most probable choice under a condition."""
        scores = self.scores[condition]
        return max(scores, key=lambda choice: scores[choice])


class Viewer:
    """Encoded images of a bundle, the last ones kept, and the image that shows nothing."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._kept: OrderedDict[Path, EncodedImage] = OrderedDict()

    def look(self, file: Path) -> EncodedImage:
        """The image as the model sees it.

        Raises:
            ImageError: the image cannot be used.
        """
        if file in self._kept:
            self._kept.move_to_end(file)
            return self._kept[file]
        encoded = self._bundle.encode(file)
        self._kept[file] = encoded
        if len(self._kept) > _KEPT_IMAGES:
            self._kept.popitem(last=False)
        return encoded

    def blind(self, files: Sequence[Path], *, seed: int) -> EncodedImage:
        """Image tokens that are the mean over up to 64 of `files`: in the range that the language
        model is used to, unlike zeros, and the same for every question.

        Raises:
            ImageError: an image cannot be used.
        """
        drawn = random.Random(seed).sample(list(files), min(len(files), _IMAGES_OF_THE_MEAN))
        seen = [self.look(file) for file in drawn]
        mean = np.stack([encoded.tokens for encoded in seen]).mean(axis=0).astype(np.float32)
        return dataclasses.replace(seen[0], file=BLIND, tokens=mean)


def read_description(text: str) -> Description | None:
    """The description, or None where the text is not of the answer grammar."""
    try:
        return parse_answer(text.strip())
    except AnswerError:
        return None


def ask_questions(
    bundle: Bundle, selected: Sequence[Selected], describe_question: str, *, seed: int
) -> tuple[list[Answered], list[str]]:
    """Ask every question of every sample, and for a description of every skin image.

    Open questions whose answer is a description are left out: the description is asked for in the
    words of the runtime.

    Returns:
        The answers, and one line for each image that could not be read.

    Raises:
        DataError: an image is not the one that its data set describes.
    """
    viewer = Viewer(bundle)
    failed: list[str] = []
    readable: list[Selected] = []
    for item in track(selected, "images"):
        try:
            encoded = viewer.look(item.file)
        except ImageError as error:
            failed.append(str(error))
            continue
        if encoded.head.image_sha256 != item.sample.image_sha256:
            raise DataError(item.file, "is not the image that samples.jsonl describes")
        readable.append(item)
    if not readable:
        return [], failed
    blind = viewer.blind([item.file for item in readable], seed=seed)
    choices = collect_choices(item.sample.qa for item in readable)
    partners = Partners(readable, seed)
    blind_texts: dict[str, str] = {}
    answered: list[Answered] = []
    for item in track(readable, "questions"):
        for question in item.sample.qa:
            if question.kind == "open":
                if read_description(question.answer) is not None:
                    continue
                answered.append(_ask_open(bundle, viewer, item, question, blind, blind_texts))
                continue
            options = question.choices or choices[question.topic]
            partner = partners.choose(item, question)
            images = {IMAGE: viewer.look(item.file), BLIND: blind}
            if partner is not None:
                images[SWAPPED] = viewer.look(partner.file)
            scores = {
                condition: bundle.score_answers(image, question.question, options)
                for condition, image in images.items()
            }
            answered.append(
                _record(
                    item,
                    question,
                    question.kind,
                    choices=tuple(options),
                    scores=scores,
                    swapped_with=None if partner is None else partner.sample.id,
                )
            )
        if item.sample.modality in ("clinical", "dermoscopy"):
            question = QuestionAnswer(
                describe_question, item.sample.caption or "", "open", DESCRIPTION
            )
            answered.append(
                _ask_open(bundle, viewer, item, question, blind, blind_texts, DESCRIPTION)
            )
    return answered, failed


def collect_choices(questions: Iterable[Sequence[QuestionAnswer]]) -> dict[str, tuple[str, ...]]:
    """Per topic of the yes/no questions, the answers that occur: the closed set, as worded."""
    found: dict[str, set[str]] = {}
    for listed in questions:
        for question in listed:
            if question.kind == "yesno":
                found.setdefault(question.topic, set()).add(question.answer)
    common = sorted(set().union(*found.values())) if found else []
    # A topic where only one answer occurs still needs the other one to choose from.
    return {
        topic: tuple(sorted(answers)) if len(answers) > 1 else tuple(common)
        for topic, answers in found.items()
    }


class Partners:
    """Seeded choice of another image for a question.

    The other image is of another group and, in this order of preference, answers the same question
    differently, or another question of the same topic and kind, or is any image.
    """

    def __init__(self, selected: Sequence[Selected], seed: int) -> None:
        self._seed = seed
        self._everything = list(selected)
        self._by_answer: dict[tuple[str, ...], dict[str, list[Selected]]] = {}
        for item in selected:
            for question in item.sample.qa:
                for key in _keys(question):
                    answers = self._by_answer.setdefault(key, {})
                    answers.setdefault(question.answer, []).append(item)

    def choose(self, item: Selected, question: QuestionAnswer) -> Selected | None:
        """The other image, or None where every image is of the same group."""
        chance = random.Random(f"{self._seed}/{item.sample.id}/{question.question}")
        pools = [
            [members for answer, members in sorted(answers.items()) if answer != question.answer]
            for answers in (self._by_answer[key] for key in _keys(question))
        ]
        for pool in (*pools, [self._everything]):
            sizes = [len(members) for members in pool]
            for _ in range(_DRAWS if pool else 0):
                found = chance.choice(chance.choices(pool, sizes)[0])
                if _unit(found) != _unit(item):
                    return found
        return None


def _keys(question: QuestionAnswer) -> tuple[tuple[str, ...], ...]:
    by_topic = (question.topic, question.kind)
    return ((*by_topic, question.question), by_topic)


def _unit(item: Selected) -> tuple[str, str]:
    return str(item.folder), item.sample.group


def _ask_open(
    bundle: Bundle,
    viewer: Viewer,
    item: Selected,
    question: QuestionAnswer,
    blind: EncodedImage,
    blind_texts: dict[str, str],
    kind: str = "open",
) -> Answered:
    """Generate with the image, and once per wording without it."""

    def generate(image: EncodedImage) -> str:
        return "".join(bundle.answer(image, question.question, max_tokens=DESCRIPTION_TOKENS))

    if question.question not in blind_texts:
        blind_texts[question.question] = generate(blind)
    texts = {IMAGE: generate(viewer.look(item.file)), BLIND: blind_texts[question.question]}
    return _record(item, question, kind, texts=texts)


def _record(item: Selected, question: QuestionAnswer, kind: str, **answers: Any) -> Answered:
    sample = item.sample
    measured = sample.attributes
    return Answered(
        id=sample.id,
        image_sha256=sample.image_sha256,
        dataset=item.folder.name,
        source=sample.source,
        subset=subset_of(sample),
        group=sample.group,
        modality=sample.modality,
        diagnosis=sample.diagnosis,
        attributes={} if measured is None else dataclasses.asdict(measured),
        kind=kind,
        topic=question.topic,
        question=question.question,
        truth=question.answer,
        **answers,
    )
