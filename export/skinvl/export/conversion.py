"""From the PyTorch model to ONNX graphs, through Optimum's exporter."""

from __future__ import annotations

import copy
from pathlib import Path

import onnx
import torch
from optimum.exporters.onnx import onnx_export_from_model
from optimum.exporters.onnx.base import OnnxConfig
from torch import nn
from transformers import LlavaForConditionalGeneration

from skinvl.contract.errors import ExportError
from skinvl.contract.preprocess import PreprocessSpec
from skinvl.export.decoder.tracing import OPSET
from skinvl.export.graphs import (
    EmbedGraph,
    EmbedGraphConfig,
    HeadGraph,
    HeadGraphConfig,
    VisionGraph,
    VisionGraphConfig,
)
from skinvl.export.padding import fold_padding
from skinvl.export.quiet import quiet_tracer


def convert(
    model: LlavaForConditionalGeneration, preprocess: PreprocessSpec, folder: Path
) -> dict[str, Path]:
    """Write `vision.onnx`, `embed.onnx`, and `head.onnx` where there is a head.

    The decoder is another matter: `skinvl.export.decoder`.

    Args:
        model: any LLaVA layout, in evaluation mode, float32.
        preprocess: gives height and width of the vision input.
        folder: receives the files.

    Returns:
        Graph name -> file.

    Raises:
        ExportError: Optimum cannot trace the model, or a traced graph has other outputs.
    """
    modules = split_model(model)
    configs = describe_borders(model, preprocess)
    configs = {name: configs[name] for name in modules}
    with quiet_tracer():
        try:
            onnx_export_from_model(
                as_plain_llava(model),
                folder,
                task="text-generation-with-past",
                opset=OPSET,
                custom_onnx_configs=configs,
                fn_get_submodels=lambda _: modules,
                # What follows the export would only look for weights that two graphs share.
                no_post_process=True,
            )
        except Exception as error:
            reason = " ".join(str(error).split())
            raise ExportError(f"the model cannot be exported to ONNX ({reason})") from error
    files = {name: folder / f"{name}.onnx" for name in modules}
    vision = onnx.load(str(files["vision"]))
    if fold_padding(vision):
        onnx.save(vision, str(files["vision"]))
    for file in files.values():
        onnx.checker.check_model(str(file))
    return files


def split_model(model: LlavaForConditionalGeneration) -> dict[str, nn.Module]:
    """The graphs of a model by name; `head` only where the model has one."""
    modules: dict[str, nn.Module] = {
        "vision": VisionGraph(model),
        "embed": EmbedGraph(model),
    }
    if hasattr(model, "head"):
        modules["head"] = HeadGraph(model)
    return {name: module.eval() for name, module in modules.items()}


def describe_borders(
    model: LlavaForConditionalGeneration, preprocess: PreprocessSpec
) -> dict[str, OnnxConfig]:
    """The Optimum configuration of each graph."""
    vision = copy.copy(model.config.vision_config)
    # The size that is traced is the size that the bundle's preprocessing makes.
    vision.image_size = [preprocess.height, preprocess.width]
    text = model.config.text_config
    return {
        "vision": VisionGraphConfig(vision),
        "head": HeadGraphConfig(vision),
        "embed": EmbedGraphConfig(text),
    }


def as_plain_llava(model: LlavaForConditionalGeneration) -> LlavaForConditionalGeneration:
    """The same weights as transformers' own class.

    Optimum tells the library from the module of the class, so that a subclass that lives
    elsewhere is unknown to it.
    """
    with torch.device("meta"):
        plain = LlavaForConditionalGeneration(model.config)
    plain.model, plain.lm_head = model.model, model.lm_head
    plain.eval()
    return plain
