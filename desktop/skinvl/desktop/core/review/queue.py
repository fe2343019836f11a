"""The queue of a review as a person goes through it: ordered, filtered, counted, decided.

Every image that was found is in exactly one `ReviewState`, so that the counts add up whatever is
shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol, get_args

from skinvl.contract.finding import Finding
from skinvl.desktop.core.store.decisions import Kind
from skinvl.desktop.core.store.opinions import Suspicion

if TYPE_CHECKING:
    from skinvl.desktop.core.review.listing import Listing

ReviewState = Literal[
    "unread", "failed", "open", "accepted", "overridden", "flagged", "skipped", "bad-image"
]
REVIEW_STATES: tuple[ReviewState, ...] = get_args(ReviewState)
DECIDED: tuple[ReviewState, ...] = ("accepted", "overridden", "flagged", "bad-image")
Mark = Literal["low-quality", "abstained", "contradicted"]
Order = Literal["urgency", "patient", "file"]
URGENT_FROM = 0.5
"""Malignant total from which an image comes first, before what the model could not judge."""


@dataclass(frozen=True)
class Item:
    """One image of a review.

    ``malignant`` (0..1) is the model's total, ``decided`` the code of a person.
    ``photograph_id`` and ``reading_id`` are those in the store, None where there is no store.
    ``said`` is the number of a patient in the table that was not believed, because a DICOM file
    names another one (``named``, empty where only the file itself can tell); then ``patient`` and
    ``lesion`` are empty.
    """

    id: int
    path: str
    state: ReviewState
    reason: str | None
    sha256: str | None
    malignant: float | None
    abstained: bool
    low_quality: bool
    decided: str | None
    patient: str
    lesion: str
    photograph_id: int | None
    reading_id: int | None
    said: str = ""
    named: str = ""

    @property
    def is_read(self) -> bool:
        """Whether there is a result that can be decided on."""
        return self.state not in ("unread", "failed")


@dataclass(frozen=True)
class Wanted:
    """Which images are listed and in which order; no state means any."""

    states: tuple[ReviewState, ...] = ()
    mark: Mark | None = None
    order: Order = "urgency"


@dataclass(frozen=True)
class Balance:
    """Images per state, and how many carry a mark; ``left_out`` and ``gone`` were not found."""

    states: Mapping[ReviewState, int] = field(default_factory=dict)
    marks: Mapping[Mark, int] = field(default_factory=dict)
    left_out: int = 0
    gone: int = 0

    @property
    def found(self) -> int:
        """Images found in the folder."""
        return sum(self.states.values())

    @property
    def reviewed(self) -> int:
        """Images that a person decided on."""
        return sum(self.states.get(state, 0) for state in DECIDED)

    @property
    def failed(self) -> int:
        """Images that could not be read."""
        return self.states.get("failed", 0)

    @property
    def skipped(self) -> int:
        """Images that a person left undecided on purpose."""
        return self.states.get("skipped", 0)

    @property
    def waiting(self) -> int:
        """Images that wait for the model or for a person."""
        return self.states.get("unread", 0) + self.states.get("open", 0)

    @property
    def adds_up(self) -> bool:
        """Whether every image found is accounted for."""
        return self.found == self.reviewed + self.failed + self.skipped + self.waiting


@dataclass(frozen=True)
class Undone:
    """What was undone: the decision in words of `Kind`, and the image."""

    kind: Kind
    item: int


class ReviewQueue(Protocol):
    """Images of one review. What a verb returned from is on the disk; safe from any thread."""

    @property
    def title(self) -> str:
        """The folder that is reviewed."""

    def arrange(self, wanted: Wanted) -> Listing:
        """The images that are wanted, in order, and the counts; slow for a hundred thousand."""

    def items(self, ids: Sequence[int]) -> list[Item]:
        """The images with these ids, in this order; one that is gone is left out."""

    def siblings(self, item: Item) -> list[Item]:
        """The images of the same lesion, this one among them."""

    def content(self, item: Item) -> bytes:
        """The bytes that were analysed."""

    def finding(self, item: Item) -> Finding | None:
        """What the model found."""

    def decide(self, item: Item, kind: Kind, code: str | None = None, comment: str = "") -> None:
        """Keep a decision."""

    def undo(self) -> Undone | None:
        """Withdraw the newest decision of the user that holds; None where there is none."""

    def history(self, item: Item) -> list[tuple[str, str | None, str]]:
        """Kind, code and comment of every decision, newest first, undone ones too."""

    def has_opinion(self, item: Item) -> bool:
        """Whether the user has given an opinion on this image."""

    def add_opinion(self, item: Item, code: str, suspicion: Suspicion, confidence: float) -> None:
        """Keep the user's own opinion."""

    def note_reveal(self, item: Item) -> None:
        """Record that the result is being shown; called before it is shown."""


def read_item(row: tuple[Any, ...], path: str) -> Item:
    """An image from a row of `entries`, in the order of the fields; `path` decoded."""
    return Item(
        id=row[0],
        path=path,
        state=row[2],
        reason=row[3],
        sha256=row[4],
        malignant=row[5],
        abstained=bool(row[6]),
        low_quality=bool(row[7]),
        decided=row[8],
        patient=row[9] or "",
        lesion=row[10] or "",
        photograph_id=row[11],
        reading_id=row[12],
        said=row[13] or "",
        named=row[14] or "",
    )
