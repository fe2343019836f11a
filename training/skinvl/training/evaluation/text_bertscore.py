"""BERTScore of answers with an encoder that the user has on disk; nothing is downloaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from skinvl.contract.errors import ConfigError
from skinvl.contract.statistics.statistic import Floats

NAMES = ("bert-precision", "bert-recall", "bert-f1")
_BLOCK = 512


@dataclass(frozen=True)
class BertEncoder:
    """An encoder on disk: its folder and the layer whose states are compared.

    The released evaluation takes bert-base-uncased, layer 9.
    """

    folder: Path
    layer: int


def score_bertscore(
    answers: Sequence[str], references: Sequence[str], encoder: BertEncoder
) -> dict[str, Floats]:
    """BERTScore (Zhang et al. 2020) precision, recall and F1 [N], without idf, not rescaled.

    Raises:
        ConfigError: the folder holds no encoder, or it has fewer layers.
    """
    import torch
    from bert_score.utils import bert_cos_score_idf

    tokenizer, states = load_encoder(encoder)
    # As in the package: the marks around a text can be matched and do not count themselves.
    weights: defaultdict[int, float] = defaultdict(lambda: 1.0)
    weights[tokenizer.cls_token_id] = weights[tokenizer.sep_token_id] = 0.0
    found = np.zeros((len(answers), 3))
    filled = [
        n
        for n, texts in enumerate(zip(answers, references, strict=True))
        if all(map(str.strip, texts))
    ]
    for start in range(0, len(filled), _BLOCK):
        rows = filled[start : start + _BLOCK]
        found[rows] = bert_cos_score_idf(
            states,
            [references[row] for row in rows],
            [answers[row] for row in rows],
            tokenizer,
            weights,
            device="cuda" if torch.cuda.is_available() else "cpu",
        ).numpy()
    return dict(zip(NAMES, found.T, strict=True))


class _LayerStates:
    """An encoder of which only the states of one layer are read, as bert-score calls it."""

    def __init__(self, model: Any, layer: int) -> None:
        self._model, self._layer = model, layer

    def eval(self) -> None:
        self._model.eval()

    def parameters(self) -> Any:
        return self._model.parameters()

    def __call__(self, tokens: Any, **keywords: Any) -> tuple[Any]:
        keywords["output_hidden_states"] = True
        return (self._model(tokens, **keywords).hidden_states[self._layer],)


@cache
def load_encoder(encoder: BertEncoder) -> tuple[Any, _LayerStates]:
    """The tokenizer, cut to what the encoder takes, and the states of the layer.

    Raises:
        ConfigError: the folder holds no encoder, or it has fewer layers.
    """
    import torch
    from transformers import AutoModel, AutoTokenizer

    folder = str(encoder.folder.resolve())
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model = AutoModel.from_pretrained(folder, local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        reason = str(error).strip().partition("\n")[0].partition(". ")[0]
        raise ConfigError([f"--bertscore-encoder: {folder} holds no encoder ({reason})"]) from error
    layers = int(model.config.num_hidden_layers)
    if not 1 <= encoder.layer <= layers:
        raise ConfigError(
            [f"--bertscore-layer: {encoder.layer}, but the encoder in {folder} has 1 to {layers}"]
        )
    tokenizer.model_max_length = min(
        tokenizer.model_max_length, model.config.max_position_embeddings
    )
    model.to("cuda" if torch.cuda.is_available() else "cpu")
    return tokenizer, _LayerStates(model, encoder.layer)
