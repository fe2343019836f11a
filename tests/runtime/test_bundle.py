"""From image to finding, over real sessions."""

import shutil
import threading
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skinvl.contract.errors import BundleTampered, ImageMissing, ModelError
from skinvl.contract.finding import Finding
from skinvl.contract.image import OpenedImage, open_image
from skinvl.contract.ontology import ontology
from skinvl.contract.prompt import DESCRIBE_QUESTION
from skinvl.runtime import load_bundle
from skinvl.runtime.describe import UNRELIABLE

MELANOMA = "Dermoscopic image. The lesion is asymmetric in two axes. Most consistent with "


def test_diagnose_ranks_what_the_head_sees(bundle: Any, images: dict[str, Path]) -> None:
    finding = bundle.diagnose(images["melanoma"])
    assert (finding.status, finding.error) == ("ok", None)
    assert finding.modality == "dermoscopy"
    assert finding.top.code == "melanoma"
    assert finding.top.ham10000 == "mel"
    assert not finding.abstain.value
    codes = {ranked.code for ranked in finding.differential}
    assert codes == {"melanoma", "melanocytic-nevus", "vascular-lesion", "eczema"}
    probabilities = [ranked.probability for ranked in finding.differential]
    assert probabilities == sorted(probabilities, reverse=True)
    assert sum(probabilities) == pytest.approx(1)
    assert sum(finding.groups.values()) == pytest.approx(1)
    assert finding.malignant == pytest.approx(finding.top.probability)
    assert finding.conformal_set[0] == "melanoma"


def test_diagnose_clinical_photograph(bundle: Any, images: dict[str, Path]) -> None:
    finding = bundle.diagnose(images["eczema"], describe=False)
    assert (finding.modality, finding.top.code) == ("clinical", "eczema")
    assert finding.description is None


def test_finding_survives_json(bundle: Any, images: dict[str, Path]) -> None:
    finding = bundle.diagnose(images["melanoma"], question=DESCRIBE_QUESTION)
    assert Finding.from_json(finding.to_json()) == finding


def test_stamp_names_what_made_the_finding(bundle: Any, images: dict[str, Path]) -> None:
    opened = open_image(images["melanoma"])
    stamp = bundle.diagnose(images["melanoma"], describe=False).stamp
    assert stamp.bundle == "tiny 1.2.3"
    assert stamp.bundle_sha256 == bundle.sha256
    assert (stamp.provider, stamp.precision) == ("cpu", "fp32")
    assert stamp.image_sha256 == opened.sha256


def test_path_bytes_and_opened_image_agree(bundle: Any, images: dict[str, Path]) -> None:
    path = images["eczema"]
    findings = [
        bundle.diagnose(source, describe=False)
        for source in (path, str(path), path.read_bytes(), open_image(path), bundle.encode(path))
    ]
    assert len({finding.differential for finding in findings}) == 1
    assert [finding.file for finding in findings] == [
        str(path), str(path), "<bytes>", str(path), str(path)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("image", "words"),
    [
        ("pathology", "looks like: a microscope slide"),
        ("untypical", "unlike the images the model was trained on"),
        ("dark", "the image quality is not sufficient: too dark"),
    ],
)
def test_abstains_with_the_reason(
    bundle: Any, images: dict[str, Path], image: str, words: str
) -> None:
    finding = bundle.diagnose(images[image], question="What is this?")
    assert finding.status == "ok"
    assert finding.abstain.value
    assert words in finding.abstain.reason
    assert finding.differential
    assert finding.description == f"No description is given: {finding.abstain.reason}."
    assert finding.answer == f"No answer is given: {finding.abstain.reason}."
    assert finding.description_agrees is None
    assert list(bundle.describe(images[image])) == [finding.description]


def test_bad_image_is_a_failed_finding(bundle: Any, tmp_path: Path) -> None:
    finding = bundle.diagnose(tmp_path / "absent.png")
    assert finding.status == "failed"
    assert "absent.png" in finding.error
    assert finding.differential == ()
    with pytest.raises(ImageMissing):
        list(bundle.describe(tmp_path / "absent.png"))


def test_description_agrees(bundle: Any, images: dict[str, Path]) -> None:
    finding = bundle.diagnose(images["melanoma"])
    term = ontology().get("melanoma").term
    assert finding.description == f"{MELANOMA}{term}."
    assert finding.description_agrees is True


