"""Photographs: an encrypted image file and what is known about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, NewType

from skinvl.desktop.core.store import rows
from skinvl.desktop.core.store.errors import ImageDamaged, RecordConflict
from skinvl.desktop.core.store.lesions import LesionId
from skinvl.desktop.core.store.patients import PatientId
from skinvl.desktop.core.store.session import Session, UserId

PhotographId = NewType("PhotographId", int)
State = Literal[
    "new", "failed", "read", "accepted", "overridden", "flagged", "skipped", "bad-image"
]


@dataclass(frozen=True)
class PhotographData:
    """What is known when an image is imported.

    ``width`` and ``height`` are pixels of the upright image; ``mm_per_px`` is None unless a scale
    was measured; ``modality`` is what the person said it is.
    """

    file_name: str
    width: int
    height: int
    patient_id: PatientId | None = None
    lesion_id: LesionId | None = None
    taken_on: date | None = None
    modality: str | None = None
    mm_per_px: float | None = None


@dataclass(frozen=True, kw_only=True)
class Photograph(PhotographData):
    """A photograph as stored.

    ``state`` says how far it is; ``reading_id`` and ``decision_id`` are the newest that stand;
    ``diagnosis`` is the code of the person, or the model's where no person has decided.
    """

    id: PhotographId
    image_sha256: str
    imported_at: datetime
    imported_by: UserId
    state: State = "new"
    reading_id: int | None = None
    decision_id: int | None = None
    diagnosis: str | None = None


_COLUMNS = rows.column_names(Photograph)
_SELECT = f"SELECT {_COLUMNS} FROM photograph"


class Images:
    """Verbs on photographs."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, content: bytes, data: PhotographData) -> Photograph:
        """Import an image: the encrypted file first, then the row that refers to it.

        Args:
            content: the bytes of the image file as they came.
            data: what is known about it.

        Raises:
            StoreFull: it could not be written; nothing was changed.
            RecordConflict: the lesion belongs to another patient.
        """
        if not content:
            raise RecordConflict("image", "is empty")
        vault = self._session.unlocked.images
        with self._session.unlocked.database.exclusive():
            # No sweep may run between the file and its row.
            sha256 = vault.put(content)
            with self._session.writing() as change:
                change.execute(
                    "INSERT INTO image (sha256, size, stored_at) VALUES (?, ?, ?) "
                    "ON CONFLICT DO NOTHING",
                    (sha256, len(content), change.now),
                )
                photograph_id = change.insert(
                    "photograph",
                    **_columns(data),
                    file_name=data.file_name,
                    width=data.width,
                    height=data.height,
                    image_sha256=sha256,
                    imported_at=change.now,
                    imported_by=change.user_id,
                )
                change.record("create", "photograph", photograph_id, patient=data.patient_id)
        return self.get(PhotographId(photograph_id))

    def prepare(self, content: bytes) -> None:
        """Encrypt an image file ahead of `add`, which then has less to wait for.

        Several threads may do so at once. Without an `add` the next sweep removes it again.

        Raises:
            StoreFull: it could not be written; nothing was changed.
        """
        self._session.unlocked.images.put(content)

    def read(self, photograph: Photograph) -> bytes:
        """The bytes of the image file, verified against their SHA-256.

        Raises:
            ImageDamaged: the file is missing or damaged; names it.
        """
        return self._session.unlocked.images.get(photograph.image_sha256)

    def get(self, photograph_id: PhotographId) -> Photograph:
        """One photograph.

        Raises:
            RecordMissing: there is none with this id.
        """
        sql = f"{_SELECT} WHERE id = ?"
        return self._session.read_one(Photograph, sql, (photograph_id,), "photograph")

    def list(
        self, *, patient_id: PatientId | None = None, lesion_id: LesionId | None = None
    ) -> tuple[Photograph, ...]:
        """The photographs of a patient or a lesion by the day on which they were taken."""
        wanted: Mapping[str, Any] = {"patient_id": patient_id, "lesion_id": lesion_id}
        given = {name: value for name, value in wanted.items() if value is not None}
        if not given:
            raise ValueError("a patient or a lesion is needed")
        where = " AND ".join(f"{name} = ?" for name in given)
        order = "ORDER BY coalesce(taken_on, imported_at), id"
        return self._session.read_all(
            Photograph, f"{_SELECT} WHERE {where} {order}", tuple(given.values())
        )

    def find_copies(self, sha256: str) -> tuple[Photograph, ...]:
        """Photographs with exactly this image file: imported before, perhaps for another person."""
        sql = f"{_SELECT} WHERE image_sha256 = ? ORDER BY id"
        return self._session.read_all(Photograph, sql, (sha256,))

    def file(
        self, photograph_id: PhotographId, patient_id: PatientId | None, lesion_id: LesionId | None
    ) -> Photograph:
        """Say whose photograph it is and of which lesion.

        Raises:
            RecordConflict: the lesion belongs to another patient, or a report was signed for the
                patient under whom the photograph is now.
        """
        old = self.get(photograph_id)
        with self._session.writing() as change:
            signed = change.execute(
                "SELECT 1 FROM report WHERE photograph_id = ? AND signed_by IS NOT NULL LIMIT 1",
                (photograph_id,),
            ).fetchone()
            if signed is not None and patient_id != old.patient_id:
                raise RecordConflict("photograph", "has a signed report for another patient")
            change.execute(
                "UPDATE photograph SET patient_id = ?, lesion_id = ? WHERE id = ?",
                (patient_id, lesion_id, photograph_id),
            )
            change.record(
                "change", "photograph", photograph_id, patient=patient_id, lesion=lesion_id,
                patient_before=old.patient_id, lesion_before=old.lesion_id,
            )  # fmt: skip
        return self.get(photograph_id)

    def describe(
        self, photograph_id: PhotographId, *, taken_on: date | None, modality: str | None
    ) -> Photograph:
        """Correct the day on which it was taken and what kind of image it is."""
        with self._session.writing() as change:
            change.execute(
                "UPDATE photograph SET taken_on = ?, modality = ? WHERE id = ?",
                (taken_on, modality, photograph_id),
            )
            change.record("change", "photograph", photograph_id, fields=["taken_on", "modality"])
        return self.get(photograph_id)

    def calibrate(self, photograph_id: PhotographId, mm_per_px: float | None) -> Photograph:
        """Note the measured scale in millimetres per pixel, None to take it back."""
        with self._session.writing() as change:
            change.execute(
                "UPDATE photograph SET mm_per_px = ? WHERE id = ?", (mm_per_px, photograph_id)
            )
            change.record("change", "photograph", photograph_id, fields=["mm_per_px"])
        return self.get(photograph_id)

    def note_view(self, photograph_id: PhotographId) -> None:
        """Record in the audit log that the user looked at a photograph."""
        with self._session.writing() as change:
            change.record("view", "photograph", photograph_id)

    def find_damaged(self) -> tuple[tuple[str, ImageDamaged], ...]:
        """SHA-256 and fault of every image file that is missing or damaged; reads all of them."""
        with self._session.reading() as connection:
            found = [row[0] for row in connection.execute("SELECT sha256 FROM image")]
        damaged = []
        for sha256 in found:
            try:
                self._session.unlocked.images.get(sha256)
            except ImageDamaged as error:
                damaged.append((sha256, error))
        return tuple(damaged)


def _columns(data: PhotographData) -> dict[str, object]:
    names = ("patient_id", "lesion_id", "taken_on", "modality", "mm_per_px")
    return {name: getattr(data, name) for name in names}
