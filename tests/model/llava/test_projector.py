"""The projector is what its tensors are, not what a configuration says."""

from pathlib import Path

import pytest
import torch
from miniatures.llava import write_adapter, write_llava_med, write_projector
from miniatures.llava_reference import converted_logits, reference_logits
from miniatures.llava_tensors import read_tensors, write_tensors

from skinvl.contract.errors import ModelError
from skinvl.model.llava import load_llava


def test_the_released_script_calls_a_perceptron_linear(folders: Path, tmp_path: Path) -> None:
    """mm_projector_type was left out of the released script, so config.json says `linear`."""
    adapter = write_adapter(tmp_path / "a", folders / "base", config_projector="linear")
    loaded = load_llava(adapter, base=folders / "base")
    assert loaded.model.config.projector_hidden_act == "gelu"
    (note,) = loaded.notes
    assert "says mm_projector_type 'linear'" in note and "mlp2x_gelu is built" in note
    right = write_adapter(tmp_path / "b", folders / "base", config_projector="mlp2x_gelu")
    assert load_llava(right, base=folders / "base").notes == ()


def test_a_whole_checkpoint_with_the_wrong_word(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model", mm_projector_type="linear")
    loaded = load_llava(folder)
    assert "mlp2x_gelu is built" in loaded.notes[0]
    found = converted_logits(loaded.model)
    expected = reference_logits(read_tensors(folder))
    torch.testing.assert_close(found[:, : expected.shape[1]], expected, atol=2e-5, rtol=1e-4)


@pytest.mark.parametrize("word", ["linear", "mlp2x_gelu"])
def test_a_linear_projector_is_exact(tmp_path: Path, word: str) -> None:
    folder = write_llava_med(tmp_path / "m", projector="linear", mm_projector_type=word)
    tensors = read_tensors(folder)
    loaded = load_llava(folder)
    assert len(loaded.notes) == (word != "linear")
    features = torch.randn(3, 5, tensors["model.mm_projector.weight"].shape[1])
    weight, bias = tensors["model.mm_projector.weight"], tensors["model.mm_projector.bias"]
    expected = torch.nn.functional.linear(features, weight, bias)
    assert torch.equal(loaded.model.model.multi_modal_projector(features), expected)


def test_a_linear_projector_over_a_base_with_two_layers(folders: Path, tmp_path: Path) -> None:
    folder = write_projector(tmp_path / "stage1", folders / "base", "linear")
    loaded = load_llava(folder, base=folders / "base")
    trained = torch.load(folder / "mm_projector.bin", weights_only=True)
    features = torch.randn(2, trained["model.mm_projector.weight"].shape[1])
    expected = torch.nn.functional.linear(features, *trained.values())
    assert torch.equal(loaded.model.model.multi_modal_projector(features), expected)
    assert loaded.model.config.projector_hidden_act == "linear"


def test_half_a_projector(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model", shards=1)
    tensors = read_tensors(folder)
    del tensors["model.mm_projector.2.weight"]
    write_tensors(folder, tensors, "safetensors", 1)
    with pytest.raises(ModelError, match="neither a linear nor an mlp2x_gelu projector"):
        load_llava(folder)


def test_no_projector(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model", shards=1)
    kept = {k: t for k, t in read_tensors(folder).items() if "mm_projector" not in k}
    write_tensors(folder, kept, "safetensors", 1)
    with pytest.raises(ModelError, match="has no projector"):
        load_llava(folder)


def test_a_projector_of_another_width(folders: Path, tmp_path: Path) -> None:
    folder = write_projector(tmp_path / "stage1", folders / "base")
    tensors = torch.load(folder / "mm_projector.bin", weights_only=True)
    tensors["model.mm_projector.0.weight"] = torch.zeros(32, 64)
    torch.save(tensors, folder / "mm_projector.bin")
    with pytest.raises(ModelError, match=r"linear_1\.weight is \[32, 64\], not \[32, 128\]"):
        load_llava(folder, base=folders / "base")


def test_a_projector_file_with_more_in_it(folders: Path, tmp_path: Path) -> None:
    folder = write_projector(tmp_path / "stage1", folders / "base")
    tensors = torch.load(folder / "mm_projector.bin", weights_only=True)
    tensors["model.embed_tokens.weight"] = torch.zeros(4, 4)
    torch.save(tensors, folder / "mm_projector.bin")
    with pytest.raises(ModelError, match=r"holds more than a projector: .*embed_tokens"):
        load_llava(folder, base=folders / "base")
