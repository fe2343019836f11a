"""What is wrong with a LLaVA folder is said in one line, and where to go with other layouts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from miniatures.llava import write_adapter, write_hf_llava, write_llava_med, write_projector
from miniatures.llava_tensors import edit_tensors, write_json

from skinvl.contract.errors import ExportError
from skinvl.export import Exported, ExportOptions, export_bundle
from skinvl.export.llava import Statement
from skinvl.runtime import Bundle

ASKED = Statement(template="mistral_instruct", licence="Apache-2.0")

Export = Callable[..., Bundle]


def drop(part: str) -> Callable[[dict[str, torch.Tensor]], None]:
    def edit(tensors: dict[str, torch.Tensor]) -> None:
        for name in [name for name in tensors if part in name]:
            del tensors[name]

    return edit


def put_nan(tensors: dict[str, torch.Tensor]) -> None:
    for name, tensor in tensors.items():
        if name.endswith("layers.1.self_attn.v_proj.weight"):
            tensor[0, 0] = float("nan")


def cut(tensors: dict[str, torch.Tensor]) -> None:
    for name in tensors:
        if name.endswith("linear_1.weight"):
            tensors[name] = tensors[name][:, :-1].contiguous()


def edit_json(folder: Path, name: str, **changes: Any) -> None:
    record = json.loads((folder / name).read_text())
    write_json(folder / name, record | changes)


def edit_text(folder: Path, **changes: Any) -> None:
    config = json.loads((folder / "config.json").read_text())
    edit_json(folder, "config.json", text_config=config["text_config"] | changes)


BROKEN: list[tuple[str, Callable[[Path], object], str]] = [
    ("no-projector", lambda f: edit_tensors(f, drop("projector")), "has no projector"),
    ("projector-shape", lambda f: edit_tensors(f, cut), r"linear_1\.weight is \["),
    ("half-a-projector", lambda f: edit_tensors(f, drop("linear_2")), "missing: .*linear_2"),
    ("nan", lambda f: edit_tensors(f, put_nan), r"layers\.1\.self_attn\.v_proj\.weight holds NaN"),
    ("no-tokenizer", lambda f: (f / "tokenizer.json").unlink(), "tokenizer"),
    ("no-processor", lambda f: (f / "preprocessor_config.json").unlink(), "preprocessor_config"),
    (
        "missing-shard",
        lambda f: next(f.glob("*-00002-*.safetensors")).unlink(),
        "index names files that are not there",
    ),
    (
        "truncated",
        lambda f: (s := next(f.glob("*-00001-*"))).write_bytes(s.read_bytes()[:-9]),
        "damaged",
    ),
    ("another-model", lambda f: edit_json(f, "config.json", model_type="llava_next"), "llava_next"),
    ("another-decoder", lambda f: edit_text(f, model_type="qwen2"), "'qwen2' cannot be exported"),
    (
        "scaling",
        lambda f: edit_text(f, model_type="llama", rope_scaling={"type": "dynamic", "factor": 2.0}),
        "with rope_scaling: .*'dynamic'.* cannot be exported",
    ),
    (
        "several-layers",
        lambda f: edit_json(f, "config.json", vision_feature_layer=[-2, -1]),
        "several layers",
    ),
    (
        "image-token",
        lambda f: edit_json(f, "config.json", image_token_index=5),
        "<image> has the id 5",
    ),
    (
        "pixels",
        lambda f: edit_json(f, "preprocessor_config.json", crop_size=64),
        "makes images of 64, but the tower takes 42",
    ),
]


@pytest.mark.parametrize(("harm", "message"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_broken_folders_are_refused_in_one_line(
    export: Export, tmp_path: Path, harm: Callable[[Path], object], message: str
) -> None:
    folder = write_hf_llava(tmp_path / "hf")
    harm(folder)
    with pytest.raises(ExportError, match=message) as caught:
        export(folder)
    assert "\n" not in str(caught.value) and str(folder) in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["hf"]


def test_other_layouts_are_sent_to_convert(export: Export, tmp_path: Path) -> None:
    base = write_llava_med(tmp_path / "med")
    adapter = write_adapter(tmp_path / "adapter", base)
    projector = write_projector(tmp_path / "projector", base)
    pickled = write_llava_med(tmp_path / "pickled", files="bin")
    for folder, options in (
        (base, "--out med-hf"),
        (adapter, "--base microsoft/llava-med-v1.5-mistral-7b --merge --out adapter-hf"),
        (projector, "--base BASE --out projector-hf"),
        (pickled, "--out pickled-hf"),
    ):
        with pytest.raises(ExportError, match=f"`skinvl convert {folder} {options}` first"):
            export(folder)


def test_words_of_the_training_are_known_or_named(export: Export, tmp_path: Path) -> None:
    folder = write_hf_llava(tmp_path / "hf")
    with pytest.raises(ExportError, match=r"--prompt-template \(mistral_instruct, vicuna_v1\)"):
        export(folder, Statement())
    with pytest.raises(ExportError, match="no prompt template 'chatml'"):
        export(folder, Statement("chatml"))
    edit_json(
        folder,
        "config.json",
        skinvl={"training_template": "v1", "inference_template": "vicuna_v1"},
    )
    with pytest.raises(ExportError, match="leave --prompt-template mistral_instruct out"):
        export(folder)


def test_a_checkpoint_with_a_head_takes_no_other(
    checkpoint: Path, exported: Exported, tmp_path: Path
) -> None:
    for options in (
        ExportOptions(diagnosis=exported.folder),
        ExportOptions(statement=replace(ASKED)),
    ):
        with pytest.raises(ExportError, match="brings its own head"):
            export_bundle(checkpoint, tmp_path / "bundle", options)


def test_a_diagnosis_bundle_that_is_not_trusted_or_changed(
    export: Export, exported: Exported, tmp_path: Path
) -> None:
    folder = write_hf_llava(tmp_path / "hf")
    copy = tmp_path / "changed"
    shutil.copytree(exported.folder, copy)
    (copy / "head.onnx").write_bytes(b"\0" * (copy / "head.onnx").stat().st_size)
    options = ExportOptions(precisions=("fp32",), diagnosis=copy, statement=ASKED)
    with pytest.raises(ExportError, match=r"the diagnosis bundle cannot be used .*head\.onnx"):
        export_bundle(folder, tmp_path / "out", options)
