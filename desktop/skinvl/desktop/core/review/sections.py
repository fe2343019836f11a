"""What the report of a review says, piece by piece, for a page of HTML and for a PDF alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from skinvl.contract.statistics.bootstrap import McNemar
from skinvl.desktop.core import wording
from skinvl.desktop.core.language import name_modality, say, tell_number, translate
from skinvl.desktop.core.language.voice import QT_TRANSLATE_NOOP
from skinvl.desktop.core.review.agreement import OTHER, Agreement
from skinvl.desktop.core.review.overview import Overview, Urgent
from skinvl.desktop.core.review.sidecar import Matching

_SHOWN = 500
_METRICS = {
    "accuracy": QT_TRANSLATE_NOOP("ReviewReport", "accuracy"),
    "balanced_accuracy": QT_TRANSLATE_NOOP("ReviewReport", "balanced accuracy"),
    "macro_auroc": QT_TRANSLATE_NOOP("ReviewReport", "macro auroc"),
    "malignant_auroc": QT_TRANSLATE_NOOP("ReviewReport", "malignant auroc"),
    "brier": QT_TRANSLATE_NOOP("ReviewReport", "brier"),
    "ece": QT_TRANSLATE_NOOP("ReviewReport", "ece"),
}
_DECISIONS = {
    "accepted": QT_TRANSLATE_NOOP("ReviewReport", "accepted"),
    "overridden": QT_TRANSLATE_NOOP("ReviewReport", "overridden"),
    "flagged": QT_TRANSLATE_NOOP("ReviewReport", "flagged"),
    "skipped": QT_TRANSLATE_NOOP("ReviewReport", "skipped"),
    "bad-image": QT_TRANSLATE_NOOP("ReviewReport", "bad image"),
}


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
        return translate("ReviewReport", "Review of {folder}").format(folder=self.folder)


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
        Paragraph(wording.tell(wording.NOTICE), is_notice=True),
        Paragraph(f"{facts.model}, {facts.computed}; SkinVL {facts.version}"),
        *_account(overview),
        *_distribute(overview),
    ]
    if agreement is not None:
        sections += [*_show_agreement(agreement), *(_show_rival(agreement, rival) if rival else ())]
    urgent = translate("ReviewReport", "The {count} most urgent")
    sections += [Heading(urgent.format(count=len(overview.urgent))), Sheet(tuple(overview.urgent))]
    if matching is not None:
        sections += _show_matching(matching)
    sections += [
        *_list(translate("ReviewReport", "Failed"), overview.failed),
        *_list(translate("ReviewReport", "Left out"), overview.left_out),
    ]
    return ReviewReport(facts.title, tuple(sections))


def _account(overview: Overview) -> Iterator[Section]:
    failed = len(overview.failed)
    yield Heading(translate("ReviewReport", "Nothing is missing"))
    yield Table(
        ("", translate("ReviewReport", "images")),
        (
            (translate("ReviewReport", "found"), overview.found),
            (translate("ReviewReport", "read"), overview.done),
            (translate("ReviewReport", "failed"), failed),
            (translate("ReviewReport", "waiting"), overview.waiting),
        ),
    )
    if overview.adds_up:
        verdict = translate("ReviewReport", "it adds up")
    else:
        verdict = translate("ReviewReport", "IT DOES NOT ADD UP")
    told = translate(
        "ReviewReport",
        "{found} found = {read} read + {failed} failed + {waiting} waiting ({verdict}). {same} "
        "have the same bytes as another. {left_out} entries were left out.",
    )
    yield Paragraph(
        told.format(
            found=overview.found,
            read=overview.done,
            failed=failed,
            waiting=overview.waiting,
            verdict=verdict,
            same=overview.duplicates,
            left_out=len(overview.left_out),
        )
    )
    if overview.decisions:
        yield Heading(translate("ReviewReport", "What was decided"))
        yield Bars(
            tuple(
                (translate("ReviewReport", _DECISIONS.get(name, name)), count)
                for name, count in overview.decisions.most_common()
            )
        )
        open_ones = overview.done - overview.decisions.total()
        told = translate("ReviewReport", "Read and not reviewed yet: {count}")
        yield Paragraph(told.format(count=open_ones))


def _distribute(overview: Overview) -> Iterator[Section]:
    yield Heading(translate("ReviewReport", "What the model says first"))
    yield Paragraph(translate("ReviewReport", "Not counted: images it declines to judge."))
    diagnoses = overview.diagnoses.most_common()
    yield Bars(tuple((translate("Diagnosis", name), count) for name, count in diagnoses))
    told = translate("ReviewReport", "Declined (outside its training, or not skin): {count}")
    yield Paragraph(told.format(count=overview.abstained))
    yield Heading(translate("ReviewReport", "Malignant or pre-malignant, total probability"))
    tenths = range(9, -1, -1)
    told = translate("ReviewReport", "{low} to {high} %")
    yield Bars(
        tuple((told.format(low=10 * n, high=10 * n + 10), overview.malignant[n]) for n in tenths)
    )
    yield Heading(translate("ReviewReport", "Kind and quality of the images"))
    modalities = overview.modalities.most_common()
    yield Bars(tuple((say(name_modality(name)), count) for name, count in modalities))
    qualities = overview.qualities.most_common()
    yield Bars(tuple((_name_quality(name), count) for name, count in qualities))


def _show_agreement(agreement: Agreement) -> Iterator[Section]:
    yield Heading(translate("ReviewReport", "Against the known diagnoses"))
    yield Table(
        (
            "",
            translate("ReviewReport", "value"),
            translate("ReviewReport", "95 % interval"),
            translate("ReviewReport", "images"),
            translate("ReviewReport", "groups"),
        ),
        tuple(
            (
                translate("ReviewReport", _METRICS[name]),
                _short(found.value),
                _tell_interval(found.low, found.high),
                found.n,
                found.groups,
            )
            for name, found in agreement.metrics.items()
        ),
    )
    yield Paragraph(
        translate("ReviewReport", "Confusion: rows are known, columns are the model's first.")
    )
    names = [translate("Diagnosis", name) for name in agreement.names]
    yield Table(
        ("", *names, translate("ReviewReport", OTHER)),
        tuple((name, *map(int, row)) for name, row in zip(names, agreement.confusion, strict=True)),
    )
    yield Paragraph(translate("ReviewReport", "Calibration: mean confidence against share right."))
    yield Calibration(agreement.reliability)
    if agreement.unknown_labels:
        told = ", ".join(f"{label} ({n})" for label, n in sorted(agreement.unknown_labels.items()))
        text = translate("ReviewReport", "Labels that are no known diagnosis, left out: {labels}")
        yield Paragraph(text.format(labels=told))


def _show_rival(agreement: Agreement, rival: Rival) -> Iterator[Section]:
    name, other, test = rival
    yield Heading(translate("ReviewReport", "Beside {model}").format(model=name))
    yield Table(
        ("", translate("ReviewReport", "this model"), name),
        tuple(
            (
                translate("ReviewReport", _METRICS[key]),
                _short(found.value),
                _short(other.metrics[key].value),
            )
            for key, found in agreement.metrics.items()
        ),
    )
    told = translate(
        "ReviewReport",
        "Right only here: {here}; only there: {there}; McNemar's exact test p = {p}.",
    )
    yield Paragraph(told.format(here=test.only_a, there=test.only_b, p=f"{test.p:.3g}"))


def _show_matching(matching: Matching) -> Iterator[Section]:
    yield Heading(translate("ReviewReport", "The table of patients and lesions"))
    told = translate("ReviewReport", "{count} images have a row.")
    yield Paragraph(told.format(count=len(matching.rows)))
    yield from _list(
        translate(
            "ReviewReport",
            "DICOM files that name another patient than their row, so that none got it",
        ),
        matching.contradicted,
    )
    for title, names in (
        (translate("ReviewReport", "Images without a row"), matching.files_without_row),
        (translate("ReviewReport", "Rows without an image"), matching.rows_without_file),
        (
            translate("ReviewReport", "Images that share the name of one row, so that none got it"),
            matching.ambiguous,
        ),
        (
            translate("ReviewReport", "Names in several rows, none of which was used"),
            matching.repeated,
        ),
    ):
        yield from _list(title, [(name, "") for name in names])


def _list(title: str, entries: Sequence[tuple[str, str]]) -> Iterator[Section]:
    if not entries:
        return
    yield Heading(f"{title}: {len(entries)}")
    head = (translate("ReviewReport", "file"), translate("ReviewReport", "reason"))
    yield Table(head, tuple((name, say(reason)) for name, reason in entries[:_SHOWN]))
    if len(entries) > _SHOWN:
        told = translate("ReviewReport", "{count} more are in results.csv.")
        yield Paragraph(told.format(count=len(entries) - _SHOWN))


def _short(value: float | None) -> str:
    return "-" if value is None else tell_number(value, 3)


def _tell_interval(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "-"
    told = translate("ReviewReport", "{low} to {high}")
    return told.format(low=tell_number(low, 3), high=tell_number(high, 3))


def _name_quality(verdict: str) -> str:
    name = wording.QUALITY_NAMES.get(verdict)
    return say(verdict) if name is None else wording.tell(name)
