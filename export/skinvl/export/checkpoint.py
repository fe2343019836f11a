"""A checkpoint for export: weights, tokenizer and `skinvl.json`, checked against each other.

Everything that can be wrong with a checkpoint is found here, before the first graph is traced.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from skinvl.contract.bundle import (
    Abstention,
    Calibration,
    Conformal,
    DecoderSpec,
    HeadSpec,
    Metric,
    Provenance,
)
from skinvl.contract.errors import ExportError, ModelError
from skinvl.contract.fingerprint import ContractRecord
from skinvl.contract.quality import QualitySpec
from skinvl.contract.record import read_record
from skinvl.export.decoder import ModelWeights, WeightSource
from skinvl.model import SkinVLForConditionalGeneration, load_checkpoint

RECORD_FILE = "skinvl.json"
CONFIG_FILE = "config.json"
MODEL_TYPE = "skinvl"


@dataclass(frozen=True)
class CheckpointRecord:
    """`skinvl.json`: what a checkpoint says of itself beside its weights."""

    schema_version: int
    name: str
    version: str
    licence: str
    contract: ContractRecord
    head: HeadSpec
    calibration: Calibration
    conformal: Conformal
    abstention: Abstention
    quality: QualitySpec
    provenance: tuple[Provenance, ...] = ()
    evaluation: Mapping[str, Metric] = field(default_factory=dict)
    training: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A checkpoint that can be exported; the model is float32 and in evaluation mode."""

    path: Path
    model: SkinVLForConditionalGeneration
    tokenizer: Tokenizer
    record: CheckpointRecord
    decoder: DecoderSpec
    weights: WeightSource


def read_checkpoint(path: Path) -> Source:
    """Load a checkpoint folder and check that its parts fit each other.

    Raises:
        ExportError: a part is missing, unreadable or not finite, an unknown architecture, or parts
            that contradict each other.
        ContractMismatch: trained under another contract than this program's.
    """
    check_architecture(path)
    record = read_checkpoint_record(path)
    record.contract.check(path / RECORD_FILE)
    try:
        loaded = load_checkpoint(path)
    except ModelError as error:
        raise ExportError(" ".join(str(error).split())) from error
    model = loaded.model
    torch.nn.Module.float(model)
    for name, buffer in model.named_buffers():
        if buffer.is_floating_point() and not torch.isfinite(buffer).all():
            raise ExportError(f"{path}: buffer {name} holds NaN or infinity; train it again")
    check_head(path, model, record)
    tokens = count_image_tokens(path, model, record)
    decoder = describe_decoder(path, model, loaded.tokenizer, record, tokens)
    return Source(path, model, loaded.tokenizer, record, decoder, ModelWeights(model))


def check_architecture(path: Path) -> None:
    """Check that `config.json` is one of a SkinVL model.

    Raises:
        ExportError: not there, not JSON, or another architecture.
    """
    if not path.is_dir():
        raise ExportError(f"{path}: no such checkpoint folder")
    config = _read_json(path / CONFIG_FILE)
    found = config.get("model_type")
    if found != MODEL_TYPE:
        raise ExportError(
            f"{path / CONFIG_FILE}: the architecture {found!r} cannot be exported; expected "
            f"{MODEL_TYPE!r}, which `skinvl train` writes"
        )


def read_checkpoint_record(path: Path) -> CheckpointRecord:
    """Read `skinvl.json`.

    Raises:
        ExportError: not there, not JSON, or a key is missing, unknown or wrong; names it.
    """
    file = path / RECORD_FILE
    try:
        record = read_record(CheckpointRecord, _read_json(file), "")
    except ValueError as error:
        raise ExportError(f"{file}: {error}") from error
    if record.schema_version != 1:
        raise ExportError(f"{file}: schema version {record.schema_version}; expected 1")
    return record


