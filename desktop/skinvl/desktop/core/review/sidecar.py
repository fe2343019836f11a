"""A table that says of each image whose it is: patient, lesion, site, date, known diagnosis."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from skinvl.contract.errors import DataError

# As public archives, the tables of this program, and clinics in both languages call them.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "file": (
        "file", "filename", "file_name", "image", "image_id", "isic_id", "img_id", "path",
        "datei", "dateiname", "bild",
    ),
    "patient": ("patient", "patient_id", "patient_number", "patientennummer"),
    "lesion": ("lesion", "lesion_id", "läsion"),
    "site": ("site", "localization", "anatom_site_general", "region", "lokalisation"),
    "date": ("date", "taken", "acquisition_date", "taken_on", "datum", "aufnahmedatum"),
    "diagnosis": ("diagnosis", "dx", "label", "diagnostic", "diagnose"),
}  # fmt: skip


@dataclass(frozen=True)
class Sidecar:
    """The table's rows by the name they give; `repeated` names stand in several rows."""

    path: Path
    rows: Mapping[str, Mapping[str, str]]
    repeated: tuple[str, ...]


@dataclass(frozen=True)
class Matching:
    """Rows by the path of their image, and everything that did not fit.

    ``ambiguous`` are files that share the one name a row gives: whose image each is would be a
    guess, so none of them gets the row.
    """

    rows: Mapping[str, Mapping[str, str]]
    files_without_row: tuple[str, ...]
    rows_without_file: tuple[str, ...]
    ambiguous: tuple[str, ...]
    repeated: tuple[str, ...]
    contradicted: tuple[tuple[str, str], ...] = ()
    """DICOM files that name another patient than their row, and how; none of them has the row."""


def refuse_contradicted(matching: Matching, named: Mapping[str, str]) -> Matching:
    """Take back the rows of files that name another patient.

    Args:
        matching: of a table.
        named: the number of the patient that a file itself names, by its path.
    """
    refused = {
        path: f"the file names patient {number}, the table {row['patient']}"
        for path, row in matching.rows.items()
        if (number := named.get(path, "").strip())
        and row.get("patient")
        and number.casefold() != row["patient"].casefold()
    }
    rows = {path: row for path, row in matching.rows.items() if path not in refused}
    return replace(matching, rows=rows, contradicted=tuple(refused.items()))


def match(sidecar: Sidecar, paths: Iterable[str]) -> Matching:
    """Give every image its row: by its path, else its name, else its name without suffix."""
    claims: dict[str, list[str]] = {}
    without_row = []
    for path in paths:
        name = PurePosixPath(path)
        keys = (path, name.name, name.with_suffix("").as_posix(), name.stem)
        key = next((key for key in keys if key in sidecar.rows), None)
        if key is None:
            without_row.append(path)
        else:
            claims.setdefault(key, []).append(path)
    return Matching(
        rows={files[0]: sidecar.rows[key] for key, files in claims.items() if len(files) == 1},
        files_without_row=tuple(without_row),
        rows_without_file=tuple(name for name in sidecar.rows if name not in claims),
        ambiguous=tuple(path for files in claims.values() if len(files) > 1 for path in files),
        repeated=sidecar.repeated,
    )


def read_sidecar(path: Path) -> Sidecar:
    """Read a CSV file with a header line (comma, semicolon or tab).

    A file that two rows name has no row at all: whose image it is would be a guess.

    Raises:
        DataError: not readable, or no column names the file.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise DataError(path, "no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(path, f"not readable as UTF-8 text ({error})") from error
    lines = text.splitlines()
    if not lines:
        raise DataError(path, "the table is empty")
    separator = max(",;\t", key=lines[0].count)
    reader = csv.DictReader(lines, delimiter=separator)
    columns = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
    chosen = {
        key: columns[name]
        for key, names in _NAMES.items()
        for name in reversed(names)
        if name in columns
    }
    if "file" not in chosen:
        raise DataError(
            path,
            f"no column names the image ({', '.join(_NAMES['file'])}); its columns are "
            f"{', '.join(columns) or 'none'}",
        )
    rows: dict[str, dict[str, str]] = {}
    repeated: dict[str, None] = {}
    for row in reader:
        cells = {key: (row.get(column) or "").strip() for key, column in chosen.items()}
        name = cells.pop("file").replace("\\", "/")
        if not name:
            continue
        if name in rows:
            repeated[name] = None
        rows[name] = cells
    for name in repeated:
        del rows[name]
    return Sidecar(path, rows, tuple(repeated))
