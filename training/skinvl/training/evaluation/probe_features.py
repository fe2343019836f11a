"""Frozen features by sample id: made by a bundle, or read from a file that anything else made."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.errors import DataError, ImageError
from skinvl.training.evaluation.probe_bundle import OpenedBundle, open_described
from skinvl.training.evaluation.progress import track
from skinvl.training.evaluation.selection import Selected

FEATURES_FILE = "features.npz"


@dataclass(frozen=True)
class Features:
    """Features float32 [N, F] with the id of each row's sample.

    ``sha256`` is that of the file they were read from; ``failed`` has one line for each image that
    could not be read.
    """

    ids: tuple[str, ...]
    values: NDArray[np.float32]
    sha256: str = ""
    failed: tuple[str, ...] = ()


def extract_features(
    opened: OpenedBundle, selected: Sequence[Selected], pooling: Literal["tower", "projector"]
) -> Features:
    """The features of every image that can be read.

    Raises:
        DataError: no image can be read, or one is not the image that its data set describes.
    """
    ids, rows, failed = [], [], []
    for item in track(selected, "features"):
        try:
            rows.append(opened.pool(open_described(item), pooling))
        except ImageError as error:
            failed.append(str(error))
            continue
        ids.append(item.sample.id)
    if not rows:
        raise DataError(selected[0].folder, "no image could be read")
    return Features(tuple(ids), np.stack(rows), failed=tuple(failed))


def write_features(path: Path, features: Features) -> None:
    """Write what `read_features` reads, whole or not at all."""
    temporary = path.with_name(path.name + ".partial")
    with temporary.open("wb") as file:
        np.savez(file, ids=np.array(features.ids), features=features.values)
    temporary.replace(path)


def read_features(path: Path) -> Features:
    """Read an npz file with ``features`` [N, F], or [N, T, F] to be averaged over T as published,
    and ``ids`` [N], the ids of the samples.

    Raises:
        DataError: missing, damaged, another layout, a value that is not finite, an id twice.
    """
    try:
        content = path.read_bytes()
        with np.load(path, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in ("features", "ids") if name in archive}
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise DataError(path, f"not readable as npz ({error})") from error
    if len(arrays) < 2:
        raise DataError(path, "needs the arrays `features` and `ids`")
    values, ids = arrays["features"], arrays["ids"]
    if values.ndim == 3:
        values = values.mean(axis=1, dtype=np.float64)
    if values.ndim != 2 or values.dtype.kind != "f" or ids.shape != (len(values),):
        raise DataError(
            path,
            f"features {arrays['features'].dtype} {arrays['features'].shape} and ids {ids.shape}; "
            "expected floats [N, F] or [N, T, F], and N ids",
        )
    if not np.isfinite(values).all():
        raise DataError(path, "holds features that are not finite")
    names = tuple(map(str, ids.tolist()))
    if len(set(names)) < len(names):
        raise DataError(path, "has an id twice")
    return Features(names, values.astype(np.float32), hashlib.sha256(content).hexdigest())
