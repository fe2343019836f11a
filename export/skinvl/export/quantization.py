"""Int8 graphs: static QDQ for convolutional towers, dynamic MatMuls for transformers.

Weights are quantized per channel to 7 bits (`reduce_range`): x86 processors without VNNI add pairs
of 8-bit products with saturation, so that full 8-bit weights would give other answers on a clinic's
older PC than on the machine that validated the bundle. 7-bit weights give the same ones everywhere.
A tower that does not bear them stays in float32: a MobileNetV2 at 224 px gains 3 ms an image.
"""

from __future__ import annotations

import contextlib
import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_dynamic,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

from skinvl.contract.errors import ExportError
from skinvl.contract.preprocess import PreprocessSpec
from skinvl.export.images import ImageSet

Ranges = Literal["minmax", "percentile"]

# Share of the activations, in percent, that the percentile range keeps.
PERCENTILE = 99.999
# Images whose activations are held in memory together while ranges are collected.
_TOGETHER = 4
# Severities of onnxruntime's log.
_WARNINGS, _ERRORS_ONLY = 2, 3
_CONVOLUTIONS = ("Conv",)
_PRODUCTS = ("MatMul", "Gemm")
_STATIC_TYPES = ("Conv", "MatMul", "Gemm", "Add", "Clip")


@dataclass(frozen=True)
class Recipe:
    """One way to quantize a graph; `excluded` are names of nodes that stay in float32."""

    name: str
    ranges: Ranges | None
    excluded: tuple[str, ...] = ()

    @property
    def needs_images(self) -> bool:
        """Whether activation ranges are measured on calibration images."""
        return self.ranges is not None


class ImageReader(CalibrationDataReader):  # type: ignore[misc]
    """Calibration images one by one, in parts so that few activations are in memory at once."""

    def __init__(self, images: ImageSet, spec: PreprocessSpec) -> None:
        self._images = images
        self._spec = spec
        self._batches: Iterator[NDArray[np.float32]] = iter(())

    def __len__(self) -> int:
        return len(self._images) - len(self._images) % _TOGETHER

    def set_range(self, start_index: int, end_index: int) -> None:
        """The images that `get_next` gives from now on."""
        part = ImageSet(
            self._images.samples[start_index:end_index], self._images.files[start_index:end_index]
        )
        self._batches = part.batches(self._spec, 1)

    def get_next(self) -> dict[str, NDArray[np.float32]] | None:
        """The next image as the feed of the vision graph; None after the last."""
        batch = next(self._batches, None)
        return None if batch is None else {"pixel_values": batch}


def optimise(file: Path, target: Path) -> None:
    """Fold constants and infer shapes (onnxruntime's basic level, which stays plain ONNX)."""
    with _quiet():
        quant_pre_process(str(file), str(target), skip_symbolic_shape=True)


def plan_vision(file: Path) -> tuple[Recipe, ...]:
    """Ways to quantize a vision graph, the fastest first, the most careful last.

    Convolutions need activation ranges measured beforehand; the first and the last of them and the
    projector are the layers that lose most. A transformer tower is quantized like a decoder.
    """
    nodes = onnx.load(str(file), load_external_data=False).graph.node
    convolutions = [node.name for node in nodes if node.op_type in _CONVOLUTIONS]
    products = [node.name for node in nodes if node.op_type in _PRODUCTS]
    if len(products) > len(convolutions):
        return (Recipe("dynamic", None),)
    ends = (convolutions[0], convolutions[-1], *products)
    return (
        Recipe("static, percentile ranges", "percentile"),
        Recipe("static, min-max ranges", "minmax"),
        Recipe("static, percentile ranges, ends in fp32", "percentile", ends),
    )


def plan_decoder(file: Path) -> tuple[Recipe, ...]:
    """Ways to quantize a decoder graph: all weights, or all but those that give the logits."""
    nodes = onnx.load(str(file), load_external_data=False).graph.node
    products = [node.name for node in nodes if node.op_type in _PRODUCTS]
    return (
        Recipe("dynamic", None),
        Recipe("dynamic, logits in fp32", None, tuple(products[-1:])),
    )


def quantize(
    file: Path, target: Path, recipe: Recipe, images: ImageSet, spec: PreprocessSpec
) -> None:
    """Write the graph `file`, which `optimise` wrote, to `target` as int8.

    Args:
        file: float32 graph.
        target: receives the int8 graph.
        recipe: how.
        images: calibration images, used by static recipes only.
        spec: preprocessing of these images.

    Raises:
        ExportError: onnxruntime cannot quantize the graph, or too few calibration images.
    """
    common: dict[str, Any] = {
        "per_channel": True,
        "reduce_range": True,
        "weight_type": QuantType.QInt8,
        "nodes_to_exclude": list(recipe.excluded),
    }
    with _quiet():
        try:
            if recipe.ranges is None:
                quantize_dynamic(
                    str(file),
                    str(target),
                    op_types_to_quantize=["MatMul"],
                    extra_options={"MatMulConstBOnly": True},
                    **common,
                )
            else:
                _quantize_static(file, target, recipe.ranges, ImageReader(images, spec), common)
        except ExportError:
            raise
        except Exception as error:
            reason = " ".join(str(error).split())
            raise ExportError(
                f"{file.name}: cannot be quantized ({recipe.name}: {reason})"
            ) from error


def _quantize_static(
    file: Path, target: Path, ranges: Ranges, reader: ImageReader, common: dict[str, Any]
) -> None:
    if len(reader) == 0:
        raise ExportError(f"static quantization needs at least {_TOGETHER} calibration images")
    methods = {"minmax": CalibrationMethod.MinMax, "percentile": CalibrationMethod.Percentile}
    quantize_static(
        str(file),
        str(target),
        reader,
        quant_format=QuantFormat.QDQ,
        activation_type=QuantType.QUInt8,
        op_types_to_quantize=list(_STATIC_TYPES),
        calibrate_method=methods[ranges],
        # Both recipes with percentile ranges share what was measured.
        calibration_cache_path=file.with_name(f"{file.stem}.{ranges}.json"),
        extra_options={
            "CalibStridedMinMax": _TOGETHER,
            "CalibPercentile": PERCENTILE,
            "MatMulConstBOnly": True,
        },
        **common,
    )


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Without what onnxruntime's quantizers print and log about the steps they take."""
    level = logging.root.level
    logging.root.setLevel(logging.ERROR)
    onnxruntime.set_default_logger_severity(_ERRORS_ONLY)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        onnxruntime.set_default_logger_severity(_WARNINGS)
        logging.root.setLevel(level)
