"""The images of several dataset folders, with as much of each as tells it from the others."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from skinvl.contract.errors import ConfigError, DataError
from skinvl.contract.ontology import DiagnosisCode
from skinvl.contract.sample import SAMPLES_FILE, Split, read_card, sample_from_json

_ISIC = re.compile(r"ISIC_\d{7}")
_LESION = re.compile(r"(?:IL|HAM|BCN|MSK\d*)_\d{5,}")
_PATIENT = re.compile(r"IP_\d{5,}")
_UNREAD = ("qa", "caption", "attributes")


@dataclass(frozen=True, slots=True)
class Entry:
    """One image of one folder.

    ``isic_id`` is the ISIC Archive's number in the name of the image file. ``lesion_id`` and
    ``patient_id`` are kept where they come from a register that several archives share (``IL_``,
    ``HAM_``, ``BCN_``, ``MSK4_``, ``IP_`` and a number); others mean nothing outside their archive.
    """

    archive: int
    id: str
    image: str
    sha256: str
    split: Split
    group: str
    diagnosis: DiagnosisCode | None
    label: str | None
    isic_id: str | None
    lesion_id: str | None
    patient_id: str | None


@dataclass(frozen=True)
class Folder:
    """A dataset folder: its name in reports, and where its entries stand among all."""

    name: str
    path: Path
    start: int
    stop: int

    @property
    def images(self) -> int:
        """How many."""
        return self.stop - self.start


def read_folders(paths: Sequence[Path]) -> tuple[list[Folder], list[Entry]]:
    """Read dataset folders that are to be compared.

    Raises:
        ConfigError: fewer than two, or one of them twice.
        DataError: not a dataset folder.
        ContractMismatch: made under another ontology or answer grammar.
    """
    if len(paths) < 2:
        raise ConfigError(["two dataset folders or more are needed"])
    if len({path.resolve() for path in paths}) < len(paths):
        raise ConfigError(["a dataset folder is named twice"])
    names = [path.resolve().name for path in paths]
    folders: list[Folder] = []
    entries: list[Entry] = []
    for number, path in enumerate(paths):
        start = len(entries)
        entries += _read_entries(path, number)
        name = names[number] if names.count(names[number]) == 1 else str(path)
        folders.append(Folder(name, path, start, len(entries)))
    return folders, entries


def _read_entries(folder: Path, archive: int) -> list[Entry]:
    card = read_card(folder)
    path = folder / SAMPLES_FILE
    entries: list[Entry] = []
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    record = json.loads(line)
                    # Questions are most of a line and nothing of what is compared.
                    sample = sample_from_json({k: v for k, v in record.items() if k not in _UNREAD})
                except (ValueError, AttributeError) as error:
                    raise DataError(path, f"line {number}: {error}") from error
                name = PurePosixPath(sample.image).name
                isic_id = _ISIC.search(name)
                entries.append(
                    Entry(
                        archive=archive,
                        id=sample.id,
                        image=sample.image,
                        sha256=sample.image_sha256,
                        split=sample.split,
                        group=sample.group,
                        diagnosis=sample.diagnosis,
                        label=sample.label,
                        isic_id=isic_id[0] if isic_id else None,
                        lesion_id=_shared(_LESION, sample.lesion_id),
                        patient_id=_shared(_PATIENT, sample.patient_id),
                    )
                )
    except FileNotFoundError:
        raise DataError(path, "no such file; is this a dataset folder?") from None
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(path, f"not readable ({error})") from error
    if len(entries) != card.samples:
        raise DataError(path, f"{len(entries)} samples where the card counts {card.samples}")
    return entries


def _shared(register: re.Pattern[str], name: str | None) -> str | None:
    return name if name is not None and register.fullmatch(name) else None
