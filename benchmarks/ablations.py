"""Short vision runs that differ from `skinvl-mini-lite0` in one thing each, side by side.

    python benchmarks/ablations.py --data data --out runs/ablations --epochs 2

Every variant is that configuration with the keys below changed, trained from the same seed
for the same number of draws and scored on the validation part; nothing is tuned on the test part.
Results: `ablations.md` and `ablations.json` in the output folder. Finished variants are kept, so
that the script may be stopped and started again.
"""

from __future__ import annotations

import argparse
import importlib.resources
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import yaml

# Variant: (what it asks, keys of the configuration that differ).
VARIANTS: dict[str, tuple[str, dict[str, Any]]] = {
    "reference": ("EfficientNet-Lite0, ImageNet weights, 192 pixels", {}),
    "mobilenet": (
        "another pre-trained tower",
        {
            "vision.architecture": "mobilenet_v2",
            "vision.initial_weights": "tf2_mobilenet_v2_1.0_224_ptq.tflite",
            "vision.freeze_blocks": 3,
        },
    ),
    "random": (
        "vision initialisation: the same tower from random weights",
        {"vision.initial_weights": None, "vision.freeze_blocks": 0},
    ),
    "frozen": (
        "vision tower not trained, head only",
        {"vision.adaptation": "frozen"},
    ),
    "lora": (
        "LoRA of rank 16 on the vision tower's 1 x 1 convolutions",
        {"vision.adaptation": "lora"},
    ),
    "pixels-128": ("training resolution 128", {"vision.train_size": 128}),
    "pixels-224": ("training resolution 224", {"vision.train_size": 224}),
}
FIGURES = (
    "dermoscopy_macro_auroc",
    "dermoscopy_balanced_accuracy",
    "clinical_macro_auroc",
    "clinical_balanced_accuracy",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of imported data sets")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--draws", type=int, default=6000, help="images an epoch (default 6000)")
    parser.add_argument("--mobilenet", type=Path, help="the TFLite file for that variant")
    parser.add_argument("--only", nargs="+", choices=VARIANTS, default=list(VARIANTS))
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    results = {}
    for name in args.only:
        if name == "mobilenet" and args.mobilenet is None:
            print("mobilenet: left out, --mobilenet names no file", file=sys.stderr)
            continue
        results[name] = train(name, args)
    write(results, args.out)
    return 0


def train(name: str, args: argparse.Namespace) -> dict[str, Any]:
    """The last validation figures of one variant, and the minutes that it took."""
    folder = args.out / name
    finished = folder / "result.json"
    if finished.is_file():
        return dict(json.loads(finished.read_text(encoding="utf-8")))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    config = folder.with_suffix(".yaml")
    config.write_text(
        yaml.safe_dump(
            vary({**VARIANTS[name][1], "vision.draws_per_epoch": args.draws}), sort_keys=False
        ),
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "skinvl.cli.main", "train", str(config), "--stage", "vision"]
    command += ["--data", str(args.data), "--out", str(folder), "--epochs", str(args.epochs)]
    if name == "mobilenet":
        command += ["--initial-weights", str(args.mobilenet)]
    share_cache(args.out, folder)
    start = time.monotonic()
    subprocess.run(command, check=True)
    minutes = (time.monotonic() - start) / 60
    last = (folder / "validation.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    result = {**json.loads(last), "minutes": round(minutes, 1)}
    finished.write_text(json.dumps(result), encoding="utf-8")
    return result


def vary(changes: dict[str, Any]) -> dict[str, Any]:
    """The configuration with dotted keys replaced."""
    shipped = importlib.resources.files("skinvl.training") / "configs" / "skinvl-mini-lite0.yaml"
    config: dict[str, Any] = yaml.safe_load(shipped.read_text(encoding="utf-8"))
    for key, value in changes.items():
        part, name = key.split(".")
        config[part][name] = value
    return config


def share_cache(out: Path, folder: Path) -> None:
    """Decoded pixels are the same for all variants: decode them once."""
    (out / "cache").mkdir(exist_ok=True)
    (folder / "cache").symlink_to((out / "cache").resolve(), target_is_directory=True)


def write(results: dict[str, dict[str, Any]], out: Path) -> None:
    (out / "ablations.json").write_text(json.dumps(results, indent=2), encoding="utf-8")
    lines = [
        "| variant | " + " | ".join(name.replace("_", " ") for name in FIGURES) + " | minutes |",
        "|---|" + "--:|" * (len(FIGURES) + 1),
    ]
    for name, result in results.items():
        cells = [f"{result[figure]:.3f}" for figure in FIGURES]
        question = VARIANTS[name][0]
        lines.append(f"| {name}: {question} | {' | '.join(cells)} | {result['minutes']:.1f} |")
    text = "\n".join(lines) + "\n"
    (out / "ablations.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    sys.exit(main())
