"""Reading a class list, and the class of a sample in it.

The lists, their order and their spelling are facts of the released classification scripts (each
file names its source). Which diagnosis of the ontology a class stands for is this project's own
reading: ``code`` is taken with everything below it, ``malignancies`` are those of the ontology,
where pre-malignant counts as malignant. A list decided by ``label`` has classes that mix diagnoses,
so that only the label of the source itself says which one an image belongs to.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from typing import Literal

import numpy as np

from skinvl.contract.errors import ConfigError
from skinvl.contract.ontology import ontology
from skinvl.contract.record import read_record
from skinvl.contract.sample import Sample
from skinvl.contract.statistics.statistic import Bools

MALIGNANT = "malignant"


@dataclass(frozen=True)
class ListedClass:
    """One class: its published name and, where there is one, what it is in the ontology."""

    name: str
    code: str | None = None
    malignancies: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClassList:
    """The classes of an experiment in published order.

    ``probe`` says whether the released linear probe runs it; ``released_validation_file`` whether
    validation comes with the data instead of being drawn; ``released_share`` is the share of
    training and of validation images that the released probe uses.
    """

    name: str
    source: str
    decided_by: Literal["diagnosis", "malignancy", "label"]
    probe: bool
    classes: tuple[ListedClass, ...]
    released_validation_file: bool = False
    released_share: float | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The published names."""
        return tuple(entry.name for entry in self.classes)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the classes that have one."""
        return tuple(entry.code for entry in self.classes if entry.code is not None)

    @property
    def malignant(self) -> Bools:
        """Which classes count towards "malignant", bool [K]; none where labels decide."""
        terms = ontology()
        return np.array(
            [
                MALIGNANT in entry.malignancies
                or (entry.code is not None and terms.get(entry.code).counts_as_malignant)
                for entry in self.classes
            ]
        )

    def column(self, sample: Sample) -> int | None:
        """The class of a sample, or None where it has none in this list."""
        by_label = self.column_of_name(sample.label or "")
        if self.decided_by == "label" or by_label is not None:
            return by_label
        return None if sample.diagnosis is None else self.column_of_code(sample.diagnosis)

    def column_of_code(self, code: str) -> int | None:
        """The class of a diagnosis; of two classes with one code the first."""
        if self.decided_by == "malignancy":
            malignancy = ontology().get(code).malignancy
            found = (malignancy in entry.malignancies for entry in self.classes)
            return next((column for column, holds in enumerate(found) if holds), None)
        nearest = ontology().ancestor_among(code, self.codes)
        found = (nearest is not None and entry.code == nearest for entry in self.classes)
        return next((column for column, holds in enumerate(found) if holds), None)

    def column_of_name(self, name: str) -> int | None:
        """The class of this published name, case and spacing aside."""
        wanted = _plain(name)
        return next((i for i, known in enumerate(self.names) if _plain(known) == wanted), None)


def list_experiments(*, probe_only: bool = False) -> tuple[str, ...]:
    """The names of all class lists, or of those that the released linear probe runs."""
    lists = (_read(file.name) for file in _folder().iterdir() if file.name.endswith(".json"))
    return tuple(sorted(entry.name for entry in lists if entry.probe or not probe_only))


def load_class_list(name: str) -> ClassList:
    """The class list of an experiment, by its published name.

    Raises:
        ConfigError: there is no such experiment.
    """
    if name not in list_experiments():
        raise ConfigError([f"--experiment: {name!r} is none of {', '.join(list_experiments())}"])
    return _read(f"{name.lower()}.json")


def _read(file: str) -> ClassList:
    content = (_folder() / file).read_text(encoding="utf-8")
    return read_record(ClassList, json.loads(content), "")


def _folder() -> resources.abc.Traversable:
    return resources.files(__package__)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
