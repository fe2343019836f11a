"""Lesions that were photographed several times, in a real store."""

from __future__ import annotations

import io
from datetime import date

import numpy as np
from PIL import Image, ImageDraw

from skinvl.contract.finding import Abstain, Finding, Stamp
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.images import Photograph, PhotographData
from skinvl.desktop.core.store.lesions import Lesion, LesionData
from skinvl.desktop.core.store.patients import Patient, PatientData


def picture(radius: int, size: tuple[int, int] = (120, 90)) -> bytes:
    image = Image.new("RGB", size, (205, 160, 140))
    middle = (size[0] // 2, size[1] // 2)
    box = (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius)
    ImageDraw.Draw(image).ellipse(box, fill=(96, 60, 42))
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def circle(
    radius: float, middle: tuple[float, float] = (60, 45)
) -> tuple[tuple[float, float], ...]:
    turns = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    return tuple((float(60 + radius * np.cos(t)), float(45 + radius * np.sin(t))) for t in turns)


class Clinic:
    """Jane has a lesion with three photographs and another with one; so has Kim."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.jane = store.patients.add(PatientData("4711", "Doe", "Jane", date(1958, 3, 27)))
        self.kim = store.patients.add(PatientData("4712", "Müller", "Kim"))
        self.lesion = store.lesions.add(self.jane.id, LesionData("L1"))
        self.other = store.lesions.add(self.jane.id, LesionData("L2"))
        self.kims = store.lesions.add(self.kim.id, LesionData("L1"))
        self.series = [
            self.add(10, self.jane, self.lesion, date(2025, 1, 1), 0.1),
            self.add(15, self.jane, self.lesion, date(2025, 7, 1), 0.1),
            self.add(20, self.jane, self.lesion, date(2026, 1, 1), 0.1),
        ]
        self.of_other = self.add(12, self.jane, self.other, date(2025, 2, 1), 0.1)
        self.of_kim = self.add(13, self.kim, self.kims, date(2025, 3, 1), 0.1)

    def add(
        self, radius: int, patient: Patient, lesion: Lesion, day: date, scale: float | None
    ) -> Photograph:
        data = PhotographData(
            f"{day}.png", 120, 90, patient.id, lesion.id, day, "dermoscopy", scale
        )
        return self.store.images.add(picture(radius), data)

    def read(self, photograph: Photograph, malignant: float, bundle: str = "b") -> None:
        stamp = Stamp(
            bundle=f"tiny {bundle}",
            bundle_sha256=bundle * 64,
            provider="cpu",
            precision="fp32",
            app_version="1",
            image_sha256=photograph.image_sha256,
            time="2026-01-01T00:00:00+00:00",
        )
        finding = Finding(
            file=photograph.file_name,
            status="ok",
            error=None,
            modality="dermoscopy",
            modality_probabilities={},
            quality=None,
            abstain=Abstain(False, None),
            differential=(),
            groups={},
            malignant=malignant,
            conformal_set=(),
            description=None,
            description_agrees=None,
            answer=None,
            stamp=stamp,
        )
        self.store.readings.add(photograph.id, finding)
