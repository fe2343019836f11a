"""What the protocols of `skinvl evaluate` share, and those that diagnose images with a bundle."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from skinvl.contract.errors import DataError
from skinvl.training.evaluation import abstention, classification
from skinvl.training.evaluation.labelspace import ham10000_space
from skinvl.training.evaluation.peers import compare_with_peers, read_peers
from skinvl.training.evaluation.prediction_run import describe_run, predict_images
from skinvl.training.evaluation.predictions import (
    PREDICTIONS_FILE,
    Prediction,
    RunRecord,
    read_lines,
    write_lines,
)
from skinvl.training.evaluation.report import Report, write_report
from skinvl.training.evaluation.selection import Selected, check_names, select_samples

if TYPE_CHECKING:
    from skinvl.runtime.bundle import Bundle


@dataclass(frozen=True)
class Request:
    """What to evaluate; `predictions` in place of `bundle` scores an earlier run again."""

    protocol: str
    bundle: Path | None
    predictions: Path | None
    data: tuple[Path, ...]
    not_skin: tuple[Path, ...]
    split: str
    not_skin_split: str
    out: Path
    limit: int | None
    seed: int
    provider: Literal["auto", "cpu", "cuda"]
    threads: int | None
    peers: Path | None
    peer_classes: Path | None
    command: str


def evaluate(request: Request) -> dict[str, Any]:
    """Run, score and write everything into ``request.out``; returns what metrics.json holds.

    Raises:
        SkinVLError: the bundle, a data set, a table or the predictions cannot be used.
    """
    # Tables that are damaged are found before the model runs for an hour.
    peers = None
    if request.peers is not None and request.peer_classes is not None:
        peers = read_peers(request.peers, request.peer_classes, ham10000_space())
    make_folder(request.out)
    run, predictions = _predictions(request)
    if request.protocol == abstention.PROTOCOL:
        report = abstention.score_abstention(predictions, run, seed=request.seed)
    else:
        report = classification.score_classification(predictions, run, seed=request.seed)
    if peers is not None:
        compare_with_peers(report, predictions, peers, seed=request.seed)
    report.origin = run
    return write_protocol(report, request)


def make_folder(out: Path) -> None:
    """Make the folder of the results.

    Raises:
        DataError: it cannot be made.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(out, f"cannot be made a folder ({error.strerror})") from error


def write_protocol(report: Report, request: Request) -> dict[str, Any]:
    """Write a report that says itself what it is about; returns what metrics.json holds."""
    origin = report.origin
    if origin is None:
        raise ValueError("the report names no origin")
    limit = request.limit
    if limit is None and isinstance(origin, RunRecord):
        limit = origin.limit
    if limit is not None:
        report.notes.append(
            f"limited to about {limit} images by --limit: a quick look, not a result"
        )
    write_report(report, origin, request.out, seed=request.seed, command=request.command)
    return report.to_json(origin, request.seed, request.command)


def _predictions(request: Request) -> tuple[RunRecord, list[Prediction]]:
    if request.predictions is not None:
        return read_lines(request.predictions, Prediction, request.protocol)
    check_names((*request.data, *request.not_skin))
    parts = [(abstention.SKIN, _select(request.data, request.split, request))]
    if request.not_skin:
        other = _select(request.not_skin, request.not_skin_split, request)
        parts.append((abstention.NOT_SKIN, other))
    bundle = _load(request)
    run = _describe(bundle, [item for _, part in parts for item in part], request)
    predictions = [p for kind, part in parts for p in predict_images(bundle, part, kind)]
    write_lines(request.out / PREDICTIONS_FILE, run, predictions)
    return run, predictions


def _select(folders: Sequence[Path], split: str, request: Request) -> list[Selected]:
    return select_samples(folders, split, limit=request.limit, seed=request.seed)


def _load(request: Request) -> Bundle:
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from skinvl.runtime.bundle import load_bundle

    return load_bundle(request.bundle, provider=request.provider, threads=request.threads)


def _describe(bundle: Bundle, selected: Sequence[Selected], request: Request) -> RunRecord:
    return describe_run(
        bundle,
        selected,
        (*request.data, *request.not_skin),
        protocol=request.protocol,
        split=request.split,
        seed=request.seed,
        limit=request.limit,
        command=request.command,
    )
