"""Dermnet as on Kaggle: 23 folders named after classes, divided into ``train`` and ``test``."""

from __future__ import annotations

from pathlib import Path

from skinvl.contract.errors import DataError
from skinvl.contract.sample import Modality, Split
from skinvl.dataset.sources.collection import Collection, Record, Rejection, list_images
from skinvl.dataset.sources.labels import LabelReader
from skinvl.dataset.sources.tables import require_records

LICENCE = "not stated (images of dermnet.com)"
CITATION = "Dermnet, 23 classes of skin diseases with images of dermnet.com, published on Kaggle."
_PARTS: dict[str, Split] = {"train": "train", "test": "test"}


def read_dermnet(
    folder: Path, *, licence: str | None = None, modality: Modality | None = None
) -> Collection:
    """Read ``train/<class>/*.jpg`` and ``test/<class>/*.jpg``.

    A class is a page of the atlas and mostly a mixture; only what the ontology holds under that
    name is a diagnosis. No patient or lesion is named: only duplicates are grouped.

    Raises:
        DataError: neither part, or no image in a class folder.
    """
    root = _find_root(folder)
    labels = LabelReader("dermnet")
    records: list[Record] = []
    rejections: list[Rejection] = []
    for part, split in _PARTS.items():
        for file in list_images(root / part, recursive=True) if (root / part).is_dir() else ():
            inner = file.relative_to(root / part)
            if len(inner.parts) < 2:
                rejections.append(Rejection(f"{part}/{inner.as_posix()}", "in no class folder"))
                continue
            label = inner.parts[0]
            records.append(
                Record(
                    id=f"{part}/{inner.as_posix()}",
                    file=file,
                    modality=modality or "clinical",
                    label=label,
                    diagnosis=labels.read(label),
                    source="dermnet",
                    licence=licence or LICENCE,
                    published_split=split,
                )
            )
    return Collection(
        name="Dermnet",
        licence=licence or LICENCE,
        citation=CITATION,
        records=require_records(records, folder, "train/<class> or test/<class>"),
        rejections=tuple(rejections),
        undiagnosed=labels.undiagnosed(),
        notes=("no patient or lesion is named: grouped by duplicates only",),
    )


def _find_root(folder: Path) -> Path:
    for root in (folder, *sorted(path for path in folder.iterdir() if path.is_dir())):
        if any((root / part).is_dir() for part in _PARTS):
            return root
    raise DataError(folder, "no folder train or test with class folders here or one level below")
