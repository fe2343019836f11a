"""The plain loop beside `skinvl review`: the same model in PyTorch, float32, on the same files.

    python benchmarks/review_torch.py FOLDER [--checkpoint CHECKPOINT] [--batch 8] [--json]

Each file is opened with Pillow, resized, normalised, and looked at by vision tower and diagnosis
head, one after the other, or so many at once; PyTorch uses all processors. Nothing is checked,
measured, explained or kept. Without a checkpoint the weights are random, which take as long.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from transformers import LlamaConfig

from skinvl.model import SkinVLForConditionalGeneration, load_checkpoint
from skinvl.model.configuration import SkinVLConfig, SkinVLVisionConfig

SIDE = 224
VIEWS = 4
DERMOSCOPY, CLINICAL = 7, 17


def make_model(checkpoint: Path | None) -> SkinVLForConditionalGeneration:
    """The model of a checkpoint, or one of the shape of SkinVL-mini."""
    if checkpoint is not None:
        return load_checkpoint(checkpoint).model
    torch.manual_seed(0)
    text = LlamaConfig(
        vocab_size=400, hidden_size=192, intermediate_size=512, num_hidden_layers=2,
        num_attention_heads=4, num_key_value_heads=4,
    )  # fmt: skip
    config = SkinVLConfig(
        vision_config=SkinVLVisionConfig(),
        text_config=text,
        image_token_index=5,
        image_seq_length=49,
        vision_feature_select_strategy="full",
        dermoscopy_codes=tuple(f"d{n}" for n in range(DERMOSCOPY)),
        clinical_codes=tuple(f"c{n}" for n in range(CLINICAL)),
        feature_views=VIEWS,
        tie_word_embeddings=True,
    )
    return SkinVLForConditionalGeneration(config).eval()


def prepare(file: Path) -> torch.Tensor | None:
    """float32 [3, 224, 224] in -1..1; None for a file that cannot be read."""
    try:
        with Image.open(file) as image:
            picture = image.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BICUBIC)
    except OSError:
        return None
    pixels = np.asarray(picture, dtype=np.float32) / 127.5 - 1.0
    return torch.from_numpy(pixels).permute(2, 0, 1)


@torch.inference_mode()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    if hasattr(os, "nice"):
        # As the processes of the review: what else the computer does takes from both alike.
        os.nice(5)
    model = make_model(args.checkpoint)
    files = sorted(args.folder.rglob("*.jpg"))
    started = time.perf_counter()
    failed = 0
    for start in range(0, len(files), args.batch):
        opened = [prepare(file) for file in files[start : start + args.batch]]
        pixels = [one for one in opened if one is not None]
        failed += len(opened) - len(pixels)
        if pixels:
            model.diagnose(torch.stack(pixels)).dermoscopy.softmax(dim=1).numpy()
    seconds = time.perf_counter() - started
    figures = {"files": len(files), "failed": failed, "seconds": seconds}
    print(json.dumps(figures) if args.json else f"{len(files) / seconds:.1f} files/s")


if __name__ == "__main__":
    main()
