"""Everything a review writes beside its journal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
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
from skinvl.desktop.core.review.overview import Overview, count_up
from skinvl.desktop.core.review.records import Records
from skinvl.desktop.core.review.run import Model
from skinvl.desktop.core.review.sections import Facts, ReviewReport, compose_report
from skinvl.desktop.core.review.sidecar import Matching, Sidecar, match, refuse_contradicted
from skinvl.desktop.core.review.summary import write_summary
from skinvl.desktop.core.review.tables import JSONL_FILE, write_tables


@dataclass(frozen=True)
class Results:
    """What was written, for the lines on the terminal and for other forms of the report."""

    overview: Overview
    report: ReviewReport
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
        named: dict[str, str] = {}
        matching = match(sidecar, _collect_paths(journal, named))
        matching = refuse_contradicted(matching, named)
        known = matching.rows
    write_tables(journal, out, known)
    findings = ((row.path, row.finding) for row in journal.rows() if row.finding)
    agreement = _agree(findings, known)
    compared = None
    if rival is not None and agreement is not None:
        other = _agree(read_findings(rival).items(), known)
        if other is not None:
            compared = (rival.name, other, compare(agreement, other))
    overview = count_up(journal)
    facts = Facts(
        folder=root.name or str(root),
        model=model.bundle,
        computed=f"{model.precision} on {model.provider}",
        version=__version__,
    )
    report = compose_report(facts, overview, matching, agreement, compared)
    write_summary(out, report, journal.content)
    return Results(overview, report, matching, agreement, compared[2] if compared else None)


def _collect_paths(journal: Records, named: dict[str, str]) -> Iterator[str]:
    """The path of every image; puts whom a DICOM file names into `named`."""
    for row in journal.rows():
        if row.state != "left out":
            if row.named:
                named[row.path] = row.named
            yield row.path


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
    findings: Iterable[tuple[str, Mapping[str, object]]], known: Mapping[str, Mapping[str, str]]
) -> Agreement | None:
    if not any(row.get("diagnosis") for row in known.values()):
        return None
    # One after the other: as JSON objects a folder's findings would not fit into the memory.
    labelled = [
        (path, known[path].get("diagnosis", ""), Finding.from_json(finding))
        for path, finding in findings
        if path in known
    ]
    diagnoses, unknown = resolve_labels([label for _, label, _ in labelled])
    images = [
        Known(
            path=path,
            truth=diagnoses[label],
            group=known[path].get("patient") or known[path].get("lesion") or path,
            finding=finding,
        )
        for path, label, finding in labelled
        if label in diagnoses
    ]
    return measure_agreement(images, unknown)
