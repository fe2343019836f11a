"""BERTScore with a tiny encoder on disk."""

from pathlib import Path

import numpy as np
import pytest

from skinvl.contract.errors import ConfigError
from skinvl.training.evaluation.text_bertscore import BertEncoder, load_encoder, score_bertscore

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "red", "blue", "mole", "spot", ".")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch
    from transformers import BertConfig, BertModel, BertTokenizerFast

    out = tmp_path_factory.mktemp("bert") / "encoder"
    out.mkdir()
    (out / "vocab.txt").write_text("\n".join(WORDS))
    BertTokenizerFast(vocab_file=str(out / "vocab.txt")).save_pretrained(out)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=8,
        num_hidden_layers=3,
        num_attention_heads=2,
        intermediate_size=8,
        max_position_embeddings=16,
        initializer_range=1.0,
    )
    BertModel(config).save_pretrained(out)
    return out


def states(folder: Path, text: str, layer: int) -> np.ndarray:
    """Unit vectors of the marks and words of a text, float64 [T, D]."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokens = AutoTokenizer.from_pretrained(folder)(text, return_tensors="pt")
    model = AutoModel.from_pretrained(folder).eval()
    with torch.no_grad():
        found = model(**tokens, output_hidden_states=True).hidden_states[layer][0].double().numpy()
    unit: np.ndarray = found / np.linalg.norm(found, axis=1, keepdims=True)
    return unit


@pytest.mark.parametrize("layer", [1, 2])
def test_formula(folder: Path, layer: int) -> None:
    """Precision: per word of the answer its best match; the marks are matched, and not counted."""
    answer, reference = "a red mole", "blue spot ."
    likeness = states(folder, answer, layer) @ states(folder, reference, layer).T
    precision = likeness.max(axis=1)[1:-1].mean()
    recall = likeness.max(axis=0)[1:-1].mean()
    found = score_bertscore([answer], [reference], BertEncoder(folder, layer))
    assert found["bert-precision"][0] == pytest.approx(precision, abs=1e-5)
    assert found["bert-recall"][0] == pytest.approx(recall, abs=1e-5)
    expected = 2 * precision * recall / (precision + recall)
    assert found["bert-f1"][0] == pytest.approx(expected, abs=1e-5)


def test_same_text_is_one_and_no_text_is_nothing(folder: Path) -> None:
    texts = ["a red mole .", "", " ", "a"]
    found = score_bertscore(texts, ["a red mole .", "a", "a", ""], BertEncoder(folder, 2))
    assert found["bert-f1"].tolist() == pytest.approx([1, 0, 0, 0], abs=1e-5)


def test_long_texts_are_cut_to_what_the_encoder_takes(folder: Path) -> None:
    found = score_bertscore(["a red mole . " * 20], ["a red mole . " * 30], BertEncoder(folder, 1))
    assert found["bert-f1"][0] == pytest.approx(1, abs=1e-5)


def test_what_is_no_encoder_is_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"--bertscore-encoder: .*holds no encoder"):
        load_encoder(BertEncoder(tmp_path, 1))
    with pytest.raises(
        ConfigError, match=r"--bertscore-layer: 9, but the encoder in .* has 1 to 3"
    ):
        load_encoder(BertEncoder(folder, 9))
