"""Weight files that are missing, damaged or hostile."""

import json
import pickle
from pathlib import Path

import pytest
import torch
from miniatures.llava import write_adapter, write_llava_med, write_projector

from skinvl.contract.errors import ModelError
from skinvl.model.llava import load_llava
from skinvl.model.llava.weights import list_file, read_tensors


class Hostile:
    """Unpickled without care, it writes a file."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (str(self.target), "w")


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize(
    "name",
    ["pytorch_model.bin", "mm_projector.bin", "non_lora_trainables.bin", "adapter_model.bin"],
)
def test_a_hostile_pickle_is_refused_and_nothing_runs(
    tmp_path: Path, name: str, zipped: bool
) -> None:
    base = write_llava_med(tmp_path / "base", files="bin", shards=1)
    folder = {
        "pytorch_model.bin": lambda: base,
        "mm_projector.bin": lambda: write_projector(tmp_path / "projector", base),
        "non_lora_trainables.bin": lambda: write_adapter(tmp_path / "adapter", base),
        "adapter_model.bin": lambda: write_adapter(tmp_path / "adapter", base, files="bin"),
    }[name]()
    victim = tmp_path / "ran"
    content = {"model.mm_projector.0.weight": Hostile(victim)}
    torch.save(content, folder / name, _use_new_zipfile_serialization=zipped)
    with pytest.raises(ModelError, match=f"{name}: refused, because this pickle may run code"):
        load_llava(folder, base=base if folder != base else None)
    assert not victim.exists()
    # The same file does run code where it is read without care: the test is not vacuous.
    torch.load(folder / name, weights_only=False)
    assert victim.exists()


def test_a_bare_pickle_is_refused(tmp_path: Path) -> None:
    victim = tmp_path / "ran"
    (tmp_path / "model.bin").write_bytes(pickle.dumps(Hostile(victim), protocol=2))
    with pytest.raises(ModelError, match="refused"):
        list_file(tmp_path / "model.bin")
    assert not victim.exists()


def test_files_of_old_torch_are_read(tmp_path: Path) -> None:
    path = tmp_path / "old.bin"
    torch.save({"a": torch.arange(3.0)}, path, _use_new_zipfile_serialization=False)
    stored = list_file(path)
    assert stored["a"].shape == (3,) and stored["a"].dtype == torch.float32
    ((_, values),) = read_tensors(stored.values())
    assert values.tolist() == [0.0, 1.0, 2.0]


@pytest.mark.parametrize("content", [[1, 2], {"state_dict": {"a": torch.ones(1)}}])
def test_a_pickle_that_holds_no_tensors_by_name(tmp_path: Path, content: object) -> None:
    torch.save(content, tmp_path / "x.bin")
    with pytest.raises(ModelError, match=r"x\.bin: (holds list, not|not tensors: state_dict)"):
        list_file(tmp_path / "x.bin")


def test_a_shard_that_is_not_there(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model", shards=3)
    (folder / "model-00002-of-00003.safetensors").unlink()
    with pytest.raises(ModelError, match=r"names files that are not there: .*00002-of-00003"):
        load_llava(folder)


def test_a_tensor_that_no_shard_holds(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model")
    index = folder / "model.safetensors.index.json"
    record = json.loads(index.read_text())
    record["weight_map"]["model.extra"] = "model-00001-of-00002.safetensors"
    index.write_text(json.dumps(record))
    with pytest.raises(ModelError, match=r"index\.json: names .* no shard holds: model\.extra"):
        load_llava(folder)


@pytest.mark.parametrize("files", ["safetensors", "bin"])
def test_a_file_that_ends_early(tmp_path: Path, files: str) -> None:
    folder = write_llava_med(tmp_path / "model", files=files, shards=1)
    (path,) = [p for p in folder.iterdir() if p.suffix in (".safetensors", ".bin")]
    path.write_bytes(path.read_bytes()[:50_000])
    with pytest.raises(ModelError, match=f"{path.name}: damaged"):
        load_llava(folder)


def test_no_weights_at_all(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model", shards=1)
    (folder / "model.safetensors").unlink()
    with pytest.raises(ModelError, match=r"no weights; expected one of .*model.safetensors"):
        load_llava(folder)


def test_a_config_that_is_no_json(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model")
    (folder / "config.json").write_text("{")
    with pytest.raises(ModelError, match=r"config\.json: cannot be read"):
        load_llava(folder)
    (folder / "config.json").unlink()
    with pytest.raises(ModelError, match=r"holds no checkpoint \(no config\.json\)"):
        load_llava(folder)
