"""A SkinVL checkpoint on disk: transformers' files, a tokenizer and `skinvl.json`."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from skinvl.contract.errors import ModelError
from skinvl.model.modeling import SkinVLForConditionalGeneration

FILES = ("config.json", "model.safetensors", "tokenizer.json", "skinvl.json")


@dataclass(frozen=True)
class Checkpoint:
    """A loaded checkpoint; the model is in evaluation mode."""

    model: SkinVLForConditionalGeneration
    tokenizer: Tokenizer
    manifest: dict[str, Any]
    path: Path


def load_checkpoint(path: str | Path) -> Checkpoint:
    """Read a checkpoint folder.

    Raises:
        ModelError: a file is missing or unreadable, weights are missing, left over or not finite.
    """
    folder = Path(path)
    for name in FILES:
        if not (folder / name).is_file():
            raise ModelError(f"{folder}: no {name}; a SkinVL checkpoint has {', '.join(FILES)}")
    try:
        model, loading = SkinVLForConditionalGeneration.from_pretrained(
            folder, output_loading_info=True, local_files_only=True, use_safetensors=True
        )
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        manifest = json.loads((folder / "skinvl.json").read_text(encoding="utf-8"))
    except Exception as error:
        raise ModelError(f"{folder}: cannot be read as a SkinVL checkpoint ({error})") from error
    wrong = [*loading["missing_keys"], *loading["unexpected_keys"], *loading["mismatched_keys"]]
    if wrong:
        raise ModelError(f"{folder}: weights do not fit the configuration: {wrong[:3]}")
    for name, weight in model.named_parameters():
        if not torch.isfinite(weight).all():
            raise ModelError(f"{folder}: weight {name} holds NaN or infinity; train it again")
    return Checkpoint(model.eval(), tokenizer, manifest, folder)


def save_checkpoint(
    path: str | Path,
    model: SkinVLForConditionalGeneration,
    tokenizer: Tokenizer,
    manifest: dict[str, Any],
) -> None:
    """Write a checkpoint folder; it appears under its name whole or not at all."""
    folder = Path(path)
    partial = folder.with_name(folder.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    model.save_pretrained(partial, safe_serialization=True)
    tokenizer.save(str(partial / "tokenizer.json"))
    text = json.dumps(manifest, indent=2, sort_keys=True, allow_nan=False)
    (partial / "skinvl.json").write_text(text + "\n", encoding="utf-8")
    if folder.exists():
        old = folder.with_name(folder.name + ".old")
        shutil.rmtree(old, ignore_errors=True)
        os.replace(folder, old)
        os.replace(partial, folder)
        shutil.rmtree(old)
    else:
        os.replace(partial, folder)
