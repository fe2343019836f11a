"""The text of a report as the rich text that Qt lays out on pages."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication

from skinvl.desktop.core import wording
from skinvl.desktop.core.report import Report, ReportRow, ReportSection
from skinvl.desktop.ui.theme import LIGHT

IMAGE_MM = (84.0, 66.0)
"""Width and height within which the picture of the lesion is shown."""
LOGO_MM = (40.0, 14.0)
BAR_MM = (44.0, 2.4)
FIRST, LAST = "result-first", "result-last"
"""Anchors of the first line of the model's part and of the last line of its differential."""
# What a length without a unit means in Qt's rich text, whatever it is drawn on.
_TEXT_RESOLUTION = 96
_FEWEST_ROWS, _MOST_ROWS, _WORTH_A_ROW = 5, 12, 0.005
_SPACE = "<p class='space'>&nbsp;</p>"
STYLE = f"""
body {{ color: #000000; }}
h1 {{ font-size: 17pt; margin-top: 0px; margin-bottom: 2px; }}
h2 {{ font-size: 11pt; margin-top: 12px; margin-bottom: 3px; }}
h3 {{ font-size: 10pt; margin-top: 8px; margin-bottom: 2px; }}
p {{ margin-top: 0px; margin-bottom: 4px; }}
.space {{ font-size: 4pt; }}
.small {{ font-size: 8pt; color: {LIGHT.secondary_text}; }}
.stamp {{ font-size: 7pt; color: {LIGHT.secondary_text}; }}
.label {{ color: {LIGHT.secondary_text}; }}
.mark {{ font-size: 8pt; color: {LIGHT.secondary_text}; font-style: italic; }}
.warning {{ font-weight: bold; color: {LIGHT.badge_warning}; }}
"""


def say(key: str) -> str:
    """Words of the report in the language of the window."""
    translate = QCoreApplication.translate
    words = {
        "no patient": translate("Report", "No patient: this report belongs to nobody."),
        "lesion": translate("Report", "Lesion"),
        "result": translate("Report", "Result of the model"),
        "no result": translate("Report", "There is no result."),
        "differential": translate("Report", "Differential diagnosis"),
        "description": translate("Report", "Description"),
        "questions": translate("Report", "Questions"),
        "stamp": translate("Report", "How this was made"),
        "signature": translate("Report", "Signature"),
        "overlay": translate(
            "Report", "On the right with what was drawn over it; the image itself is unchanged."
        ),
        "unsigned": translate(
            "Report", "Not signed. This report is preliminary and may still change."
        ),
        "signed": translate("Report", "Signed electronically by {person} on {time}."),
        "amended": translate(
            "Report", "This report takes the place of a signed one. Reason: {reason}"
        ),
        "page": translate("Report", "Page {number} of {pages}"),
    }
    return words[key]


def fit(size: tuple[int, int], frame: tuple[float, float]) -> tuple[float, float]:
    """Width and height in millimetres of a picture of `size` pixels within a frame."""
    width, height = size
    scale = min(frame[0] / width, frame[1] / height)
    return width * scale, height * scale


def choose_rows(rows: tuple[ReportRow, ...]) -> tuple[tuple[ReportRow, ...], str]:
    """The rows that are printed, and one line that accounts for the others (empty if none)."""
    worth = [row.rank for row in rows if row.probability >= _WORTH_A_ROW or row.in_set]
    kept = rows[: min(max([*worth, _FEWEST_ROWS]), _MOST_ROWS)]
    rest = rows[len(kept) :]
    if not rest:
        return kept, ""
    total = wording.format_percent(sum(row.probability for row in rest))
    words = QCoreApplication.translate("Report", "{count} further diagnoses, together {total}")
    return kept, words.format(count=len(rest), total=total)


