"""From a decoder's configuration to its skeleton, through Optimum's exporter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import onnx
from onnx import ModelProto
from optimum.exporters.onnx import onnx_export_from_model
from transformers import LlavaForConditionalGeneration

from skinvl.contract.errors import ExportError
from skinvl.export.decoder.filling import INLINE_LIMIT, DecoderRecipe, Skeleton, name_slots
from skinvl.export.decoder.skeleton import DecoderSkeleton, WeightSource
from skinvl.export.graphs import DecoderGraphConfig
from skinvl.export.quiet import quiet_tracer

OPSET = 18
# Lines that a long filling reports.
_STEPS = 20


class DecoderTrace:
    """The decoder of a model, traced when a format first asks for it."""

    def __init__(
        self,
        model: LlavaForConditionalGeneration,
        weights: WeightSource,
        folder: Path,
        report: Callable[[str], None] = lambda line: None,
    ) -> None:
        """As `trace_decoder`; `folder` must be there, `report` is told how a long filling goes."""
        self._model = model
        self._weights = weights
        self._folder = folder
        self._report = report
        self._skeletons: dict[bool, Skeleton] = {}

    def find(self, *, half: bool = False) -> Skeleton:
        """The skeleton that computes in float32, or in float16."""
        if half not in self._skeletons:
            self._skeletons[half] = trace_decoder(
                self._model, self._weights, self._folder, half=half
            )
        return self._skeletons[half]

    def fill(self, recipe: DecoderRecipe, target: Path) -> Path:
        """Write the decoder as `recipe` says (`Skeleton.fill`)."""
        skeleton = self.find(half=recipe.half)
        long = skeleton.estimate(recipe) > INLINE_LIMIT

        def tell(done: int, total: int) -> None:
            if long and done * _STEPS // total > (done - 1) * _STEPS // total:
                self._report(f"{target.name}: {done} of {total} weights written")

        return skeleton.fill(recipe, target, progress=tell)


def trace_decoder(
    model: LlavaForConditionalGeneration, weights: WeightSource, folder: Path, *, half: bool = False
) -> Skeleton:
    """Trace the decoder of a LLaVA layout.

    Args:
        model: transformers' own class; its language model's weights are not read.
        weights: where the weights are.
        folder: receives `skeleton.onnx`, which is of no use by itself.
        half: compute in float16, as CUDA does.

    Raises:
        ExportError: a decoder that this graph does not describe, or that Optimum cannot trace.
    """
    text: Any = model.config.text_config
    module = DecoderSkeleton(text, weights, half=half).eval()
    borders = DecoderGraphConfig(
        text,
        task="text-generation",
        use_past=True,
        use_past_in_inputs=True,
        float_dtype="fp16" if half else "fp32",
    )
    with quiet_tracer():
        try:
            onnx_export_from_model(
                model,
                folder,
                task="text-generation-with-past",
                opset=OPSET,
                custom_onnx_configs={"skeleton": borders},
                fn_get_submodels=lambda _: {"skeleton": module},
                no_post_process=True,
                # There is nothing to compare yet: `skinvl.export.parity` does when it is filled.
                do_validation=False,
            )
        except Exception as error:
            reason = " ".join(str(error).split())
            raise ExportError(f"the decoder cannot be exported to ONNX ({reason})") from error
    graph = onnx.load(str(folder / "skeleton.onnx"))
    tidy(graph)
    return Skeleton(graph, name_slots(graph, module.list_parts()), weights)


def tidy(model: ModelProto) -> None:
    """Leave out what was only known of the tracing: inner shapes, and outputs that nobody reads."""
    graph = model.graph
    del graph.value_info[:]
    read = {name for node in graph.node for name in node.input}
    read |= {output.name for output in graph.output}
    for node in graph.node:
        if node.domain == "com.microsoft":
            node.output[:] = [name if name in read else "" for name in node.output]
            while node.output and not node.output[-1]:
                node.output.pop()
