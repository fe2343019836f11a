"""Everything a review writes beside its journal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from skinvl.contract import __version__
from skinvl.contract.errors import DataError
from skinvl.contract.finding import Finding
from skinvl.contract.statistics.bootstrap import McNemar
from skinvl.desktop.core.review.agreement import (
    Agreement,
    Known,
    compare,
    measure_agreement,
    resolve_labels,
)
from skinvl.desktop.core.review.records import Records
from skinvl.desktop.core.review.run import Model
from skinvl.desktop.core.review.sidecar import Matching, Sidecar, match
from skinvl.desktop.core.review.summary import Facts, Overview, count_up, write_summary
from skinvl.desktop.core.review.tables import JSONL_FILE, write_tables


@dataclass(frozen=True)
class Results:
    """What was written, for the lines on the terminal."""

    overview: Overview
    matching: Matching | None
    agreement: Agreement | None
    test: McNemar | None


def write_results(
    journal: Records,
    out: Path,
    root: Path,
    model: Model,
    sidecar: Sidecar | None = None,
    rival: Path | None = None,
) -> Results:
    """Write ``results.csv``, ``results.jsonl`` and ``report.html`` into `out`.

    Args:
        journal: of the review.
        out: folder to write into.
        root: folder of the images.
        model: that read them.
        sidecar: what is known of the images.
        rival: folder of another review of the same images, to compare with.

    Raises:
        OSError: nothing can be written there.
        DataError: `rival` is no folder of results.
    """
    matching = None
    known: Mapping[str, Mapping[str, str]] = {}
    if sidecar is not None:
        matching = match(sidecar, (row.path for row in journal.rows() if row.state != "left out"))
        known = matching.rows
    write_tables(journal, out, known)
    agreement = _agree({row.path: row.finding for row in journal.rows() if row.finding}, known)
    compared = None
    if rival is not None and agreement is not None:
        other = _agree(read_findings(rival), known)
        if other is not None:
            compared = (rival.name, other, compare(agreement, other))
    overview = count_up(journal)
    facts = Facts(
        folder=root.name or str(root),
        model=model.bundle,
        computed=f"{model.precision} on {model.provider}",
        version=__version__,
    )
    write_summary(out, root, facts, overview, matching, agreement, compared)
    return Results(overview, matching, agreement, compared[2] if compared else None)


def read_findings(out: Path) -> dict[str, Mapping[str, object]]:
    """The findings of a folder of results, by path.

    Raises:
        DataError: there are none.
    """
    path = out / JSONL_FILE
    found: dict[str, Mapping[str, object]] = {}
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                if record["status"] == "ok":
                    for key in ("schema_version", "image_sha256", "duplicate_of", "sidecar"):
                        record.pop(key)
                    record.pop("decision", None)
                    found[record["file"]] = record
    except (OSError, ValueError, KeyError) as error:
        raise DataError(path, f"no results of a review ({error})") from error
    return found


def _agree(
    findings: Mapping[str, Mapping[str, object]], known: Mapping[str, Mapping[str, str]]
) -> Agreement | None:
    labels = {path: known[path].get("diagnosis", "") for path in findings if path in known}
    diagnoses, unknown = resolve_labels(list(labels.values()))
    images = [
        Known(
            path=path,
            truth=diagnoses[label],
            group=known[path].get("patient") or known[path].get("lesion") or path,
            finding=Finding.from_json(findings[path]),
        )
        for path, label in labels.items()
        if label in diagnoses
    ]
    return measure_agreement(images, unknown)
