"""Whose an image is, in a line: the same in the window and on a report."""

from __future__ import annotations

from skinvl.desktop.core.language import name_sex, name_side, name_site, tell_day, translate
from skinvl.desktop.core.store.lesions import Lesion
from skinvl.desktop.core.store.patients import Patient


def tell_identifiers(patient: Patient) -> str:
    """Birth date, number and sex in one line."""
    if patient.birth_date is None:
        born = translate("Report", "birth date not stated")
    else:
        born = translate("Report", "born {day}").format(day=tell_day(patient.birth_date))
    parts = [born, translate("Report", "no. {number}").format(number=patient.number)]
    return "  |  ".join([*parts, *([name_sex(patient.sex)] if patient.sex is not None else [])])


def tell_lesion(lesion: Lesion) -> str:
    """Label and place of a lesion."""
    site = lesion.site or lesion.site_general
    side = name_side(lesion.side) if lesion.side in ("left", "right") else ""
    if site and side:
        # German names the place first.
        told = translate("Report", "{side} {site}")
        place = told.format(side=side, site=name_site(site))
    else:
        place = name_site(site) if site else side
    return f"{lesion.label}, {place}" if place else lesion.label
