"""Small images and values that the tests of the contract share."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from skinvl.contract.bundle import (
    Abstention,
    BundleFile,
    BundleManifest,
    Calibration,
    ClassCalibration,
    Conformal,
    ConformalThreshold,
    DecoderSpec,
    Golden,
    HeadSpec,
    Metric,
    ModalityCalibration,
    Provenance,
    TypicalityThresholds,
    Variant,
)
from skinvl.contract.fingerprint import ContractRecord
from skinvl.contract.ontology import DiagnosisCode
from skinvl.contract.preprocess import PreprocessSpec
from skinvl.contract.prompt import PromptTemplate
from skinvl.contract.quality import QualitySpec
from skinvl.contract.sample import LesionAttributes, QuestionAnswer, Sample

Encode = Callable[..., bytes]


@pytest.fixture(scope="session")
def pixels() -> NDArray[np.uint8]:
    """uint8 [60, 80, 3]: smooth colours with a noisy patch, no symmetry."""
    y, x = np.mgrid[0:60, 0:80]
    image = np.stack([x * 255 // 79, y * 255 // 59, (2 * x + 3 * y) % 256], -1).astype(np.uint8)
    image[10:30, 15:45] = np.random.default_rng(0).integers(0, 255, (20, 30, 3))
    return image


@pytest.fixture(scope="session")
def encode() -> Encode:
    def run(image: Image.Image | NDArray[np.uint8], kind: str, **options: Any) -> bytes:
        picture = image if isinstance(image, Image.Image) else Image.fromarray(image)
        buffer = io.BytesIO()
        picture.save(buffer, kind, **options)
        return buffer.getvalue()

    return run


@pytest.fixture(scope="session")
def spec() -> PreprocessSpec:
    return PreprocessSpec(
        width=24,
        height=16,
        fit="squash",
        background=(127, 127, 127),
        resample="bicubic",
        mean=(0.5, 0.4, 0.3),
        std=(0.25, 0.2, 0.1),
    )


@pytest.fixture(scope="session")
def template() -> PromptTemplate:
    return PromptTemplate("<bos><image><q>{question}<a>", "<image>", ("<eos>",))


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    return Sample(
        id="ham-1",
        image="images/1.jpg",
        image_sha256="0" * 64,
        source="HAM10000",
        licence="CC BY-NC 4.0",
        modality="dermoscopy",
        diagnosis=DiagnosisCode("melanoma"),
        label="mel",
        split="train",
        group="g1",
        age=61.5,
        skin_type=2,
        attributes=LesionAttributes(
            2, 0.4, "irregular", 0.7, ("dark brown", "black"), "large", 0.5, True, False, False
        ),
        qa=(QuestionAnswer("Is hair present?", "Yes.", "yesno", "hair"),),
    )


@pytest.fixture
def manifest(spec: PreprocessSpec, template: PromptTemplate) -> BundleManifest:
    codes = (DiagnosisCode("melanoma"), DiagnosisCode("melanocytic-nevus"))
    names = ("vision.onnx", "head.onnx", "embed.onnx", "decoder.onnx", "tokenizer.json")
    files = {name: BundleFile("a" * 64, 10) for name in (*names, "golden/a.png")}
    calibration = ClassCalibration(1.5, (0.0, -0.1))
    return BundleManifest(
        name="skinvl-test",
        version="0.1.0",
        created="2026-01-01T00:00:00Z",
        licence="CC BY-NC 4.0",
        provenance=(Provenance("HAM10000", "CC BY-NC 4.0", "Tschandl et al. 2018", 10),),
        contract=ContractRecord.make(spec, template),
        files=files,
        variants=(
            Variant(
                "fp32", ("cpu",), {n: f"{n}.onnx" for n in ("vision", "head", "embed", "decoder")}
            ),
        ),
        decoder=DecoderSpec(2, 2, 8, 16, 32, 64, 4, 1, 2, 0, 3),
        head=HeadSpec(codes, codes, ("clinical", "dermoscopy", "pathology", "other")),
        calibration=Calibration(calibration, calibration, ModalityCalibration(1.0)),
        conformal=Conformal(0.9, ConformalThreshold(0.1), ConformalThreshold(0.1)),
        abstention=Abstention(0.5, TypicalityThresholds(-3.0, -2.0)),
        quality=QualitySpec(64, 0.1, 0.9, 0.05, 0.02, 0.01, 0.8, 0.8),
        parity={"max_probability_difference": 0.001},
        evaluation={"balanced_accuracy": Metric(0.8, 0.7, 0.9, 100)},
        golden=(Golden("golden/a.png", {"top": "melanoma"}, 0.01),),
    )
