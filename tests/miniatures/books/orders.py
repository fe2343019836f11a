"""From what a book shows to figures with numbers, letters and words."""

from __future__ import annotations

import numpy as np
from miniatures.books.blocks import Order
from miniatures.books.layouts import PROGRAMME, Plan, Style
from miniatures.books.text import describe, word_joint, word_single
from miniatures.books.vocabulary import VOCABULARIES

_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII")


class Clerk:
    """Numbers and words the figures of one book; ``labels`` are those given so far."""

    def __init__(self, style: Style, seed: int, rng: np.random.Generator) -> None:
        self._style = style
        self._seed = seed * 1000
        self._rng = rng
        self._words = VOCABULARIES[style.language]
        self._number = 0
        self._chapter = style.chapter
        self._encodings = 0
        self.labels: list[str] = []
        self.earlier: list[Plan] = []

    def start_chapter(self) -> int:
        """Begin with the first figure of the next chapter; its number."""
        self._chapter += 1
        self._number = 0
        return self._chapter

    def plan(self, entry: str | Plan) -> Plan:
        """What an entry of a programme shows; a plan is taken as it is."""
        if isinstance(entry, Plan):
            return entry
        self._seed += 101
        plan = PROGRAMME[entry](self._style, self._seed)
        self.earlier.append(plan)
        return plan

    def label(self, number: int) -> str:
        """As the style prints it."""
        return self._style.label.format(c=self._chapter, n=number, r=_ROMAN[number % 14])

    def order(self, plan: Plan) -> Order:
        """Number and word the next figure."""
        style = self._style
        label = None
        if not style.unnumbered:
            if plan.numbers > 1:
                first, second = (
                    self.label(self._number + place).split()[-1].rstrip(".:") for place in (1, 2)
                )
                label = style.joint_label.format(a=first, b=second)
                self._number += plan.numbers
            else:
                repeats = plan.continued or plan.suffix > "A"
                self._number += 0 if repeats and self._number else 1
                label = self.label(self._number)
                if plan.suffix:
                    bare = label.rstrip(".:")
                    label = bare + plan.suffix + label[len(bare) :]
                self.labels.append(label.rstrip(".:"))
                if plan.continued:
                    label = f"{label} {self._words.continued}"
        topic = int(self._rng.integers(100))
        views = tuple(
            describe(
                self._rng,
                plan.kind.removeprefix("r") if plan.kind != "photo" else picture.kind,
                style.language,
                topic,
            )
            for picture in plan.pictures
        )
        count = len(views)
        letter_style = plan.letters or style.letters
        parts = plan.parts or style.parts
        if count == 1:
            wording = word_single(self._rng, views[0], style.language, plan.remark)
            letters: tuple[str | None, ...] = (None,)
            letter_style = "none"
        else:
            sides = parts in ("left:", "(left)")
            if sides and (count != 2 or plan.arrangement != "row"):
                parts = "(a);"
                letter_style = "burnt" if letter_style == "none" else letter_style
            letters = tuple("abcdefgh"[:count])
            wording = word_joint(self._rng, views, letters, parts, style.language)
            if parts in ("left:", "(left)", "top:"):
                letters = (None,) * count
            elif parts in ("A,", "A,;", "A:", "*A*", "(A)"):
                letters = tuple(letter.upper() for letter in letters)
            if parts == "under":
                letter_style = "under"
        choices = style.encodings or (style.encoding,)
        encoding = plan.encoding or choices[self._encodings % len(choices)]
        self._encodings += 1
        return Order(plan, label, wording, views, letters, letter_style, encoding)
