"""SCIN: photographs that people sent of their own skin (Ward et al. 2024).

Columns after ``dataset_schema.md`` of github.com/google-research-datasets/scin and the tables of
its release 1.0.0, which name the labels ``dermatologist_skin_condition_on_label_name``, write an
empty differential as ``{}`` and name 15 images in several cases.
"""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from skinvl.contract.ontology import DiagnosisCode
from skinvl.contract.sample import Modality
from skinvl.dataset.groups import UnionFind
from skinvl.dataset.sources.collection import Collection, Record, read_table
from skinvl.dataset.sources.labels import NO_LABEL, LabelReader
from skinvl.dataset.sources.scin_labels import SCIN_LABELS
from skinvl.dataset.sources.tables import (
    Listed,
    match_images,
    require_records,
    require_table,
    stem_of,
)

LICENCE = "SCIN Data Use License"
CITATION = (
    "Ward A et al. Creating an empirical dermatology dataset through crowdsourcing with web search "
    "advertisements. JAMA Netw Open 7(11), e2446615 (2024)."
)
MIN_WEIGHT = 0.5
"""The least weight (the weights of a differential add up to 1) that makes a condition a label."""

_IMAGES = ("image_1_path", "image_2_path", "image_3_path")
_DIFFERENTIAL = "weighted_skin_condition_label"
_SITES = {
    "head_or_neck": "head/neck",
    "arm": "arm",
    "palm": "palm",
    "back_of_hand": "back of the hand",
    "torso_front": "anterior torso",
    "torso_back": "posterior torso",
    "genitalia_or_groin": "genitalia or groin",
    "buttocks": "buttocks",
    "leg": "leg",
    "foot_top_or_side": "foot",
    "foot_sole": "sole",
}
_UNDECIDED = f"no condition with a weight of {MIN_WEIGHT} or more, or two of the same"
_CONFLICT = "an image of several cases with different labels"


class _Verdict(NamedTuple):
    label: str | None
    decided: bool


def read_scin(
    folder: Path, *, licence: str | None = None, modality: Modality | None = None
) -> Collection:
    """Read ``scin_cases.csv``, ``scin_labels.csv`` and ``images/*.png``, as in the bucket.

    The label is the condition with the greatest weight of the dermatologists' differential where
    that is at least `MIN_WEIGHT` and alone; else the whole differential is kept as text and there
    is no diagnosis. Images of one case stay together, and cases that share an image.

    Raises:
        DataError: no tables, or no image.
    """
    table, cases = require_table(folder, "scin_cases.csv", columns=("case_id", *_IMAGES))
    labels = {
        row["case_id"]: row
        for row in read_table(table.with_name("scin_labels.csv"), ("case_id", _DIFFERENTIAL))
    }
    by_case = {row["case_id"]: row for row in cases}
    cases_of: dict[str, list[str]] = defaultdict(list)
    for case, name in _name_images(by_case):
        cases_of[name].append(case)
    matched = match_images(
        folder, [{"image": name} for name in cases_of], lambda row: row["image"], table=table.name
    )
    group_of = _join_cases(list(by_case), cases_of.values())
    reader = LabelReader(table=SCIN_LABELS)
    records = [
        _to_record(
            listed,
            [by_case[case] for case in cases_of[listed.name]],
            [labels.get(case, {}) for case in cases_of[listed.name]],
            group_of[cases_of[listed.name][0]],
            reader,
            licence or LICENCE,
            modality or "clinical",
        )
        for listed in matched.listed
    ]
    return Collection(
        name="SCIN",
        licence=licence or LICENCE,
        citation=CITATION,
        records=require_records(records, folder, table.name),
        rejections=matched.rejections,
        missing={
            "images": matched.missing,
            "cases_without_labels": len(by_case.keys() - labels.keys()),
        },
        undiagnosed=reader.undiagnosed(),
        notes=(
            "ages are published as ranges of ten years, and Monk skin tones beside Fitzpatrick "
            "types: neither has a place in a sample",
        ),
    )


def _name_images(cases: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    for case, row in cases.items():
        for name in dict.fromkeys(stem_of(row[column]) for column in _IMAGES if row[column]):
            yield case, name


def _join_cases(cases: Sequence[str], sharing: Iterable[Sequence[str]]) -> dict[str, str]:
    """The group of every case: its own, or that of the first case that it shares an image with."""
    places = {case: place for place, case in enumerate(cases)}
    sets = UnionFind(len(cases))
    for together in sharing:
        for other in together[1:]:
            sets.join(places[together[0]], places[other])
    return {case: cases[sets.find(place)] for case, place in places.items()}


def _to_record(
    listed: Listed,
    cases: Sequence[Mapping[str, str]],
    labels: Sequence[Mapping[str, str]],
    group: str,
    reader: LabelReader,
    licence: str,
    modality: Modality,
) -> Record:
    verdicts = {_decide(row.get(_DIFFERENTIAL, "")) for row in labels}
    diagnosis: DiagnosisCode | None = None
    if len(verdicts) > 1:
        label: str | None = " / ".join(sorted(v.label or NO_LABEL for v in verdicts))
        reader.count(_CONFLICT)
    else:
        label, decided = next(iter(verdicts))
        if label is not None and not decided:
            reader.count(_UNDECIDED)
        else:
            diagnosis = reader.read(label)
    case = cases[0]
    return Record(
        id=listed.name,
        file=listed.file,
        modality=modality,
        label=label,
        diagnosis=diagnosis,
        source="scin",
        licence=licence,
        given_group=group,
        sex=_sex(case.get("sex_at_birth", "")),
        site=_site(case),
        skin_type=_skin_type(case, labels[0]),
    )


def _decide(cell: str) -> _Verdict:
    """The label of a differential as published: a Python literal ``{'Eczema': 0.69, ...}``."""
    try:
        found = ast.literal_eval(cell) if cell else {}
        weights = {str(name): float(weight) for name, weight in dict(found).items()}
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return _Verdict(cell, decided=False)
    if not weights:
        return _Verdict(None, decided=False)
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    name, weight = ranked[0]
    if weight >= MIN_WEIGHT and (len(ranked) == 1 or ranked[1][1] < weight):
        return _Verdict(name, decided=True)
    return _Verdict(", ".join(f"{name} {weight:g}" for name, weight in ranked), decided=False)


def _sex(cell: str) -> str | None:
    return cell.lower() if cell in ("FEMALE", "MALE") else None


def _site(case: Mapping[str, str]) -> str | None:
    """The body part, where exactly one is stated."""
    stated = [part for part in _SITES if case.get(f"body_parts_{part}", "").upper() == "YES"]
    if len(stated) != 1 or case.get("body_parts_other", "").upper() == "YES":
        return None
    return _SITES[stated[0]]


def _skin_type(case: Mapping[str, str], label: Mapping[str, str]) -> int | None:
    """What most dermatologists estimated; without a majority what the person stated; 1..6."""
    column = "dermatologist_fitzpatrick_skin_type_label_{}"
    estimated = [_type_of(label.get(column.format(number), "")) for number in (1, 2, 3)]
    votes = Counter(found for found in estimated if found is not None).most_common(2)
    if votes and (len(votes) == 1 or votes[0][1] > votes[1][1]):
        return votes[0][0]
    return _type_of(case.get("fitzpatrick_skin_type", ""))


def _type_of(cell: str) -> int | None:
    digit = cell.removeprefix("FST")
    return int(digit) if len(digit) == 1 and digit in "123456" and digit != cell else None