def check_head(path: Path, model: SkinVLForConditionalGeneration, record: CheckpointRecord) -> None:
    """Check that weights and `skinvl.json` speak of the same classes in the same order.

    Raises:
        ExportError: they do not; names the first difference.
    """
    for name, codes, configured in (
        ("dermoscopy", record.head.dermoscopy, model.config.dermoscopy_codes),
        ("clinical", record.head.clinical, model.config.clinical_codes),
        ("modality", record.head.modality, model.config.modalities),
    ):
        if list(codes) != list(configured):
            raise ExportError(
                f"{path / RECORD_FILE}: head.{name} has other classes than {CONFIG_FILE}"
            )


def count_image_tokens(
    path: Path, model: SkinVLForConditionalGeneration, record: CheckpointRecord
) -> int:
    """Image tokens T of one image, from a run on an empty image.

    Raises:
        ExportError: tower, projector, head and decoder do not fit the preprocessing or each other.
    """
    spec, width = record.contract.preprocess, model.config.text_config.hidden_size
    with torch.no_grad():
        try:
            embeds, features = model.encode(torch.zeros(1, 3, spec.height, spec.width))
            model.head(features)
        except (RuntimeError, ValueError) as error:
            reason = " ".join(str(error).split())
            raise ExportError(
                f"{path}: the model does not take images of {spec.width} x {spec.height} ({reason})"
            ) from error
    if embeds.shape[2] != width:
        raise ExportError(
            f"{path}: the projector gives {embeds.shape[2]} values where the language model has "
            f"{width}"
        )
    return int(embeds.shape[1])


def describe_decoder(
    path: Path,
    model: SkinVLForConditionalGeneration,
    tokenizer: Tokenizer,
    record: CheckpointRecord,
    image_tokens: int,
) -> DecoderSpec:
    """Shapes of the decoder and ids of its tokens.

    Raises:
        ExportError: the tokenizer lacks a token that the prompt needs, or knows more tokens than
            the model, or the prompt does not fit into the model.
    """
    text = model.config.text_config
    prompt = record.contract.prompt
    file = path / "tokenizer.json"
    if tokenizer.get_vocab_size() > text.vocab_size:
        raise ExportError(
            f"{file}: {tokenizer.get_vocab_size()} tokens where the model has {text.vocab_size}"
        )
    image_id = tokenizer.token_to_id(prompt.image_token)
    if image_id is None or image_id != model.config.image_token_id:
        raise ExportError(
            f"{file}: {prompt.image_token!r} is the token {image_id}, the model expects "
            f"{model.config.image_token_id}"
        )
    ids: dict[str, int] = {}
    for name in ("bos", "eos", "pad"):
        found = getattr(text, f"{name}_token_id", None)
        if found is None:
            found = tokenizer.token_to_id(f"<{name}>")
        if found is None:
            raise ExportError(f"{path / CONFIG_FILE}: the language model has no {name}_token_id")
        ids[name] = found
    if image_tokens >= text.max_position_embeddings:
        raise ExportError(
            f"{path}: {image_tokens} image tokens leave no room for text in "
            f"{text.max_position_embeddings} positions"
        )
    heads = text.num_attention_heads
    return DecoderSpec(
        layers=text.num_hidden_layers,
        kv_heads=getattr(text, "num_key_value_heads", None) or heads,
        head_dim=getattr(text, "head_dim", None) or text.hidden_size // heads,
        hidden_size=text.hidden_size,
        vocab_size=text.vocab_size,
        max_length=text.max_position_embeddings,
        image_tokens=image_tokens,
        bos_id=ids["bos"],
        eos_id=ids["eos"],
        pad_id=ids["pad"],
        image_id=image_id,
    )


def _read_json(file: Path) -> dict[str, Any]:
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ExportError(
            f"{file}: no such file; is {file.parent} a checkpoint folder of `skinvl train`?"
        ) from None
    except (OSError, ValueError) as error:
        raise ExportError(f"{file}: not readable as JSON ({error})") from error
    if not isinstance(record, dict):
        raise ExportError(f"{file}: not a JSON object")
    return record
