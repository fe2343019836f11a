"""Stage 6: is a picture a clinical photograph, dermoscopy, pathology or something other?

Two voices: the pixels (a small trained classifier over `modality_features`) and the caption's
words (`modality_words`). They are combined as a product of experts (Hinton 2002); where they name
different modalities the verdict says so, for a person to look at.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.sample import MODALITIES, Modality
from skinvl.dataset.books.modality_features import describe_picture
from skinvl.dataset.books.modality_words import hear_words

MODEL_FILE = "modality.json"

# MM-Skin's 15 textbooks (arXiv 2505.06152) gave 11,039 pictures of the three modalities and none
# of another: 3 % "other" are expected after the sieve, where 7 % of the training copies were.
# The three themselves are left as trained: their shares differ from book to book.
_ODDS_OTHER = 0.03 / 0.07

Probabilities = NDArray[np.float64]


@dataclass(frozen=True)
class ModalityVerdict:
    """The modality of a picture with its calibrated probability.

    ``by_words`` is None where the caption names no modality, or several. ``disagree`` is True
    where the two voices name different ones.
    """

    value: Modality
    probability: float
    by_pixels: Modality
    by_words: Modality | None
    disagree: bool


@dataclass(frozen=True)
class Classifier:
    """A perceptron with one hidden layer of rectified units; layers are (weights, bias).

    ``temperature`` divides the logits and is fitted on validation images (Guo et al. 2017).
    """

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    layers: tuple[tuple[NDArray[np.float64], NDArray[np.float64]], ...]
    temperature: float


def judge(rgb: NDArray[np.uint8], words: str) -> ModalityVerdict:
    """The verdict over a picture, uint8 [H, W, 3], and the words that describe it.

    The pixels' probabilities are first moved to what books hold: "other" is rarer there than in
    training.
    """
    seen = judge_pixels(rgb)
    seen[MODALITIES.index("other")] *= _ODDS_OTHER
    heard, named = hear_words(words)
    both = (seen + 1e-6) * heard
    both /= both.sum()
    best = int(both.argmax())
    by_pixels = MODALITIES[int(seen.argmax())]
    return ModalityVerdict(
        value=MODALITIES[best],
        probability=float(both[best]),
        by_pixels=by_pixels,
        by_words=named,
        disagree=named is not None and named != by_pixels,
    )


def judge_pixels(rgb: NDArray[np.uint8]) -> Probabilities:
    """Calibrated probabilities by the pixels alone, in the order of `MODALITIES`, [4]."""
    return classify(load_classifier(), describe_picture(rgb).astype(np.float64))


def classify(classifier: Classifier, features: NDArray[np.float64]) -> Probabilities:
    """Probabilities [..., 4] of features [..., F]."""
    # Features far outside what was seen in training would buy certainty, not information.
    signal = np.clip((features - classifier.mean) / classifier.scale, -6, 6)
    for number, (weights, bias) in enumerate(classifier.layers):
        if number:
            signal = np.maximum(signal, 0)
        signal = signal @ weights + bias
    signal = signal / classifier.temperature
    signal = np.exp(signal - signal.max(-1, keepdims=True))
    return np.asarray(signal / signal.sum(-1, keepdims=True))


@cache
def load_classifier() -> Classifier:
    """The classifier that ships beside this module."""
    text = resources.files(__package__).joinpath(MODEL_FILE).read_text(encoding="utf-8")
    return read_classifier(json.loads(text))


def read_classifier(record: dict[str, Any]) -> Classifier:
    """From the record that ``benchmarks/modality.py`` writes."""
    return Classifier(
        mean=np.array(record["mean"]),
        scale=np.array(record["scale"]),
        layers=tuple(
            (np.array(layer["weights"]), np.array(layer["bias"])) for layer in record["layers"]
        ),
        temperature=record["temperature"],
    )
