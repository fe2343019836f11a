"""A LLaVA becomes a bundle that answers as transformers does and diagnoses as another bundle."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from miniatures.llava import (
    write_adapter,
    write_hf_adapter,
    write_hf_llava,
    write_llava_med,
)
from miniatures.llava_tensors import edit_tensors, randomize, write_json
from miniatures.tolerances import LENIENT
from PIL import Image
from transformers import AutoProcessor, LlavaConfig, LlavaForConditionalGeneration

from skinvl.contract.image import open_image
from skinvl.contract.preprocess import preprocess
from skinvl.export import Exported, ExportOptions, export_bundle
from skinvl.export.llava import Statement
from skinvl.model.llava import convert_llava
from skinvl.model.llava.conversation import MISTRAL_INSTRUCT, VICUNA_V1, put_image_first
from skinvl.runtime import Bundle, load_bundle

QUESTIONS = ("What does the image show?", "Is the lesion malignant?", "Describe the image.")
TOKENS = 24
ASKED = Statement(template="mistral_instruct", licence="Apache-2.0")

Export = Callable[..., Bundle]


@pytest.fixture(scope="module")
def photograph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rng = np.random.default_rng(8)
    rows, columns = np.mgrid[0:60, 0:90]
    base = np.stack([140 + rows, 90 + columns, 80 + (rows + columns) // 3], axis=-1)
    pixels = np.clip(base + rng.normal(0, 12, base.shape), 0, 255).astype(np.uint8)
    file = tmp_path_factory.mktemp("photograph") / "lesion.png"
    Image.fromarray(pixels).save(file)
    return file


def answer_by_transformers(
    folder: Path, image: Path, question: str, template: Any = MISTRAL_INSTRUCT
) -> str:
    """The greedy answer of transformers' own classes, from file to text."""
    model = LlavaForConditionalGeneration.from_pretrained(folder).float().eval()
    processor = AutoProcessor.from_pretrained(folder)
    text = template.prompt((), put_image_first(f"<image>{question}"))
    inputs = processor(images=Image.open(image), text=text, return_tensors="pt")
    with torch.no_grad():
        output = model.generate(**inputs, max_new_tokens=TOKENS, do_sample=False)
    new = output[0, inputs["input_ids"].shape[1] :]
    said: str = processor.tokenizer.decode(new, skip_special_tokens=True)
    return said.lstrip().rstrip("\ufffd")


def answer(bundle: Bundle, image: Path, question: str) -> str:
    return "".join(bundle.answer(image, question, max_tokens=TOKENS))


def keep_to_words(tensors: dict[str, torch.Tensor]) -> None:
    """Bytes get no score: text of random bytes is no text that two decoders could agree on."""
    for name, tensor in tensors.items():
        if name.endswith(("lm_head.weight", "embed_tokens.weight")):
            tensor[3:259] = 0


def write_speaker(folder: Path) -> Path:
    """A Hugging Face LLaVA that answers in words."""
    write_hf_llava(folder)
    edit_tensors(folder, keep_to_words)
    return folder


def write_variant(folder: Path, **text: Any) -> Path:
    """A Hugging Face LLaVA whose language model is configured otherwise."""
    write_hf_llava(folder)
    config = LlavaConfig.from_pretrained(folder)
    for key, value in text.items():
        setattr(config.text_config, key, value)
    config.tie_word_embeddings = config.text_config.tie_word_embeddings
    model = LlavaForConditionalGeneration(config)
    model.load_state_dict(randomize(model.state_dict(), 3), strict=False)
    model.tie_weights()
    for old in folder.glob("*.safetensors*"):
        old.unlink()
    weights = dict(model.state_dict())
    keep_to_words(weights)
    model.save_pretrained(folder)
    return folder


