"""Synthetic predictions, small data sets, and the runtime tests' miniature bundle."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.util
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from PIL import Image

from skinvl.contract.answer import Description, render_answer
from skinvl.contract.ontology import DiagnosisCode
from skinvl.contract.sample import (
    LesionAttributes,
    QuestionAnswer,
    Sample,
    build_card,
    write_samples,
)
from skinvl.training.evaluation.predictions import Prediction, RunRecord
from skinvl.training.evaluation.vqa_answers import Answered


def _load_runtime_fixtures() -> ModuleType:
    path = Path(__file__).parents[2] / "runtime" / "conftest.py"
    spec = importlib.util.spec_from_file_location("runtime_fixtures", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_runtime = _load_runtime_fixtures()
bundles = _runtime.bundles
tiny = _runtime.tiny
bundle = _runtime.bundle
COLOURS = _runtime.COLOURS

ATTRIBUTES = LesionAttributes(
    2, 0.5, "irregular", 0.4, ("light brown", "black"), "large", 0.4, True, False, False
)


@pytest.fixture(scope="session")
def make_vision() -> Callable[[bool], bytes]:
    """Builds the vision graph of the miniature bundle, quantized or not."""
    builder: Callable[[bool], bytes] = _runtime.make_vision
    return builder


@pytest.fixture
def run() -> RunRecord:
    return RunRecord(
        protocol="classification",
        split="test",
        seed=0,
        limit=None,
        command="skinvl evaluate",
        created="2025-01-01T00:00:00+00:00",
        bundle="tiny",
        bundle_version="1",
        bundle_sha256="0" * 64,
        provider="cpu",
        precision="fp32",
        dermoscopy_codes=("melanoma", "melanocytic-nevus"),
        clinical_codes=("melanoma", "eczema"),
        conformal_level=0.9,
        data={"d": "0" * 64},
        data_fingerprint="0" * 64,
    )


Predict = Callable[..., Prediction]


@pytest.fixture
def predict() -> Predict:
    """Makes one prediction; keywords replace fields."""

    def make(number: int, diagnosis: str | None, differential: dict[str, float], **fields: Any):
        prediction = Prediction(
            id=f"i{number}",
            image=f"images/i{number}.png",
            image_sha256="0" * 64,
            kind="skin",
            dataset="d",
            source="s",
            subset="s-dermoscopy",
            group=f"g{number}",
            split="test",
            modality="dermoscopy",
            label=diagnosis,
            diagnosis=diagnosis,
            skin_type=None,
            status="ok",
            quality="good",
            abstain=False,
            modality_probabilities={"clinical": 0.1, "dermoscopy": 0.8, "other": 0.1},
            differential=differential,
            malignant=differential.get("melanoma", 0.0),
            conformal_set=tuple(differential)[:1],
        )
        return dataclasses.replace(prediction, **fields)

    return make


@pytest.fixture
def answered() -> Callable[..., Answered]:
    """Makes one closed question with the choice preferred under each condition; keywords replace
    fields."""

    def make(number: int, truth: str, guesses: dict[str, str], **fields: Any) -> Answered:
        scores = {
            condition: {
                choice: 0.9 if guess == choice else 0.1 for choice in ("Yes.", "No.", guess)
            }
            for condition, guess in guesses.items()
        }
        made = Answered(
            id=f"i{number}",
            image_sha256="0" * 64,
            dataset="d",
            source="s",
            subset="s-dermoscopy",
            group=f"g{number}",
            modality="dermoscopy",
            diagnosis="melanoma",
            attributes={},
            kind="yesno",
            topic="hair",
            question="Is there hair?",
            truth=truth,
            choices=("No.", "Yes."),
            scores=scores,
            swapped_with="other",
        )
        return dataclasses.replace(made, **fields)

    return make


def write_dataset(folder: Path, rows: Sequence[tuple[str, str, str | None, str]]) -> Path:
    """A data set of plain images: (colour, modality, diagnosis, group) each, in split test."""
    (folder / "images").mkdir(parents=True)
    samples = []
    for number, (colour, modality, diagnosis, group) in enumerate(rows):
        grain = np.random.default_rng(number).integers(0, 30, (32, 32, 1))
        pixels = np.clip(np.array(COLOURS[colour]) - grain, 0, 255).astype(np.uint8)
        file = folder / "images" / f"{number}.png"
        Image.fromarray(pixels).save(file)
        skin = modality == "dermoscopy" and diagnosis is not None
        questions = (
            QuestionAnswer("Is it symmetric?", "Yes." if number % 2 else "No.", "yesno", "shape"),
            QuestionAnswer("Which?", "melanoma", "choice", "diagnosis", ("melanoma", "eczema")),
            QuestionAnswer("What is the diagnosis?", "Melanoma.", "open", "diagnosis"),
        )
        samples.append(
            Sample(
                id=f"{colour}/{number}",
                image=f"images/{number}.png",
                image_sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
                source=folder.name,
                licence="CC0",
                modality=modality,
                diagnosis=None if diagnosis is None else DiagnosisCode(diagnosis),
                label=diagnosis,
                split="test",
                group=group,
                skin_type=1 + number % 6 if modality == "clinical" else None,
                attributes=ATTRIBUTES if skin else None,
                caption=render_answer(Description("dermoscopy", None)),
                qa=questions if skin else (),
            )
        )
    card = build_card(
        samples, name=folder.name, version="1", created="2025-01-01", licence="CC0", sources=()
    )
    write_samples(folder, samples, card)
    return folder


@pytest.fixture(scope="session")
def skin_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [("melanoma", "dermoscopy", "melanoma", f"m{n}") for n in range(3)]
    rows += [("melanoma", "dermoscopy", "melanocytic-nevus", f"n{n}") for n in range(2)]
    rows += [("eczema", "clinical", "eczema", f"e{n}") for n in range(3)]
    rows += [("eczema", "clinical", "melanoma", "c")]
    return write_dataset(tmp_path_factory.mktemp("data") / "skin", rows)


@pytest.fixture(scope="session")
def other_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [("pathology", "pathology", None, f"p{n}") for n in range(4)]
    return write_dataset(tmp_path_factory.mktemp("data") / "slides", rows)
