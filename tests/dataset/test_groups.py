"""Groups joined over lesions, patients, stated groups and duplicates."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from skinvl.dataset.groups import join_groups
from skinvl.dataset.sources.collection import Record


def _record(name: str, **fields: str) -> Record:
    record = Record(name, Path(f"{name}.jpg"), "clinical", None, None, "clinic", "CC0")
    return dataclasses.replace(record, **fields)  # type: ignore[arg-type]


def test_every_tie_joins_and_ties_chain() -> None:
    records = [
        _record("a", lesion_id="l1"),
        _record("b", lesion_id="l1", patient_id="p1"),
        _record("c", patient_id="p1", given_group="s1"),
        _record("d", given_group="s1"),
        _record("e"),
        _record("f"),
        _record("g"),
        _record("h"),
    ]
    groups = join_groups(records, [(3, 4)], [*[None] * 4, "x", "x", None, None])
    assert len(set(groups[:6])) == 1
    assert len(set(groups)) == 3


def test_ids_do_not_depend_on_the_order_of_files() -> None:
    records = [_record("b", lesion_id="1"), _record("a", lesion_id="1"), _record("c")]
    forward = join_groups(records, [], [None] * 3)
    backward = join_groups(records[::-1], [], [None] * 3)
    assert forward == backward[::-1]


def test_two_collections_may_number_their_lesions_alike() -> None:
    records = [_record("a", lesion_id="1"), _record("b", lesion_id="1", source="other clinic")]
    assert len(set(join_groups(records, [], [None, None]))) == 2


def test_a_lesion_and_a_patient_of_one_name_are_apart() -> None:
    records = [_record("a", lesion_id="7"), _record("b", patient_id="7")]
    assert len(set(join_groups(records, [], [None, None]))) == 2
