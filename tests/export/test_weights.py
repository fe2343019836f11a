"""One tensor at a time, under the class's names, from every way a checkpoint may be stored."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import torch
from miniatures.llava import write_hf_llava, write_llava_med
from safetensors.torch import load_file, save_file
from transformers import LlavaForConditionalGeneration

from skinvl.contract.errors import ExportError
from skinvl.export.weights import open_weights
from skinvl.model import load_checkpoint


@pytest.fixture(scope="module")
def llava(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_hf_llava(tmp_path_factory.mktemp("llava") / "hf")


@pytest.mark.parametrize("names", ["current", "older"])
def test_tensors_are_those_of_the_model_whatever_the_files_call_them(
    tmp_path: Path, names: str
) -> None:
    folder = write_hf_llava(tmp_path / "hf", names=names)
    truth = LlavaForConditionalGeneration.from_pretrained(folder).state_dict()
    weights = open_weights(folder, tied=False)
    assert set(weights.names()) == set(truth)
    for name, tensor in truth.items():
        assert weights.shape(name) == tuple(tensor.shape)
        assert torch.equal(weights.load(name), tensor)


def test_own_checkpoints_with_head_and_tied_output(checkpoint: Path) -> None:
    truth = load_checkpoint(checkpoint).model.state_dict()
    weights = open_weights(checkpoint, tied=True)
    assert set(weights.names()) == set(truth)
    assert all(torch.equal(weights.load(name), tensor) for name, tensor in truth.items())


def test_half_precision_comes_as_float32_in_memory_of_its_own(llava: Path, tmp_path: Path) -> None:
    folder = tmp_path / "half"
    shutil.copytree(llava, folder)
    for shard in folder.glob("*.safetensors"):
        half = {name: tensor.to(torch.bfloat16) for name, tensor in load_file(shard).items()}
        save_file(half, shard, metadata={"format": "pt"})
    loaded = open_weights(folder, tied=False).load("lm_head.weight")
    before = loaded.clone()
    assert loaded.dtype == torch.float32
    for shard in folder.glob("*.safetensors"):
        shard.write_bytes(b"\0" * shard.stat().st_size)
    assert torch.equal(loaded, before)


def test_the_tensor_that_is_not_finite_is_named(llava: Path, tmp_path: Path) -> None:
    folder = tmp_path / "nan"
    shutil.copytree(llava, folder)
    name = "model.language_model.layers.1.mlp.up_proj.weight"
    for shard in folder.glob("*.safetensors"):
        tensors = load_file(shard)
        if name in tensors:
            tensors[name][0, 0] = float("nan")
            save_file(tensors, shard, metadata={"format": "pt"})
    weights = open_weights(folder, tied=False)
    with pytest.raises(ExportError, match=rf"safetensors: tensor {name} holds NaN"):
        for tensor in weights.names():
            weights.load(tensor)


def test_a_missing_shard_is_named(llava: Path, tmp_path: Path) -> None:
    folder = tmp_path / "half"
    shutil.copytree(llava, folder)
    shard = sorted(folder.glob("*.safetensors"))[1]
    shard.unlink()
    with pytest.raises(ExportError, match=shard.name):
        open_weights(folder, tied=False)


def test_a_truncated_shard_is_named(llava: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cut"
    shutil.copytree(llava, folder)
    shard = sorted(folder.glob("*.safetensors"))[1]
    shard.write_bytes(shard.read_bytes()[:-100])
    with pytest.raises(ExportError, match=rf"{shard.name}: damaged"):
        open_weights(folder, tied=False)


def test_an_index_may_not_lead_out_of_the_folder(llava: Path, tmp_path: Path) -> None:
    folder = tmp_path / "inner" / "hf"
    shutil.copytree(llava, folder)
    first = sorted(folder.glob("*.safetensors"))[0]
    shutil.move(first, folder.parent / first.name)
    index = folder / "model.safetensors.index.json"
    record = json.loads(index.read_text())
    record["weight_map"] = {
        name: f"../{file}" if file == first.name else file
        for name, file in record["weight_map"].items()
    }
    index.write_text(json.dumps(record))
    with pytest.raises(ExportError, match=r"index\.json: names files outside"):
        open_weights(folder, tied=False)


def test_pickles_are_refused_with_the_command_that_converts_them(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "med", files="bin")
    with pytest.raises(ExportError, match=rf"skinvl convert {folder} --out med-hf"):
        open_weights(folder, tied=False)


def test_misshapen_missing_and_unexpected_tensors_are_named(llava: Path) -> None:
    weights = open_weights(llava, tied=False)
    expected = {name: weights.shape(name) for name in weights.names()}
    weights.check_shapes(expected)
    expected["lm_head.weight"] = (3, 3)
    expected["head.more"] = (1,)
    del expected["model.language_model.norm.weight"]
    with pytest.raises(ExportError) as caught:
        weights.check_shapes(expected)
    for part in ("missing: head.more", "unexpected: model.language_model.norm.weight"):
        assert part in str(caught.value)
    assert "lm_head.weight is" in str(caught.value)
