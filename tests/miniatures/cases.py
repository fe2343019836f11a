"""A case of the store with everything that a report or an export can say."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from miniatures.stores import PASSWORD, QUICK, make_finding
from numpy.typing import NDArray
from PIL import Image

from skinvl.contract.finding import Finding, Ranked
from skinvl.contract.ontology import DiagnosisCode
from skinvl.desktop.core import messages
from skinvl.desktop.core.marks import Mark, write_marks
from skinvl.desktop.core.store import Store, create_store
from skinvl.desktop.core.store.images import Photograph, PhotographData
from skinvl.desktop.core.store.lesions import LesionData
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.core.store.readings import StoredReading

MODEL = messages.Ready(
    name="SkinVL-mini",
    version="1.0",
    bundle_sha256="b" * 64,
    provider="CPUExecutionProvider",
    precision="fp32",
    provider_reason=None,
    conformal_level=0.9,
    licence="Apache-2.0",
    sources=(),
)
OTHER_MODEL = replace(MODEL, version="2.0", bundle_sha256="c" * 64)


@dataclass(frozen=True)
class StoredCase:
    """An open store with one photograph; `rgb` are its pixels."""

    store: Store
    photograph: Photograph
    reading: StoredReading
    rgb: NDArray[np.uint8]

    def accept(self) -> None:
        self.store.decisions.accept(
            self.photograph.id, self.reading.id, "melanoma", "=Excision advised."
        )


def make_jpeg(seed: int = 0, size: tuple[int, int] = (64, 48)) -> bytes:
    """A JPEG of smooth noise that carries a comment."""
    small = np.random.default_rng(seed).integers(60, 220, (6, 8, 3), dtype=np.uint8)
    stream = io.BytesIO()
    Image.fromarray(small).resize(size, Image.Resampling.BICUBIC).save(
        stream, format="JPEG", quality=90, comment=b"GPS 52.1 13.2"
    )
    return stream.getvalue()


def make_result(sha256: str) -> Finding:
    """A finding with three diagnoses."""
    names = (("melanoma", "Melanoma", "malignant"), ("melanocytic-nevus", "Nevus", "benign"))
    ranked = [
        Ranked(DiagnosisCode(code), name, share, None, group)
        for (code, name, group), share in zip(names, (0.7, 0.25), strict=True)
    ]
    ranked.append(Ranked(DiagnosisCode("seborrheic-keratosis"), "Keratosis", 0.05, None, "benign"))
    return replace(
        make_finding(sha256),
        modality="dermoscopy",
        modality_probabilities={"dermoscopy": 0.97},
        differential=tuple(ranked),
        groups={"malignant": 0.7, "pre-malignant": 0.0},
        conformal_set=(DiagnosisCode("melanoma"), DiagnosisCode("melanocytic-nevus")),
        description="An irregular pigmented lesion.",
    )


@contextmanager
def open_case(folder: Path) -> Iterator[StoredCase]:
    """A store with a patient, a lesion, a photograph, its reading, an opinion and a drawing.

    Nobody has decided yet.
    """
    created = create_store(folder / "data", "anna", "Dr. Anna Berg", PASSWORD, cost=QUICK)
    with created.store as store:
        patient = store.patients.add(
            PatientData("4711/B", "Müller", "Jane", date(1970, 2, 15), "female", "Fair skin.")
        )
        place = LesionData("L1", "posterior torso", "upper back", "left", note="Grown in spring.")
        lesion = store.lesions.add(patient.id, place)
        content = make_jpeg()
        data = PhotographData(
            "IMG_0001.jpg", 64, 48, patient.id, lesion.id, date(2026, 3, 1), "dermoscopy", 0.02
        )
        photograph = store.images.add(content, data)
        store.opinions.add(photograph.id, "melanoma", "yes", 0.8, "Looks odd.")
        reading = store.readings.add(
            photograph.id, make_result(hashlib.sha256(content).hexdigest())
        )
        store.opinions.note_reveal(photograph.id)
        drawn = Mark("arrow", ((5.0, 5.0), (30.0, 24.0)), "network")
        store.annotations.save(photograph.id, write_marks([drawn]))
        store.checklists.save(photograph.id, "abcde", {"asymmetry": True, "border": False}, 1)
        asked = store.exchanges.ask(photograph.id, reading.id, "Is it asymmetric?")
        store.exchanges.finish(asked.id, "Yes, about two axes.")
        rgb = np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))
        yield StoredCase(store, store.images.get(photograph.id), reading, rgb)
