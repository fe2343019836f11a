"""The schema of ``bundle.json``."""

from __future__ import annotations

import dataclasses
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from skinvl.contract.errors import BundleSchemaError
from skinvl.contract.fingerprint import ContractRecord
from skinvl.contract.ontology import DiagnosisCode, ontology
from skinvl.contract.preprocess import PreprocessSpec
from skinvl.contract.quality import QualitySpec
from skinvl.contract.record import canonical_json, read_record, write_record

__all__ = ["canonical_json", "parse_manifest"]

SCHEMA_VERSION = 2
MANIFEST_FILE = "bundle.json"
SIGNATURE_FILE = "bundle.sig"
TOKENIZER_FILE = "tokenizer.json"
GRAPHS = ("vision", "head", "embed", "decoder")
DIAGNOSIS_GRAPH = "diagnosis"
# Far above every language model's; no buffer is made from a number beyond it.
_LARGEST_DIMENSION = 2**24
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Provenance:
    """One source of training data; ``images`` counts those that were used."""

    name: str
    licence: str
    citation: str
    images: int


@dataclass(frozen=True)
class BundleFile:
    """Hash (sha256 hex) and size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Variant:
    """One set of graphs by name; ``providers`` are those it is meant for ("cpu", "cuda")."""

    precision: str
    providers: tuple[str, ...]
    graphs: Mapping[str, str]


@dataclass(frozen=True)
class DecoderSpec:
    """Shapes and token ids that generation needs."""

    layers: int
    kv_heads: int
    head_dim: int
    hidden_size: int
    vocab_size: int
    max_length: int
    image_tokens: int
    bos_id: int
    eos_id: int
    pad_id: int
    image_id: int


@dataclass(frozen=True)
class HeadSpec:
    """What each logit of the head graph means."""

    dermoscopy: tuple[DiagnosisCode, ...]
    clinical: tuple[DiagnosisCode, ...]
    modality: tuple[str, ...]


@dataclass(frozen=True)
class ClassCalibration:
    """``p = softmax(logits / temperature + bias)``, one bias per class."""

    temperature: float
    bias: tuple[float, ...]


@dataclass(frozen=True)
class ModalityCalibration:
    """``p = softmax(logits / temperature)``."""

    temperature: float


@dataclass(frozen=True)
class Calibration:
    """Calibration of the three outputs of the head."""

    dermoscopy: ClassCalibration
    clinical: ClassCalibration
    modality: ModalityCalibration


@dataclass(frozen=True)
class ConformalThreshold:
    """The set holds every class whose calibrated probability is at least this; never empty."""

    threshold: float


@dataclass(frozen=True)
class Conformal:
    """Conformal sets at a coverage of ``level``."""

    level: float
    dermoscopy: ConformalThreshold
    clinical: ConformalThreshold


@dataclass(frozen=True)
class TypicalityThresholds:
    """Least typicality per skin modality."""

    clinical: float
    dermoscopy: float


@dataclass(frozen=True)
class Abstention:
    """``skin_probability`` is the least P(clinical) + P(dermoscopy)."""

    skin_probability: float
    typicality: TypicalityThresholds


@dataclass(frozen=True)
class Metric:
    """A figure with its confidence interval and the number of images behind it."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Golden:
    """An image of the bundle and the outputs it must give, within ``tolerance``."""

    file: str
    expected: Mapping[str, Any]
    tolerance: float


