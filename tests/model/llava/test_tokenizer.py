"""Tokenizers as checkpoints bring them."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest
from miniatures.llava import write_hf_llava, write_llava_med
from miniatures.llava_tokenizer import vocab_size

from skinvl.contract.errors import ModelError
from skinvl.model.llava import load_llava


def test_without_a_tokenizer(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model")
    (folder / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"no tokenizer\.json and no tokenizer\.model"):
        load_llava(folder)


def test_a_tokenizer_that_cannot_be_read(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model")
    (folder / "tokenizer.json").write_text('{"version": "1.0"}')
    with pytest.raises(ModelError, match="its tokenizer cannot be read"):
        load_llava(folder)


def test_sentencepiece_is_asked_for_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_llava_med(tmp_path / "model")
    (folder / "tokenizer.json").rename(folder / "tokenizer.model")
    monkeypatch.setitem(sys.modules, "sentencepiece", None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match=r"tokenizer\.model: .* pip install sentencepiece"):
        load_llava(folder)


def test_a_sentencepiece_model(tmp_path: Path) -> None:
    sentencepiece = pytest.importorskip("sentencepiece")
    pytest.importorskip("google.protobuf")
    folder = write_llava_med(tmp_path / "model")
    (folder / "tokenizer.json").unlink()
    words = "What does the image show? The image shows a melanoma on the back. It is an eczema."
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([words] * 20),
        model_prefix=str(folder / "tokenizer"),
        vocab_size=300,
        model_type="bpe",
        byte_fallback=True,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    tokenizer = load_llava(folder).tokenizer
    slow = sentencepiece.SentencePieceProcessor(model_file=str(folder / "tokenizer.model"))
    text = "What does the image show? A melanoma, 3 mm é."
    assert tokenizer(text).input_ids == [tokenizer.bos_token_id, *slow.encode(text)]
    assert tokenizer.decode(tokenizer(text).input_ids, skip_special_tokens=True) == text
    # Fewer ids than the embeddings have rows: `<image>` takes the first one that is free.
    assert tokenizer.convert_tokens_to_ids("<image>") == slow.vocab_size() < vocab_size()


def test_an_image_token_of_another_id(tmp_path: Path) -> None:
    folder = write_hf_llava(tmp_path / "hf")
    record = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(record | {"image_token_index": 7}))
    with pytest.raises(ModelError, match=f"<image> has the id 7, in its tokenizer {vocab_size()}"):
        load_llava(folder)


def test_padding_without_a_token_of_its_own(tmp_path: Path) -> None:
    folder = write_llava_med(tmp_path / "model")
    for name in ("tokenizer_config.json", "special_tokens_map.json"):
        record = json.loads((folder / name).read_text())
        del record["pad_token"]
        (folder / name).write_text(json.dumps(record))
    loaded = load_llava(folder)
    assert loaded.tokenizer.pad_token == "<unk>"
    assert loaded.model.generation_config.pad_token_id == loaded.tokenizer.unk_token_id
