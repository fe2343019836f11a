"""The content of a report as data; how it is drawn is the business of `skinvl.desktop.ui`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skinvl.contract import __version__
from skinvl.contract.finding import Finding, Stamp
from skinvl.desktop.core import wording
from skinvl.desktop.core.language import name_group, say, translate
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
        if self.patient is not None:
            return self.patient.line
        nobody = translate("Report", "No patient")
        return f"{nobody}  |  {self.name}"


def list_rows(finding: Finding) -> tuple[ReportRow, ...]:
    """The differential as it is shown, best first, all classes."""
    chosen = set(finding.conformal_set or ())
    return tuple(
        ReportRow(
            rank=rank,
            name=wording.name_ranked(ranked),
            group=name_group(ranked.group),
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
    reason = say(finding.abstain.reason or "no reason given")
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
        title=wording.tell(wording.REPORT_TITLE),
        status=wording.tell(wording.REPORT_STATUS),
        notice=wording.tell(wording.NOTICE),
        name=reading.name,
        image=image.rgb,
        quality=wording.name_quality(finding),
        modality=wording.name_modality(finding),
        image_notes=tuple(say(note) for note in image.notes),
        cannot_say=explain_abstention(finding),
        rows=list_rows(finding),
        malignancy=wording.sum_up_malignancy(finding),
        malignancy_parts=wording.split_malignancy(finding),
        conformal=wording.describe_conformal_set(finding, conformal_level),
        description=_settled_description(reading),
        description_mark=wording.tell(wording.DRAFT_MARK),
        exchanges=tuple(
            ReportExchange(
                item.question, wording.tell_answer(item.answer), name_exchange_state(item.state)
            )
            for item in reading.exchanges
        ),
        stamp=list_stamp(finding, reading),
    )


def list_stamp(finding: Finding, reading: Reading) -> tuple[tuple[str, str], ...]:
    """What made the result and from what, as (label, value) pairs."""
    rows = [(translate("Report", "Image"), reading.name)]
    if reading.image is not None:
        width, height = reading.image.original_size
        size = f"{width} x {height} px, {reading.image.format}"
        rows.append((translate("Report", "Image size"), size))
    stamp = finding.stamp
    if stamp is not None:
        return (*rows, *list_provenance(stamp))
    return (*rows, (translate("Report", "Application"), f"{wording.PRODUCT} {__version__}"))


def list_provenance(stamp: Stamp) -> tuple[tuple[str, str], ...]:
    """What of a stamp every report says, as (label, value) pairs."""
    unknown = translate("Report", "unknown")
    return (
        (translate("Report", "Image SHA-256"), stamp.image_sha256 or unknown),
        (translate("Report", "Model bundle"), stamp.bundle),
        (translate("Report", "Bundle SHA-256"), stamp.bundle_sha256),
        (translate("Report", "Computed on"), f"{stamp.provider}, {stamp.precision}"),
        (translate("Report", "Application"), f"{wording.PRODUCT} {stamp.app_version}"),
        (translate("Report", "Time of analysis"), stamp.time),
    )


def mark_incomplete(text: str) -> str:
    """A text of the model that was cut off."""
    cut = translate("Report", "not complete")
    return f"{text} [{cut}]".strip()


def _settled_description(reading: Reading) -> str:
    text = reading.description.strip()
    if reading.state == "complete":
        return text or translate("Report", "No description.")
    return mark_incomplete(text) if text else translate("Report", "Not written.")


def name_exchange_state(state: str) -> str:
    """Where an answer is not complete, why; else nothing."""
    return {
        "stopped": translate("Report", "stopped by the user"),
        "failed": translate("Report", "not answered"),
    }.get(state, "")
