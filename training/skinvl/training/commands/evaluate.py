"""`skinvl evaluate`: a bundle against labelled images, with intervals, plots and tables."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

SUMMARY = "score a bundle: classification, vqa or abstention"
EXAMPLES = {
    "classification": "skinvl evaluate classification --bundle mini --data data/ham10000 --out out",
    "vqa": "skinvl evaluate vqa --bundle mini --data data/ham10000 --limit 200 --out out",
    "abstention": (
        "skinvl evaluate abstention --bundle mini --skin data/ham10000 --not-skin data/other "
        "--out out"
    ),
}
AGAIN = "skinvl evaluate classification --predictions out/predictions.jsonl --out again"
EXAMPLE = "\n  ".join((*EXAMPLES.values(), AGAIN))
SPLITS = ("train", "val", "test", "withheld", "all")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    protocols = parser.add_subparsers(dest="protocol", required=True, metavar="PROTOCOL")
    classification, vqa, abstention = (
        protocols.add_parser(
            name,
            help=summary,
            description=summary,
            epilog=f"example:\n  {EXAMPLES[name]}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        for name, summary in (
            ("classification", "diagnoses: discrimination, calibration, sets, skin types, peers"),
            ("vqa", "questions and descriptions, against blind and swapped images"),
            ("abstention", "silence on images that are no skin"),
        )
    )
    for protocol in (classification, vqa):
        protocol.add_argument(
            "--data", type=Path, nargs="+", metavar="DIR", help="imported data sets"
        )
    classification.add_argument(
        "--peers", type=Path, metavar="DIR", help="other models' tables, to score beside"
    )
    classification.add_argument(
        "--peer-classes", type=Path, metavar="CSV", help="their classes (columns diag, label)"
    )
    abstention.add_argument("--skin", type=Path, nargs="+", metavar="DIR", help="data sets of skin")
    abstention.add_argument(
        "--not-skin", type=Path, nargs="+", metavar="DIR", help="data sets of anything else"
    )
    abstention.add_argument(
        "--not-skin-split", choices=SPLITS, help="split of these; default: --split"
    )
    for protocol in (classification, vqa, abstention):
        _add_common(protocol)


def _add_common(parser: argparse.ArgumentParser) -> None:
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--bundle", type=Path, help="bundle folder to evaluate")
    source.add_argument(
        "--predictions", type=Path, metavar="FILE", help="score a predictions.jsonl again instead"
    )
    parser.add_argument("--split", choices=SPLITS, default="test", help="default: test")
    parser.add_argument("--out", type=Path, required=True, help="folder for the results")
    parser.add_argument(
        "--limit", type=int, metavar="N", help="about N images, whole groups drawn by the seed"
    )
    parser.add_argument("--seed", type=int, default=0, help="of draws and resamples; default: 0")
    parser.add_argument("--provider", choices=("auto", "cpu", "cuda"), default="auto")
    parser.add_argument("--threads", type=int, help="CPU threads; default: all of this process")
    parser.add_argument("--json", action="store_true", help="metrics.json on one line to stdout")


def run(args: argparse.Namespace) -> int:
    import json

    from skinvl.training.evaluation.evaluate import Request, evaluate

    data, not_skin = _data_of(args)
    peers = getattr(args, "peers", None)
    record = evaluate(
        Request(
            protocol=args.protocol,
            bundle=args.bundle,
            predictions=args.predictions,
            data=data,
            not_skin=not_skin,
            split=args.split,
            not_skin_split=getattr(args, "not_skin_split", None) or args.split,
            out=args.out,
            limit=args.limit,
            seed=args.seed,
            provider=args.provider,
            threads=args.threads,
            peers=peers,
            peer_classes=getattr(args, "peer_classes", None),
            command=describe_command(sys.argv[1:]),
        )
    )
    if args.json:
        print(json.dumps(record, sort_keys=True, allow_nan=False))
    else:
        print((args.out / "table.md").read_text(encoding="utf-8"))
        print(f"written to {args.out}")
    return 0


def describe_command(words: list[str]) -> str:
    """The command line for the record; absolute paths are cut to their last part, so that a
    published result does not carry the layout of one machine."""
    import shlex

    short = [Path(word).name if Path(word).is_absolute() else word for word in words]
    return shlex.join(["skinvl", *short])


def _data_of(args: argparse.Namespace) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    from skinvl.contract.errors import ConfigError

    wanted = ("skin", "not_skin") if args.protocol == "abstention" else ("data",)
    found = [tuple(getattr(args, name) or ()) for name in wanted]
    errors = [
        f"--{name.replace('_', '-')}: needed with --bundle"
        for name, folders in zip(wanted, found, strict=True)
        if args.bundle is not None and not folders
    ]
    if (getattr(args, "peers", None) is None) != (getattr(args, "peer_classes", None) is None):
        errors.append("--peers and --peer-classes: give both or neither")
    if args.limit is not None and args.limit < 1:
        errors.append(f"--limit: {args.limit} is not positive")
    if errors:
        raise ConfigError(errors)
    return found[0], found[1] if len(found) > 1 else ()
