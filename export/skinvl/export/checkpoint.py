"""A checkpoint for export: weights, tokenizer and `skinvl.json`, checked against each other.

Everything that can be wrong with a checkpoint is found here, before the first graph is traced.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from transformers import PretrainedConfig

from skinvl.contract.bundle import (
    Abstention,
    Calibration,
    Conformal,
    DecoderSpec,
    HeadSpec,
    Metric,
    Provenance,
)
from skinvl.contract.errors import ExportError
from skinvl.contract.fingerprint import ContractRecord
from skinvl.contract.preprocess import PreprocessSpec
from skinvl.contract.quality import QualitySpec
from skinvl.contract.record import read_record
from skinvl.export.decoder.skeleton import check_architecture
from skinvl.export.diagnosis import Diagnosis
from skinvl.export.layouts import CONFIG_FILE, read_json
from skinvl.export.loading import load_model
from skinvl.export.weights import CheckpointWeights, open_weights
from skinvl.model import PooledLlava, SkinVLConfig, SkinVLForConditionalGeneration

RECORD_FILE = "skinvl.json"
TOKENIZER_FILE = "tokenizer.json"


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
    """A checkpoint that can be exported.

    Attributes:
        path: its folder.
        model: in evaluation mode, float32; the layers of its decoder may be on the meta device.
        tokenizer: of the language model.
        record: what goes into the manifest.
        decoder: shapes and token ids.
        weights: every tensor of the checkpoint.
        diagnosis: where the head comes from if it is not the checkpoint's own.
    """

    path: Path
    model: PooledLlava
    tokenizer: Tokenizer
    record: CheckpointRecord
    decoder: DecoderSpec
    weights: CheckpointWeights
    diagnosis: Diagnosis | None = None

    @property
    def head_preprocess(self) -> PreprocessSpec:
        """How pixels become the input of the tower behind the head."""
        if self.diagnosis is None:
            return self.record.contract.preprocess
        return self.diagnosis.manifest.head_preprocess


def read_checkpoint(path: Path, *, whole: bool = True) -> Source:
    """Load a checkpoint folder of `skinvl train` and check that its parts fit each other.

    Args:
        path: the folder.
        whole: whether the layers of the decoder come into memory too.

    Raises:
        ExportError: a part is missing, unreadable or not finite, or parts contradict each other.
        ContractMismatch: trained under another contract than this program's.
    """
    record = read_checkpoint_record(path)
    record.contract.check(path / RECORD_FILE)
    try:
        config = SkinVLConfig.from_pretrained(path, local_files_only=True)
    except Exception as error:
        reason = " ".join(str(error).split())
        raise ExportError(f"{path / CONFIG_FILE}: cannot be read ({reason})") from error
    lift_window(config.text_config)
    check_decoder(path, config.text_config)
    check_head(path, config, record)
    tokenizer = read_tokenizer(path)
    weights = open_weights(path, tied=bool(config.text_config.tie_word_embeddings))
    model = load_model(SkinVLForConditionalGeneration, config, weights, whole=whole)
    tokens = count_image_tokens(path, model, record)
    ids = {
        name: getattr(config.text_config, f"{name}_token_id", None)
        for name in ("bos", "eos", "pad")
    }
    decoder = describe_decoder(path, model, tokenizer, record, tokens, ids)
    return Source(path, model, tokenizer, record, decoder, weights)


def read_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer in a checkpoint folder.

    Raises:
        ExportError: not there, or not a tokenizer.
    """
    file = path / TOKENIZER_FILE
    if not file.is_file():
        raise ExportError(f"{file}: no such file; a checkpoint brings its tokenizer")
    try:
        return Tokenizer.from_file(str(file))
    except Exception as error:
        raise ExportError(f"{file}: cannot be read ({' '.join(str(error).split())})") from error


def read_checkpoint_record(path: Path) -> CheckpointRecord:
    """Read `skinvl.json`.

    Raises:
        ExportError: not there, not JSON, or a key is missing, unknown or wrong; names it.
    """
    file = path / RECORD_FILE
    try:
        record = read_record(CheckpointRecord, read_json(file), "")
    except ValueError as error:
        raise ExportError(f"{file}: {error}") from error
    if record.schema_version != 1:
        raise ExportError(f"{file}: schema version {record.schema_version}; expected 1")
    return record


def lift_window(text: PretrainedConfig) -> None:
    """Where attention slides over a window, keep texts within the first window, in place.

    Up to there every position sees all positions before it, so that full attention, which the
    graph has, gives the same numbers (Jiang et al., "Mistral 7B", 2023, section 2).
    """
    window = getattr(text, "sliding_window", None)
    if window is not None:
        text.max_position_embeddings = min(text.max_position_embeddings, window)
        text.sliding_window = None


def check_decoder(path: Path, text: PretrainedConfig) -> None:
    """Check that the language model is one that is exported.

    Raises:
        ExportError: another architecture, or positions that no graph can have.
    """
    try:
        check_architecture(text)
    except ExportError as error:
        raise ExportError(f"{path / CONFIG_FILE}: {error}") from error


def check_head(path: Path, config: SkinVLConfig, record: CheckpointRecord) -> None:
    """Check that weights and `skinvl.json` speak of the same classes in the same order.

    Raises:
        ExportError: they do not; names the first difference.
    """
    for name, codes, configured in (
        ("dermoscopy", record.head.dermoscopy, config.dermoscopy_codes),
        ("clinical", record.head.clinical, config.clinical_codes),
        ("modality", record.head.modality, config.modalities),
    ):
        if list(codes) != list(configured):
            raise ExportError(
                f"{path / RECORD_FILE}: head.{name} has other classes than {CONFIG_FILE}"
            )


def count_image_tokens(path: Path, model: PooledLlava, record: CheckpointRecord) -> int:
    """Image tokens T of one image, from a run on an empty image.

    Raises:
        ExportError: tower, projector, head and decoder do not fit the preprocessing or each other.
    """
    spec, width = record.contract.preprocess, model.config.text_config.hidden_size
    with torch.no_grad():
        try:
            embeds, features = model.encode(torch.zeros(1, 3, spec.height, spec.width))
            if isinstance(model, SkinVLForConditionalGeneration):
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
    model: PooledLlava,
    tokenizer: Tokenizer,
    record: CheckpointRecord,
    image_tokens: int,
    special: Mapping[str, Any],
) -> DecoderSpec:
    """Shapes of the decoder and ids of its tokens.

    Args:
        special: configured ids of `bos`, `eos` and `pad`; for None the tokenizer is asked.

    Raises:
        ExportError: the tokenizer lacks a token that the prompt needs, or knows more tokens than
            the model, or the prompt does not fit into the model.
    """
    text = model.config.text_config
    prompt = record.contract.prompt
    file = path / TOKENIZER_FILE
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
    for name, configured in special.items():
        found = tokenizer.token_to_id(f"<{name}>") if configured is None else configured
        if not isinstance(found, int):
            raise ExportError(
                f"{path / CONFIG_FILE}: {name}_token_id is {found!r}; it has to be one token"
            )
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
