"""A patient in words: always with two identifiers."""

from __future__ import annotations

from PySide6.QtCore import QObject

from skinvl.desktop.core.language import tell_day
from skinvl.desktop.core.store.patients import Patient, Sex


def tell_patient(speaker: QObject, patient: Patient) -> str:
    """Name, birth date and number on one line."""
    if patient.birth_date is None:
        born = speaker.tr("birth date not stated")
    else:
        born = speaker.tr("born {day}").format(day=tell_day(patient.birth_date))
    number = speaker.tr("no. {number}").format(number=patient.number)
    return f"{patient.name} ({born}, {number})"


def name_sexes(speaker: QObject) -> dict[Sex, str]:
    """What can be entered."""
    return {
        "female": speaker.tr("female"),
        "male": speaker.tr("male"),
        "other": speaker.tr("other"),
    }
