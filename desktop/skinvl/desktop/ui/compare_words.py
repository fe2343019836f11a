"""What is told about two photographs: refusals, attributes, obstacles."""

from __future__ import annotations

from PySide6.QtCore import QObject

from skinvl.contract.lesion.outline import BORDER_LIMITS
from skinvl.desktop.core.comparison import Attribute, Difference, Obstacle, Refusal, ResultPair
from skinvl.desktop.core.language import name_colour, tell_number, tell_percent

Cells = tuple[str, str, str, str]


def tell_refusal(speaker: QObject, refusal: Refusal) -> str:
    """Why two photographs are not put side by side."""
    return {
        "same photograph": speaker.tr("This is the same photograph; choose another one."),
        "no patient": speaker.tr(
            "A photograph that belongs to no patient is not compared; file it with its patient "
            "first."
        ),
        "other patient": speaker.tr(
            "These photographs are of different patients and are not compared."
        ),
        "no lesion": speaker.tr(
            "A photograph that belongs to no lesion is not compared; move it to its lesion first."
        ),
        "other lesion": speaker.tr(
            "These photographs are of different lesions and are not compared."
        ),
    }[refusal]


def tell_obstacle(speaker: QObject, obstacle: Obstacle) -> str:
    """Why something is not compared."""
    return {
        "no outline": speaker.tr("not comparable: not both are measured"),
        "no scale": speaker.tr("not comparable: no scale"),
        "cut by the edge": speaker.tr("not comparable: the lesion is cut by the edge"),
        "other kind of image": speaker.tr("not comparable: different kinds of image"),
        "no result": speaker.tr("not comparable: not both were read"),
        "not complete": speaker.tr("not comparable: a result failed"),
        "other model": speaker.tr("not comparable: read by different models"),
        "other precision": speaker.tr("not comparable: computed in different precision"),
        "could not say": speaker.tr("not comparable: the model could not say"),
        "hidden": speaker.tr("hidden until you have given your own opinion on both"),
    }[obstacle]


def list_rows(
    speaker: QObject, differences: tuple[Difference, ...], results: ResultPair
) -> list[Cells]:
    """Attribute, then, now and change of everything, in words."""
    names: dict[Attribute, str] = {
        "asymmetry": speaker.tr("Asymmetric axes"),
        "border": speaker.tr("Border"),
        "colours": speaker.tr("Colours"),
        "area": speaker.tr("Area"),
        "diameter": speaker.tr("Largest diameter"),
    }
    rows = [(names[item.attribute], *_tell(speaker, item)) for item in differences]
    name = speaker.tr("Malignant total (model)")
    if results.before is None or results.after is None:
        told = tell_obstacle(speaker, results.obstacle) if results.obstacle is not None else ""
        rows.append((name, "", "", told))
    else:
        points = (results.after - results.before) * 100
        change = speaker.tr("{points} percentage points").format(points=_tell_change(points, 1))
        rows.append((name, tell_percent(results.before, 1), tell_percent(results.after, 1), change))
    return rows


def _tell(speaker: QObject, item: Difference) -> tuple[str, str, str]:
    before, after, change = item.before, item.after, item.change
    if before is None or after is None or change is None:
        told = tell_obstacle(speaker, item.obstacle) if item.obstacle is not None else ""
        return ("", "", told)
    if item.attribute == "asymmetry":
        return (f"{before:.0f}", f"{after:.0f}", f"{change:+.0f}" if change else "0")
    if item.attribute == "border":
        words = [_name_border(speaker, value) for value in (before, after)]
        numbers = [tell_number(value, 2) for value in (before, after)]
        cells = [f"{word} ({number})" for word, number in zip(words, numbers, strict=True)]
        return (cells[0], cells[1], _tell_change(change, 2))
    if item.attribute == "colours":
        parts = [f"+ {name_colour(colour)}" for colour in item.gained]
        parts += [f"\N{MINUS SIGN} {name_colour(colour)}" for colour in item.lost]
        none = speaker.tr("the same")
        return (f"{before:.0f}", f"{after:.0f}", ", ".join(parts) or none)
    unit = "mm²" if item.attribute == "area" else "mm"
    share = f" ({_tell_change(change / before * 100, 0)} %)" if before else ""
    sizes = [f"{tell_number(value, 1)} {unit}" for value in (before, after)]
    return (sizes[0], sizes[1], f"{_tell_change(change, 1)} {unit}{share}")


def _tell_change(value: float, digits: int) -> str:
    number = tell_number(value, digits)
    return number if number.startswith(("-", "\N{MINUS SIGN}")) else f"+{number}"


def _name_border(speaker: QObject, value: float) -> str:
    regular, slightly = BORDER_LIMITS
    if value < regular:
        return speaker.tr("regular")
    return speaker.tr("slightly irregular") if value < slightly else speaker.tr("irregular")
