"""Tensors in files: what there is, from headers alone, and one shard after another."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from skinvl.contract.errors import ModelError

# In the order in which they are looked for.
_INDEXES = ("model.safetensors.index.json", "pytorch_model.bin.index.json")
_SINGLE = ("model.safetensors", "pytorch_model.bin")
WHOLE = (*_INDEXES, *_SINGLE)

_DTYPES = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16}


@dataclass(frozen=True)
class StoredTensor:
    """A tensor in a file; `dtype` is None for one that holds no floating-point numbers."""

    name: str
    file: Path
    shape: tuple[int, ...]
    dtype: torch.dtype | None


def read_json(path: Path) -> dict[str, Any]:
    """The JSON object in a file.

    Raises:
        ModelError: no such file, or no JSON object.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelError(f"{path}: no such file") from error
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: cannot be read ({error})") from error
    if not isinstance(record, dict):
        raise ModelError(f"{path}: is not a JSON object")
    return record


def has_weights(folder: Path) -> bool:
    """Whether a folder holds the weights of a whole model."""
    return any((folder / name).is_file() for name in WHOLE)


def list_weights(folder: Path) -> dict[str, StoredTensor]:
    """Every tensor of the model in `folder`, sharded or not, without reading its numbers.

    Raises:
        ModelError: no weights, a shard is missing or damaged, or a file is not the index's.
    """
    for name in _INDEXES:
        if (folder / name).is_file():
            return _list_shards(folder / name)
    for name in _SINGLE:
        if (folder / name).is_file():
            return list_file(folder / name)
    raise ModelError(f"{folder}: no weights; expected one of {', '.join(WHOLE)}")


def list_file(path: Path) -> dict[str, StoredTensor]:
    """Every tensor of one file, without reading its numbers.

    Raises:
        ModelError: the file is missing, damaged, or a pickle that holds more than tensors.
    """
    if path.suffix == ".safetensors":
        with _open_safetensors(path) as file:
            slices = {name: file.get_slice(name) for name in file.keys()}  # noqa: SIM118
            return {
                name: StoredTensor(name, path, tuple(s.get_shape()), _DTYPES.get(s.get_dtype()))
                for name, s in slices.items()
            }
    return {
        name: StoredTensor(
            name, path, tuple(tensor.shape), tensor.dtype if tensor.is_floating_point() else None
        )
        for name, tensor in _load_pickle(path).items()
    }


def read_tensors(stored: Iterable[StoredTensor]) -> Iterator[tuple[StoredTensor, Tensor]]:
    """The tensors, file by file; each lies in its file until it is copied.

    Raises:
        ModelError: a file cannot be read.
    """
    files: dict[Path, list[StoredTensor]] = {}
    for tensor in stored:
        files.setdefault(tensor.file, []).append(tensor)
    for path, tensors in files.items():
        if path.suffix == ".safetensors":
            with _open_safetensors(path) as file:
                for tensor in tensors:
                    yield tensor, file.get_tensor(tensor.name)
        else:
            loaded = _load_pickle(path)
            for tensor in tensors:
                yield tensor, loaded[tensor.name]


def _list_shards(index: Path) -> dict[str, StoredTensor]:
    weight_map = read_json(index).get("weight_map")
    if not isinstance(weight_map, dict) or not weight_map:
        raise ModelError(f"{index}: has no weight_map")
    files = sorted({str(file) for file in weight_map.values()})
    if any(Path(file).name != file for file in files):
        raise ModelError(f"{index}: names files outside its own folder")
    missing = [file for file in files if not (index.parent / file).is_file()]
    if missing:
        raise ModelError(f"{index.parent}: the index names files that are not there: {missing}")
    found: dict[str, StoredTensor] = {}
    for file in files:
        found |= list_file(index.parent / file)
    absent = sorted(set(weight_map) - set(found))
    if absent:
        raise ModelError(f"{index}: names tensors that no shard holds: {', '.join(absent)}")
    return found


def _open_safetensors(path: Path) -> Any:
    try:
        return safe_open(path, framework="pt", device="cpu")
    except (OSError, SafetensorError) as error:
        raise ModelError(f"{path}: damaged or not safetensors ({error})") from error


def _load_pickle(path: Path) -> dict[str, Tensor]:
    if not path.is_file():
        raise ModelError(f"{path}: no such file")
    try:
        loaded = _load_tensors_only(path)
    except pickle.UnpicklingError as error:
        reason = str(error).strip().splitlines()[0]
        raise ModelError(
            f"{path}: refused, because this pickle may run code or is damaged; convert it to "
            f"safetensors where it was made ({reason})"
        ) from error
    except (OSError, RuntimeError, EOFError, ValueError, KeyError) as error:
        raise ModelError(f"{path}: damaged ({str(error).splitlines()[0]})") from error
    if not isinstance(loaded, dict):
        raise ModelError(f"{path}: holds {type(loaded).__name__}, not tensors by name")
    wrong = [str(name) for name, value in loaded.items() if not isinstance(value, Tensor)]
    if wrong:
        raise ModelError(f"{path}: not tensors: {', '.join(wrong)}")
    return loaded


def _load_tensors_only(path: Path) -> Any:
    with path.open("rb") as file:
        zipped = file.read(2) == b"PK"
    # Files of torch before 1.6 are no archives and cannot be mapped.
    return torch.load(path, map_location="cpu", weights_only=True, mmap=zipped)
