"""The keyword `auto`: data sets and diagnoses taken from what was imported."""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from skinvl.contract.errors import DataError
from skinvl.contract.ontology import DiagnosisCode
from skinvl.contract.sample import Sample, build_card, write_samples
from skinvl.training.config import DataConfig
from skinvl.training.data.discovery import AUTO, discover

CONFIG = DataConfig(datasets=AUTO, hold_out={}, dermoscopy_codes=AUTO, clinical_codes=AUTO)
ENOUGH = {"train": 20, "val": 2}


def write_set(root: Path, name: str, modality: str, counts: dict[str, dict[str, int]]) -> None:
    folder = root / name
    folder.mkdir(parents=True)
    image = folder / "image.png"
    Image.new("RGB", (8, 8)).save(image)
    digest = hashlib.sha256(image.read_bytes()).hexdigest()
    samples = [
        Sample(
            id=f"{name}-{code}-{split}-{index}",
            image="image.png",
            image_sha256=digest,
            source=name,
            licence="CC0-1.0",
            modality=modality,  # type: ignore[arg-type]
            diagnosis=DiagnosisCode(code),
            label=code,
            split=split,  # type: ignore[arg-type]
            group=f"{name}-{code}-{split}-{index}",
        )
        for code, splits in counts.items()
        for split, count in splits.items()
        for index in range(count)
    ]
    created = datetime.now(UTC).isoformat()
    card = build_card(
        samples, name=name, version="1", created=created, licence="CC0-1.0", sources=[]
    )
    write_samples(folder, samples, card)


def test_every_set_and_every_frequent_diagnosis_is_taken(tmp_path: Path) -> None:
    write_set(tmp_path, "b", "dermoscopy", {"melanoma": ENOUGH, "melanocytic-nevus": ENOUGH})
    write_set(
        tmp_path,
        "a",
        "clinical",
        {
            "acne": ENOUGH,
            "eczema": ENOUGH,
            "keloid": {"train": 19, "val": 2},
            "folliculitis": {"train": 40, "val": 1},
            "melanoma": {"test": 50},
        },
    )
    found = discover(CONFIG, tmp_path)
    assert found.datasets == ("a", "b")
    assert found.dermoscopy_codes == ("melanocytic-nevus", "melanoma")
    assert found.clinical_codes == ("acne", "eczema")


def test_named_sets_and_codes_stay(tmp_path: Path) -> None:
    named = dataclasses.replace(
        CONFIG, datasets=("mine",), dermoscopy_codes=("melanoma",), clinical_codes=("acne",)
    )
    assert discover(named, tmp_path) == named


def test_nothing_imported_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="skinvl dataset import"):
        discover(CONFIG, tmp_path)


def test_too_few_diagnoses_are_said(tmp_path: Path) -> None:
    write_set(tmp_path, "a", "clinical", {"acne": ENOUGH, "eczema": ENOUGH})
    with pytest.raises(DataError, match="0 diagnoses of dermoscopy"):
        discover(CONFIG, tmp_path)
