"""A folder of one's own: a sub-folder per class, or a ``labels.csv``."""

from __future__ import annotations

import difflib
from pathlib import Path

from skinvl.contract.errors import DataError
from skinvl.contract.ontology import DiagnosisCode, ontology
from skinvl.contract.sample import Modality
from skinvl.dataset.sources.collection import (
    Collection,
    Record,
    Rejection,
    list_images,
    read_table,
    to_float,
    to_known,
)

TABLE = "labels.csv"
UNSTATED = "not stated"


def read_folder(
    folder: Path,
    *,
    modality: Modality | None = None,
    masks: Path | None = None,
    licence: str | None = None,
) -> Collection:
    """Read ``<class>/...`` (or ``images/<class>/...``) below `folder`.

    An optional ``labels.csv`` has a column ``file`` (path relative to `folder`) and may have
    ``label, group, patient_id, lesion_id, age, sex, site, source, licence``; its label wins over
    the sub-folder's name. For pathology and other images no diagnosis is looked up.

    Raises:
        DataError: no image, or a class that is no diagnosis of the ontology.
    """
    kind: Modality = modality or "clinical"
    root = folder / "images" if (folder / "images").is_dir() else folder
    table = folder / TABLE
    rows = {row["file"]: row for row in read_table(table, ("file",))} if table.is_file() else {}
    records: list[Record] = []
    rejections: list[Rejection] = []
    codes: dict[str, DiagnosisCode] = {}
    seen: set[str] = set()
    for file in list_images(root, recursive=True):
        if masks is not None and masks in file.parents:
            continue
        name = file.relative_to(folder).as_posix()
        inner = file.relative_to(root)
        row = rows.get(name, {})
        seen.add(name)
        label = row.get("label") or (inner.parts[0] if len(inner.parts) > 1 else "")
        if not label:
            rejections.append(Rejection(name, "in no class folder and without a label"))
            continue
        diagnosis = None
        if kind in ("clinical", "dermoscopy"):
            if label not in codes:
                codes[label] = _look_up(table if row.get("label") else folder, label)
            diagnosis = codes[label]
        records.append(
            Record(
                id=name.removeprefix("images/"),
                file=file,
                modality=kind,
                label=label,
                diagnosis=diagnosis,
                source=row.get("source") or folder.name,
                licence=licence or row.get("licence") or UNSTATED,
                lesion_id=row.get("lesion_id") or None,
                patient_id=row.get("patient_id") or None,
                given_group=row.get("group") or None,
                age=to_float(row.get("age", "")),
                sex=to_known(row.get("sex", "")),
                site=to_known(row.get("site", "")),
                mask=_find_mask(masks, inner),
            )
        )
    if not records:
        raise DataError(folder, "no image in a class sub-folder; expected <class>/<image>")
    licences = sorted({record.licence for record in records})
    return Collection(
        name=folder.name,
        licence=licence or "; ".join(licences),
        citation=UNSTATED,
        records=tuple(records),
        rejections=tuple(rejections),
        missing={"images": len(rows.keys() - seen)} if rows else {},
    )


def _look_up(where: Path, label: str) -> DiagnosisCode:
    terms = ontology()
    diagnosis = terms.resolve(label)
    if diagnosis is not None:
        return diagnosis.code
    names = {name.lower(): d for d in terms.diagnoses for name in (d.name, d.code, *d.synonyms)}
    near = difflib.get_close_matches(label.lower().replace("_", " "), names, n=4, cutoff=0.5)
    nearest = ", ".join(dict.fromkeys(names[name].name for name in near))
    hint = f"nearest: {nearest}" if nearest else "no name is near it"
    raise DataError(where, f"class {label!r} is not a diagnosis of the ontology ({hint})")


def _find_mask(masks: Path | None, inner: Path) -> Path | None:
    if masks is None:
        return None
    for name in (
        inner.with_suffix(".png"),
        inner.with_name(f"{inner.stem}_segmentation.png"),
        Path(f"{inner.stem}_segmentation.png"),
        Path(f"{inner.stem}.png"),
    ):
        if (masks / name).is_file():
            return masks / name
    return None
