"""Writing a graph in fewer bits. Whether the result may be used is for `skinvl.export.variants`.

Convolutions become static int8 (QDQ): activations unsigned, weights signed, 8 bits per channel,
ranges of activations from images. Matrix products of transformers become dynamic int8. x86
processors without VNNI add pairs of such products with saturation; `PORTABLE_INT8` of the runtime's
sessions has them take 16-bit products instead, so that a clinic's older PC gives the answers of the
machine that validated the bundle (docs/quantization.md has the measurement).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_dynamic,
    quantize_static,
)
from onnxruntime.quantization.matmul_nbits_quantizer import (
    DefaultWeightOnlyQuantConfig,
    MatMulNBitsQuantizer,
)
from onnxruntime.quantization.shape_inference import quant_pre_process
from onnxruntime.transformers.float16 import DEFAULT_OP_BLOCK_LIST, convert_float_to_float16

from skinvl.contract.errors import ExportError
from skinvl.contract.preprocess import PreprocessSpec
from skinvl.export.images import ImageSet
from skinvl.export.quiet import quiet_onnxruntime

# Images whose activations are held in memory together while ranges are collected.
TOGETHER = 4
# Weights of one block of a matrix product share a scale.
BLOCK = 32
# The kernels compute in float32 (1) rather than with activations rounded to 8 bits (4).
_COMPUTE_FLOAT = 1
CONVOLUTIONS = ("Conv",)
PRODUCTS = ("MatMul", "Gemm")
STATIC_TYPES = ("Conv", "MatMul", "Gemm", "Add", "Clip")
# `convert_float_to_float16` leaves these in float32 unless told otherwise; both exist in float16.
_HALF_AFTER_ALL = ("Min", "Max")


class ImageReader(CalibrationDataReader):  # type: ignore[misc]
    """Calibration images one by one, in parts so that few activations are in memory at once."""

    def __init__(self, images: ImageSet, spec: PreprocessSpec) -> None:
        self._images = images
        self._spec = spec
        self._batches: Iterator[NDArray[np.float32]] = iter(())

    def __len__(self) -> int:
        return len(self._images) - len(self._images) % TOGETHER

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
    with quiet_onnxruntime():
        quant_pre_process(str(file), str(target), skip_symbolic_shape=True)


def list_nodes(file: Path, types: Sequence[str]) -> list[str]:
    """Names of the nodes of a graph that are of one of `types`, in order."""
    nodes = onnx.load(str(file), load_external_data=False).graph.node
    return [node.name for node in nodes if node.op_type in types]


def write_static(
    file: Path, target: Path, images: ImageSet, spec: PreprocessSpec, kept: Sequence[str] = ()
) -> None:
    """Convolutions and products of `file`, which `optimise` wrote, in int8 with fixed ranges.

    Ranges are the extremes over `images`; they are measured once per `file` and kept beside it.
    Percentile ranges of 99.99 % gave no other agreement on a MobileNetV2 and take minutes.

    Args:
        file: float32 vision graph.
        target: receives the graph.
        images: calibration images.
        spec: their preprocessing.
        kept: names of nodes that stay in float32.

    Raises:
        ExportError: fewer than `TOGETHER` images.
    """
    reader = ImageReader(images, spec)
    if len(reader) == 0:
        raise ExportError(f"static quantization needs at least {TOGETHER} calibration images")
    with quiet_onnxruntime():
        quantize_static(
            str(file),
            str(target),
            reader,
            quant_format=QuantFormat.QDQ,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=list(STATIC_TYPES),
            nodes_to_exclude=list(kept),
            calibrate_method=CalibrationMethod.MinMax,
            calibration_cache_path=file.with_name(f"{file.stem}.ranges.json"),
            extra_options={"CalibStridedMinMax": TOGETHER, "MatMulConstBOnly": True},
        )


def write_dynamic(file: Path, target: Path, kept: Sequence[str] = ()) -> None:
    """Matrix products in int8, their inputs scaled by their own extremes in each run."""
    with quiet_onnxruntime():
        quantize_dynamic(
            str(file),
            str(target),
            op_types_to_quantize=["MatMul"],
            weight_type=QuantType.QInt8,
            per_channel=True,
            nodes_to_exclude=list(kept),
            extra_options={"MatMulConstBOnly": True},
        )


def write_packed(file: Path, target: Path, bits: int) -> None:
    """Weights of matrix products in `bits` (4 or 8) per block, computing in float32."""
    with quiet_onnxruntime():
        config = DefaultWeightOnlyQuantConfig(
            block_size=BLOCK, is_symmetric=True, accuracy_level=_COMPUTE_FLOAT, bits=bits
        )
        quantizer = MatMulNBitsQuantizer(onnx.load(str(file)), algo_config=config)
        quantizer.process()
        quantizer.model.save_model_to_file(str(target))


def write_stored(file: Path, target: Path) -> None:
    """Weights of convolutions stored in int8 per channel and read back as float32 in each run.

    It saves space alone; every processor computes the same.
    """
    model = onnx.load(str(file))
    graph = model.graph
    weights = {tensor.name: tensor for tensor in graph.initializer}
    names = dict.fromkeys(
        node.input[1]
        for node in graph.node
        if node.op_type in CONVOLUTIONS and node.input[1] in weights
    )
    readers: list[onnx.NodeProto] = []
    for name in names:
        values = onnx.numpy_helper.to_array(weights[name]).astype(np.float32)
        scales = np.abs(values).reshape(len(values), -1).max(axis=1) / 127
        # A channel without weights needs some scale.
        scales = np.where(scales > 0, scales, 1.0).astype(np.float32)
        shape = (-1,) + (1,) * (values.ndim - 1)
        stored = np.rint(values / scales.reshape(shape)).astype(np.int8)
        graph.initializer.remove(weights[name])
        graph.initializer.append(onnx.numpy_helper.from_array(stored, f"{name}.int8"))
        graph.initializer.append(onnx.numpy_helper.from_array(scales, f"{name}.scale"))
        zeros = np.zeros(len(scales), dtype=np.int8)
        graph.initializer.append(onnx.numpy_helper.from_array(zeros, f"{name}.zero"))
        inputs = [f"{name}.int8", f"{name}.scale", f"{name}.zero"]
        readers.append(onnx.helper.make_node("DequantizeLinear", inputs, [name], axis=0))
    for reader in reversed(readers):
        graph.node.insert(0, reader)
    onnx.save(model, str(target))


def write_half(file: Path, target: Path) -> None:
    """Weights and computation in float16; inputs and outputs stay float32."""
    blocked = [kind for kind in DEFAULT_OP_BLOCK_LIST if kind not in _HALF_AFTER_ALL]
    with quiet_onnxruntime():
        model = convert_float_to_float16(
            onnx.load(str(file)), keep_io_types=True, op_block_list=blocked
        )
        onnx.save(model, str(target))


def measure_size(file: Path) -> int:
    """Bytes of a graph with the weights that lie beside it."""
    parts = (file, *file.parent.glob(f"{file.name}[._]data*"))
    return sum(part.stat().st_size for part in parts)
