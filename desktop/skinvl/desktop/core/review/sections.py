"""What the report of a review says, piece by piece, for a page of HTML and for a PDF alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from skinvl.contract.statistics.bootstrap import McNemar
from skinvl.desktop.core.review.agreement import OTHER, Agreement
from skinvl.desktop.core.review.overview import Overview, Urgent
from skinvl.desktop.core.review.sidecar import Matching
from skinvl.desktop.core.wording import NOTICE

_SHOWN = 500


@dataclass(frozen=True)
class Heading:
    """Begins a section."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Some sentences; a notice is set apart."""

    text: str
    is_notice: bool = False


@dataclass(frozen=True)
class Table:
    """Cells as text; numbers are set to the right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str | int | float, ...], ...]


@dataclass(frozen=True)
class Bars:
    """Counts by name, as bars."""

    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Sheet:
    """A contact sheet."""

    pictures: tuple[Urgent, ...]


@dataclass(frozen=True)
class Calibration:
    """(mean confidence, share right, images) of bins, as points in a square."""

    bins: tuple[tuple[float, float, int], ...]


Section = Heading | Paragraph | Table | Bars | Sheet | Calibration
Rival = tuple[str, Agreement, McNemar]
"""Another model on the same folder: its name, its agreement, and the test of both."""


@dataclass(frozen=True)
class Facts:
    """What stands at the head of the report."""

    folder: str
    model: str
    computed: str
    version: str

    @property
    def title(self) -> str:
        """The title of the report."""
        return f"Review of {self.folder}"


@dataclass(frozen=True)
class ReviewReport:
    """A report: its title and what it says."""

    title: str
    sections: tuple[Section, ...]


def compose_report(
    facts: Facts,
    overview: Overview,
    matching: Matching | None = None,
    agreement: Agreement | None = None,
    rival: Rival | None = None,
) -> ReviewReport:
    """Put the report together.

    Args:
        facts: folder and model in words.
        overview: what was counted.
        matching: how a sidecar fitted, if there was one.
        agreement: against known diagnoses, if there were.
        rival: another model on the same folder.
    """
    sections: list[Section] = [
        Paragraph(NOTICE, is_notice=True),
        Paragraph(f"{facts.model}, {facts.computed}; SkinVL {facts.version}"),
        *_account(overview),
        *_distribute(overview),
    ]
    if agreement is not None:
        sections += [*_show_agreement(agreement), *(_show_rival(agreement, rival) if rival else ())]
    sections += [Heading(f"The {len(overview.urgent)} most urgent"), Sheet(tuple(overview.urgent))]
    if matching is not None:
        sections += _show_matching(matching)
    sections += [*_list("Failed", overview.failed), *_list("Left out", overview.left_out)]
    return ReviewReport(facts.title, tuple(sections))


def _account(overview: Overview) -> Iterator[Section]:
    failed = len(overview.failed)
    yield Heading("Nothing is missing")
    yield Table(
        ("", "images"),
        (
            ("found", overview.found),
            ("read", overview.done),
            ("failed", failed),
            ("waiting", overview.waiting),
        ),
    )
    yield Paragraph(
        f"{overview.found} found = {overview.done} read + {failed} failed + "
        f"{overview.waiting} waiting ({'it adds up' if overview.adds_up else 'IT DOES NOT'}). "
        f"{overview.duplicates} have the same bytes as another. "
        f"{len(overview.left_out)} entries were left out."
    )
    if overview.decisions:
        yield Heading("What was decided")
        yield Bars(tuple(overview.decisions.most_common()))
        open_ones = overview.done - overview.decisions.total()
        yield Paragraph(f"Read and not reviewed yet: {open_ones}")


def _distribute(overview: Overview) -> Iterator[Section]:
    yield Heading("What the model says first")
    yield Paragraph("Not counted: images it declines to judge.")
    yield Bars(tuple(overview.diagnoses.most_common()))
    yield Paragraph(f"Declined (outside its training, or not skin): {overview.abstained}")
    yield Heading("Malignant or pre-malignant, total probability")
    tenths = range(9, -1, -1)
    yield Bars(tuple((f"{10 * n} to {10 * n + 10} %", overview.malignant[n]) for n in tenths))
    yield Heading("Kind and quality of the images")
    yield Bars(tuple(overview.modalities.most_common()))
    yield Bars(tuple(overview.qualities.most_common()))


def _show_agreement(agreement: Agreement) -> Iterator[Section]:
    yield Heading("Against the known diagnoses")
    yield Table(
        ("", "value", "95 % interval", "images", "groups"),
        tuple(
            (
                name.replace("_", " "),
                _short(found.value),
                "-" if found.low is None else f"{found.low:.3f} to {found.high:.3f}",
                found.n,
                found.groups,
            )
            for name, found in agreement.metrics.items()
        ),
    )
    yield Paragraph("Confusion: rows are known, columns are the model's first.")
    yield Table(
        ("", *agreement.names, OTHER),
        tuple(
            (name, *map(int, row))
            for name, row in zip(agreement.names, agreement.confusion, strict=True)
        ),
    )
    yield Paragraph("Calibration: mean confidence against share right.")
    yield Calibration(agreement.reliability)
    if agreement.unknown_labels:
        told = ", ".join(f"{label} ({n})" for label, n in sorted(agreement.unknown_labels.items()))
        yield Paragraph(f"Labels that are no known diagnosis, left out: {told}")


def _show_rival(agreement: Agreement, rival: Rival) -> Iterator[Section]:
    name, other, test = rival
    yield Heading(f"Beside {name}")
    yield Table(
        ("", "this model", name),
        tuple(
            (key.replace("_", " "), _short(found.value), _short(other.metrics[key].value))
            for key, found in agreement.metrics.items()
        ),
    )
    yield Paragraph(
        f"Right only here: {test.only_a}; only there: {test.only_b}; "
        f"McNemar's exact test p = {test.p:.3g}."
    )


def _show_matching(matching: Matching) -> Iterator[Section]:
    yield Heading("The table of patients and lesions")
    yield Paragraph(f"{len(matching.rows)} images have a row.")
    yield from _list(
        "DICOM files that name another patient than their row, so that none got it",
        matching.contradicted,
    )
    for title, names in (
        ("Images without a row", matching.files_without_row),
        ("Rows without an image", matching.rows_without_file),
        ("Images that share the name of one row, so that none got it", matching.ambiguous),
        ("Names in several rows, none of which was used", matching.repeated),
    ):
        yield from _list(title, [(name, "") for name in names])


def _list(title: str, entries: Sequence[tuple[str, str]]) -> Iterator[Section]:
    if not entries:
        return
    yield Heading(f"{title}: {len(entries)}")
    yield Table(("file", "reason"), tuple(entries[:_SHOWN]))
    if len(entries) > _SHOWN:
        yield Paragraph(f"{len(entries) - _SHOWN} more are in results.csv.")


def _short(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
