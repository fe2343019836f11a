"""What is told about two photographs: refusals, attributes, obstacles."""

from __future__ import annotations

from PySide6.QtCore import QObject

from skinvl.contract.lesion.outline import BORDER_LIMITS
from skinvl.desktop.core.comparison import Attribute, Difference, Obstacle, Refusal, ResultPair

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
        change = speaker.tr("{points:+.1f} percentage points").format(points=points)
        rows.append((name, f"{results.before:.1%}", f"{results.after:.1%}", change))
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
        return (f"{words[0]} ({before:.2f})", f"{words[1]} ({after:.2f})", f"{change:+.2f}")
    if item.attribute == "colours":
        parts = [f"+ {colour}" for colour in item.gained]
        parts += [f"\N{MINUS SIGN} {colour}" for colour in item.lost]
        none = speaker.tr("the same")
        return (f"{before:.0f}", f"{after:.0f}", ", ".join(parts) or none)
    unit = "mm²" if item.attribute == "area" else "mm"
    share = f" ({change / before:+.0%})" if before else ""
    return (f"{before:.1f} {unit}", f"{after:.1f} {unit}", f"{change:+.1f} {unit}{share}")


def _name_border(speaker: QObject, value: float) -> str:
    regular, slightly = BORDER_LIMITS
    if value < regular:
        return speaker.tr("regular")
    return speaker.tr("slightly irregular") if value < slightly else speaker.tr("irregular")