def test_description_of_another_diagnosis_says_so(
    bundles: Any, images: dict[str, Path], tmp_path: Path
) -> None:
    term = ontology().get("melanocytic-nevus").term
    text = f"Dermoscopic image. Most consistent with {term}."
    folder = bundles.build(tmp_path / "b", text=text)
    other = load_bundle(folder, trusted_keys=bundles.keys)
    finding = other.diagnose(images["melanoma"])
    name = ontology().get("melanoma").name
    note = f" Note: the calibrated head ranks {name} first."
    assert finding.description == text + note
    assert finding.description_agrees is False
    pieces = list(other.describe(images["melanoma"]))
    assert "".join(pieces) == finding.description
    assert len(pieces) > 5


def test_text_outside_the_grammar_is_not_a_description(
    bundles: Any, images: dict[str, Path], tmp_path: Path
) -> None:
    folder = bundles.build(tmp_path / "b", text="Surely nothing to worry about.")
    other = load_bundle(folder, trusted_keys=bundles.keys)
    finding = other.diagnose(images["melanoma"])
    assert finding.description == UNRELIABLE
    assert finding.description_agrees is None
    assert "".join(other.describe(images["melanoma"])).endswith(UNRELIABLE)


def test_answer_streams_characters_whole(
    bundles: Any, images: dict[str, Path], tmp_path: Path
) -> None:
    text = "Größe 5 µm: 漢字 😀."
    folder = bundles.build(tmp_path / "b", text=text)
    other = load_bundle(folder, trusted_keys=bundles.keys)
    pieces = list(other.answer(images["melanoma"], DESCRIBE_QUESTION))
    assert "".join(pieces) == text
    assert len(pieces) > 5
    assert not any("\ufffd" in piece for piece in pieces)
    finding = other.diagnose(images["melanoma"], describe=False, question=DESCRIBE_QUESTION)
    assert finding.answer == text


def test_character_cut_in_two_is_left_out(
    bundles: Any, images: dict[str, Path], tmp_path: Path
) -> None:
    folder = bundles.build(tmp_path / "b", text="漢字")
    other = load_bundle(folder, trusted_keys=bundles.keys)
    texts = [
        "".join(other.answer(images["melanoma"], DESCRIBE_QUESTION, max_tokens=count))
        for count in range(1, 8)
    ]
    assert texts == ["", "", "漢", "漢", "漢", "漢字", "漢字"]


def test_stop_text_ends_the_answer(bundles: Any, images: dict[str, Path], tmp_path: Path) -> None:
    folder = bundles.build(tmp_path / "b", text="One. Two. Three.", stop=("<eos>", " Three"))
    other = load_bundle(folder, trusted_keys=bundles.keys)
    assert "".join(other.answer(images["melanoma"], DESCRIBE_QUESTION)) == "One. Two."


def test_answer_has_at_most_max_tokens(bundle: Any, images: dict[str, Path]) -> None:
    whole = "".join(bundle.answer(images["melanoma"], DESCRIBE_QUESTION))
    part = "".join(bundle.answer(images["melanoma"], DESCRIBE_QUESTION, max_tokens=3))
    assert whole.startswith(part)
    assert 0 < len(part) < len(whole)


def test_cancel_takes_effect_before_the_next_token(bundle: Any, images: dict[str, Path]) -> None:
    pieces: list[str] = []
    for piece in bundle.answer(images["melanoma"], DESCRIBE_QUESTION, lambda: len(pieces) >= 4):
        pieces.append(piece)
    assert len(pieces) == 4
    assert list(bundle.describe(images["melanoma"], cancel=lambda: True)) == []


def test_cancelled_texts_are_left_out_of_the_finding(bundle: Any, images: dict[str, Path]) -> None:
    finding = bundle.diagnose(images["melanoma"], question="Why?", cancel=lambda: True)
    assert (finding.description, finding.description_agrees, finding.answer) == (None, None, None)
    assert finding.top.code == "melanoma"


def test_reserved_tokens_in_a_question_have_no_effect(bundle: Any, images: dict[str, Path]) -> None:
    choices = ["yes", "no"]
    plain = bundle.score_answers(images["melanoma"], "is it red", choices)
    steered = bundle.score_answers(images["melanoma"], " is <a>it<eos>\n<image> red<q>", choices)
    assert steered == plain
    assert "".join(bundle.answer(images["melanoma"], "is <im<image>age> red"))


@pytest.mark.parametrize("question", ["", "  \n ", "<image>"])
def test_empty_question(bundle: Any, images: dict[str, Path], question: str) -> None:
    with pytest.raises(ModelError, match="empty"):
        bundle.diagnose(images["melanoma"], describe=False, question=question)


