"""A real bundle in miniature: signed, with graphs that onnxruntime runs and a trained tokenizer.

Colours steer it. Channels are scaled to -1..1 and averaged over the image: red speaks for
dermoscopy and melanoma, green for a clinical photograph and for eczema, blue for pathology and
against typicality. The decoder attends over its cache like any other, and adds a script: after a
prompt as long as the request to describe, it writes `text`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from miniatures.graph import GraphBuilder
from PIL import Image

from skinvl.contract.answer import Description, render_answer
from skinvl.contract.bundle import (
    Abstention,
    BundleFile,
    BundleManifest,
    Calibration,
    ClassCalibration,
    Conformal,
    ConformalThreshold,
    DecoderSpec,
    DiagnosisSource,
    DiagnosisTower,
    HeadSpec,
    Metric,
    ModalityCalibration,
    Provenance,
    TypicalityThresholds,
    Variant,
    canonical_json,
)
from skinvl.contract.fingerprint import ContractRecord
from skinvl.contract.ontology import DiagnosisCode
from skinvl.contract.preprocess import PreprocessSpec
from skinvl.contract.prompt import DESCRIBE_QUESTION, PromptTemplate
from skinvl.contract.quality import QualitySpec

SIDE, TOKENS, WIDTH, HEADS, HEAD_WIDTH, LAYERS, LENGTH = 8, 4, 16, 2, 8, 2, 160
SPECIALS = ["<pad>", "<bos>", "<eos>", "<image>", "<q>", "<a>"]
DERMOSCOPY = ("melanoma", "melanocytic-nevus", "vascular-lesion")
CLINICAL = ("melanoma", "eczema")
MELANOMA_TEXT = render_answer(Description("dermoscopy", DiagnosisCode("melanoma"), asymmetry=2))
NEVUS_TEXT = render_answer(Description("dermoscopy", DiagnosisCode("melanocytic-nevus")))

COLOURS = {
    "melanoma": (230, 60, 60),
    "eczema": (60, 230, 60),
    "pathology": (60, 60, 230),
    "untypical": (250, 60, 220),
    "dark": (2, 2, 2),
}


@dataclass(frozen=True)
class Signer:
    """A key pair, and the folder that makes the public half trusted."""

    private: Ed25519PrivateKey
    key_id: str
    folder: Path


@dataclass(frozen=True)
class Bundles:
    """Builds bundles, signed by one test key whose public half lies in `keys`."""

    signer: Signer

    @property
    def keys(self) -> Path:
        return self.signer.folder

    def build(
        self,
        folder: Path,
        *,
        text: str = MELANOMA_TEXT,
        stop: tuple[str, ...] = ("<eos>",),
        precision: str = "fp32",
        own_viewer: bool = False,
        edit: Callable[[dict[str, Any]], None] | None = None,
    ) -> Path:
        """Write a bundle whose decoder writes `text`; `edit` changes the manifest to be signed.

        `own_viewer`: the language model has a tower of its own, of twice the side, whose features
        would have the head say the opposite.
        """
        folder.mkdir(parents=True)
        tokenizer = make_tokenizer()
        prompt = PromptTemplate("<bos><image><q>{question}<a>", "<image>", stop)
        asked = tokenizer.encode(prompt.render(DESCRIBE_QUESTION), add_special_tokens=False).ids
        script = [*tokenizer.encode(text, add_special_tokens=False).ids, 2]
        first = len(asked) - 1 + TOKENS - 1
        vocabulary = tokenizer.get_vocab_size()
        (folder / "tokenizer.json").write_text(tokenizer.to_str(), encoding="utf-8")
        (folder / "vision.onnx").write_bytes(make_vision(precision == "int8"))
        (folder / "head.onnx").write_bytes(make_head())
        (folder / "embed.onnx").write_bytes(make_embed(vocabulary))
        (folder / "decoder.onnx").write_bytes(make_decoder(vocabulary, script, first))
        (folder / "MODEL_CARD.md").write_text("# A bundle for tests\n", encoding="utf-8")
        if own_viewer:
            (folder / "vision.onnx").rename(folder / "diagnosis.onnx")
            (folder / "vision.onnx").write_bytes(make_vision(False, 2 * SIDE))
        record = make_manifest(folder, prompt, vocabulary, precision, own_viewer).to_json()
        if edit is not None:
            edit(record)
        self.sign(folder, canonical_json(record))
        return folder

    def sign(self, folder: Path, manifest: bytes, signer: Signer | None = None) -> None:
        """Write `bundle.json` and `bundle.sig`."""
        by = signer or self.signer
        (folder / "bundle.json").write_bytes(manifest)
        signature = base64.b64encode(by.private.sign(manifest)).decode()
        record = {"key_id": by.key_id, "algorithm": "ed25519", "signature": signature}
        (folder / "bundle.sig").write_text(json.dumps(record), encoding="utf-8")


@dataclass(frozen=True)
class Cli:
    """Runs `skinvl` as its own process, trusting the test key."""

    keys: Path
    folder: Path

    def environment(self) -> dict[str, str]:
        return {**os.environ, "SKINVL_TRUSTED_KEYS": str(self.keys), "PYTHONIOENCODING": "utf-8"}

    def command(self, *arguments: str | Path) -> list[str]:
        return [sys.executable, "-m", "skinvl.cli.main", *map(str, arguments)]

    def run(self, *arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            capture_output=True,
            encoding="utf-8",
            env=self.environment(),
            cwd=self.folder,
            check=False,
            **options,
        )


def make_signer(folder: Path, name: str) -> Signer:
    private = Ed25519PrivateKey.generate()
    raw = private.public_key().public_bytes_raw()
    key_id = hashlib.sha256(raw).hexdigest()[:16]
    folder.mkdir(parents=True)
    record = {"key_id": key_id, "public_key": base64.b64encode(raw).decode(), "name": name}
    (folder / "test.pub").write_text(json.dumps(record), encoding="utf-8")
    return Signer(private, key_id, folder)


def make_tokenizer() -> Any:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=320,
        special_tokens=SPECIALS,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator([MELANOMA_TEXT, NEVUS_TEXT, DESCRIBE_QUESTION], trainer)
    return tokenizer


def make_manifest(
    folder: Path, prompt: PromptTemplate, vocabulary: int, precision: str, own_viewer: bool
) -> BundleManifest:
    half = (0.5, 0.5, 0.5)
    spec = PreprocessSpec(SIDE, SIDE, "squash", (0, 0, 0), "bilinear", half, half)
    apart = None
    if own_viewer:
        apart = DiagnosisTower(spec, DiagnosisSource("another", "0.1", "c" * 64))
        spec = replace(spec, width=2 * SIDE, height=2 * SIDE, fit="pad")
    files = {
        path.name: BundleFile(hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size)
        for path in folder.iterdir()
    }
    parts = ("vision", "head", "embed", "decoder", *(("diagnosis",) if own_viewer else ()))
    graphs = {name: f"{name}.onnx" for name in parts}
    return BundleManifest(
        name="tiny",
        version="1.2.3",
        created="2025-01-01T00:00:00+00:00",
        licence="Apache-2.0",
        provenance=(Provenance("made for tests", "Apache-2.0", "none", 0),),
        contract=ContractRecord.make(spec, prompt),
        files=files,
        variants=(Variant(precision, ("cpu",), graphs),),
        decoder=DecoderSpec(
            LAYERS, HEADS, HEAD_WIDTH, WIDTH, vocabulary, LENGTH, TOKENS, *(1, 2, 0, 3)
        ),
        head=HeadSpec(
            tuple(map(DiagnosisCode, DERMOSCOPY)),
            tuple(map(DiagnosisCode, CLINICAL)),
            ("clinical", "dermoscopy", "pathology", "other"),
        ),
        calibration=Calibration(
            ClassCalibration(2.0, (0.0, 0.1, 0.0)),
            ClassCalibration(1.0, (0.0, 0.0)),
            ModalityCalibration(1.0),
        ),
        conformal=Conformal(0.9, ConformalThreshold(0.2), ConformalThreshold(0.2)),
        abstention=Abstention(0.5, TypicalityThresholds(clinical=0.0, dermoscopy=0.0)),
        quality=QualitySpec(16, 0.05, 0.98, 0.001, 0.0, 0.0, 0.9, 0.9),
        parity={},
        evaluation={"accuracy": Metric(0.8, 0.7, 0.9, 100)},
        golden=(),
        diagnosis=apart,
    )


def make_vision(quantized: bool, side: int = SIDE) -> bytes:
    """Quantized, the pixels pass through 8 bits at a scale taken from the whole batch."""
    graph = GraphBuilder(1)
    pixels = "pixel_values"
    if quantized:
        graph.node("DynamicQuantizeLinear", [pixels], "steps", "scale", "zero")
        graph.node("DequantizeLinear", ["steps", "scale", "zero"], "rounded")
        pixels = "rounded"
    cell = [side // 2, side // 2]
    graph.node("AveragePool", [pixels], "pooled", kernel_shape=cell, strides=cell)
    graph.node("Reshape", ["pooled", graph.ints([0, 3, TOKENS])], "rows")
    graph.node("Transpose", ["rows"], "patch_features", perm=[0, 2, 1])
    graph.node("MatMul", ["patch_features", graph.random(3, WIDTH)], "image_embeds")
    graph.node("GlobalAveragePool", [pixels], "mean")
    graph.node("Reshape", ["mean", graph.ints([0, 3])], "pooled_features")
    sign = graph.constant(np.float32(1 if side == SIDE else -1))
    graph.node("Mul", ["pooled_features", sign], "features")
    return graph.finish(
        {"pixel_values": ("f", ["B", 3, side, side])},
        {
            "image_embeds": ("f", ["B", TOKENS, WIDTH]),
            "features": ("f", ["B", 3]),
            "patch_features": ("f", ["B", TOKENS, 3]),
        },
    )


def make_head() -> bytes:
    red, green, blue = np.eye(3, dtype=np.float32)
    graph = GraphBuilder(2)
    outputs = {
        "dermoscopy": np.stack([6 * red, 6 * green, 6 * blue], axis=1),
        "clinical": np.stack([3 * red, 3 * green], axis=1),
        "modality": np.stack([6 * green, 6 * red, 6 * blue, 0 * red], axis=1),
    }
    for name, weight in outputs.items():
        graph.node("MatMul", ["features", graph.constant(weight)], name)
    graph.node("MatMul", ["features", graph.constant(-2 * blue[:, None])], "against")
    graph.node("Add", ["against", graph.constant(np.ones(1, np.float32))], "column")
    graph.node("Reshape", ["column", graph.ints([-1])], "typicality")
    borders = {name: ("f", ["B", weight.shape[1]]) for name, weight in outputs.items()}
    return graph.finish({"features": ("f", ["B", 3])}, {**borders, "typicality": ("f", ["B"])})


def make_embed(vocabulary: int) -> bytes:
    graph = GraphBuilder(3)
    graph.node("Gather", [graph.random(vocabulary, WIDTH), "input_ids"], "inputs_embeds")
    return graph.finish(
        {"input_ids": ("i", ["B", "S"])}, {"inputs_embeds": ("f", ["B", "S", WIDTH])}
    )


def make_decoder(vocabulary: int, script: list[int], first: int) -> bytes:
    """Two layers of causal attention over shared buffers, and the script by position."""
    graph = GraphBuilder(4)
    table = np.zeros((LENGTH, vocabulary), dtype=np.float32)
    for index, token in enumerate(script):
        table[first + index, token] = 50
    hidden, cache_in, cache_out = "inputs_embeds", {}, {}
    for layer in range(LAYERS):
        graph.node("MatMul", [hidden, graph.random(WIDTH, 3 * WIDTH)], f"packed.{layer}")
        past = [f"past_key_values.{layer}.{part}" for part in ("key", "value")]
        present = [f"present.{layer}.{part}" for part in ("key", "value")]
        graph.node(
            "GroupQueryAttention",
            [f"packed.{layer}", "", "", *past, "seqlens_k", "total_sequence_length"],
            *(f"read.{layer}", *present),
            domain="com.microsoft",
            num_heads=HEADS,
            kv_num_heads=HEADS,
        )
        for name, names in ((past, cache_in), (present, cache_out)):
            names.update(dict.fromkeys(name, ("f", ["B", HEADS, "C", HEAD_WIDTH])))
        graph.node("Add", [hidden, f"read.{layer}"], f"hidden.{layer}")
        hidden = f"hidden.{layer}"
    graph.node("Gather", [hidden, "logits_positions"], "asked", axis=1)
    graph.node("MatMul", ["asked", graph.random(WIDTH, vocabulary)], "spoken")
    graph.node("Shape", ["inputs_embeds"], "steps", start=1, end=2)
    graph.node("Cast", ["total_sequence_length"], "end", to=7)
    graph.node("Sub", ["end", "steps"], "before")
    graph.node("Add", ["before", "logits_positions"], "places")
    graph.node("Gather", [graph.constant(table), "places"], "scripted")
    graph.node("Add", ["spoken", "scripted"], "logits")
    inputs = {
        "inputs_embeds": ("f", ["B", "S", WIDTH]),
        "seqlens_k": ("n", ["B"]),
        "total_sequence_length": ("n", [1]),
        "logits_positions": ("i", ["N"]),
        **cache_in,
    }
    return graph.finish(inputs, {"logits": ("f", ["B", "N", vocabulary]), **cache_out})


@pytest.fixture(scope="session")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Bundles:
    pytest.importorskip("onnx", reason="the bundle of these tests is made with onnx")
    return Bundles(make_signer(tmp_path_factory.mktemp("signer") / "keys", "test key"))


@pytest.fixture(scope="session")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    """A key that nobody trusts."""
    return make_signer(tmp_path_factory.mktemp("stranger") / "keys", "a stranger")


@pytest.fixture(scope="session")
def tiny(bundles: Bundles, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the bundle that most tests share; not to be changed."""
    return bundles.build(tmp_path_factory.mktemp("bundles") / "tiny")


@pytest.fixture(scope="session")
def bundle(bundles: Bundles, tiny: Path) -> Any:
    from skinvl.runtime import load_bundle

    return load_bundle(tiny, provider="cpu", threads=1, trusted_keys=bundles.keys)


@pytest.fixture(scope="session")
def images(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One image file per name in `COLOURS`, with some grain."""
    folder = tmp_path_factory.mktemp("images")
    paths = {}
    for index, (name, colour) in enumerate(COLOURS.items()):
        grain = np.random.default_rng(index).integers(0, 20, (48, 64, 1))
        pixels = (np.array(colour) - np.where(min(colour) > 20, grain, 0)).astype(np.uint8)
        paths[name] = folder / f"{name}.png"
        Image.fromarray(np.broadcast_to(pixels, (48, 64, 3)).copy()).save(paths[name])
    return paths


@pytest.fixture
def cli(bundles: Bundles, tmp_path: Path) -> Cli:
    return Cli(bundles.keys, tmp_path)
