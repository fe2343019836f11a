"""Int8 is measured attempt by attempt, and each failing number refuses it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest

from skinvl.contract.errors import ExportError
from skinvl.export.checkpoint import read_checkpoint
from skinvl.export.conversion import convert
from skinvl.export.images import ImageSet, read_image_set
from skinvl.export.quantization import plan_decoder, plan_vision
from skinvl.export.reference import hold_dialogues
from skinvl.export.variants import Tolerances, Workbench, build_fp32, build_int8, gate_vision

ANY = dict(tokens=0.0, top1=0.0, modality=0.0, balanced_accuracy=1.0, ece=1.0, abstention=1.0)
NONE = ImageSet((), ())


@pytest.fixture(scope="module")
def bench(checkpoint: Path, dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    source = read_checkpoint(checkpoint)
    folder = tmp_path_factory.mktemp("graphs")
    spec = source.record.contract.preprocess
    validation = read_image_set([dataset], "val", None)
    pixels = next(validation.batches(spec, 3))
    return Workbench(
        source=source,
        files=convert(source.model, spec, folder),
        pixels=pixels,
        dialogues=hold_dialogues(source, pixels, ["Describe the image."], 8),
        calibration=read_image_set([dataset], "train", None),
        validation=validation,
        tolerances=Tolerances(**ANY),
        report=lambda line: None,
    )


def change(bench: Workbench, **changes: object) -> Workbench:
    kept = {
        name: getattr(bench, name)
        for name in bench.__dataclass_fields__
        if not name.startswith("_")
    }
    return Workbench(**{**kept, **changes})  # type: ignore[arg-type]


def test_fp32_that_differs_from_the_model_is_no_variant(bench: Workbench) -> None:
    with pytest.raises(ExportError, match="graph differs from PyTorch"):
        build_fp32(change(bench, tolerances=Tolerances(difference=1e-12)))
    with pytest.raises(ExportError, match="same token"):
        build_fp32(change(bench, tolerances=Tolerances(fp32_tokens=1.01)))


@pytest.mark.parametrize(
    ("limit", "reason"),
    [
        ({"top1": 1.01}, "same first diagnosis"),
        ({"modality": 1.01}, "same modality"),
        ({"balanced_accuracy": -2.0}, "balanced accuracy falls"),
        ({"ece": -2.0}, "calibration error rises"),
        ({"abstention": -1.0}, "abstention changes"),
        ({"tokens": 1.01}, "same token"),
    ],
)
def test_each_number_of_the_vision_gate_refuses(
    bench: Workbench, limit: dict[str, float], reason: str
) -> None:
    strict = change(bench, tolerances=Tolerances(**{**ANY, **limit}))
    _, failures = gate_vision(strict, strict.open(bench.files))
    assert failures and all(reason in failure for failure in failures)
    assert gate_vision(bench, bench.open(bench.files))[1] == []


def test_refused_vision_stays_in_float32_after_every_recipe_was_measured(
    bench: Workbench, tmp_path: Path
) -> None:
    strict = change(bench, tolerances=Tolerances(**{**ANY, "top1": 1.01}))
    variant, decisions = build_int8(strict, tmp_path)
    assert variant is not None
    assert variant.graphs["vision"] == bench.files["vision"]
    assert variant.graphs["decoder"] != bench.files["decoder"]
    assert decisions["vision"]["chosen"] == "float32"
    attempts = decisions["vision"]["attempts"]
    recipes = plan_vision(tmp_path / "vision.optimised.onnx")
    assert [attempt["recipe"] for attempt in attempts] == [recipe.name for recipe in recipes]
    assert all("same first diagnosis" in attempt["failures"][0] for attempt in attempts)
    assert len({attempt["after"]["clinical"]["ece"] for attempt in attempts}) == len(attempts)


def test_without_images_vision_stays_in_float32(bench: Workbench, tmp_path: Path) -> None:
    variant, decisions = build_int8(change(bench, validation=NONE, calibration=NONE), tmp_path)
    assert variant is not None and variant.graphs["vision"] == bench.files["vision"]
    assert "validation" not in variant.parity
    failures = decisions["vision"]["attempts"][0]["failures"]
    assert failures == [
        "no calibration images (--calibration-data)",
        "no validation images of skin (--validation-data)",
    ]


def test_careful_recipes_name_layers_that_exist(bench: Workbench) -> None:
    for part, plan in (("vision", plan_vision), ("decoder", plan_decoder)):
        file = bench.files[part]
        names = {node.name for node in onnx.load(str(file)).graph.node}
        excluded = plan(file)[-1].excluded
        assert excluded and set(excluded) <= names


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