def write_html(report: Report, logo: tuple[int, int] | None, *, new_page: bool = False) -> str:
    """The whole text; pictures are the resources "image", "overlay", "logo" and "bar<rank>".

    Args:
        report: what is said.
        logo: size of the logo in pixels, None for none.
        new_page: whether the part of the model begins on a page of its own.
    """
    parts = (_write_head(report, logo), _write_pictures(report))
    persons = "".join(_write_section(section) for section in report.sections)
    result = _write_result(report, new_page) if report.has_result else _write_no_result()
    return "".join((*parts, persons, result, _write_signature(report)))


def _write_head(report: Report, logo: tuple[int, int] | None) -> str:
    clinic = ""
    if report.letterhead.name or logo is not None:
        picture = _write_picture("logo", fit(logo, LOGO_MM)) if logo is not None else ""
        clinic = (
            "<table width='100%' cellspacing='0' cellpadding='0'><tr>"
            f"<td valign='middle'><b>{escape(report.letterhead.name)}</b></td>"
            f"<td align='right' valign='middle'>{picture}</td></tr></table>{_SPACE}"
        )
    warnings = "".join(f"<p class='warning'>{escape(line)}</p>" for line in report.warnings)
    return (
        f"{clinic}<h1>{escape(report.title)}</h1><p><b>{escape(report.status)}</b></p>"
        f"{warnings}{_write_patient(report)}"
    )


def _write_patient(report: Report) -> str:
    patient = report.patient
    if patient is None:
        return f"<p>{say('no patient')}</p>"
    lines = [f"<b>{escape(patient.name)}</b>", escape(patient.identifiers)]
    if patient.lesion:
        lines.append(f"{say('lesion')}: {escape(patient.lesion)}")
    return f"<p>{'<br>'.join(lines)}</p>"


def _write_pictures(report: Report) -> str:
    height, width = report.image.shape[:2]
    picture = _write_picture("image", fit((width, height), IMAGE_MM))
    notes = "".join(f"<p class='small'>{escape(note)}</p>" for note in report.image_notes)
    said = "".join(f"<p>{escape(text)}</p>" for text in (report.quality, report.modality) if text)
    beside = f"<p><b>{escape(report.name)}</b></p>{said}{notes}"
    below = ""
    if report.overlay is not None:
        marked = _write_picture("overlay", fit((width, height), IMAGE_MM))
        caption = say("overlay")
        below = f"<p class='small'>{caption}</p>" + beside
        beside = marked
    return (
        f"{_SPACE}<table width='100%' cellspacing='0' cellpadding='0'><tr>"
        f"<td width='{_text_units(IMAGE_MM[0] + 4)}'>{picture}</td>"
        f"<td valign='top'>{beside}</td></tr></table>{below}"
    )


def _write_section(section: ReportSection) -> str:
    rows = []
    for label, text in section.lines:
        said = escape(text).replace("\n", "<br>")
        if label:
            rows.append(
                f"<tr><td class='label' style='padding-right: 8px' width='{_text_units(44)}'>"
                f"{escape(label)}</td>"
                f"<td>{said}</td></tr>"
            )
        else:
            rows.append(f"<tr><td colspan='2'>{said}</td></tr>")
    table = f"<table width='100%' cellspacing='0' cellpadding='1'>{''.join(rows)}</table>"
    return f"<h2>{escape(section.title)}</h2>{table}"


def _write_no_result() -> str:
    return f"<h2>{say('result')}</h2><p>{say('no result')}</p>"


def _write_result(report: Report, new_page: bool) -> str:
    """The part of the model, in a frame of its own with what it cannot do."""
    inside = "".join(
        (
            f"<p><b>{say('result')}</b>{_anchor(FIRST)}</p><p>{escape(report.notice)}</p>",
            _write_findings(report),
            _write_description(report),
            _write_questions(report),
            _write_stamp(report),
        )
    )
    place = "page-break-before: always; " if new_page else ""
    return (
        f"{_SPACE}<table width='100%' border='1' cellspacing='0' cellpadding='6' "
        f"style='{place}border-style: solid; border-color: {LIGHT.secondary_text}; "
        f"border-collapse: collapse'><tr><td>{inside}</td></tr></table>"
    )


