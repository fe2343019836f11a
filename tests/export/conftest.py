"""Tiny checkpoints and data sets for the export: real weights, real files, made on the spot."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from miniatures.tolerances import LENIENT
from PIL import Image
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig

from skinvl.contract.fingerprint import ContractRecord
from skinvl.contract.preprocess import PreprocessSpec
from skinvl.contract.prompt import PromptTemplate
from skinvl.contract.record import read_record
from skinvl.contract.sample import Sample, build_card, write_samples
from skinvl.export import Exported, ExportOptions, export_bundle
from skinvl.export.checkpoint import CheckpointRecord
from skinvl.export.llava import Statement
from skinvl.model import (
    SkinVLConfig,
    SkinVLForConditionalGeneration,
    SkinVLVisionConfig,
    save_checkpoint,
)
from skinvl.runtime import Bundle, load_bundle

# Tiny tensors: threads would only wait for each other.
torch.set_num_threads(1)

SIDE = 32
DERMOSCOPY = ("melanoma", "melanocytic-nevus")
CLINICAL = ("acne", "eczema", "melanoma")
MODALITIES = ("clinical", "dermoscopy", "pathology", "other")
SPECIALS = ["<pad>", "<bos>", "<eos>", "<image>", "<q>", "<a>"]
PREPROCESS = PreprocessSpec(
    SIDE, SIDE, "squash", (0, 0, 0), "bicubic", (0.5, 0.5, 0.5), (0.5, 0.5, 0.5)
)
PROMPT = PromptTemplate("<bos><image><q>{question}<a>", "<image>", ("<eos>",))


def make_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=300,
        special_tokens=SPECIALS,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(["Describe the image.", "Is hair present?"], trainer)
    return tokenizer


def make_model(vocabulary: int) -> SkinVLForConditionalGeneration:
    torch.manual_seed(7)
    config = SkinVLConfig(
        vision_config=SkinVLVisionConfig(
            stem_channels=8,
            stages=((1, 3, 1, 1, 8), (1, 3, 2, 2, 12), (2, 3, 2, 2, 16)),
            hidden_size=32,
            image_size=SIDE,
        ),
        text_config=LlamaConfig(
            vocab_size=vocabulary,
            hidden_size=64,
            num_hidden_layers=2,
            num_attention_heads=4,
            num_key_value_heads=2,
            intermediate_size=128,
            max_position_embeddings=40,
            tie_word_embeddings=True,
            initializer_range=0.2,
            bos_token_id=1,
            eos_token_id=2,
            pad_token_id=0,
        ),
        image_token_index=3,
        image_seq_length=16,
        dermoscopy_codes=DERMOSCOPY,
        clinical_codes=CLINICAL,
        modalities=MODALITIES,
        typicality_rank=4,
        tie_word_embeddings=True,
    )
    model = SkinVLForConditionalGeneration(config).eval()
    with torch.no_grad():
        for part in (model.head.dermoscopy, model.head.clinical, model.head.modality):
            torch.nn.init.normal_(part.weight, std=0.5)
        features = model.encode(torch.randn(64, 3, SIDE, SIDE))[1]
        model.head.fit_typicality(features, torch.arange(64) % (len(DERMOSCOPY) + len(CLINICAL)))
    return model


def make_record() -> dict[str, Any]:
    return {
        "schema_version": 1,
        "name": "tiny",
        "version": "0.0.1",
        "licence": "Apache-2.0",
        "provenance": [{"name": "made up", "licence": "CC0-1.0", "citation": "none", "images": 12}],
        "contract": ContractRecord.make(PREPROCESS, PROMPT).to_json(),
        "head": {
            "dermoscopy": list(DERMOSCOPY),
            "clinical": list(CLINICAL),
            "modality": list(MODALITIES),
        },
        "calibration": {
            "dermoscopy": {"temperature": 1.5, "bias": [0.1, -0.1]},
            "clinical": {"temperature": 1.0, "bias": [0.0, 0.2, -0.2]},
            "modality": {"temperature": 2.0},
        },
        "conformal": {
            "level": 0.9,
            "dermoscopy": {"threshold": 0.2},
            "clinical": {"threshold": 0.1},
        },
        "abstention": {
            "skin_probability": 0.01,
            "typicality": {"clinical": -1e6, "dermoscopy": -1e6},
        },
        "quality": {
            "min_side_px": 16,
            "min_brightness": 0.05,
            "max_brightness": 0.99,
            "min_contrast": 0.001,
            "min_sharpness": 0.0,
            "unusable_sharpness": 0.0,
            "max_dark_fraction": 0.9,
            "max_bright_fraction": 0.9,
        },
        "training": {"epochs": 0},
        "evaluation": {"balanced_accuracy": {"value": 0.5, "low": 0.4, "high": 0.6, "n": 12}},
    }


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A complete tiny checkpoint; tests that change it work on a copy."""
    folder = tmp_path_factory.mktemp("tiny") / "checkpoint"
    tokenizer = make_tokenizer()
    model = make_model(tokenizer.get_vocab_size())
    save_checkpoint(folder, model, tokenizer, make_record())
    return folder


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight training and twelve validation images of both skin modalities."""
    folder = tmp_path_factory.mktemp("data")
    rng = np.random.default_rng(5)
    samples = []
    for index in range(20):
        name = f"{index:02d}.png"
        base = rng.uniform(60, 220, 3)
        pixels = base + rng.normal(0, 30, (40, 48, 3))
        Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(folder / name)
        modality = "dermoscopy" if index % 2 else "clinical"
        codes = DERMOSCOPY if modality == "dermoscopy" else CLINICAL
        samples.append(
            Sample(
                id=name,
                image=name,
                image_sha256="0" * 64,
                source="made up",
                licence="CC0-1.0",
                modality=modality,
                diagnosis=codes[index // 2 % len(codes)],
                label=None,
                split="train" if index < 8 else "val",
                group=name,
                skin_type=None if index % 2 else 1 + index // 2 % 6,
            )
        )
    card = build_card(
        samples, name="made", version="1", created="2025-01-01", licence="CC0-1.0", sources=[]
    )
    write_samples(folder, samples, card)
    return folder


@pytest.fixture
def record() -> CheckpointRecord:
    """The values of `skinvl.json` of the tiny checkpoint."""
    return read_record(CheckpointRecord, make_record(), "")


# What is said of a LLaVA that does not say it itself.
ASKED = Statement(template="mistral_instruct", licence="Apache-2.0")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def exported(
    checkpoint: Path, dataset: Path, home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Exported:
    """Both precisions, with tolerances wide enough for int8 on random weights."""
    options = ExportOptions(
        calibration_data=(dataset,),
        validation_data=(dataset,),
        public_key=home / "maker.pub",
        tolerances=LENIENT,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(home / "config"))
        return export_bundle(checkpoint, tmp_path_factory.mktemp("out") / "bundle", options)


@pytest.fixture(scope="session")
def keys(exported: Exported, home: Path) -> Path:
    """A folder of trusted keys with the key that signed `exported`."""
    folder = home / "keys"
    folder.mkdir()
    shutil.copy(home / "maker.pub", folder)
    return folder


@pytest.fixture
def export(
    exported: Exported, keys: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Bundle]:
    """Exports a LLaVA folder with the head of the tiny bundle and opens the result."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setattr("skinvl.export.exporting.PARITY_IMAGES", 2)

    def run(folder: Path, statement: Statement = ASKED, **options: Any) -> Bundle:
        out = tmp_path / "bundle"
        shutil.rmtree(out, ignore_errors=True)
        chosen = ExportOptions(
            diagnosis=exported.folder, statement=statement, **{"precisions": ("fp32",), **options}
        )
        export_bundle(folder, out, chosen)
        return load_bundle(out, provider="cpu", trusted_keys=keys)

    return run
