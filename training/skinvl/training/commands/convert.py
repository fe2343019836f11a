"""`skinvl convert`: a LLaVA checkpoint of any layout into Hugging Face's or peft's."""

from __future__ import annotations

import argparse
from pathlib import Path

SUMMARY = "convert or merge LLaVA checkpoints into Hugging Face's layout"
EXAMPLE = "\n  ".join(
    (
        "skinvl convert llava-med-v1.5-mistral-7b --out llava-med-hf",
        "skinvl convert checkpoints/lora --base llava-med-v1.5-mistral-7b --merge --out skinvl-hf",
        "skinvl convert checkpoints/lora --base llava-med-hf --out skinvl-adapter",
    )
)
DTYPES = {"bf16": "bfloat16", "fp16": "float16", "fp32": "float32"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "source",
        type=Path,
        metavar="SOURCE",
        help="folder: original LLaVA or LLaVA-Med, Hugging Face LLaVA, LoRA adapter, projector, "
        "or SkinVL checkpoint",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="new folder")
    parser.add_argument(
        "--base",
        type=Path,
        metavar="DIR",
        help="the model below an adapter or a projector; of a merged model, to see whether its "
        "projector was trained",
    )
    parser.add_argument(
        "--vision-tower", type=Path, metavar="DIR", help="CLIP folder, where the weights hold none"
    )
    parser.add_argument(
        "--merge", action="store_true", help="merge an adapter into its base; else it stays one"
    )
    parser.add_argument("--dtype", choices=tuple(DTYPES), help="of the weights; default: as stored")
    parser.add_argument("--json", action="store_true", help="the report as one line of JSON")


def run(args: argparse.Namespace) -> int:
    import json
    import os
    from dataclasses import asdict

    os.environ["HF_HUB_OFFLINE"] = "1"

    import torch

    from skinvl.model.llava import convert_llava

    found = convert_llava(
        args.source,
        args.out,
        base=args.base,
        vision_tower=args.vision_tower,
        merge=args.merge,
        dtype=None if args.dtype is None else getattr(torch, DTYPES[args.dtype]),
    )
    if args.json:
        print(json.dumps({"out": str(args.out), **asdict(found)}, sort_keys=True))
        return 0
    print(f"found: {found.layout}")
    for note in found.notes:
        print(f"note: {note}")
    numbers = ", ".join(f"{part} {count:,}" for part, count in found.parameters.items())
    print(f"parameters: {numbers}")
    print(f"written: {found.written} in {found.dtype} to {args.out}")
    return 0
