from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from skinvl.contract.errors import ContractMismatch, DataError
from skinvl.contract.sample import (
    CARD_FILE,
    SAMPLES_FILE,
    DatasetCard,
    Sample,
    build_card,
    read_card,
    read_samples,
    sample_from_json,
    sample_to_json,
    write_samples,
)


def card_of(*samples: Sample) -> DatasetCard:
    return build_card(
        samples,
        name="test",
        version="1",
        created="2026-01-01T00:00:00Z",
        licence="CC0",
        sources=[{"name": "test", "images": len(samples)}],
    )


@pytest.fixture
def folder(tmp_path: Path, sample: Sample) -> Path:
    plain = dataclasses.replace(
        sample, id="ham-2", diagnosis=None, label=None, attributes=None, qa=(), skin_type=None
    )
    write_samples(tmp_path, [sample, plain], card_of(sample, plain))
    return tmp_path


def test_written_samples_are_read_back(folder: Path, sample: Sample) -> None:
    samples = read_samples(folder)
    assert samples[0] == sample
    assert [s.id for s in samples] == ["ham-1", "ham-2"]
    card = read_card(folder)
    assert card.samples == 2
    assert card.counts["diagnosis"] == {"melanoma": 1, "none": 1}
    assert card.counts["split"] == {"train": 2}
    assert sorted(p.name for p in folder.iterdir()) == sorted([SAMPLES_FILE, CARD_FILE])


def test_a_file_holds_one_object_per_line(folder: Path) -> None:
    lines = (folder / SAMPLES_FILE).read_bytes().split(b"\n")
    assert len(lines) == 3
    assert lines[-1] == b""
    assert json.loads(lines[0])["attributes"]["colours"] == ["dark brown", "black"]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"diagnosis": "moonlight"}, "diagnosis"),
        ({"skin_type": 7}, "skin_type"),
        ({"skin_type": -1}, "skin_type"),
        ({"image": "/etc/a.jpg"}, "image"),
        ({"image": "../a.jpg"}, "image"),
        ({"image": "C:/a.jpg"}, "image"),
        ({"image": "a\\b.jpg"}, "image"),
        ({"split": "all"}, "split"),
        ({"modality": "photo"}, "modality"),
        ({"age": "61"}, "age"),
        ({"extra": 1}, "extra"),
        ({"attributes": {"asymmetry": 0}}, "attributes"),
        ({"qa": [{"question": "?", "answer": "!", "kind": "x", "topic": ""}]}, "qa"),
    ],
)
def test_a_wrong_sample_is_named(sample: Sample, change: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        sample_from_json({**sample_to_json(sample), **change})


def test_a_bad_line_is_named(folder: Path) -> None:
    path = folder / SAMPLES_FILE
    lines = path.read_text("utf-8").splitlines()
    for bad, word in (("{", "line 2"), (lines[0], "twice"), ("[]", "line 2")):
        path.write_text(f"{lines[0]}\n{bad}\n", "utf-8")
        with pytest.raises(DataError, match=word):
            read_samples(folder)


def test_a_cut_file_is_refused(folder: Path) -> None:
    path = folder / SAMPLES_FILE
    path.write_text(path.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    with pytest.raises(DataError, match="1 samples where"):
        read_samples(folder)


def test_missing_files_are_named(folder: Path, tmp_path: Path) -> None:
    (folder / SAMPLES_FILE).unlink()
    with pytest.raises(DataError, match=SAMPLES_FILE):
        read_samples(folder)
    with pytest.raises(DataError, match=CARD_FILE):
        read_samples(tmp_path / "elsewhere")


@pytest.mark.parametrize(
    ("key", "value", "error"),
    [
        ("schema_version", 2, DataError),
        ("schema_version", None, DataError),
        ("name", 3, DataError),
        ("ontology_version", "0", ContractMismatch),
        ("ontology_digest", "0", ContractMismatch),
        ("grammar_version", "0", ContractMismatch),
    ],
)
def test_another_contract_is_refused(
    folder: Path, key: str, value: Any, error: type[Exception]
) -> None:
    path = folder / CARD_FILE
    path.write_text(json.dumps({**json.loads(path.read_text()), key: value}))
    with pytest.raises(error, match=CARD_FILE):
        read_samples(folder)


def test_a_failed_write_leaves_the_previous_dataset(folder: Path, sample: Sample) -> None:
    before = read_samples(folder)
    with pytest.raises(DataError, match="same id"):
        write_samples(folder, [sample, sample], card_of(sample, sample))
    with pytest.raises(DataError, match="counts"):
        write_samples(folder, [sample], card_of(sample, sample))
    broken = dataclasses.replace(sample, age=float("nan"))
    with pytest.raises(ValueError):
        write_samples(folder, [broken], card_of(broken))
    assert read_samples(folder) == before
    assert len(list(folder.iterdir())) == 2
