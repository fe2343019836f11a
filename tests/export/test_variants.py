"""A variant is measured attempt by attempt; each failing number refuses it, and damage is seen."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import onnx
import pytest
from miniatures.tolerances import LENIENT

from skinvl.contract.errors import ExportError
from skinvl.export import exporting, workbench
from skinvl.export.checkpoint import read_checkpoint
from skinvl.export.conversion import as_plain_llava, convert
from skinvl.export.decoder import DecoderRecipe, DecoderTrace
from skinvl.export.decoder_recipes import PLANS, plan_decoder
from skinvl.export.figures import Agreement
from skinvl.export.images import ImageSet, read_image_set
from skinvl.export.parity import hold_dialogues
from skinvl.export.recipes import Recipe, plan_half, plan_vision
from skinvl.export.tolerances import Tolerances
from skinvl.export.variants import (
    BuiltVariant,
    Part,
    RefusedVariant,
    build_variant,
    check_baseline,
    gate_decoder,
    gate_vision,
    gate_whole,
    rule_out,
)
from skinvl.export.workbench import Workbench

ANY = {
    **dataclasses.asdict(LENIENT),
    "tokens": 0.0,
    "log_likelihood": 100.0,
    "top1": 0.0,
    "modality": 0.0,
}
NONE = ImageSet((), ())


@pytest.fixture(scope="module")
def bench(checkpoint: Path, dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    source = read_checkpoint(checkpoint)
    folder = tmp_path_factory.mktemp("graphs")
    spec = source.record.contract.preprocess
    validation = read_image_set([dataset], "val", None)
    pixels = next(validation.batches(spec, 3))
    files = convert(source.model, spec, folder)
    decoders = DecoderTrace(as_plain_llava(source.model), source.weights, folder)
    files["decoder"] = decoders.fill(DecoderRecipe("float32", "fp32"), folder / "decoder.onnx")
    return Workbench(
        source=source,
        files=files,
        pixels=pixels,
        dialogues=hold_dialogues(source, files, pixels, ["Describe the image."], 8),
        decoders=decoders,
        calibration=read_image_set([dataset], "train", None),
        validation=validation,
        tolerances=Tolerances(**ANY),
        report=lambda line: None,
        search_seconds=5.0,
    )


def change(bench: Workbench, **changes: object) -> Workbench:
    return dataclasses.replace(bench, _rows={}, _followed={}, **changes)  # type: ignore[arg-type]


def limit(bench: Workbench, **limits: float) -> Workbench:
    return change(bench, tolerances=Tolerances(**{**ANY, **limits}))


def copy(bench: Workbench, part: str) -> Recipe:
    """A recipe that changes nothing, under another file name."""

    def write(folder: Path) -> Path:
        target = folder / f"{part}.copy.onnx"
        onnx.save(onnx.load(str(bench.files[part])), str(target))
        return target

    return Recipe("copy", write)


def damage(bench: Workbench, part: str, scale: float) -> Recipe:
    """A recipe that adds noise of `scale` times their spread to all weights."""

    def write(folder: Path) -> Path:
        model = onnx.load(str(bench.files[part]))
        rng = np.random.default_rng(3)
        for tensor in model.graph.initializer:
            values = onnx.numpy_helper.to_array(tensor)
            if values.dtype == np.float32 and values.ndim >= 2:
                noise = rng.normal(0, scale * values.std(), values.shape)
                noisy = (values + noise).astype(np.float32)
                tensor.CopyFrom(onnx.numpy_helper.from_array(noisy, tensor.name))
        target = folder / f"{part}.damaged.onnx"
        onnx.save(model, str(target))
        return target

    return Recipe("damaged", write)


def test_fp32_that_differs_from_the_model_is_no_variant(bench: Workbench) -> None:
    with pytest.raises(ExportError, match="graph differs from PyTorch"):
        check_baseline(change(bench, tolerances=Tolerances(difference=1e-12)))
    with pytest.raises(ExportError, match="same token"):
        check_baseline(change(bench, tolerances=Tolerances(fp32_tokens=1.01)))


def test_damaged_weights_are_refused_and_good_ones_kept(bench: Workbench, tmp_path: Path) -> None:
    usual = dataclasses.replace(Tolerances(), least_images=1)
    strict = change(bench, tolerances=usual)
    recipes = [damage(bench, "vision", 3.0), copy(bench, "vision")]
    made = build_variant(strict, "int8", [Part("vision", recipes, gate_vision)], tmp_path)
    assert isinstance(made, BuiltVariant)
    vision = made.record.parts["vision"]
    assert vision.chosen == "copy"
    first, second = vision.attempts
    assert any("same first diagnosis" in reason for reason in first["failures"])
    assert any("falls by" in reason for reason in first["failures"])
    assert second["failures"] == [] and second["agreement"]["top1"] == 1.0
    figure = made.record.validation["dermoscopy"].metrics["balanced_accuracy"]
    assert figure.difference is not None and figure.difference.value == 0


def test_a_damaged_decoder_is_refused(bench: Workbench, tmp_path: Path) -> None:
    part = Part("decoder", [damage(bench, "decoder", 1.0)], gate_decoder)
    made = build_variant(change(bench, tolerances=Tolerances()), "int4", [part], tmp_path)
    assert isinstance(made, RefusedVariant)
    assert made.parts["decoder"].chosen == "float32"
    (attempt,) = made.parts["decoder"].attempts
    assert any("same token" in reason for reason in attempt["failures"])
    assert any("log-likelihood falls" in reason for reason in attempt["failures"])


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"top1": 1.01}, "same first diagnosis"),
        ({"modality": 1.01}, "same modality"),
        ({"abstention": -1.0}, "abstention changes"),
        ({"balanced_accuracy": -2.0}, "balanced_accuracy falls"),
        ({"macro_auroc": -2.0}, "macro_auroc falls"),
        ({"malignant_sensitivity": -2.0}, "malignant_sensitivity falls"),
        ({"skin_type_sensitivity": -2.0}, "malignant_sensitivity, skin type"),
        ({"skin_type_accuracy": -2.0}, "accuracy, skin type"),
        ({"ece_debiased": -2.0}, "ece_debiased rises"),
        ({"brier": -3.0}, "brier rises"),
        ({"tokens": 1.01}, "same token"),
        ({"log_likelihood": -1.0}, "log-likelihood falls"),
    ],
)
def test_each_number_of_the_vision_gate_refuses(
    bench: Workbench, limits: dict[str, float], reason: str
) -> None:
    strict = limit(bench, **limits)
    failures = gate_vision(strict, strict.baseline).judgement.failures
    assert failures and all(reason in failure for failure in failures)
    assert gate_vision(bench, bench.baseline).judgement.failures == ()


def test_refused_vision_stays_in_float32_after_the_search(bench: Workbench, tmp_path: Path) -> None:
    strict = limit(bench, top1=1.01)
    parts = [
        Part("vision", plan_vision(strict, "int8", tmp_path), gate_vision),
        Part("decoder", plan_decoder(strict, "int8"), gate_decoder),
    ]
    lenient_decoder = change(strict, tolerances=strict.tolerances)
    made = build_variant(lenient_decoder, "int8", parts, tmp_path / "tries")
    # The whole is judged like its parts: with such a limit nothing passes.
    assert isinstance(made, RefusedVariant)
    assert any("same first diagnosis" in reason for reason in made.failures)
    attempts = made.parts["vision"].attempts
    assert made.parts["vision"].chosen == "float32" and len(attempts) > 2
    assert attempts[0]["recipe"] == "static"
    assert attempts[1]["recipe"] == "static, 1 sensitive layers in float32"
    assert made.parts["decoder"].chosen == "dynamic"


def test_without_images_vision_stays_in_float32(bench: Workbench, tmp_path: Path) -> None:
    blind = change(bench, validation=NONE, calibration=NONE)
    parts = [
        Part("vision", plan_vision(blind, "int8", tmp_path), gate_vision),
        Part("decoder", plan_decoder(blind, "int8"), gate_decoder),
    ]
    made = build_variant(blind, "int8", parts, tmp_path / "tries")
    assert isinstance(made, BuiltVariant)
    assert made.graphs["vision"] == bench.files["vision"]
    assert made.record.validation == {}
    assert "not judged" in made.record.parts["vision"].attempts[0]["failures"][0]
    assert made.record.judgement.not_judged == (
        "diagnoses: no validation images (--validation-data)",
    )


def test_a_recipe_that_cannot_be_made_is_data(bench: Workbench, tmp_path: Path) -> None:
    def write(folder: Path) -> Path:
        (folder / "x.onnx").write_bytes(b"no graph")
        return folder / "x.onnx"

    part = Part("vision", [Recipe("broken", write), copy(bench, "vision")], gate_vision)
    made = build_variant(bench, "int8", [part], tmp_path)
    assert isinstance(made, BuiltVariant)
    assert "cannot be made" in made.record.parts["vision"].attempts[0]["failures"][0]


def test_float16_keeps_float32_borders_and_is_for_cuda(bench: Workbench, tmp_path: Path) -> None:
    parts = [
        Part("vision", plan_vision(bench, "fp16", tmp_path), gate_vision),
        Part("head", [plan_half(bench, "head")], gate_whole),
    ]
    made = build_variant(bench, "fp16", parts, tmp_path / "tries")
    assert isinstance(made, BuiltVariant) and made.providers == ("cuda",)
    for name in ("vision", "head"):
        graph = onnx.load(str(made.graphs[name])).graph
        borders = [*graph.input, *graph.output]
        assert {v.type.tensor_type.elem_type for v in borders} == {onnx.TensorProto.FLOAT}
        halves = [t for t in graph.initializer if t.data_type == onnx.TensorProto.FLOAT16]
        assert halves
    assert made.record.bytes["vision"] < bench.files["vision"].stat().st_size


@pytest.mark.parametrize("precision", ["int8-weights", "int4"])
def test_stored_weights_are_smaller_and_keep_the_diagnosis(
    bench: Workbench, tmp_path: Path, precision: str
) -> None:
    strict = limit(bench, top1=0.9)
    part = Part("vision", plan_vision(strict, precision, tmp_path), gate_vision)
    made = build_variant(strict, precision, [part], tmp_path / "tries")
    assert isinstance(made, BuiltVariant)
    assert made.record.parts["vision"].chosen == "stored int8"
    graph = onnx.load(str(made.graphs["vision"])).graph
    assert sum(t.data_type == onnx.TensorProto.INT8 for t in graph.initializer) > 3


def test_a_subset_refuses_only_what_cannot_pass() -> None:
    assert rule_out(Agreement(256, 0.98, 1.0, 0.0), 0.99) is None
    assert "first 256 images" in (rule_out(Agreement(256, 0.90, 1.0, 0.0), 0.99) or "")


def test_the_subset_comes_first_and_spares_the_rest(
    bench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbench, "SUBSET", 5)
    strict = limit(bench, top1=1.5)
    graphs = strict.open({**bench.files, "vision": copy(bench, "vision").write(tmp_path)})
    outcome = gate_vision(strict, graphs)
    assert set(outcome.numbers) == {"subset"} and outcome.numbers["subset"]["images"] == 5
    assert all(only_subset for _, _, only_subset in strict._rows)


def test_image_set_keeps_order_and_limit(dataset: Path) -> None:
    everything = read_image_set([dataset], "val", None)
    some = read_image_set([dataset], "val", 5)
    assert len(everything) == 12 and len(some) == 5
    assert [s.id for s in some.samples] == sorted(s.id for s in some.samples)
    assert {s.split for s in some.samples} == {"val"}
    with pytest.raises(ExportError, match="no image of the split 'withheld'"):
        read_image_set([dataset], "withheld", None)


def test_batches_are_what_one_image_at_a_time_gives(bench: Workbench) -> None:
    spec = bench.source.record.contract.preprocess
    together = np.concatenate(list(bench.validation.batches(spec, 5)))
    alone = np.concatenate(list(bench.validation.batches(spec, 1)))
    assert np.array_equal(together, alone)


def test_layers_that_bear_four_bits_worst_keep_eight(bench: Workbench, tmp_path: Path) -> None:
    """The search starts from four bits everywhere and stops where half of the layers keep eight."""
    recipes = list(plan_decoder(bench, "int4"))
    assert [recipe.name for recipe in recipes] == [
        "weights in 4 bits",
        "weights in 4 bits, logits in 8",
        "weights in 4 bits, logits and 1 sensitive layers in 8",
    ]
    kept = recipes[-1].kept_float
    assert kept[0] == "lm_head.*" and kept[1].startswith("model.language_model.layers.")
    graph = onnx.load(str(recipes[-1].write(tmp_path))).graph
    bits = [
        attribute.i
        for node in graph.node
        for attribute in node.attribute
        if node.op_type == "MatMulNBits" and attribute.name == "bits"
    ]
    assert sorted(bits) == [4] * 5 + [8] * 6


def test_a_decoder_too_large_for_float32_is_judged_by_its_texts(
    bench: Workbench, tmp_path: Path
) -> None:
    """PyTorch reads what the int4 decoder wrote; nothing is compared number by number."""
    file = bench.decoders.fill(PLANS["int4"][0], tmp_path / "decoder.int4.onnx")
    files = {**bench.files, "decoder": file}
    written = hold_dialogues(bench.source, files, bench.pixels, ["Describe the image."], 8)
    large = change(bench, files=files, dialogues=written, baseline_decoder="int4")
    check_baseline(large)
    with pytest.raises(ExportError, match="decoder graph differs"):
        check_baseline(change(large, baseline_decoder="fp32"))
    made = build_variant(
        large, "int4", [Part("decoder", plan_decoder(large, "int4"), gate_decoder)], tmp_path / "t"
    )
    assert isinstance(made, BuiltVariant)
    assert made.graphs["decoder"] == file


@pytest.mark.parametrize(
    ("wanted", "limit_bytes", "chosen"),
    [
        (("int4",), 1 << 30, "fp32"),
        (("int4", "fp32"), 0, "fp32"),
        (("int4", "fp16"), 0, "fp16"),
        (("int4", "int8"), 0, "int8"),
        (("int4",), 0, "int4"),
    ],
)
def test_the_baseline_of_a_large_decoder_is_the_most_exact_that_is_wanted(
    bench: Workbench,
    monkeypatch: pytest.MonkeyPatch,
    wanted: tuple[str, ...],
    limit_bytes: int,
    chosen: str,
) -> None:
    monkeypatch.setattr(exporting, "LARGEST_BASELINE", limit_bytes)
    assert exporting.choose_baseline(bench.decoders, wanted).default == chosen


def test_a_large_decoder_is_never_replaced_by_that_of_another_precision(
    bench: Workbench, tmp_path: Path
) -> None:
    """Int4 is refused; the int8 decoder that wrote the texts must not go by the name of int4."""
    file = bench.decoders.fill(PLANS["int8"][0], tmp_path / "decoder.int8.onnx")
    large = change(bench, files={**bench.files, "decoder": file}, baseline_decoder="int8")
    noise = Part("decoder", [damage(bench, "decoder", 3.0)], gate_decoder)
    parts = [Part("vision", [copy(bench, "vision")], gate_vision), noise]
    made = build_variant(limit(large, tokens=0.9), "int4", parts, tmp_path / "tries")
    assert isinstance(made, RefusedVariant)
    assert made.failures == ("its decoder is refused, and in float32 it is too large",)


def test_without_images_the_head_stays_in_float32(bench: Workbench, tmp_path: Path) -> None:
    assert plan_half(bench, "head").obstacle is None
    blind = change(bench, validation=NONE)
    assert "no validation images of skin" in str(plan_half(blind, "head").obstacle)
    assert plan_half(blind, "embed").obstacle is None
