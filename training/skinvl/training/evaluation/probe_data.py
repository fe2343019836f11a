"""Which images a probe is trained and scored on, with their classes and groups."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from skinvl.contract.errors import ConfigError, DataError
from skinvl.contract.statistics.statistic import Floats, Ints
from skinvl.training.evaluation.class_lists.class_list import ClassList
from skinvl.training.evaluation.predictions import subset_of
from skinvl.training.evaluation.probe_features import Features
from skinvl.training.evaluation.selection import Selected

TRAINING_SPLITS = ("train", "val")


@dataclass(frozen=True)
class Part:
    """Features float64 [N, F], classes [N] and units [N] of some images."""

    features: Floats
    truth: Ints
    units: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.truth)

    def take(self, rows: Ints) -> Part:
        """The images of these row numbers."""
        units = tuple(self.units[row] for row in rows.tolist())
        return Part(self.features[rows], self.truth[rows], units)


def choose_images(
    selected: Sequence[Selected],
    classes: ClassList,
    subsets: Sequence[str],
    *,
    limit: int | None,
    seed: int,
) -> tuple[list[Selected], int]:
    """The images of these subsets (all where none is named) that have a class, at most about
    `limit`: whole groups in seeded random order.

    Returns:
        The images, and how many of the subsets have no class in the list.

    Raises:
        ConfigError: a subset that the data do not have.
        DataError: no image has a class.
    """
    have = sorted({subset_of(item.sample) for item in selected})
    unknown = [name for name in subsets if name not in have]
    if unknown:
        raise ConfigError([f"--subset: {name!r} is none of {', '.join(have)}" for name in unknown])
    members = [item for item in selected if not subsets or subset_of(item.sample) in subsets]
    found = [item for item in members if classes.column(item.sample) is not None]
    outside = len(members) - len(found)
    if not found:
        raise DataError(
            selected[0].folder,
            f"no image has a class of {classes.name} (decided by "
            f"{classes.decided_by}); choose another --experiment",
        )
    if limit is None or len(found) <= limit:
        return found, outside
    by_group: dict[tuple[str, str], list[Selected]] = {}
    for item in found:
        by_group.setdefault((str(item.folder), item.sample.group), []).append(item)
    groups = sorted(by_group)
    random.Random(seed).shuffle(groups)
    kept: list[Selected] = []
    for group in groups:
        if len(kept) >= limit:
            break
        kept += by_group[group]
    return kept, outside


def has_class(selected: Sequence[Selected], classes: ClassList, subsets: Sequence[str]) -> bool:
    """Whether an image of these subsets (all where none is named) has a class."""
    return any(
        (not subsets or subset_of(item.sample) in subsets)
        and classes.column(item.sample) is not None
        for item in selected
    )


def build_part(
    selected: Sequence[Selected], classes: ClassList, features: Features, group_by: str
) -> tuple[Part, int]:
    """The part of `selected` that has features, and how many have none.

    Raises:
        DataError: none has.
    """
    row = {name: index for index, name in enumerate(features.ids)}
    found = [item for item in selected if item.sample.id in row]
    if not found:
        raise DataError(
            selected[0].folder,
            f"no image of split {selected[0].sample.split!r} has features; ids must be those of "
            f"samples.jsonl, such as {selected[0].sample.id!r}",
        )
    columns = [classes.column(item.sample) for item in found]
    values = features.values[[row[item.sample.id] for item in found]].astype(np.float64)
    truth = np.array([column for column in columns if column is not None], dtype=np.int64)
    units = tuple(unit_of(item, group_by) for item in found)
    return Part(values, truth, units), len(selected) - len(found)


def unit_of(item: Selected, group_by: str) -> str:
    """What must not be divided between folds, and is resampled: the group, or the lesion or the
    patient where it is known."""
    sample = item.sample
    known = {"group": None, "lesion": sample.lesion_id, "patient": sample.patient_id}[group_by]
    unit = sample.group if known is None else f"{group_by} {known}"
    return f"{item.folder.name}/{unit}"


def join(first: Part, second: Part | None) -> Part:
    """Both parts as one."""
    if second is None:
        return first
    return Part(
        np.concatenate([first.features, second.features]),
        np.concatenate([first.truth, second.truth]),
        first.units + second.units,
    )
