"""What a checklist is and how it is scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from skinvl.desktop.core.language import translate
from skinvl.desktop.core.store.checklists import ChecklistKind

Answers = Mapping[str, bool | None]
"""Key of an item to yes, no, or None where nobody has judged it."""


@dataclass(frozen=True)
class Item:
    """One question; ``points`` count where the answer is yes."""

    key: str
    name: str
    help: str
    points: int


@dataclass(frozen=True)
class Checklist:
    """A list with its source.

    ``cut_off`` is the score from which the source calls for action, None where the list is no
    score. ``action`` says what the cut-off means, ``below`` what a score below it does not mean.
    Its texts are English, as they are kept; `tell` says them.
    """

    kind: ChecklistKind
    name: str
    applies_to: str
    source: str
    items: tuple[Item, ...]
    cut_off: int | None
    action: str
    below: str

    @property
    def most(self) -> int:
        """The highest score there is."""
        return sum(item.points for item in self.items)

    def score(self, answers: Answers) -> Outcome:
        """Add up the points of what was answered with yes.

        Raises:
            ValueError: an answer to a question that the list does not have.
        """
        keys = {item.key for item in self.items}
        unknown = sorted(set(answers) - keys)
        if unknown:
            raise ValueError(f"{self.name}: no such item {', '.join(unknown)}")
        points = sum(item.points for item in self.items if answers.get(item.key))
        open_points = sum(item.points for item in self.items if answers.get(item.key) is None)
        answered = sum(answers.get(item.key) is not None for item in self.items)
        return Outcome(self, points, answered, points + open_points)


@dataclass(frozen=True)
class Outcome:
    """``points`` so far, ``answered`` items, and the ``highest`` score that is still possible."""

    checklist: Checklist
    points: int
    answered: int
    highest: int

    @property
    def is_complete(self) -> bool:
        """Whether every item was judged."""
        return self.answered == len(self.checklist.items)

    @property
    def reaches_cut_off(self) -> bool | None:
        """Whether the cut-off is reached; None where that is still open or there is none."""
        cut_off = self.checklist.cut_off
        if cut_off is None:
            return None
        if self.points >= cut_off:
            return True
        return False if self.highest < cut_off else None

    @property
    def words(self) -> str:
        """The outcome in a sentence."""
        checklist = self.checklist
        if self.answered == 0:
            return translate("Checklists", "Nothing was judged yet.")
        said = translate("Checklists", "{points} of {most} points.")
        verdict = {True: checklist.action, False: checklist.below, None: ""}[self.reaches_cut_off]
        if checklist.cut_off is None:
            said = translate("Checklists", "{points} of {most} criteria present.")
            verdict = checklist.action
        parts = [said.format(points=self.points, most=checklist.most)]
        open_items = len(checklist.items) - self.answered
        if open_items:
            parts.append(translate("Checklists", "{count} not judged.").format(count=open_items))
        return " ".join([*parts, *([tell(verdict)] if verdict else [])])


def tell(text: str) -> str:
    """A text of a checklist in the language of the window."""
    return translate("Checklists", text)