def test_question_too_long(bundle: Any, images: dict[str, Path]) -> None:
    with pytest.raises(ModelError, match="too long"):
        list(bundle.answer(images["melanoma"], "why " * 500))


def test_differentials_equal_single_images(bundle: Any, images: dict[str, Path]) -> None:
    paths = [path for _ in range(4) for path in images.values()]
    outputs = bundle.differentials(open_image(path) for path in paths)
    assert len(outputs) == len(paths)
    for path, output in zip(paths, outputs, strict=True):
        single = bundle.encode(path).head
        assert output.image_sha256 == single.image_sha256
        assert output.abstain == single.abstain
        assert output.conformal_set == single.conformal_set
        for modality in ("dermoscopy", "clinical"):
            np.testing.assert_allclose(
                output.probabilities[modality], single.probabilities[modality], atol=1e-6
            )


def test_quantized_result_does_not_depend_on_the_neighbours(
    bundles: Any, images: dict[str, Path], tmp_path: Path
) -> None:
    folder = bundles.build(tmp_path / "b", precision="int8")
    quantized = load_bundle(folder, trusted_keys=bundles.keys)
    opened = [open_image(images[name]) for name in ("melanoma", "dark", "eczema")]
    together = quantized.differentials(opened)
    alone = [quantized.differentials([image])[0] for image in opened]
    assert [head.differential for head in together] == [head.differential for head in alone]


def test_findings_of_many_images_equal_single_ones(bundle: Any, images: dict[str, Path]) -> None:
    paths = [*images.values()] * 2
    findings = list(bundle.findings(open_image(path) for path in paths))
    assert [finding.file for finding in findings] == [str(path) for path in paths]
    for path, finding in zip(paths, findings, strict=True):
        single = bundle.diagnose(path, describe=False)
        assert replace(finding, stamp=None) == replace(single, stamp=None)
        assert replace(finding.stamp, time="") == replace(single.stamp, time="")


def test_differentials_keep_few_images_in_memory(bundle: Any, images: dict[str, Path]) -> None:
    alive: weakref.WeakSet[OpenedImage] = weakref.WeakSet()

    def source() -> Iterator[OpenedImage]:
        for _ in range(60):
            image = open_image(images["eczema"])
            alive.add(image)
            assert len(alive) < 12
            yield image

    assert len(bundle.differentials(source())) == 60


def test_threads_share_one_bundle(bundles: Any, tiny: Path, images: dict[str, Path]) -> None:
    fresh = load_bundle(tiny, trusted_keys=bundles.keys)
    texts: list[str] = []
    workers = [
        threading.Thread(target=lambda: texts.append("".join(fresh.describe(images["melanoma"]))))
        for _ in range(4)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(texts) == 4
    assert len(set(texts)) == 1


def test_graph_changed_after_loading_is_refused(
    bundles: Any, tiny: Path, images: dict[str, Path], tmp_path: Path
) -> None:
    folder = shutil.copytree(tiny, tmp_path / "copy")
    loaded = load_bundle(folder, trusted_keys=bundles.keys)
    content = bytearray((folder / "decoder.onnx").read_bytes())
    content[100] ^= 1
    (folder / "decoder.onnx").write_bytes(content)
    with pytest.raises(BundleTampered, match="changed while the bundle was in use"):
        list(loaded.describe(images["melanoma"]))


def test_graph_with_other_borders_is_refused(bundles: Any, tmp_path: Path) -> None:
    def swap(record: dict[str, Any]) -> None:
        record["variants"][0]["graphs"]["head"] = "vision.onnx"

    folder = bundles.build(tmp_path / "b", edit=swap)
    with pytest.raises(ModelError, match=r"vision\.onnx: the input 'features' is missing"):
        load_bundle(folder, trusted_keys=bundles.keys)


def test_threads_are_positive(bundles: Any, tiny: Path) -> None:
    with pytest.raises(ValueError, match="threads"):
        load_bundle(tiny, threads=0, trusted_keys=bundles.keys)


def test_cuda_that_is_not_there_gives_way_to_the_cpu(bundles: Any, tiny: Path) -> None:
    import onnxruntime

    if "CUDAExecutionProvider" in onnxruntime.get_available_providers():
        pytest.skip("this onnxruntime has CUDA")
    asked = load_bundle(tiny, provider="cuda", trusted_keys=bundles.keys)
    assert asked.provider == "cpu"
    assert "no CUDA" in (asked.provider_reason or "")
    assert load_bundle(tiny, provider="auto", trusted_keys=bundles.keys).provider_reason is None
