"""`skinvl export`: a signed bundle from a checkpoint."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

SUMMARY = "turn a checkpoint into a signed ONNX bundle"
EXAMPLE = (
    "skinvl export run/checkpoint --out bundles/my-model "
    "--calibration-data data/ham10000 --validation-data data/ham10000\n"
    "  skinvl export run/checkpoint --out bundles/strict --precision int8,int8-weights,fp32 "
    "--calibration-data data/ham10000 --validation-data data/ham10000 "
    "--margin balanced_accuracy=0.005\n"
    "  skinvl export bundles/my-model --out bundles/my-model-card --model-card card.md "
    "--figures figures/metrics.json\n"
    "  skinvl export llava-med-hf --out bundles/llava-med --prompt-template mistral_instruct "
    "--precision fp32"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "checkpoint",
        type=Path,
        help="folder that `skinvl train` wrote, a LLaVA that `skinvl convert` wrote, or a bundle "
        "whose card and figures are renewed",
    )
    parser.add_argument("--out", type=Path, required=True, help="bundle folder; must not exist")
    parser.add_argument(
        "--precision",
        default="int8,fp32",
        help="variants, in the order the runtime tries them, of int8, int4, int8-weights, fp16 "
        "(CUDA only) and fp32 (default: int8,fp32)",
    )
    parser.add_argument(
        "--calibration-data",
        type=Path,
        nargs="+",
        default=[],
        metavar="DATASET_DIR",
        help="data sets whose training images give the ranges for int8 vision",
    )
    parser.add_argument(
        "--calibration-images", type=_positive, default=512, help="how many (default: 512)"
    )
    parser.add_argument(
        "--validation-data",
        type=Path,
        nargs="+",
        default=[],
        metavar="DATASET_DIR",
        help="data sets whose validation images judge each variant; without them nothing is said "
        "of diagnoses and vision stays in fp32",
    )
    parser.add_argument("--validation-images", type=_positive, help="how many (default: all)")
    parser.add_argument(
        "--margin",
        nargs="+",
        default=[],
        metavar="NAME=VALUE",
        help="what a variant may lose, e.g. balanced_accuracy=0.01 malignant_sensitivity=0.02; "
        "docs/quantization.md lists the names and the defaults",
    )
    parser.add_argument(
        "--search-minutes",
        type=_positive,
        default=5,
        help="time for finding the layers of the vision tower that need fp32 (default: 5)",
    )
    parser.add_argument(
        "--key", type=Path, help="PEM file of the Ed25519 private key (default: your own key)"
    )
    parser.add_argument(
        "--write-public-key", type=Path, metavar="FILE", help="write the public key there as JSON"
    )
    parser.add_argument("--name", help="name of the bundle (default: that of the checkpoint)")
    parser.add_argument("--model-card", type=Path, help="Markdown file for MODEL_CARD.md")
    parser.add_argument(
        "--figures",
        type=Path,
        nargs="+",
        default=[],
        metavar="METRICS",
        help="metrics.json files of `skinvl evaluate`, to write into a bundle",
    )
    parser.add_argument(
        "--diagnosis",
        type=Path,
        metavar="BUNDLE",
        help="of a LLaVA: bundle that gives it a calibrated head (default: the shipped one)",
    )
    parser.add_argument(
        "--prompt-template",
        metavar="NAME",
        help="of a LLaVA that does not record it: the words its training asked in "
        "(mistral_instruct, vicuna_v1)",
    )
    parser.add_argument("--licence", help="of a LLaVA: the licence of its weights")
    parser.add_argument(
        "--bundle-version", default="1.0.0", help="of a LLaVA's bundle (default: 1.0.0)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    from skinvl.contract.bundle import MANIFEST_FILE
    from skinvl.contract.errors import ExportError
    from skinvl.export.exporting import Exported, ExportOptions, export_bundle
    from skinvl.export.llava import Statement
    from skinvl.export.restating import restate_bundle
    from skinvl.export.tolerances import read_tolerances

    options = ExportOptions(
        precisions=tuple(dict.fromkeys(filter(None, args.precision.split(",")))),
        calibration_data=tuple(args.calibration_data),
        calibration_images=args.calibration_images,
        validation_data=tuple(args.validation_data),
        validation_images=args.validation_images,
        key=args.key,
        public_key=args.write_public_key,
        name=args.name,
        model_card=args.model_card,
        diagnosis=args.diagnosis,
        statement=Statement(args.prompt_template, args.licence, args.bundle_version),
        tolerances=read_tolerances(dict(_split(setting) for setting in args.margin)),
        search_seconds=60.0 * args.search_minutes,
    )
    exported: Exported
    if (args.checkpoint / MANIFEST_FILE).is_file():
        exported = restate_bundle(args.checkpoint, args.out, args.figures, options)
    elif args.figures:
        raise ExportError(f"{args.checkpoint}: --figures are measured on a bundle; export it first")
    else:
        exported = export_bundle(
            args.checkpoint,
            args.out,
            options,
            report=lambda line: print(line, file=sys.stderr, flush=True),
        )
    record = exported.to_json()
    if args.json:
        print(json.dumps(record, sort_keys=True))
        return 0
    precisions = ", ".join(variant.precision for variant in exported.manifest.variants)
    print(f"{args.out}: {record['name']} {record['version']}, {precisions}")
    print(f"{record['bytes'] / 2**20:.1f} MiB, sha256 of bundle.json {exported.sha256}")
    if args.write_public_key is None:
        print(f"public key: {json.dumps(record['public_key'], sort_keys=True)}")
    else:
        print(f"public key: {args.write_public_key}")
    return 0


def _split(setting: str) -> tuple[str, str]:
    name, _, value = setting.partition("=")
    return name.strip().replace("-", "_"), value.strip()


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not at least 1")
    return value
