"""Views, sites and sides of the body map in words."""

from __future__ import annotations

from PySide6.QtCore import QObject

from skinvl.desktop.core.body_shapes import Caption
from skinvl.desktop.core.language import name_site
from skinvl.desktop.core.store.anatomy import BodyView, Side
from skinvl.desktop.core.store.lesions import LesionData


def name_views(speaker: QObject) -> dict[BodyView, str]:
    """Titles of the pictures."""
    return {
        "front": speaker.tr("Front"),
        "back": speaker.tr("Back"),
        "left": speaker.tr("Left side"),
        "right": speaker.tr("Right side"),
        "head": speaker.tr("Head"),
        "hands": speaker.tr("Hands"),
        "feet": speaker.tr("Feet"),
    }


def name_captions(speaker: QObject) -> dict[Caption, str]:
    """Words that stand in the pictures; sides are always the patient's own."""
    return {
        "right side": speaker.tr("Patient's right"),
        "left side": speaker.tr("Patient's left"),
        "front": speaker.tr("Front"),
        "back": speaker.tr("Back"),
        "back of right hand": speaker.tr("Back of right hand"),
        "back of left hand": speaker.tr("Back of left hand"),
        "right palm": speaker.tr("Right palm"),
        "left palm": speaker.tr("Left palm"),
        "right foot": speaker.tr("Right foot"),
        "left foot": speaker.tr("Left foot"),
        "right sole": speaker.tr("Right sole"),
        "left sole": speaker.tr("Left sole"),
    }


def name_sides(speaker: QObject) -> dict[Side, str]:
    """The patient's own sides."""
    return {
        "left": speaker.tr("patient's left"),
        "right": speaker.tr("patient's right"),
        "middle": speaker.tr("middle"),
    }


def tell_place(speaker: QObject, lesion: LesionData) -> str:
    """Where a lesion is, in a line: finer site, general site, side."""
    sites = [name_site(part) for part in (lesion.site, lesion.site_general) if part]
    if len(sites) == 2:
        sites = [f"{sites[0]} ({sites[1]})"]
    if lesion.side is not None:
        sites.append(name_sides(speaker)[lesion.side])
    return ", ".join(sites) or speaker.tr("no site")