def test_answers_are_those_of_transformers(
    export: Export, tmp_path: Path, photograph: Path
) -> None:
    folder = write_speaker(tmp_path / "hf")
    bundle = export(folder)
    said = [answer(bundle, photograph, question) for question in QUESTIONS]
    assert said == [answer_by_transformers(folder, photograph, q) for q in QUESTIONS]
    assert len(set(said)) == len(QUESTIONS) and all(len(text) > 10 for text in said)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ({"sliding_window": 64}, 64),
        ({"tie_word_embeddings": True}, 2048),
        ({"head_dim": 32}, 2048),
        ({"rope_theta": 10000.0, "max_position_embeddings": 32768}, 32768),
        ({"num_key_value_heads": 2}, 2048),
    ],
    ids=["window", "tied", "head-width", "positions", "no-groups"],
)
def test_language_models_configured_otherwise(
    export: Export, tmp_path: Path, photograph: Path, text: dict[str, Any], length: int
) -> None:
    folder = write_variant(tmp_path / "hf", **text)
    bundle = export(folder)
    assert bundle.info.decoder.max_length == length
    assert bundle.info.decoder.head_dim == text.get("head_dim", 16)
    question = QUESTIONS[1]
    assert answer(bundle, photograph, question) == answer_by_transformers(
        folder, photograph, question
    )


@pytest.mark.parametrize("aspect", ["pad", "square"])
def test_an_adapter_is_asked_in_the_words_of_its_training(
    export: Export, tmp_path: Path, photograph: Path, aspect: str
) -> None:
    """Published base, released adapter with its projector, merged by `skinvl convert`."""
    base = write_llava_med(tmp_path / "base")
    edit_tensors(base, keep_to_words)
    adapter = write_adapter(tmp_path / "adapter", base)
    record = json.loads((adapter / "config.json").read_text())
    trained = {"training_template": "vicuna_v1", "inference_template": "mistral_instruct"}
    write_json(adapter / "config.json", record | {"skinvl": trained, "image_aspect_ratio": aspect})
    folder = tmp_path / "merged"
    convert_llava(adapter, folder, base=base, merge=True)
    bundle = export(folder, Statement())
    assert bundle.info.contract.prompt == VICUNA_V1.contract("<s>")
    assert bundle.info.contract.preprocess.fit == ("pad" if aspect == "pad" else "crop")
    for question in QUESTIONS:
        truth = answer_by_transformers(folder, photograph, question, VICUNA_V1)
        assert answer(bundle, photograph, question) == truth


def test_an_adapter_of_peft_merged(export: Export, tmp_path: Path, photograph: Path) -> None:
    base = write_speaker(tmp_path / "hf")
    adapter = write_hf_adapter(tmp_path / "adapter", base)
    folder = tmp_path / "merged"
    convert_llava(adapter, folder, base=base, merge=True)
    truth = answer_by_transformers(folder, photograph, QUESTIONS[0])
    assert truth != answer_by_transformers(base, photograph, QUESTIONS[0])
    assert answer(export(folder), photograph, QUESTIONS[0]) == truth


def test_pixels_are_those_of_transformers(tmp_path: Path, photograph: Path, export: Export) -> None:
    folder = write_hf_llava(tmp_path / "hf")
    spec = export(folder).info.contract.preprocess
    truth = AutoProcessor.from_pretrained(folder).image_processor(
        Image.open(photograph), return_tensors="np"
    )["pixel_values"][0]
    found = preprocess(open_image(photograph).rgb, spec)
    # One step of 8 bits is 0.015 after division by CLIP's deviations.
    assert np.abs(found - truth).max() < 0.02


def test_the_diagnosis_is_that_of_the_other_bundle(
    export: Export, exported: Exported, keys: Path, tmp_path: Path, photograph: Path
) -> None:
    bundle = export(write_hf_llava(tmp_path / "hf"))
    giver = load_bundle(exported.folder, provider="cpu", trusted_keys=keys)
    mine, theirs = bundle.diagnose(photograph), giver.diagnose(photograph)
    assert [r.code for r in mine.differential] == [r.code for r in theirs.differential]
    np.testing.assert_allclose(
        [r.probability for r in mine.differential],
        [r.probability for r in theirs.differential],
        atol=0.02,  # the giver runs its int8 variant
    )
    assert mine.abstain == theirs.abstain and mine.quality == theirs.quality
    assert mine.stamp.bundle == "hf 1.0.0"


def test_manifest_names_both_models(export: Export, exported: Exported, tmp_path: Path) -> None:
    info = export(write_hf_llava(tmp_path / "hf"), Statement("v1", "Apache-2.0", "2.1")).info
    assert info.diagnosis is not None
    assert info.diagnosis.source.sha256 == exported.sha256
    assert info.diagnosis.preprocess == exported.manifest.contract.preprocess
    assert (info.name, info.version) == ("hf", "2.1")
    assert info.licence == "text: Apache-2.0; diagnosis (tiny 0.0.1): Apache-2.0"
    assert [p.name for p in info.provenance] == ["vision and language model hf", "made up"]
    for key in ("head", "calibration", "conformal", "abstention", "quality"):
        assert getattr(info, key) == getattr(exported.manifest, key)
    card = (tmp_path / "bundle" / "MODEL_CARD.md").read_text()
    assert "The diagnosis is that of tiny 0.0.1 with its own vision tower." in card