@dataclass(frozen=True)
class DiagnosisSource:
    """The bundle that a tower and its head were taken from; sha256 hex of its ``bundle.json``."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True)
class DiagnosisTower:
    """A tower of its own behind the head, beside that of the language model.

    Each variant then has the graph ``diagnosis``, whose features the head reads. Head, calibration,
    conformal sets, abstention and quality are those of ``source``.
    """

    preprocess: PreprocessSpec
    source: DiagnosisSource


@dataclass(frozen=True)
class BundleManifest:
    """``bundle.json``. Without ``diagnosis`` the head reads the features of ``vision``."""

    name: str
    version: str
    created: str
    licence: str
    provenance: tuple[Provenance, ...]
    contract: ContractRecord
    files: Mapping[str, BundleFile]
    variants: tuple[Variant, ...]
    decoder: DecoderSpec
    head: HeadSpec
    calibration: Calibration
    conformal: Conformal
    abstention: Abstention
    quality: QualitySpec
    parity: Mapping[str, Any]
    evaluation: Mapping[str, Metric]
    golden: tuple[Golden, ...]
    diagnosis: DiagnosisTower | None = None
    schema_version: int = SCHEMA_VERSION

    @property
    def head_preprocess(self) -> PreprocessSpec:
        """How pixels become the input of the tower behind the head."""
        return self.contract.preprocess if self.diagnosis is None else self.diagnosis.preprocess

    def to_json(self) -> dict[str, Any]:
        """A JSON object; `canonical_json` of it is the file."""
        return cast(dict[str, Any], write_record(self))


def parse_manifest(content: bytes) -> BundleManifest:
    """Read and check ``bundle.json``. Whether its contract fits is for `ContractRecord.check`.

    Raises:
        BundleSchemaError: another schema version, a missing, unknown or wrong key, a path that
            leaves the folder, or entries that contradict each other.
    """
    try:
        record = json.loads(content.decode("utf-8"))
    except ValueError as error:
        raise BundleSchemaError(MANIFEST_FILE, f"not JSON ({error})") from error
    except RecursionError:
        raise BundleSchemaError(MANIFEST_FILE, "nested too deeply") from None
    version = record.get("schema_version") if isinstance(record, dict) else None
    if type(version) is int and 0 < version < SCHEMA_VERSION:
        raise BundleSchemaError(
            MANIFEST_FILE,
            f"schema version {version}: made by an older SkinVL; export the checkpoint again, or "
            "get a newer bundle",
        )
    if type(version) is not int or version != SCHEMA_VERSION:
        raise BundleSchemaError(
            MANIFEST_FILE, f"schema version {version!r}; this SkinVL reads {SCHEMA_VERSION}"
        )
    try:
        manifest = read_record(BundleManifest, record, "")
        check_manifest(manifest)
    except ValueError as error:
        raise BundleSchemaError(MANIFEST_FILE, str(error)) from error
    return manifest


def check_manifest(manifest: BundleManifest) -> None:
    """Check what types do not say.

    Raises:
        ValueError: names the first entry that is wrong.
    """
    _check_files(manifest)
    _check_head(manifest)
    for name, value in (
        ("calibration.dermoscopy.temperature", manifest.calibration.dermoscopy.temperature),
        ("calibration.clinical.temperature", manifest.calibration.clinical.temperature),
        ("calibration.modality.temperature", manifest.calibration.modality.temperature),
    ):
        if value <= 0:
            raise ValueError(f"{name}: {value} is not positive")
    for name, value in (
        ("conformal.level", manifest.conformal.level),
        ("conformal.dermoscopy.threshold", manifest.conformal.dermoscopy.threshold),
        ("conformal.clinical.threshold", manifest.conformal.clinical.threshold),
        ("abstention.skin_probability", manifest.abstention.skin_probability),
    ):
        if not 0 <= value <= 1:
            raise ValueError(f"{name}: {value} is not 0..1")
    decoder = dataclasses.asdict(manifest.decoder)
    for name, value in decoder.items():
        if value < (0 if name.endswith("_id") else 1):
            raise ValueError(f"decoder.{name}: {value} is too small")
        if value > _LARGEST_DIMENSION:
            raise ValueError(f"decoder.{name}: {value} is too large")
        if name.endswith("_id") and value >= manifest.decoder.vocab_size:
            raise ValueError(f"decoder.{name}: {value} is outside the vocabulary")


def _check_files(manifest: BundleManifest) -> None:
    for name, file in manifest.files.items():
        check_name(name)
        if not _SHA256.fullmatch(file.sha256):
            raise ValueError(f"files.{name}.sha256: not 64 lower-case hex digits")
        if file.size < 0:
            raise ValueError(f"files.{name}.size: {file.size} is negative")
    if len({name.casefold() for name in manifest.files}) != len(manifest.files):
        raise ValueError("files: two names differ in case only")
    named = [("tokenizer", TOKENIZER_FILE)]
    named += [(f"golden[{i}].file", golden.file) for i, golden in enumerate(manifest.golden)]
    if not manifest.variants:
        raise ValueError("variants: empty")
    graphs = GRAPHS if manifest.diagnosis is None else (*GRAPHS, DIAGNOSIS_GRAPH)
    for index, variant in enumerate(manifest.variants):
        where = f"variants[{index}]"
        if set(variant.graphs) != set(graphs):
            raise ValueError(f"{where}.graphs: expected exactly {', '.join(graphs)}")
        if not variant.providers:
            raise ValueError(f"{where}.providers: empty")
        named += [(f"{where}.graphs.{key}", file) for key, file in variant.graphs.items()]
    for where, name in named:
        if name not in manifest.files:
            raise ValueError(f"{where}: {name!r} is not among the files")
    for index, golden in enumerate(manifest.golden):
        if golden.tolerance < 0:
            raise ValueError(f"golden[{index}].tolerance: {golden.tolerance} is negative")


def check_name(name: str) -> None:
    """Check that `name` stays within the bundle's folder on every system.

    Raises:
        ValueError: it is empty, absolute, leaves the folder, or is no portable relative path.
    """
    parts = name.split("/")
    portable = all(
        part not in ("", ".", "..") and part == part.strip(" ") and not part.endswith(".")
        for part in parts
    )
    if not portable or any(c in '\\:*?"<>|' or ord(c) < 32 for c in name):
        raise ValueError(f"files: {name!r} is not a path inside the bundle")
    if name in (MANIFEST_FILE, SIGNATURE_FILE):
        raise ValueError(f"files: {name!r} cannot list itself")


def _check_head(manifest: BundleManifest) -> None:
    if manifest.diagnosis is not None and not _SHA256.fullmatch(manifest.diagnosis.source.sha256):
        raise ValueError("diagnosis.source.sha256: not 64 lower-case hex digits")
    for name, codes, calibration in (
        ("dermoscopy", manifest.head.dermoscopy, manifest.calibration.dermoscopy),
        ("clinical", manifest.head.clinical, manifest.calibration.clinical),
    ):
        if not codes or len(set(codes)) != len(codes):
            raise ValueError(f"head.{name}: empty, or a code twice")
        for code in codes:
            if code not in ontology():
                raise ValueError(f"head.{name}: no diagnosis has the code {code!r}")
        if len(calibration.bias) != len(codes):
            raise ValueError(
                f"calibration.{name}.bias: {len(calibration.bias)} values for {len(codes)} codes"
            )
        if not all(math.isfinite(value) for value in calibration.bias):
            raise ValueError(f"calibration.{name}.bias: not finite")
    if not {"clinical", "dermoscopy"} <= set(manifest.head.modality):
        raise ValueError("head.modality: clinical and dermoscopy are not both there")
    if len(set(manifest.head.modality)) != len(manifest.head.modality):
        raise ValueError("head.modality: a modality twice")
