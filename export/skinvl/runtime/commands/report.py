"""A finding as a short report for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skinvl.contract.finding import Finding

NOTICE = "SkinVL is research software, not a medical device: its output is no diagnosis."
SHOWN = 5
_BAR = 20
_LABEL = 14


def make_printable(text: str) -> str:
    """`text` on one line, with everything a terminal would act on written as an escape."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text
    )


def format_percent(probability: float) -> str:
    """A probability as percent with one decimal, never rounded to certainty."""
    if 0 < probability < 0.0005:
        return "<0.1 %"
    if 0.9995 <= probability < 1:
        return ">99.9 %"
    return f"{probability * 100:.1f} %"


def draw_bar(probability: float, encoding: str) -> str:
    """A bar of fixed width, in blocks where `encoding` has them."""
    full, empty = "\u2588\u2591" if _can_encode("\u2588\u2591", encoding) else "#."
    count = round(probability * _BAR)
    return full * count + empty * (_BAR - count)


def write_report(finding: Finding, level: float, encoding: str) -> Iterator[str]:
    """Lines of the report on one image.

    Args:
        finding: of an image that could be processed.
        level: coverage of the conformal set, 0..1.
        encoding: of the terminal.
    """
    yield make_printable(finding.file)
    if finding.abstain.value:
        yield f"  CANNOT SAY: {finding.abstain.reason}"
    if finding.quality is not None:
        reasons = ", ".join(finding.quality.reasons)
        yield _line("quality", finding.quality.verdict + (f" ({reasons})" if reasons else ""))
    if finding.modality is not None:
        sure = format_percent(finding.modality_probabilities[finding.modality])
        yield _line("modality", f"{finding.modality} ({sure})")
    yield from (_line("note", make_printable(note)) for note in finding.notes)
    yield "  differential" + (" (not to be relied on)" if finding.abstain.value else "")
    for ranked in finding.differential[:SHOWN]:
        bar = draw_bar(ranked.probability, encoding)
        percent = format_percent(ranked.probability)
        yield f"    {percent:>8}  {bar}  {ranked.name} [{ranked.group}]"
    rest = finding.differential[SHOWN:]
    if rest:
        total = format_percent(sum(ranked.probability for ranked in rest))
        yield f"    {total:>8}  {' ' * _BAR}  {len(rest)} others together"
    if finding.malignant is not None:
        yield f"  malignant or pre-malignant: {format_percent(finding.malignant)}"
    if not finding.abstain.value:
        names = {ranked.code: ranked.name for ranked in finding.differential}
        members = ", ".join(names[code] for code in finding.conformal_set)
        yield f"  {level * 100:g} % set: {members}"
    if finding.description is not None:
        draft = "" if finding.abstain.value else " (draft, generated text)"
        yield f"  description{draft}: {make_printable(finding.description)}"


def _line(label: str, text: str) -> str:
    return f"  {label:<{_LABEL}}{text}"


def _can_encode(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