def test_a_tokenizer_that_starts_texts_with_a_space_once(
    export: Export, tmp_path: Path, photograph: Path
) -> None:
    """Newer tokenizers mark the first word of a text, and the text after an image is none."""
    folder = write_hf_llava(tmp_path / "hf")
    file = folder / "tokenizer.json"
    record = json.loads(file.read_text())
    record["normalizer"] = None
    record["pre_tokenizer"] = {
        "type": "Metaspace",
        "replacement": "▁",
        "prepend_scheme": "first",
        "split": False,
    }
    file.write_text(json.dumps(record), encoding="utf-8")
    settings = json.loads((folder / "tokenizer_config.json").read_text())
    settings |= {"legacy": False, "tokenizer_class": "PreTrainedTokenizerFast"}
    write_json(folder / "tokenizer_config.json", settings)
    bundle = export(folder)
    tokenizer = AutoProcessor.from_pretrained(folder).tokenizer
    pieces = ["[INST] ", "\nIs it? [/INST]"]
    first, second = (tokenizer(piece, add_special_tokens=False)["input_ids"] for piece in pieces)
    image = bundle.info.decoder.image_id
    from tokenizers import Tokenizer

    exported_tokenizer = Tokenizer.from_file(str(tmp_path / "bundle" / "tokenizer.json"))
    rendered = bundle.info.contract.prompt.render("Is it?")
    asked = exported_tokenizer.encode(rendered, add_special_tokens=False).ids
    assert asked == [1, *first, image, *second]


def test_a_llava_bundle_gives_its_head_on(
    export: Export, exported: Exported, tmp_path: Path, photograph: Path
) -> None:
    """What is taken is the tower behind the head and not that of the language model."""
    folder = write_hf_llava(tmp_path / "hf")
    first = export(folder)
    expected = first.diagnose(photograph, describe=False).differential
    shutil.move(tmp_path / "bundle", tmp_path / "first")
    options = ExportOptions(precisions=("fp32",), diagnosis=tmp_path / "first", statement=ASKED)
    manifest = export_bundle(folder, tmp_path / "second", options).manifest
    assert manifest.head_preprocess == exported.manifest.contract.preprocess
    digest = manifest.files["diagnosis.onnx"]
    assert digest == first.info.files["diagnosis.onnx"] and expected


def test_every_precision_of_a_llava_without_images(
    export: Export, tmp_path: Path, photograph: Path
) -> None:
    """Its tower serves the text alone and is judged by it; the borrowed head stays as it was."""
    precisions = ("fp32", "int8", "int4", "fp16")
    bundle = export(write_speaker(tmp_path / "hf"), precisions=precisions, tolerances=LENIENT)
    variants = {variant.precision: variant for variant in bundle.info.variants}
    assert tuple(variants) == precisions
    for part in ("head", "diagnosis"):
        assert len({variant.graphs[part] for variant in variants.values()}) == 1
    assert variants["int8"].graphs["vision"] == "vision.int8.onnx"
    parts = bundle.info.parity["variants"]["fp16"]["parts"]
    assert "not judged" in parts["head"]["attempts"][0]["failures"][0]
    assert bundle.diagnose(photograph, describe=False).status == "ok"


def test_layers_of_a_llavas_tower_are_ranked_by_the_text(export: Export, tmp_path: Path) -> None:
    """There are no images to rank them by, and no diagnosis that depends on them."""
    strict = dataclasses.replace(LENIENT, tokens=1.01)
    bundle = export(
        write_speaker(tmp_path / "hf"),
        precisions=("fp32", "int8"),
        tolerances=strict,
        search_seconds=5.0,
    )
    assert [variant.precision for variant in bundle.info.variants] == ["fp32"]
    attempts = bundle.info.parity["refused"]["int8"]["parts"]["vision"]["attempts"]
    assert attempts[1]["recipe"] == "dynamic, 1 sensitive layers in float32"
    assert all("same token" in attempt["failures"][0] for attempt in attempts)
