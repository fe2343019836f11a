"""The published zero-shot reading of an answer, fault for fault.

github.com/ZwQ803/MM-Skin, ZS_classification.py: the first class in list order whose name occurs
anywhere in the answer. Kept, because published numbers contain them: a class wins by its place in
the list, not in the answer; a negated class counts; a name within a longer word or name counts; and
"actinic keratosis" in lower case becomes "actinic keratoses" for every data set, which only the
list of HAM10000 spells so. The published script samples with five beams at temperature 0.5.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from skinvl.training.evaluation.zero_shot_arguments import RELEASED_QUESTION

NO_MATCH = -1


def render_question(names: Sequence[str], question: str = RELEASED_QUESTION) -> str:
    """The question with the classes, separated by commas, in the place of ``{classes}``."""
    return question.replace("{classes}", ", ".join(names))


def match_released(answer: str, names: Sequence[str]) -> int:
    """The class 0..K-1 of an answer, or -1 where no name occurs in it."""
    replaced = answer.replace("actinic keratosis", "actinic keratoses").lower()
    return next((i for i, name in enumerate(names) if name.lower() in replaced), NO_MATCH)


def choose_released(labels: Sequence[int], generator: random.Random) -> int:
    """One of the true classes of an image, at random; the published draw has no seed."""
    return generator.choice(list(labels)) if len(labels) > 1 else labels[0]
