"""What is shown with a question: the image, one that shows nothing, or another one."""

from __future__ import annotations

import dataclasses
import random
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from skinvl.contract.sample import QuestionAnswer
from skinvl.training.evaluation.selection import Selected

if TYPE_CHECKING:
    from skinvl.runtime.bundle import Bundle
    from skinvl.runtime.encoded import EncodedImage

IMAGE, BLIND, SWAPPED = "image", "blind", "swapped"
CONDITIONS = (IMAGE, BLIND, SWAPPED)
ANSWER_TOKENS = 128
_KEPT_IMAGES = 128
_DRAWS = 20
_IMAGES_OF_THE_MEAN = 64


class Viewer:
    """Encoded images of a bundle, the last ones kept, and the image that shows nothing."""

    def __init__(self, bundle: Bundle, max_tokens: int = ANSWER_TOKENS) -> None:
        self._bundle = bundle
        self._max_tokens = max_tokens
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

    def tell(self, image: EncodedImage, question: str) -> str:
        """The generated answer."""
        return "".join(self._bundle.answer(image, question, max_tokens=self._max_tokens))

    def blind(self, files: Sequence[Path], *, seed: int) -> EncodedImage:
        """Image tokens that are the mean over up to 64 of `files`: in the range that the language
        model is used to, unlike zeros, and the same for every question.

        Raises:
            ImageError: an image cannot be used.
        """
        drawn = random.Random(seed).sample(list(files), min(len(files), _IMAGES_OF_THE_MEAN))
        seen = [self.look(file) for file in drawn]
        mean = np.stack([encoded.tokens for encoded in seen]).mean(axis=0).astype(np.float32)
        return dataclasses.replace(seen[0], file=BLIND, look=lambda: mean)


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
