"""A tiny imported data set of every modality and a configuration that trains on it in seconds."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from PIL import Image

from skinvl.contract.answer import Description, render_answer
from skinvl.contract.ontology import DiagnosisCode
from skinvl.contract.sample import QuestionAnswer, Sample, build_card, write_samples

COLOURS = {
    "melanoma": (90, 50, 40),
    "melanocytic-nevus": (190, 140, 110),
    "acne": (220, 120, 120),
    "eczema": (200, 90, 90),
    "pathology": (200, 120, 200),
    "other": (40, 160, 60),
}
KINDS = {
    "dermoscopy": ("melanoma", "melanocytic-nevus"),
    "clinical": ("acne", "eczema"),
    "pathology": ("pathology",),
    "other": ("other",),
}


@pytest.fixture(scope="session")
def tiny_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data root with one data set `tiny`: 12 train and 4 val images of each class."""
    root = tmp_path_factory.mktemp("data")
    folder = root / "tiny"
    (folder / "images").mkdir(parents=True)
    generator = np.random.default_rng(5)
    samples = []
    for modality, labels in KINDS.items():
        for label in labels:
            for index in range(16):
                name = f"{modality}-{label}-{index}"
                noise = generator.integers(-25, 25, (48, 64, 3))
                pixels = np.clip(np.array(COLOURS[label]) + noise, 0, 255).astype(np.uint8)
                file = folder / "images" / f"{name}.png"
                Image.fromarray(pixels).save(file)
                skin = modality in ("dermoscopy", "clinical")
                samples.append(
                    Sample(
                        id=name,
                        image=f"images/{name}.png",
                        image_sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
                        source="tiny",
                        licence="CC0-1.0",
                        modality=modality,  # type: ignore[arg-type]
                        diagnosis=DiagnosisCode(label) if skin else None,
                        label=label,
                        split="train" if index < 12 else "val",
                        group=name,
                        caption=_caption(modality, label) if skin else None,
                        qa=(
                            QuestionAnswer(
                                "Is this a dermoscopic image?",
                                "yes" if modality == "dermoscopy" else "no",
                                "yesno",
                                "modality",
                            ),
                        ),
                    )
                )
    card = build_card(
        samples,
        name="tiny",
        version="1",
        created=datetime.now(UTC).isoformat(),
        licence="CC0-1.0",
        sources=[],
    )
    write_samples(folder, samples, card)
    return root


def _caption(modality: str, label: str) -> str:
    return render_answer(
        Description(
            modality=modality,  # type: ignore[arg-type]
            diagnosis=DiagnosisCode(label),
            asymmetry=None,
            border=None,
            size=None,
            colours=None,
            hair=None,
            ink=None,
            ruler=None,
        )
    )


@pytest.fixture(scope="session")
def tiny_config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped configuration cut down to the tiny data set."""
    import importlib.resources

    shipped = importlib.resources.files("skinvl.training") / "configs" / "skinvl-mini.yaml"
    content = yaml.safe_load(shipped.read_text(encoding="utf-8"))
    content["name"] = "tiny"
    content["data"] = {
        "datasets": ["tiny"],
        "hold_out": {},
        "dermoscopy_codes": ["melanoma", "melanocytic-nevus"],
        "clinical_codes": ["acne", "eczema"],
    }
    content["preprocess"].update(width=64, height=64)
    content["vision"].update(
        initial_weights=None,
        cache_size=64,
        train_size=64,
        epochs=2,
        draws_per_epoch=16,
        batch_size=8,
        freeze_blocks=0,
    )
    content["loop"].update(log_steps=1, checkpoint_steps=2)
    content["language"].update(
        vocabulary=300,
        hidden_size=32,
        layers=2,
        heads=2,
        kv_heads=1,
        intermediate_size=64,
        alignment_steps=2,
        instruction_steps=2,
        batch_size=4,
        feature_views=2,
    )
    file = tmp_path_factory.mktemp("config") / "tiny.yaml"
    file.write_text(yaml.safe_dump(content), encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def trained(tiny_data: Path, tiny_config: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run folder with every stage done."""
    from skinvl.training.recipe import train

    out = tmp_path_factory.mktemp("run")
    train(tiny_config, data=tiny_data, out=out)
    return out


@pytest.fixture
def changed_config(tiny_config: Path, tmp_path: Path) -> Callable[..., Path]:
    """Writes the tiny configuration with some keys of its sections changed."""

    def write(**sections: dict[str, Any]) -> Path:
        content = yaml.safe_load(tiny_config.read_text(encoding="utf-8"))
        for section, changes in sections.items():
            content[section].update(changes)
        file = tmp_path / "changed.yaml"
        file.write_text(yaml.safe_dump(content), encoding="utf-8")
        return file

    return write


@pytest.fixture
def own_data(tiny_data: Path, tmp_path: Path) -> Path:
    """A copy of the tiny data that a test may damage."""
    copy = tmp_path / "own"
    shutil.copytree(tiny_data, copy)
    return copy
