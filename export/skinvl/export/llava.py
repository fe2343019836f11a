"""A LLaVA in Hugging Face's layout for export, with the head of another bundle.

Its images become pixels as its processor says, and questions are asked in the words it was trained
with: `skinvl train` records them and `skinvl convert` carries them along.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer
from tokenizers.pre_tokenizers import Metaspace
from transformers import LlavaConfig, PreTrainedTokenizerBase

from skinvl.contract.bundle import Provenance
from skinvl.contract.errors import ExportError, ModelError
from skinvl.contract.fingerprint import ContractRecord
from skinvl.contract.prompt import DESCRIBE_QUESTION, PromptTemplate
from skinvl.export.checkpoint import (
    CheckpointRecord,
    Source,
    check_decoder,
    count_image_tokens,
    describe_decoder,
    lift_window,
)
from skinvl.export.diagnosis import Diagnosis
from skinvl.export.layouts import CONFIG_FILE, read_json
from skinvl.export.loading import load_model
from skinvl.export.weights import open_weights
from skinvl.model import PooledLlava
from skinvl.model.llava.conversation import TEMPLATES
from skinvl.model.llava.preprocessing import read_processor
from skinvl.model.llava.tokenizer import check_image_token, load_tokenizer

PROCESSOR_FILE = "preprocessor_config.json"
UNSTATED = "not stated; ask the maker of the checkpoint"
# In config.json, written by `skinvl train` beside an adapter.
_TRAINING = "skinvl"


@dataclass(frozen=True)
class Statement:
    """What the user says of a LLaVA that its folder does not.

    Args:
        template: name of a conversation template; None: the recorded one.
        licence: of the weights.
        version: of the bundle.
    """

    template: str | None = None
    licence: str | None = None
    version: str = "1.0.0"


def read_llava(
    path: Path, diagnosis: Diagnosis, statement: Statement, *, whole: bool = True
) -> Source:
    """Load a LLaVA folder that `skinvl convert` wrote and check that its parts fit each other.

    Args:
        path: the folder.
        diagnosis: gives the head.
        statement: what the folder does not say.
        whole: whether the layers of the decoder come into memory too.

    Raises:
        ExportError: a part is missing, unreadable or not finite, parts contradict each other, or
            nothing says how training asked its questions.
    """
    config = _read_config(path)
    lift_window(config.text_config)
    check_decoder(path, config.text_config)
    trained = getattr(config, _TRAINING, None) or {}
    try:
        size = config.vision_config.image_size
        processor = path / PROCESSOR_FILE
        preprocess = read_processor(read_json(processor), size, str(processor))
        tokenizer = load_tokenizer(path, config.text_config)
        check_image_token(tokenizer, config.image_token_index, path)
    except ModelError as error:
        raise ExportError(" ".join(str(error).split())) from error
    prompt = choose_prompt(path, trained, statement.template, tokenizer.bos_token)
    read_by_runtime = fit_tokenizer(path, tokenizer, prompt)
    weights = open_weights(path, tied=bool(config.text_config.tie_word_embeddings))
    record = make_record(
        path, ContractRecord.make(preprocess, prompt), diagnosis, statement, trained
    )
    model = load_model(PooledLlava, config, weights, whole=whole)
    tokens = count_image_tokens(path, model, record)
    ids = {name: getattr(tokenizer, f"{name}_token_id") for name in ("bos", "eos", "pad")}
    decoder = describe_decoder(path, model, read_by_runtime, record, tokens, ids)
    return Source(path, model, read_by_runtime, record, decoder, weights, diagnosis)


def choose_prompt(
    path: Path, trained: Mapping[str, Any], named: str | None, bos: str | None
) -> PromptTemplate:
    """The prompt of the conversation template that the checkpoint was trained with.

    Args:
        path: of the checkpoint.
        trained: what its config.json records of its training; empty where nothing is.
        named: the user's choice, which may not contradict the record.
        bos: the token that opens every text.

    Raises:
        ExportError: nothing is recorded and nothing named, an unknown name, or a contradiction.
    """
    recorded = [trained.get("training_template"), trained.get("inference_template")]
    name = named or recorded[0]
    known = ", ".join(sorted({template.name for template in TEMPLATES.values()}))
    if name is None:
        raise ExportError(
            f"{path}: does not say in which words its training asked; name them with "
            f"--prompt-template ({known})"
        )
    if name not in TEMPLATES:
        raise ExportError(f"{path}: no prompt template {name!r}; known: {known}")
    allowed = [TEMPLATES[other] for other in recorded if other in TEMPLATES]
    if allowed and TEMPLATES[name] not in allowed:
        raise ExportError(
            f"{path}: was trained with the prompt template {recorded[0]!r}; leave "
            f"--prompt-template {name} out"
        )
    return TEMPLATES[name].contract(bos)


def fit_tokenizer(
    path: Path, tokenizer: PreTrainedTokenizerBase, prompt: PromptTemplate
) -> Tokenizer:
    """The tokenizer for a runtime that reads the prompt at once, image and all.

    LLaVA reads the texts around an image one by one (llava/mm_utils.py, tokenizer_image_token), so
    that each begins as a text of its own; some tokenizers have to be told to do so at once.

    Raises:
        ExportError: it gives other tokens all the same.
    """
    backend = Tokenizer.from_str(tokenizer.backend_tokenizer.to_str())
    backend.no_padding()
    backend.no_truncation()
    rendered = prompt.render(DESCRIBE_QUESTION)
    truth: list[int] = []
    for number, piece in enumerate(rendered.split(prompt.image_token)):
        if number:
            truth.append(tokenizer.convert_tokens_to_ids(prompt.image_token))
        elif tokenizer.bos_token is not None:
            truth.append(tokenizer.bos_token_id)
            piece = piece.removeprefix(tokenizer.bos_token)
        truth += tokenizer(piece, add_special_tokens=False)["input_ids"]
    if backend.encode(rendered, add_special_tokens=False).ids != truth:
        splitter = backend.pre_tokenizer
        if isinstance(splitter, Metaspace):
            splitter.prepend_scheme = "always"
            backend.pre_tokenizer = splitter
        if backend.encode(rendered, add_special_tokens=False).ids != truth:
            raise ExportError(
                f"{path}: its tokenizer reads a prompt with an image in other tokens than LLaVA, "
                "which reads the texts around the image one by one"
            )
    return backend


def make_record(
    path: Path,
    contract: ContractRecord,
    diagnosis: Diagnosis,
    statement: Statement,
    trained: Mapping[str, Any],
) -> CheckpointRecord:
    """What the manifest says: of the head what its bundle says, of the text what is known."""
    head = diagnosis.manifest
    licence = statement.licence or UNSTATED
    text = Provenance(
        name=f"vision and language model {path.name}",
        licence=licence,
        citation=str(trained.get("recipe", "a LLaVA checkpoint")),
        images=0,
    )
    return CheckpointRecord(
        schema_version=1,
        name=path.name.lower(),
        version=statement.version,
        licence=f"text: {licence}; diagnosis ({head.name} {head.version}): {head.licence}",
        contract=contract,
        head=head.head,
        calibration=head.calibration,
        conformal=head.conformal,
        abstention=head.abstention,
        quality=head.quality,
        provenance=(text, *head.provenance),
        evaluation=diagnosis.evaluation,
        training=dict(trained),
    )


def _read_config(path: Path) -> LlavaConfig:
    file = path / CONFIG_FILE
    try:
        config = LlavaConfig.from_pretrained(path, local_files_only=True)
    except Exception as error:
        raise ExportError(f"{file}: cannot be read ({' '.join(str(error).split())})") from error
    if not isinstance(config.vision_feature_layer, int):
        raise ExportError(f"{file}: vision_feature_layer of several layers cannot be exported")
    if not isinstance(getattr(config.vision_config, "image_size", None), int):
        raise ExportError(f"{file}: vision_config.image_size is not one number")
    return config
