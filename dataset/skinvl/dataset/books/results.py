"""The result of one book on disk, whole or not at all, so that a killed run can go on.

``OUT/.building/<key>/`` holds ``book.json`` and, until the dataset is put together, the book's
pictures. The key is made of everything that changes the result.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import pymupdf

from skinvl.contract.ontology import ontology
from skinvl.contract.record import canonical_json, read_record, write_record
from skinvl.dataset.books.document import BookResult, read_book
from skinvl.dataset.books.duplicates import Fingerprint
from skinvl.dataset.books.inputs import Book
from skinvl.dataset.books.ocr import find_tessdata
from skinvl.dataset.books.pictures import IMAGES, name_folder
from skinvl.dataset.books.plan import BUILDING, PlannedBook
from skinvl.dataset.books.reading import Report
from skinvl.dataset.books.records import Pair, Reject
from skinvl.dataset.books.settings import BookSettings

_BOOK_FILE = "book.json"
_UNFINISHED = "unfinished-"
_COUNTS = ("pages", "figures", "panels", "captions", "opened")

Reader = Callable[..., BookResult]


@dataclass(frozen=True)
class BookJob:
    """One book to read into ``out/.building/<key>``; ``reader`` is `read_book` or stands for it."""

    book: Book
    key: str
    out: Path
    settings: BookSettings
    reader: Reader = read_book


def make_key(book: Book, settings: Mapping[str, Any], tools: Mapping[str, str]) -> str:
    """32 hex digits over the file, its name, the settings, and the versions of `tools`."""
    parts = [book.sha256, book.name, dict(settings), dict(tools), _code_digest()]
    return hashlib.sha256(canonical_json(parts)).hexdigest()[:32]


def run_job(job: BookJob, report: Report) -> dict[str, Any]:
    """Read the book and put its result in place; what comes back is only for the progress bar.

    Runs in a guarded child process. A result that is there already is left as it is.
    """
    building = job.out / BUILDING
    folder = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=building))
    try:
        result = job.reader(
            job.book.path,
            job.book.name,
            folder,
            job.settings,
            folder=name_folder(job.book.name, job.book.sha256),
            report=report,
        )
        _write_result(folder / _BOOK_FILE, result)
        _put_in_place(folder, building / job.key)
    except OSError as error:
        return {"unwritable": f"{error.strerror or error}"}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return {"pages": result.pages}


def _put_in_place(folder: Path, target: Path) -> None:
    try:
        folder.rename(target)
    except OSError:
        # What is left of a killed run may have put the same result there in the meantime.
        if not target.is_dir():
            raise


def read_result(out: Path, book: PlannedBook) -> BookResult | None:
    """The stored result, or None where it is missing, or one of its pictures is not as written."""
    folder = out / BUILDING / book.key
    try:
        record = json.loads((folder / _BOOK_FILE).read_text(encoding="utf-8"))
        result = _decode(record)
    except (OSError, ValueError, KeyError):
        return None
    pictures = find_pictures(out, book)
    for path, sha256 in result.files.items():
        try:
            found = hashlib.sha256((pictures / Path(path).name).read_bytes()).hexdigest()
        except OSError:
            return None
        if found != sha256:
            return None
    return result


def find_pictures(out: Path, book: PlannedBook) -> Path:
    """Where the pictures of a stored result lie now: with it, or in the finished dataset."""
    place = Path(IMAGES) / name_folder(book.name, book.sha256)
    stored = out / BUILDING / book.key / place
    return stored if stored.is_dir() else out / place


def clear_unfinished(out: Path) -> None:
    """Remove what killed runs have left half done."""
    for folder in (out / BUILDING).glob(f"{_UNFINISHED}*"):
        shutil.rmtree(folder, ignore_errors=True)


def read_tools(settings: BookSettings) -> dict[str, str]:
    """Versions of what the rows depend on beside SkinVL's own code."""
    tools = {"pymupdf": pymupdf.VersionBind, "mupdf": pymupdf.VersionFitz}
    if settings.ocr == "never":
        return tools
    folder = find_tessdata()
    for language in settings.languages.split("+"):
        data = Path(folder or "") / f"{language}.traineddata"
        known = folder is not None and data.is_file()
        # Tesseract's data has no version: its size tells the fast, plain and best ones apart.
        tools[f"tesseract_{language}"] = f"{data.stat().st_size} bytes" if known else "not here"
    return tools


@functools.cache
def _code_digest() -> str:
    """sha256 over the code of the stages and the ontology: new code reads the books anew."""
    digest = hashlib.sha256(ontology().digest.encode())
    for name in ("skinvl.dataset.books", "skinvl.contract"):
        for item in sorted(resources.files(name).iterdir(), key=lambda item: item.name):
            if item.name.endswith((".py", ".json")):
                digest.update(item.name.encode() + b"\0" + item.read_bytes())
    return digest.hexdigest()


def _write_result(path: Path, result: BookResult) -> None:
    record = {
        **{name: getattr(result, name) for name in _COUNTS},
        "pairs": [write_record(pair) for pair in result.pairs],
        "fingerprints": [item.to_record() for item in result.fingerprints],
        "rejects": [write_record(reject) for reject in result.rejects],
        "files": dict(result.files),
    }
    with path.open("w", encoding="utf-8") as file:
        json.dump(_encodable(record), file, ensure_ascii=False, sort_keys=True, allow_nan=False)
        file.flush()
        os.fsync(file.fileno())


def _encodable(value: Any) -> Any:
    """`value` with its texts as UTF-8 can have them: damaged fonts give half surrogate pairs."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _encodable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    return value


def _decode(record: Mapping[str, Any]) -> BookResult:
    fields = dict(record)
    return BookResult(
        **{
            **fields,
            "pairs": tuple(read_record(Pair, pair, "pairs") for pair in fields["pairs"]),
            "fingerprints": tuple(map(Fingerprint.from_record, fields["fingerprints"])),
            "rejects": tuple(read_record(Reject, row, "rejects") for row in fields["rejects"]),
        }
    )
