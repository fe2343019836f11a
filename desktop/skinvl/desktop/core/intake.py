"""Putting image files with a patient: each is opened strictly, checked, and filed or refused.

A file that another patient has already, or a DICOM file that names somebody else, is refused with
the reason: a person sorts it out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from skinvl.contract.errors import ImageMissing, SkinVLError
from skinvl.contract.image import DEFAULT_LIMITS
from skinvl.desktop.core.decoding import decode_apart
from skinvl.desktop.core.dicom_facts import describe_mismatch
from skinvl.desktop.core.filing import Case, file_image, find_elsewhere
from skinvl.desktop.core.reading import Reading
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.errors import RecordConflict, StoreFull, StoreLocked
from skinvl.desktop.core.store.images import Photograph

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Intake:
    """What became of the files: ``added`` and ``refused`` as (name, reason) make up all of them.

    ``known`` counts files that the patient had already; they are not doubled. ``left`` were not
    looked at, because the person stopped.
    """

    added: tuple[Photograph, ...]
    known: int
    refused: tuple[tuple[str, str], ...]
    left: int


def take_in(
    store: Store,
    case: Case,
    files: Sequence[Path],
    progress: Progress | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Intake:
    """File images with a patient; slow.

    Args:
        store: that is open.
        case: with whom.
        files: image files.
        progress: called with files done and files in all.
        stopped: asked before every file; what was filed until then stays.

    Raises:
        StoreFull: the disk is full.
        StoreLocked: the store was locked meanwhile.
    """
    added: list[Photograph] = []
    refused: list[tuple[str, str]] = []
    known = 0
    for done, file in enumerate(files):
        if stopped():
            return Intake(tuple(added), known, tuple(refused), len(files) - done)
        try:
            photograph = _take_one(store, case, file)
        except (StoreFull, StoreLocked):
            raise
        except SkinVLError as error:
            refused.append((file.name, str(error)))
        else:
            if photograph is None:
                known += 1
            else:
                added.append(photograph)
        if progress is not None:
            progress(done + 1, len(files))
    return Intake(tuple(added), known, tuple(refused), 0)


def _take_one(store: Store, case: Case, file: Path) -> Photograph | None:
    """The photograph that was added; None where the patient has it already."""
    content = _read(file)
    opened = decode_apart(content, file.name)
    if opened.facts is not None:
        mismatch = describe_mismatch(opened.facts, case.patient)
        if mismatch is not None:
            raise RecordConflict(file.name, mismatch)
    elsewhere = find_elsewhere(store, opened.image.sha256, case.patient)
    if elsewhere is not None:
        raise RecordConflict(file.name, f"is filed already with {elsewhere}; look at that first")
    before = store.images.find_copies(opened.image.sha256)
    reading = Reading(
        request=0,
        name=file.name,
        source=content,
        look_only=True,
        state="complete",
        image=opened.image,
        facts=opened.facts,
        taken_on=opened.taken_on,
    )
    photograph = file_image(store, reading, case)
    if photograph in before:
        return None
    if photograph.taken_on is None and opened.taken_on is not None:
        # A photograph that a batch has read was moved here: its day was never asked for.
        photograph = store.images.describe(
            photograph.id, taken_on=opened.taken_on, modality=photograph.modality
        )
    return photograph


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(DEFAULT_LIMITS.max_bytes + 1)
    except OSError as error:
        raise ImageMissing(file, f"not readable ({error.strerror})") from error
