"""The diagnoses that every part of SkinVL shares.

``ontology.json`` is data of this package: one entry per diagnosis, with its group, malignancy,
parent, synonyms, ICD-10 code where it is certain, and the labels ("aliases") under which public
datasets carry it. Codes are lower-case ASCII slugs and do not change.

Reported totals: the probability mass called "malignant" in results is the sum over diagnoses whose
malignancy is ``malignant`` **or** ``pre-malignant`` (`Diagnosis.counts_as_malignant`), as published
HAM10000 results count MEL + BCC + AKIEC; the groups report the two apart.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from types import MappingProxyType
from typing import Literal, NewType, get_args

from skinvl.contract.errors import OntologyError, UnknownDiagnosis
from skinvl.contract.record import canonical_json, read_record

DiagnosisCode = NewType("DiagnosisCode", str)
Group = Literal["malignant", "pre-malignant", "benign", "inflammatory", "infectious", "other"]
Malignancy = Literal["malignant", "pre-malignant", "benign", "not-a-neoplasm"]
GROUPS: tuple[Group, ...] = get_args(Group)

HAM10000 = "ham10000"
_FILE = "ontology.json"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Diagnosis:
    """One diagnosis.

    ``term`` is the name as it stands within a sentence ("melanoma", "Kaposi sarcoma"). ``aliases``
    maps a scheme (``ham10000``, ``isic``, ``fitzpatrick17k``, ``pad-ufes-20``, ``dermnet``,
    ``ddi``, ``mm-skin``) to the labels it uses for this diagnosis. ``ham10000`` is the class of
    HAM10000 under which this diagnosis falls (its own or its nearest ancestor's), or None.
    """

    code: DiagnosisCode
    term: str
    group: Group
    malignancy: Malignancy
    parent: DiagnosisCode | None
    synonyms: tuple[str, ...]
    icd10: str | None
    aliases: Mapping[str, tuple[str, ...]]
    ham10000: str | None

    @property
    def name(self) -> str:
        """The name as it stands in a list: the term with a capital."""
        return self.term[:1].upper() + self.term[1:]

    @property
    def counts_as_malignant(self) -> bool:
        """Whether this diagnosis adds to the reported total "malignant"."""
        return self.malignancy in ("malignant", "pre-malignant")


@dataclass(frozen=True)
class _Entry:
    code: str
    term: str
    group: Group
    malignancy: Malignancy
    parent: DiagnosisCode | None = None
    synonyms: tuple[str, ...] = ()
    icd10: str | None = None
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class _File:
    version: str
    diagnoses: tuple[_Entry, ...]


class Ontology:
    """The diagnoses in file order, looked up by code, name, synonym or dataset label."""

    def __init__(self, version: str, diagnoses: tuple[Diagnosis, ...], digest: str) -> None:
        self.version = version
        self.diagnoses = diagnoses
        self.digest = digest
        """sha256 hex over the canonical JSON of the file: changes with any entry."""
        self._by_code = {diagnosis.code: diagnosis for diagnosis in diagnoses}
        self._by_name = _index_names(diagnoses)
        self._by_alias = _index_aliases(diagnoses)

    @staticmethod
    def load() -> Ontology:
        """Read and check the ontology shipped with this package.

        Raises:
            OntologyError: the file is damaged or contradicts itself.
        """
        return Ontology.from_bytes(resources.files(__package__).joinpath(_FILE).read_bytes())

    @staticmethod
    def from_bytes(content: bytes) -> Ontology:
        """Read and check an ontology file's content.

        Raises:
            OntologyError: not this schema, a code that is doubled or no slug, an unknown or
                circular parent, or one label given to two diagnoses of a scheme.
        """
        try:
            record = json.loads(content)
            entries = read_record(_File, record, "")
            digest = hashlib.sha256(canonical_json(record)).hexdigest()
        except ValueError as error:
            raise OntologyError(_FILE, str(error)) from error
        return Ontology(entries.version, _link(entries.diagnoses), digest)

    def __iter__(self) -> Iterator[Diagnosis]:
        return iter(self.diagnoses)

    def __len__(self) -> int:
        return len(self.diagnoses)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def get(self, code: str) -> Diagnosis:
        """The diagnosis with this code.

        Raises:
            UnknownDiagnosis: there is none.
        """
        try:
            return self._by_code[DiagnosisCode(code)]
        except KeyError:
            raise UnknownDiagnosis(code) from None

    def resolve(self, label: str, scheme: str | None = None) -> Diagnosis | None:
        """The diagnosis that `label` stands for, or None where the ontology has none.

        Case, accents and punctuation do not matter. With a scheme that dataset's labels come first;
        then, and without a scheme, codes, names and synonyms. A label that means a more specific
        diagnosis gives that one; `ancestor_among` maps it to a coarser set of classes. A class that
        mixes malignant and benign diagnoses, as some of DermNet do, has no diagnosis.

        Raises:
            ValueError: no diagnosis has aliases in `scheme`.
        """
        key = _normalise(label)
        if scheme is not None:
            if scheme not in self._by_alias:
                raise ValueError(f"no such scheme {scheme!r}; there are {', '.join(self.schemes)}")
            if key in self._by_alias[scheme]:
                return self._by_alias[scheme][key]
        return self._by_name.get(key)

    @property
    def identity(self) -> str:
        """Version and digest in one text: what fingerprints hold."""
        return f"{self.version}:{self.digest}"

    @property
    def schemes(self) -> tuple[str, ...]:
        """The dataset schemes that `resolve` knows."""
        return tuple(sorted(self._by_alias))

    def lineage(self, code: str) -> Iterator[Diagnosis]:
        """The diagnosis itself, its parent, its parent's parent, and so on."""
        diagnosis = self.get(code)
        yield diagnosis
        while diagnosis.parent is not None:
            diagnosis = self.get(diagnosis.parent)
            yield diagnosis

    def ancestor_among(self, code: str, codes: Collection[str]) -> DiagnosisCode | None:
        """The nearest of the diagnosis itself and its ancestors that is in `codes`, or None."""
        return next((step.code for step in self.lineage(code) if step.code in codes), None)

    def children(self, code: str) -> tuple[Diagnosis, ...]:
        """The diagnoses whose parent is `code`, in file order."""
        return tuple(d for d in self.diagnoses if d.parent == self.get(code).code)


@functools.cache
def ontology() -> Ontology:
    """The shipped ontology, read once per process."""
    return Ontology.load()


def _normalise(label: str) -> str:
    plain = unicodedata.normalize("NFKD", label.casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c)).replace("'", "")
    return " ".join(re.findall(r"[a-z0-9]+", kept.replace("\u2019", "")))


