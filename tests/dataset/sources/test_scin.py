"""SCIN in the layout of its bucket."""

from __future__ import annotations

from pathlib import Path

import pytest
from miniatures import archives

from skinvl.contract.errors import DataError
from skinvl.dataset.sources.collection import Record
from skinvl.dataset.sources.scin import read_scin


@pytest.fixture
def records(tmp_path: Path) -> dict[str, Record]:
    return {record.id: record for record in read_scin(archives.write_scin(tmp_path)).records}


def test_the_greatest_weight_of_the_differential_is_the_label(records: dict[str, Record]) -> None:
    assert [(records[n].label, records[n].diagnosis) for n in ("-11", "-12", "13")] == [
        ("Eczema", "eczema")
    ] * 3
    assert (records["-32"].label, records["-32"].diagnosis) == ("Drug Rash", "drug-eruption")
    assert records["-11"].modality == "clinical"


def test_a_tie_keeps_the_whole_differential_and_gives_no_diagnosis(
    records: dict[str, Record],
) -> None:
    assert records["-21"].label == "Tinea 0.5, Urticaria 0.5"
    assert records["-21"].diagnosis is None


def test_what_has_no_diagnosis_is_counted_with_its_reason(tmp_path: Path) -> None:
    collection = read_scin(archives.write_scin(tmp_path))
    assert collection.undiagnosed == {
        "no label": 2,
        "an image of several cases with different labels": 1,
        "no condition with a weight of 0.5 or more, or two of the same": 1,
        "outside the ontology: Hypersensitivity": 1,
    }
    assert collection.missing == {"images": 1, "cases_without_labels": 1}
    assert collection.rejection_counts() == {"not in scin_cases.csv": 1}


def test_cases_are_groups_and_a_shared_image_joins_two(records: dict[str, Record]) -> None:
    groups = {name: record.given_group for name, record in records.items()}
    assert groups["-11"] == groups["-12"] == groups["13"] == "-1000600354148496558"
    assert groups["-31"] == groups["-32"] == groups["-61"]
    assert len(set(groups.values())) == 6
    shared = records["-31"]
    assert shared.label == "Drug Rash / Urticaria" and shared.diagnosis is None


def test_skin_type_is_the_dermatologists_majority_else_the_persons_own(
    records: dict[str, Record],
) -> None:
    found = {name: records[name].skin_type for name in ("-11", "-21", "-32", "-41")}
    assert found == {"-11": 4, "-21": 2, "-32": 6, "-41": None}


def test_site_only_where_one_is_stated_and_never_an_age(records: dict[str, Record]) -> None:
    assert [records[n].site for n in ("-11", "-21", "-41")] == ["arm", None, "head/neck"]
    assert [records[n].sex for n in ("-11", "-32", "-41")] == ["female", "male", None]
    assert all(record.age is None for record in records.values())


@pytest.mark.parametrize("cell", ["{'Eczema':", "[1, 2]", "__import__('os')", "{'a': 'b'}"])
def test_a_differential_that_is_none_is_kept_as_text(tmp_path: Path, cell: str) -> None:
    root = archives.write_scin(tmp_path)
    rows = [{"case_id": "-1000600354148496558", "weighted_skin_condition_label": cell}]
    archives.write_table(root / "dataset" / "scin_labels.csv", rows)
    (record,) = (record for record in read_scin(root).records if record.id == "-11")
    assert record.label == cell and record.diagnosis is None


def test_without_tables_the_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no scin_cases\.csv"):
        read_scin(tmp_path)
