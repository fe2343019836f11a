"""What is wrong with a checkpoint is said in one line, before anything is traced or written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from skinvl.contract.errors import ContractMismatch, ExportError
from skinvl.export import ExportOptions, export_bundle
from skinvl.export.checkpoint import read_checkpoint

Change = Callable[[Path], None]


def change_json(name: str, change: Callable[[dict[str, Any]], None]) -> Change:
    def apply(folder: Path) -> None:
        record = json.loads((folder / name).read_text())
        change(record)
        (folder / name).write_text(json.dumps(record))

    return apply


def change_weights(change: Callable[[dict[str, torch.Tensor]], None]) -> Change:
    def apply(folder: Path) -> None:
        weights = load_file(folder / "model.safetensors")
        change(weights)
        save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})

    return apply


def remove(name: str) -> Change:
    return lambda folder: (folder / name).unlink()


def put(weights: dict[str, torch.Tensor], name: str, value: float) -> None:
    weights[name] = weights[name].clone()
    weights[name].view(-1)[0] = value


def cut_projector(weights: dict[str, torch.Tensor]) -> None:
    name = "multi_modal_projector.linear_1.weight"
    full = next(key for key in weights if key.endswith(name))
    weights[full] = weights[full][:, :-3].contiguous()


BROKEN: list[tuple[str, Change, str]] = [
    ("no-weights", remove("model.safetensors"), "model.safetensors"),
    ("no-tokenizer", remove("tokenizer.json"), "tokenizer.json"),
    ("no-record", remove("skinvl.json"), "skinvl.json: no such file"),
    ("no-config", remove("config.json"), "config.json: no such file"),
    (
        "empty-weights",
        lambda folder: (folder / "model.safetensors").write_bytes(b""),
        "model.safetensors: damaged",
    ),
    (
        "not-a-tokenizer",
        lambda folder: (folder / "tokenizer.json").write_text("{}"),
        "cannot be read",
    ),
    ("nan", change_weights(lambda w: put(w, "head.clinical.weight", float("nan"))), "NaN"),
    (
        "infinite-buffer",
        change_weights(lambda w: put(w, "head.typicality_means", float("inf"))),
        "typicality_means holds NaN or infinity",
    ),
    ("projector-shape", change_weights(cut_projector), "linear_1|size mismatch|mismatched"),
    (
        "architecture",
        change_json("config.json", lambda c: c.update(model_type="bert")),
        "the architecture 'bert' cannot be exported",
    ),
    (
        "classes-in-another-order",
        change_json("skinvl.json", lambda r: r["head"]["clinical"].reverse()),
        "head.clinical has other classes",
    ),
    (
        "missing-calibration",
        change_json("skinvl.json", lambda r: r["calibration"].pop("clinical")),
        "skinvl.json: calibration.clinical: missing",
    ),
    (
        "another-schema",
        change_json("skinvl.json", lambda r: r.update(schema_version=9)),
        "schema version 9",
    ),
    (
        "tokenizer-with-more-tokens",
        change_json(
            "tokenizer.json",
            lambda t: t["added_tokens"].append(
                {**t["added_tokens"][0], "id": 999, "content": "<x>"}
            ),
        ),
        "tokens where the model has|cannot be read",
    ),
    (
        "another-image-token",
        change_json("config.json", lambda c: c.update(image_token_index=7)),
        "the model expects 7",
    ),
]


@pytest.mark.parametrize(("change", "message"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_broken_checkpoints_are_refused_in_one_line(
    checkpoint: Path, tmp_path: Path, change: Change, message: str
) -> None:
    folder = tmp_path / "checkpoint"
    shutil.copytree(checkpoint, folder)
    change(folder)
    with pytest.raises(ExportError, match=message) as caught:
        export_bundle(folder, tmp_path / "bundle", ExportOptions())
    assert "\n" not in str(caught.value)
    assert str(folder) in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint"]


def test_no_such_checkpoint(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no such checkpoint folder"):
        export_bundle(tmp_path / "absent", tmp_path / "bundle", ExportOptions())


def test_another_contract_is_refused(checkpoint: Path, tmp_path: Path) -> None:
    folder = tmp_path / "checkpoint"
    shutil.copytree(checkpoint, folder)
    change_json("skinvl.json", lambda r: r["contract"].update(fingerprint="0" * 64))(folder)
    with pytest.raises(ContractMismatch, match="fingerprint"):
        read_checkpoint(folder)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (ExportOptions(precisions=("int3",)), "no precision"),
        (ExportOptions(precisions=()), "no precision"),
        (ExportOptions(key=Path("absent.pem")), "absent.pem: the signing key cannot be read"),
        (ExportOptions(model_card=Path("absent.md")), "absent.md: not readable"),
        (ExportOptions(name="../up"), "cannot name a bundle"),
    ],
)
def test_wrong_options_are_refused(
    checkpoint: Path, tmp_path: Path, options: ExportOptions, message: str
) -> None:
    with pytest.raises(ExportError, match=message):
        export_bundle(checkpoint, tmp_path / "bundle", options)
    assert list(tmp_path.iterdir()) == []
