"""The content of a report as data; how it is drawn is the business of `skinvl.desktop.ui`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skinvl.contract import __version__
from skinvl.contract.finding import Finding
from skinvl.desktop.core import wording
from skinvl.desktop.core.reading import Reading


@dataclass(frozen=True)
class ReportRow:
    """One line of the differential. ``in_set``: it belongs to the conformal set."""

    rank: int
    name: str
    group: str
    warning: bool
    probability: float
    percent: str
    in_set: bool


@dataclass(frozen=True)
class ReportExchange:
    """A question with its answer; ``note`` says where the answer is not complete."""

    question: str
    answer: str
    note: str


@dataclass(frozen=True)
class ReportPatient:
    """Whose report it is: name, the identifiers in one line, and the place of the lesion."""

    name: str
    identifiers: str
    lesion: str = ""

    @property
    def line(self) -> str:
        """What stands on every page."""
        return f"{self.name}  |  {self.identifiers}"


@dataclass(frozen=True)
class ReportSection:
    """What a person has said: (label, text) lines under a title; an empty label is none."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Letterhead:
    """The clinic: its name, and its logo as the bytes of an image file."""

    name: str = ""
    logo: bytes | None = None


@dataclass(frozen=True)
class Signature:
    """Who signs and when, in words; ``reason`` is given for an amendment."""

    person: str
    time: str
    reason: str = ""


@dataclass(frozen=True)
class Report:
    """Everything a report says.

    ``image`` is the analysed image, uint8 [H, W, 3]; ``overlay`` the same with what was drawn over
    it. ``cannot_say`` holds the reason and the advice where the model makes no statement, else
    None. ``stamp`` are (label, value) pairs. ``sections`` are what persons have said; everything
    else is of the model. ``warnings`` are lines that no reader may miss. ``has_result`` is False
    where there is nothing of the model, and its parts are then empty.
    """

    title: str
    status: str
    notice: str
    name: str
    image: NDArray[np.uint8]
    quality: str
    modality: str
    image_notes: tuple[str, ...]
    cannot_say: tuple[str, str] | None
    rows: tuple[ReportRow, ...]
    malignancy: str
    malignancy_parts: str
    conformal: str
    description: str
    description_mark: str
    exchanges: tuple[ReportExchange, ...]
    stamp: tuple[tuple[str, str], ...]
    patient: ReportPatient | None = None
    letterhead: Letterhead = Letterhead()
    overlay: NDArray[np.uint8] | None = None
    sections: tuple[ReportSection, ...] = ()
    signature: Signature | None = None
    warnings: tuple[str, ...] = ()
    has_result: bool = True

    @property
    def subject(self) -> str:
        """What stands at the top of every page: whose report it is, or which image it is about."""
        return self.patient.line if self.patient is not None else f"No patient  |  {self.name}"


def list_rows(finding: Finding) -> tuple[ReportRow, ...]:
    """The differential as it is shown, best first, all classes."""
    chosen = set(finding.conformal_set or ())
    return tuple(
        ReportRow(
            rank=rank,
            name=ranked.name,
            group=wording.name_group(ranked.group),
            warning=ranked.group in wording.WARNING_GROUPS,
            probability=ranked.probability,
            percent=wording.format_percent(ranked.probability),
            in_set=ranked.code in chosen,
        )
        for rank, ranked in enumerate(finding.differential, start=1)
    )


def explain_abstention(finding: Finding) -> tuple[str, str] | None:
    """Reason and advice where the model makes no statement on the image, else None."""
    if finding.abstain is None or not finding.abstain.value:
        return None
    reason = finding.abstain.reason or "no reason given"
    return f"{reason[0].upper()}{reason[1:]}.", wording.advise(finding)


def build_report(reading: Reading, conformal_level: float) -> Report:
    """The report of a settled reading.

    Args:
        reading: a reading with a result and nothing running.
        conformal_level: coverage of the model's prediction sets, 0..1.

    Raises:
        ValueError: the reading has no result or is still running.
    """
    finding, image = reading.finding, reading.image
    if not reading.can_report or finding is None or image is None:
        raise ValueError(f"{reading.name}: there is no finished result to report")
    return Report(
        title=wording.REPORT_TITLE,
        status=wording.REPORT_STATUS,
        notice=wording.NOTICE,
        name=reading.name,
        image=image.rgb,
        quality=wording.name_quality(finding),
        modality=wording.name_modality(finding),
        image_notes=image.notes,
        cannot_say=explain_abstention(finding),
        rows=list_rows(finding),
        malignancy=wording.sum_up_malignancy(finding),
        malignancy_parts=wording.split_malignancy(finding),
        conformal=wording.describe_conformal_set(finding, conformal_level),
        description=_settled_description(reading),
        description_mark=wording.DRAFT_MARK,
        exchanges=tuple(
            ReportExchange(item.question, item.answer, _note(item.state))
            for item in reading.exchanges
        ),
        stamp=list_stamp(finding, reading),
    )


def list_stamp(finding: Finding, reading: Reading) -> tuple[tuple[str, str], ...]:
    """What made the result and from what, as (label, value) pairs."""
    rows = [("Image", reading.name)]
    if reading.image is not None:
        width, height = reading.image.original_size
        rows.append(("Image size", f"{width} x {height} px, {reading.image.format}"))
    stamp = finding.stamp
    if stamp is not None:
        rows += [
            ("Image SHA-256", stamp.image_sha256 or "unknown"),
            ("Model bundle", stamp.bundle),
            ("Bundle SHA-256", stamp.bundle_sha256),
            ("Computed on", f"{stamp.provider}, {stamp.precision}"),
            ("Application", f"{wording.PRODUCT} {stamp.app_version}"),
            ("Time of analysis", stamp.time),
        ]
    else:
        rows.append(("Application", f"{wording.PRODUCT} {__version__}"))
    return tuple(rows)


def _settled_description(reading: Reading) -> str:
    text = reading.description.strip()
    if reading.state == "complete":
        return text or "No description."
    return f"{text} [not complete]".strip() if text else "Not written."


def _note(state: str) -> str:
    return {"stopped": "stopped by the user", "failed": "not answered"}.get(state, "")
