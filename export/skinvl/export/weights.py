"""The weights of a checkpoint, one tensor in memory at a time.

A 7B in float32 needs 28 GB; nothing here holds more than the tensor that was asked for. Files are
opened anew for each tensor: pages of a mapped file count as used memory for as long as it is open.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from skinvl.contract.errors import ExportError, ModelError
from skinvl.model.llava.names import EMBEDDING, OUTPUT, is_derived, shorten, translate
from skinvl.model.llava.weights import StoredTensor, list_weights, read_tensors

# Of this project's own model beside LLaVA's parts.
_HEAD = "head."
_SAFE = ".safetensors"


class CheckpointWeights:
    """Tensors of a checkpoint folder under the names of the transformers model's `state_dict`.

    Files name them as the class does or as older versions of transformers did, and leave out
    output weights that are tied to the embeddings; here all are found under the class's names.
    `folder` is where they lie.
    """

    def __init__(self, folder: Path, stored: Mapping[str, StoredTensor], *, tied: bool) -> None:
        """`stored` by the class's names; `tied`: the output weights are the embeddings."""
        self.folder = folder
        self._stored = {name: found for name, found in stored.items() if not is_derived(name)}
        if tied and EMBEDDING in self._stored:
            self._stored[OUTPUT] = self._stored[EMBEDDING]

    def names(self) -> tuple[str, ...]:
        """Every name, sorted."""
        return tuple(sorted(self._stored))

    def shape(self, name: str) -> tuple[int, ...]:
        """Shape of one tensor, from the header of its file.

        Raises:
            ExportError: the checkpoint has no such tensor.
        """
        return self._find(name).shape

    def load(self, name: str) -> Tensor:
        """One tensor as float32, a copy that no file is behind.

        Raises:
            ExportError: no such tensor, its file is damaged, or it holds NaN or infinity.
        """
        found = self._find(name)
        try:
            values = next(read_tensors([found]))[1].to(torch.float32, copy=True)
        except ModelError as error:
            raise ExportError(str(error)) from error
        # Both ends are NaN where any value is; `isfinite` would need three tensors more.
        if values.numel() and not all(map(math.isfinite, map(float, values.aminmax()))):
            raise ExportError(
                f"{found.file}: tensor {found.name} holds NaN or infinity; train it again"
            )
        return values

    def check_shapes(self, expected: Mapping[str, tuple[int, ...]]) -> None:
        """Compare names and shapes with those of the model, from headers alone.

        Raises:
            ExportError: names every missing, unexpected and misshapen tensor.
        """
        faults = []
        for word, names in (
            ("missing", [name for name in expected if name not in self._stored]),
            ("unexpected", [name for name in self._stored if name not in expected]),
        ):
            if names:
                faults.append(f"{word}: {shorten(names)}")
        for name, shape in expected.items():
            if name in self._stored and self.shape(name) != shape:
                faults.append(f"{name} is {list(self.shape(name))}, not {list(shape)}")
        if faults:
            raise ExportError(
                f"{self.folder}: weights do not fit the configuration; {'; '.join(faults)}"
            )

    def _find(self, name: str) -> StoredTensor:
        if name not in self._stored:
            raise ExportError(f"{self.folder}: no tensor {name}")
        return self._stored[name]


def open_weights(folder: Path, *, tied: bool) -> CheckpointWeights:
    """The weights in `folder`, in one file or in shards with an index; only headers are read.

    Raises:
        ExportError: no weights, a missing or damaged shard, pickles, or names of another layout.
    """
    try:
        stored = list_weights(folder)
    except ModelError as error:
        raise ExportError(str(error)) from error
    pickled = next((found.file for found in stored.values() if found.file.suffix != _SAFE), None)
    if pickled is not None:
        raise ExportError(
            f"{pickled}: weights in a pickle are not exported; run "
            f"`skinvl convert {folder} --out {folder.name}-hf` first"
        )
    renamed: dict[str, StoredTensor] = {}
    unknown = []
    for name, found in stored.items():
        ours = name if name.startswith(_HEAD) else translate(name)
        if ours is None:
            unknown.append(name)
        elif ours in renamed:
            raise ExportError(f"{folder}: {ours} is stored twice, under names of two layouts")
        else:
            renamed[ours] = found
    if unknown:
        raise ExportError(f"{folder}: tensors of no known layout: {shorten(unknown)}")
    return CheckpointWeights(folder, renamed, tied=tied)