def _write_findings(report: Report) -> str:
    parts = []
    if report.cannot_say is not None:
        reason, advice = report.cannot_say
        parts.append(
            f"<h3>{escape(wording.tell(wording.CANNOT_SAY))}</h3><p>{escape(reason)}</p><p>{escape(advice)}</p>"
            f"<h3>{say('differential')}</h3>"
            f"<p class='mark'>{escape(wording.tell(wording.FOR_INFORMATION))}</p>"
        )
    else:
        parts.append(f"<h3>{say('differential')}</h3>")
    kept, rest = choose_rows(report.rows)
    parts.append("<table width='100%' cellspacing='0' cellpadding='2'>")
    for row in kept:
        end = _anchor(LAST) if row is kept[-1] else "&nbsp;"
        group = escape(row.group)
        group = f"<span class='warning'>{group}</span>" if row.warning else group
        parts.append(
            f"<tr><td width='{_text_units(7)}' align='right'>{row.rank}&nbsp;</td>"
            f"<td>{escape(row.name)}</td><td>{group}</td>"
            f"<td align='right'>{escape(row.percent)}&nbsp;{end}</td>"
            f"<td valign='middle' width='{_text_units(BAR_MM[0])}'>"
            f"{_write_picture(f'bar{row.rank}', BAR_MM)}</td></tr>"
        )
    parts.append(f"</table>{_SPACE}")
    if rest:
        parts.append(f"<p class='small'>{escape(rest)}</p>")
    if report.cannot_say is None:
        parts.append(f"<p><b>{escape(report.malignancy)}</b></p>")
        parts.append(f"<p>{escape(report.malignancy_parts)}</p>")
        parts.append(f"<p>{escape(report.conformal)}</p>" if report.conformal else "")
    return "".join(parts)


def _write_description(report: Report) -> str:
    if not report.description:
        return ""
    mark = "" if report.cannot_say else f"<p class='mark'>{escape(report.description_mark)}</p>"
    text = escape(report.description).replace("\n", "<br>")
    return f"<h3>{say('description')}</h3>{mark}<p>{text}</p>"


def _write_questions(report: Report) -> str:
    if not report.exchanges:
        return ""
    mark = f"<p class='mark'>{escape(wording.tell(wording.ANSWER_MARK))}</p>"
    parts = [f"<h3>{say('questions')}</h3>{mark}"]
    for item in report.exchanges:
        note = f" <span class='small'>[{escape(item.note)}]</span>" if item.note else ""
        parts.append(f"<p><b>{escape(item.question)}</b><br>{escape(item.answer)}{note}</p>")
    return "".join(parts)


def _write_stamp(report: Report) -> str:
    rows = "".join(
        f"<tr><td class='stamp'>{escape(label)}&nbsp;&nbsp;</td>"
        f"<td class='stamp'>{escape(value)}</td></tr>"
        for label, value in report.stamp
    )
    table = f"<table cellspacing='0' cellpadding='0'>{rows}</table>"
    return f"<p class='small'><b>{say('stamp')}</b></p>{table}"


def _write_signature(report: Report) -> str:
    signature = report.signature
    if signature is None:
        line = say("unsigned")
        return f"<h2>{say('signature')}</h2><p>{line}</p>"
    signed = say("signed").format(
        person=f"<b>{escape(signature.person)}</b>", time=escape(signature.time)
    )
    reason = ""
    if signature.reason:
        label = say("amended")
        reason = f"<p>{label.format(reason=escape(signature.reason))}</p>"
    return f"<h2>{say('signature')}</h2><p>{signed}</p>{reason}"


def _anchor(name: str) -> str:
    """On a space: an anchor parts the letters of a word for those who copy it."""
    return f"<a name='{name}'>&nbsp;</a>"


def _write_picture(name: str, size: tuple[float, float]) -> str:
    """A picture of a size in millimetres."""
    width, height = _text_units(size[0]), _text_units(size[1])
    return f"<img src='{name}' width='{width}' height='{height}'>"


def _text_units(millimetres: float) -> int:
    return round(millimetres / 25.4 * _TEXT_RESOLUTION)
