"""A dry run tells what a run would be, for a base that is here and for one that is not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from miniatures.llava import original_config

from skinvl.training.llava.train import train_llava


def dry_run(recipe: Path, data: Path, out: Path, base: Path | None) -> None:
    train_llava(recipe, data=data, out=out, base=base, dry_run=True, devices=4)
    assert not out.exists()


def test_with_a_base(
    base: Path,
    data: Path,
    tmp_path: Path,
    write_recipe: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    entries = json.loads((data / "vqa.json").read_text("utf-8"))
    (data / "vqa.json").write_text(json.dumps([*entries, {**entries[0], "image": "no.png"}]))
    recipe = write_recipe(optimisation__epochs=3, optimisation__batch_size=4, seed=4)
    dry_run(recipe, data, tmp_path / "run", base)
    said = capsys.readouterr().out
    lines = said.splitlines()
    assert "projector                   5,184 parameters          5,184 trained" in lines
    assert "conversations: 4 to train on, 0 to validate on" in lines
    assert "steps: 3 on 1 device(s), 4 conversations each" in lines
    assert "steps: 3 on 4 device(s), 16 conversations each" in lines
    assert "  1 x no such file" in said
    shown = next(line for line in lines if line.startswith("  melanoma:"))
    assert shown.startswith("  melanoma: <s> ▁[ INST] ▁ <image x 9> ▁ <0x0A> What")
    assert shown.endswith("[[ ▁It ▁is ▁ mel an oma . ▁ </s> ]]")
    rows = [line for line in lines if "<image x 9>" in line]
    learned = [line.partition("[[ ")[2].removesuffix(" ]]").split() for line in rows]
    assert len(rows) == 4 and all(tokens[-1] == "</s>" for tokens in learned)
    # The line's own name and the brackets are no tokens; the image is nine.
    whole = sum(len(line.split()) - 3 - 3 + 9 for line in rows)
    assert any(
        line.startswith(f"tokens: {whole:,} an epoch, {sum(map(len, learned))} of them learned")
        for line in lines
    )
    for strategy in ("one device", "DDP", "ZeRO-2", "ZeRO-3", "FSDP"):
        assert any(line.strip().startswith(strategy) for line in lines)


def test_with_nothing_but_the_name_of_the_base(
    data: Path,
    tmp_path: Path,
    write_recipe: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    dry_run(write_recipe(lora__rank=128), data, tmp_path / "run", None)
    said = capsys.readouterr().out
    assert "7,577,800,704 parameters    335,544,320 trained" in said
    assert "tokens: unknown without the tokenizer of the base" in said
    assert "'[INST] <image>\\nWhat is this? [/INST][[ It is melanoma. </s>]]'" in said


def test_with_a_config_alone(
    data: Path,
    tmp_path: Path,
    write_recipe: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "base"
    folder.mkdir()
    config = original_config(mm_hidden_size=1024)
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    dry_run(write_recipe(), data, tmp_path / "run", folder)
    assert "vision tower          303,507,456 parameters" in capsys.readouterr().out
    shutil.rmtree(folder)
