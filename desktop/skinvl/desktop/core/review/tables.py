"""``results.csv`` for a spreadsheet and ``results.jsonl`` for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from skinvl.contract.finding import Finding
from skinvl.desktop.core.review.records import Records, Row, Verdict
from skinvl.desktop.core.spreadsheet import defuse
from skinvl.runtime.durable import READABLE, replacing, write_atomically

CSV_FILE = "results.csv"
JSONL_FILE = "results.jsonl"
SCHEMA_VERSION = 1
COLUMNS = (
    "file", "status", "error", "modality", "quality", "abstain", "top1_code", "top1_name",
    "top1_probability", "malignant", "image_sha256", "quality_reasons", "abstain_reason",
    "top2_code", "top2_probability", "top3_code", "top3_probability", "conformal_set",
    "duplicate_of", "description", "patient", "lesion", "site", "date", "diagnosis", "decision",
    "decided_code", "decision_comment",
)  # fmt: skip
"""Results are meant for other programs and people; the folder decides who gets at them."""


def write_tables(journal: Records, out: Path, known: Mapping[str, Mapping[str, str]]) -> None:
    """Write both tables; each appears whole or not at all.

    Args:
        journal: of the review.
        out: folder to write into.
        known: what a sidecar says of an image, by its path.

    Raises:
        OSError: they cannot be written.
    """
    with writing_text(out / JSONL_FILE) as jsonl, writing_text(out / CSV_FILE) as table:
        # Excel takes UTF-8 for what it is only with a byte order mark.
        table.write("\ufeff")
        writer = csv.DictWriter(table, COLUMNS, lineterminator="\r\n")
        writer.writeheader()
        for row in journal.rows():
            said = known.get(row.path, {})
            jsonl.write(json.dumps(to_record(row, said), ensure_ascii=True) + "\n")
            writer.writerow({key: defuse(value) for key, value in _to_cells(row, said).items()})


def to_record(row: Row, known: Mapping[str, str]) -> dict[str, Any]:
    """The JSON object of one file: that of ``diagnose --json`` with a few more keys."""
    if row.finding is not None:
        finding = {**row.finding, "file": row.path}
    else:
        finding = Finding.failed(row.path, row.reason or STATUS[row.state]).to_json()
        finding["status"] = STATUS[row.state]
    return {
        "schema_version": SCHEMA_VERSION,
        **finding,
        "image_sha256": row.sha256,
        "duplicate_of": row.duplicate_of,
        "sidecar": dict(known),
        "decision": _describe(row.verdict),
    }


def _describe(verdict: Verdict | None) -> dict[str, Any] | None:
    if verdict is None:
        return None
    return {"state": verdict.state, "code": verdict.code, "comment": verdict.comment}


STATUS = {"done": "ok", "failed": "failed", "left out": "skipped", "waiting": "waiting"}


def _to_cells(row: Row, known: Mapping[str, str]) -> dict[str, str]:
    cells = dict.fromkeys(COLUMNS, "")
    cells |= {key: value for key, value in known.items() if key in cells}
    cells |= {
        "file": row.path,
        "status": STATUS[row.state],
        "error": row.reason or "",
        "image_sha256": row.sha256 or "",
        "duplicate_of": row.duplicate_of or "",
    }
    if row.verdict is not None:
        cells["decision"] = row.verdict.state
        cells["decided_code"] = row.verdict.code or ""
        cells["decision_comment"] = row.verdict.comment
    if row.finding is None:
        return cells
    finding = Finding.from_json(row.finding)
    cells |= {
        "modality": finding.modality or "",
        "quality": finding.quality.verdict if finding.quality is not None else "",
        "quality_reasons": "; ".join(finding.quality.reasons) if finding.quality else "",
        "abstain": "yes" if finding.abstain.value else "no",
        "abstain_reason": finding.abstain.reason or "",
        "malignant": f"{finding.malignant:.4f}" if finding.malignant is not None else "",
        "conformal_set": "; ".join(finding.conformal_set),
        "description": finding.description or "",
    }
    for place, ranked in enumerate(finding.differential[:3], start=1):
        cells[f"top{place}_code"] = ranked.code
        cells[f"top{place}_probability"] = f"{ranked.probability:.4f}"
    if finding.top is not None:
        cells["top1_name"] = finding.top.name
    return cells


def write_whole(path: Path, content: bytes) -> None:
    """A file of a review's folder; it appears whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    write_atomically(path, content)


@contextmanager
def writing_text(path: Path) -> Iterator[IO[str]]:
    """A text file, UTF-8 with line ends as written, that is there whole or not at all."""
    with replacing(path, READABLE) as stream:
        # Bytes of a file name that are no UTF-8 are shown as their numbers.
        text = io.TextIOWrapper(
            stream, encoding="utf-8", errors="backslashreplace", newline="", write_through=True
        )
        yield text
        text.detach()
