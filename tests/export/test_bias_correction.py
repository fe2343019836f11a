"""The mean error of rounded weights leaves the bias, in a real int8 graph."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest

from skinvl.contract.preprocess import PreprocessSpec
from skinvl.export.bias_correction import correct_biases, expect_offset, measure_means
from skinvl.export.images import read_image_set
from skinvl.export.quantization import optimise, write_static

PREPROCESS = PreprocessSpec(
    32, 32, "squash", (0, 0, 0), "bicubic", (0.5, 0.5, 0.5), (0.5, 0.5, 0.5)
)


def test_offset_of_grouped_and_full_convolutions() -> None:
    rng = np.random.default_rng(0)
    means = rng.normal(size=4)
    full = rng.normal(size=(3, 4, 1, 1))
    assert expect_offset(full, means, 1) == pytest.approx(full[:, :, 0, 0] @ means)
    depthwise = rng.normal(size=(4, 1, 3, 3))
    expected = depthwise.sum(axis=(1, 2, 3)) * means
    assert expect_offset(depthwise, means, 4) == pytest.approx(expected)
    halves = rng.normal(size=(6, 2, 1, 1))
    expected = [halves[o, :, 0, 0] @ means[2 * (o // 3) : 2 * (o // 3) + 2] for o in range(6)]
    assert expect_offset(halves, means, 2) == pytest.approx(np.array(expected))


def make_graph(file: Path) -> None:
    """A depthwise convolution whose large weights cancel each other, as trained ones do."""
    rng = np.random.default_rng(4)
    weights = rng.normal(0, 0.3, (3, 1, 3, 3)).astype(np.float32)
    weights[:, 0, 0, 0] += 40.3
    weights[:, 0, 0, 1] -= 40.3
    bias = rng.normal(0, 0.3, 3).astype(np.float32)
    graph = onnx.helper.make_graph(
        [onnx.helper.make_node("Conv", ["pixel_values", "w", "b"], ["features"], "conv", group=3)],
        "depthwise",
        [
            onnx.helper.make_tensor_value_info(
                "pixel_values", onnx.TensorProto.FLOAT, ["batch", 3, 32, 32]
            )
        ],
        [onnx.helper.make_tensor_value_info("features", onnx.TensorProto.FLOAT, None)],
        [onnx.numpy_helper.from_array(weights, "w"), onnx.numpy_helper.from_array(bias, "b")],
    )
    opset = [onnx.helper.make_opsetid("", 18)]
    onnx.save(onnx.helper.make_model(graph, opset_imports=opset, ir_version=9), str(file))


def run(file: Path, pixels: np.ndarray) -> np.ndarray:
    """Mean of each channel of the output, [3]."""
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    found = np.asarray(session.run(["features"], {"pixel_values": pixels})[0])
    return found.mean(axis=(0, 2, 3))


def test_an_int8_graph_loses_its_offset(dataset: Path, tmp_path: Path) -> None:
    file, base, target = (tmp_path / f"{name}.onnx" for name in ("float", "base", "int8"))
    make_graph(file)
    optimise(file, base)
    images = read_image_set([dataset], "train", None)
    write_static(base, target, images, PREPROCESS)
    pixels = next(images.batches(PREPROCESS, 8)) + np.float32(0.3)
    pixels = np.clip(pixels, -1, 1)
    offset = np.abs(run(target, pixels) - run(base, pixels))
    assert correct_biases(base, target, measure_means(base, [pixels[:4], pixels[4:]])) == 1
    left = np.abs(run(target, pixels) - run(base, pixels))
    assert left.max() < 0.3 * offset.max()
