"""`skinvl evaluate`: one protocol on a bundle, on tables or on features; figures with intervals."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skinvl.training.evaluation import (
    leak_arguments,
    precision_arguments,
    probe_arguments,
    vqa_arguments,
    zero_shot_arguments,
)

if TYPE_CHECKING:
    from skinvl.training.evaluation.evaluate import Request
    from skinvl.training.evaluation.report import Report

SUMMARY = "score a model: diagnoses, answers, features, silence, leaks or precision"
SPLITS = ("train", "val", "test", "withheld", "all")
CLASSIFICATION = "classification"
AGAIN = "skinvl evaluate classification --predictions out/predictions.jsonl --out again"


@dataclass(frozen=True)
class Protocol:
    """One sub-command."""

    summary: str
    example: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    protocols = parser.add_subparsers(dest="protocol", required=True, metavar="PROTOCOL")
    for name, protocol in PROTOCOLS.items():
        added = protocols.add_parser(
            name,
            help=protocol.summary,
            description=protocol.summary,
            epilog=f"example:\n  {protocol.example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        protocol.add_arguments(added)
        added.add_argument("--out", type=Path, required=True, help="folder for the results")
        added.add_argument("--seed", type=int, default=0, help="of draws and resamples; default: 0")
        added.add_argument("--json", action="store_true", help="metrics.json on one line to stdout")


def run(args: argparse.Namespace) -> int:
    return PROTOCOLS[args.protocol].run(args)


def describe_command(words: list[str]) -> str:
    """The command line for the record; absolute paths are cut to their last part, so that a
    published result does not carry the layout of one machine."""
    import shlex

    short = [Path(word).name if Path(word).is_absolute() else word for word in words]
    return shlex.join(["skinvl", *short])


def _add_classification(parser: argparse.ArgumentParser) -> None:
    _add_source(parser)
    _add_data(parser)
    parser.add_argument(
        "--peers", type=Path, metavar="DIR", help="other models' tables, to score beside"
    )
    parser.add_argument(
        "--peer-classes", type=Path, metavar="CSV", help="their classes (columns diag, label)"
    )
    _add_running(parser)


def _add_vqa(parser: argparse.ArgumentParser) -> None:
    vqa_arguments.add_source(_add_source(parser))
    _add_data(parser)
    vqa_arguments.add_arguments(parser)
    _add_running(parser)


def _add_probe(parser: argparse.ArgumentParser) -> None:
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--bundle", type=Path, help="bundle folder whose features are probed")
    _add_data(parser)
    probe_arguments.add_arguments(parser, source)
    _add_running(parser)


def _add_zero_shot(parser: argparse.ArgumentParser) -> None:
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--bundle", type=Path, help="bundle folder whose language model is asked")
    _add_data(parser)
    zero_shot_arguments.add_arguments(parser, source)
    _add_running(parser)


def _add_abstention(parser: argparse.ArgumentParser) -> None:
    _add_source(parser)
    parser.add_argument("--skin", type=Path, nargs="+", metavar="DIR", help="data sets of skin")
    parser.add_argument(
        "--not-skin", type=Path, nargs="+", metavar="DIR", help="data sets of anything else"
    )
    parser.add_argument("--not-skin-split", choices=SPLITS, help="split of these; default: --split")
    _add_running(parser)


def _add_precision(parser: argparse.ArgumentParser) -> None:
    precision_arguments.add_arguments(parser)
    _add_running(parser)


def _add_source(parser: argparse.ArgumentParser) -> argparse._MutuallyExclusiveGroup:
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--bundle", type=Path, help="bundle folder to evaluate")
    source.add_argument(
        "--predictions", type=Path, metavar="FILE", help="score a predictions.jsonl again instead"
    )
    return source


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, nargs="+", metavar="DIR", help="imported data sets")


def _add_running(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--split", choices=SPLITS, default="test", help="default: test")
    parser.add_argument(
        "--limit", type=int, metavar="N", help="about N images, whole groups drawn by the seed"
    )
    parser.add_argument("--provider", choices=("auto", "cpu", "cuda"), default="auto")
    parser.add_argument("--threads", type=int, help="CPU threads; default: all of this process")


def _run_bundle(args: argparse.Namespace) -> int:
    from skinvl.training.evaluation.evaluate import evaluate

    return _show(args, evaluate(_request(args)))


def _run_vqa(args: argparse.Namespace) -> int:
    from skinvl.training.evaluation.vqa import run_vqa

    options = vqa_arguments.read_options(args)

    def answer(request: Request) -> Report:
        result = run_vqa(request, options)
        result.report.origin = result.run
        return result.report

    return _finish(args, answer)


def _run_probe(args: argparse.Namespace) -> int:
    from skinvl.training.evaluation.probe import run_probe

    options = probe_arguments.read_options(args)
    return _finish(args, lambda request: run_probe(request, options))


def _run_zero_shot(args: argparse.Namespace) -> int:
    from skinvl.training.evaluation.zero_shot import run_zero_shot

    options = zero_shot_arguments.read_options(args)
    return _finish(args, lambda request: run_zero_shot(request, options))


def _run_leak(args: argparse.Namespace) -> int:
    from skinvl.training.evaluation.leak_report import run_leak

    options = leak_arguments.read_options(args)
    found = []

    def audit(request: Request) -> Report:
        report, leaks = run_leak(options, request.out, seed=request.seed)
        found.append(leaks)
        return report

    _finish(args, audit)
    if not (args.fail_on_leak and any(found)):
        return 0
    print(f"skinvl: training and test share images: {args.out / 'leaks.jsonl'}", file=sys.stderr)
    return 1


def _run_precision(args: argparse.Namespace) -> int:
    from skinvl.training.evaluation.precision import run_precision

    options = precision_arguments.read_options(args)
    return _finish(
        args,
        lambda request: run_precision(
            options, request.out, seed=request.seed, command=request.command
        ),
    )


def _finish(args: argparse.Namespace, make: Callable[[Request], Report]) -> int:
    """Run a protocol that returns a report, write it and show it."""
    from skinvl.training.evaluation.evaluate import make_folder, write_protocol

    request = _request(args)
    make_folder(request.out)
    return _show(args, write_protocol(make(request), request))


def _show(args: argparse.Namespace, record: dict[str, Any]) -> int:
    import json

    if args.json:
        print(json.dumps(record, sort_keys=True, allow_nan=False))
    else:
        print((args.out / "table.md").read_text(encoding="utf-8"))
        print(f"written to {args.out}")
    return 0


def _request(args: argparse.Namespace) -> Request:
    """The arguments that protocols share; those that a protocol does not have are empty.

    Raises:
        ConfigError: every argument that is missing or not allowed.
    """
    from skinvl.contract.errors import ConfigError
    from skinvl.training.evaluation.evaluate import Request

    given = vars(args)
    wanted = {"abstention": ("skin", "not_skin"), "leak": ()}.get(args.protocol, ("data",))
    folders = {name: tuple(given.get(name) or ()) for name in wanted}
    errors = [
        f"--{name.replace('_', '-')}: needed with --bundle"
        for name, found in folders.items()
        if given.get("bundle") is not None and not found
    ]
    if (given.get("peers") is None) != (given.get("peer_classes") is None):
        errors.append("--peers and --peer-classes: give both or neither")
    if given.get("limit") is not None and args.limit < 1:
        errors.append(f"--limit: {args.limit} is not positive")
    if errors:
        raise ConfigError(errors)
    predictions = given.get("predictions")
    split = given.get("split", "test")
    return Request(
        protocol=args.protocol,
        bundle=given.get("bundle"),
        predictions=predictions if isinstance(predictions, Path) else None,
        data=folders.get("data", folders.get("skin", ())),
        not_skin=folders.get("not_skin", ()),
        split=split,
        not_skin_split=given.get("not_skin_split") or split,
        out=args.out,
        limit=given.get("limit"),
        seed=args.seed,
        provider=given.get("provider", "auto"),
        threads=given.get("threads"),
        peers=given.get("peers"),
        peer_classes=given.get("peer_classes"),
        command=describe_command(sys.argv[1:]),
    )


PROTOCOLS: dict[str, Protocol] = {
    CLASSIFICATION: Protocol(
        "diagnoses: discrimination, calibration, groups, selective prediction, peers",
        "skinvl evaluate classification --bundle mini --data data/ham10000 --out out",
        _add_classification,
        _run_bundle,
    ),
    "vqa": Protocol(vqa_arguments.SUMMARY, vqa_arguments.EXAMPLE, _add_vqa, _run_vqa),
    "probe": Protocol(probe_arguments.SUMMARY, probe_arguments.EXAMPLE, _add_probe, _run_probe),
    "zero-shot": Protocol(
        zero_shot_arguments.SUMMARY,
        zero_shot_arguments.EXAMPLE,
        _add_zero_shot,
        _run_zero_shot,
    ),
    "abstention": Protocol(
        "silence on images that are no skin",
        "skinvl evaluate abstention --bundle mini --skin data/ham10000 --not-skin data/other "
        "--out out",
        _add_abstention,
        _run_bundle,
    ),
    "leak": Protocol(
        leak_arguments.SUMMARY, leak_arguments.EXAMPLE, leak_arguments.add_arguments, _run_leak
    ),
    "precision": Protocol(
        precision_arguments.SUMMARY,
        precision_arguments.EXAMPLE,
        _add_precision,
        _run_precision,
    ),
}
EXAMPLE = "\n  ".join((*(protocol.example for protocol in PROTOCOLS.values()), AGAIN))
