"""`skinvl train`: a checkpoint from imported data sets and one configuration."""

from __future__ import annotations

import argparse
from pathlib import Path

SUMMARY = "train SkinVL from imported data sets"
EXAMPLE = """skinvl train skinvl-mini --data data --out run
skinvl train skinvl-mini --data data --out run --resume
skinvl train skinvl-mm --data mm-skin --base llava-med --out run --dry-run"""
STAGES = ("all", "vision", "calibration", "language")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("config", type=Path, help="YAML file, or the name of a shipped one")
    parser.add_argument("--data", type=Path, required=True, help="folder of imported data sets")
    parser.add_argument("--out", type=Path, required=True, help="run folder; made when absent")
    parser.add_argument(
        "--initial-weights",
        type=Path,
        help="weights file of the vision tower in place of vision.initial_weights",
    )
    parser.add_argument(
        "--base", type=Path, help="folder of the base model, for recipes that start from one"
    )
    parser.add_argument(
        "--vision-tower", type=Path, help="CLIP folder of a base whose weights hold no tower"
    )
    parser.add_argument("--devices", type=int, help="devices that a dry run shares the model among")
    parser.add_argument("--stage", choices=STAGES, default="all", help="only one stage of the run")
    parser.add_argument(
        "--resume", action="store_true", help="go on from the newest complete checkpoint"
    )
    parser.add_argument("--epochs", type=int, help="vision epochs in place of the configured ones")
    parser.add_argument(
        "--dry-run", action="store_true", help="check and print everything, train nothing"
    )


def run(args: argparse.Namespace) -> int:
    from skinvl.training.recipe import train

    train(
        args.config,
        data=args.data,
        out=args.out,
        base=args.base,
        vision_tower=args.vision_tower,
        devices=args.devices,
        initial_weights=args.initial_weights,
        stage=args.stage,
        resume=args.resume,
        epochs=args.epochs,
        dry_run=args.dry_run,
    )
    return 0
