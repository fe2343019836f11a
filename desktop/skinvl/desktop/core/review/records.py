"""What a review keeps of every file, wherever it keeps it: in a folder or in the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from skinvl.desktop.core.review.scan import FoundFile, LeftOut

State = Literal["waiting", "done", "failed", "left out", "gone"]
STATES: tuple[State, ...] = ("waiting", "done", "failed", "left out", "gone")


@dataclass(frozen=True)
class Waiting:
    """A file that is still to be read; ``path`` is relative to the folder."""

    id: int
    path: str
    size: int
    modified_ns: int


@dataclass(frozen=True)
class Verdict:
    """What a person decided about an image: state, diagnosis and the comment with it."""

    state: str
    code: str | None
    comment: str


@dataclass(frozen=True)
class Row:
    """A file with its result.

    ``duplicate_of`` is the first path with the same bytes, ``named`` the number of the patient in a
    DICOM file, empty where it has none.
    """

    path: str
    state: State
    sha256: str | None
    reason: str | None
    finding: Mapping[str, Any] | None
    duplicate_of: str | None
    verdict: Verdict | None = None
    named: str = ""


@dataclass(frozen=True)
class Done:
    """What is to be noted of one file: a result, a failure, or bytes that were read before.

    ``pixels`` are width and height of the upright image, ``named`` is as in `Row`.
    """

    id: int
    sha256: str | None
    finding: Mapping[str, Any] | None
    reason: str | None = None
    pixels: tuple[int, int] | None = None
    named: str = ""


class Records(Protocol):
    """Whatever a method returned from is on the disk. Safe from any thread."""

    @property
    def conditions(self) -> Mapping[str, str]:
        """What every result shares: folder, model, options."""

    def close(self) -> None:
        """Let go of files; a later review goes on from here."""

    def note_scan(self, entries: Iterable[FoundFile | LeftOut], scan: int) -> None:
        """Take in what a scan found."""

    def end_scan(self, scan: int) -> None:
        """Note which files the scan did not meet."""

    def next_scan(self) -> int:
        """The number of the scan that is about to begin."""

    def assign(self, said: Mapping[str, Mapping[str, str]]) -> None:
        """Note what a table says of files, by their path: patient, lesion, date."""

    def paths(self) -> Iterator[str]:
        """The path of every image found."""

    def waiting(self, after: int, count: int) -> list[Waiting]:
        """The next files to be read with an id above `after`."""

    def has(self, file: FoundFile) -> bool:
        """Whether the file is noted with this size and time."""

    def knows(self, sha256: str) -> bool:
        """Whether there is a result for these bytes."""

    def note(self, outcomes: Iterable[Done]) -> None:
        """Write results and failures."""

    def retry_failed(self) -> int:
        """Let every failed file wait again; how many."""

    def counts(self) -> dict[State, int]:
        """Files per state."""

    def rows(self) -> Iterator[Row]:
        """Every file but those that are gone, by path."""

    def content(self, path: str, sha256: str | None) -> bytes:
        """The bytes that were analysed under this path.

        Raises:
            DataError: they are not there any more, or others are by now.
        """