def _link(entries: tuple[_Entry, ...]) -> tuple[Diagnosis, ...]:
    by_code: dict[str, _Entry] = {}
    for entry in entries:
        if not _SLUG.fullmatch(entry.code):
            raise OntologyError(_FILE, f"{entry.code!r} is not a lower-case ASCII slug")
        if entry.code in by_code:
            raise OntologyError(_FILE, f"the code {entry.code!r} occurs twice")
        by_code[entry.code] = entry
    return tuple(
        Diagnosis(
            code=DiagnosisCode(entry.code),
            term=entry.term,
            group=entry.group,
            malignancy=entry.malignancy,
            parent=entry.parent,
            synonyms=entry.synonyms,
            icd10=entry.icd10,
            aliases=MappingProxyType(dict(entry.aliases)),
            ham10000=_ham_class(entry, by_code),
        )
        for entry in entries
    )


def _ham_class(entry: _Entry, by_code: Mapping[str, _Entry]) -> str | None:
    seen: set[str] = set()
    found: str | None = None
    step: _Entry | None = entry
    while step is not None:
        if step.code in seen:
            raise OntologyError(_FILE, f"{entry.code!r} is its own ancestor")
        seen.add(step.code)
        if found is None and step.aliases.get(HAM10000):
            found = step.aliases[HAM10000][0]
        if step.parent is not None and step.parent not in by_code:
            raise OntologyError(_FILE, f"{step.code!r} has the unknown parent {step.parent!r}")
        step = by_code[step.parent] if step.parent is not None else None
    return found


def _index_names(diagnoses: tuple[Diagnosis, ...]) -> dict[str, Diagnosis]:
    index: dict[str, Diagnosis] = {}
    for diagnosis in diagnoses:
        for term in (diagnosis.code, diagnosis.term, *diagnosis.synonyms):
            _enter(index, term, diagnosis, "name or synonym")
    return index


def _index_aliases(diagnoses: tuple[Diagnosis, ...]) -> dict[str, dict[str, Diagnosis]]:
    schemes: dict[str, dict[str, Diagnosis]] = {}
    for diagnosis in diagnoses:
        for scheme, labels in diagnosis.aliases.items():
            for label in labels:
                _enter(schemes.setdefault(scheme, {}), label, diagnosis, f"label of {scheme}")
    return schemes


def _enter(index: dict[str, Diagnosis], term: str, diagnosis: Diagnosis, what: str) -> None:
    key = _normalise(term)
    if not key:
        raise OntologyError(_FILE, f"{diagnosis.code!r} has an empty {what}")
    other = index.setdefault(key, diagnosis)
    if other.code != diagnosis.code:
        raise OntologyError(
            _FILE, f"{term!r} is a {what} of both {other.code!r} and {diagnosis.code!r}"
        )
