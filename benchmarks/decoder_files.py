"""One decoder of random weights, written in the format of each engine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

CHECKPOINT = "checkpoint"
EMBED = "embed.onnx"
SHAPE = "shape.json"
# The graphs of this project: name -> (format of most weights, that of the last layer).
RECIPES = {
    "fp32": ("fp32", "fp32"),
    "int8": ("int8", "int8"),
    "int8-weights": ("int8-weights", "int8-weights"),
    "int4": ("int4", "int4"),
    "int4-int8-logits": ("int4", "int8"),
    "fp16": ("fp16", "fp16"),
}
HALF = {"fp16"}
# llama.cpp's types, in the numbers of its `llama_ftype`.
GGUF_TYPES = {"f32": 0, "q8_0": 7, "q4_0": 2, "q4_k_m": 15}
GENAI = ("fp32", "int4")
OPSET, IR_VERSION = 18, 10


@dataclass(frozen=True)
class Shape:
    """A Llama decoder."""

    hidden: int = 768
    layers: int = 12
    heads: int = 12
    kv_heads: int = 12
    intermediate: int = 2048
    vocabulary: int = 16000
    positions: int = 1024

    @property
    def head_dim(self) -> int:
        return self.hidden // self.heads

    @property
    def embedding(self) -> int:
        """Numbers in the table of token embeddings, of which a token reads one row."""
        return self.vocabulary * self.hidden


def write_files(work: Path, shape: Shape, recipes: list[str], *, genai: bool, gguf: bool) -> None:
    """Write what is not there yet; a folder of another shape is refused."""
    work.mkdir(parents=True, exist_ok=True)
    note = work / SHAPE
    if note.is_file() and json.loads(note.read_text()) != asdict(shape):
        raise SystemExit(f"{work}: holds a decoder of another shape; name another --work")
    if not note.is_file():
        write_checkpoint(work / CHECKPOINT, shape)
        note.write_text(json.dumps(asdict(shape)))
    write_graphs(work, shape, [name for name in recipes if not (work / f"{name}.onnx").is_file()])
    for precision in GENAI if genai else ():
        if not (work / f"genai-{precision}").is_dir():
            write_genai(work, precision)
    if gguf:
        write_gguf(work, shape)


def read_shape(work: Path) -> Shape:
    """The shape that a folder holds."""
    return Shape(**json.loads((work / SHAPE).read_text()))


def write_checkpoint(folder: Path, shape: Shape) -> None:
    """transformers' Llama in float32, with a tokenizer, which genai's builder asks for."""
    import torch
    from tokenizers import Tokenizer, models
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        num_key_value_heads=shape.kv_heads,
        intermediate_size=shape.intermediate,
        max_position_embeddings=shape.positions,
        tie_word_embeddings=False,
        # A text never ends by itself.
        eos_token_id=shape.vocabulary - 1,
        bos_token_id=1,
        pad_token_id=0,
    )
    model = LlamaForCausalLM(config).eval()
    with torch.no_grad():
        # The last token, which would end a text in some engines, is never the likeliest.
        model.lm_head.weight[-1] = 0
    model.save_pretrained(folder)
    words = Tokenizer(models.WordLevel({"<unk>": 0, "<s>": 1, "</s>": 2}, unk_token="<unk>"))
    PreTrainedTokenizerFast(tokenizer_object=words).save_pretrained(folder)


def write_graphs(work: Path, shape: Shape, recipes: list[str]) -> None:
    """This project's decoder graphs, and the graph of the embeddings."""
    if not recipes:
        return
    import torch
    from onnx import TensorProto, helper, numpy_helper, save
    from transformers import (
        CLIPVisionConfig,
        LlamaForCausalLM,
        LlavaConfig,
        LlavaForConditionalGeneration,
    )

    from skinvl.export.decoder import DecoderRecipe, ModelWeights, trace_decoder

    language = LlamaForCausalLM.from_pretrained(work / CHECKPOINT, dtype=torch.float32)
    # The exporter takes the layout of LLaVA; its tower is not part of the decoder.
    tower = CLIPVisionConfig(
        hidden_size=32, intermediate_size=48, num_hidden_layers=1, num_attention_heads=2,
        image_size=32, patch_size=8,
    )  # fmt: skip
    config = LlavaConfig(vision_config=tower, text_config=language.config, image_token_index=3)
    model = LlavaForConditionalGeneration(config).eval()
    model.model.language_model.load_state_dict(language.model.state_dict())
    model.lm_head.load_state_dict(language.lm_head.state_dict())
    skeletons: dict[bool, Any] = {}
    for name in recipes:
        half = name in HALF
        if half not in skeletons:
            folder = work / f"traced-{'half' if half else 'full'}"
            skeletons[half] = trace_decoder(model, ModelWeights(model), folder, half=half)
        default, last = RECIPES[name]
        recipe = DecoderRecipe(name, default, {"lm_head.weight": last}, half=half)  # type: ignore[arg-type,dict-item]
        skeletons[half].fill(recipe, work / f"{name}.onnx")
    table = language.model.embed_tokens.weight.detach().numpy()
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["inputs_embeds"])],
        "embed",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["B", "S"])],
        [helper.make_tensor_value_info("inputs_embeds", TensorProto.FLOAT, ["B", "S", "D"])],
        [numpy_helper.from_array(table, "table")],
    )
    opset = [helper.make_opsetid("", OPSET)]
    save(helper.make_model(graph, opset_imports=opset, ir_version=IR_VERSION), work / EMBED)


def write_genai(work: Path, precision: str) -> None:
    """onnxruntime-genai's own builder, with the settings that suit it best on a CPU."""
    target = work / f"genai-{precision}"
    building = work / f"genai-{precision}.building"
    shutil.rmtree(building, ignore_errors=True)
    command = [sys.executable, "-m", "onnxruntime_genai.models.builder"]
    command += ["-i", str(work / CHECKPOINT), "-o", str(building), "-p", precision, "-e", "cpu"]
    command += ["-c", str(work / "cache"), "--extra_options", "hf_token=false", "hf_remote=false"]
    command += ["prune_lm_head=true"]
    if precision == "int4":
        command += ["int4_block_size=32", "int4_accuracy_level=4"]
    offline = {**os.environ, "HF_HUB_OFFLINE": "1", "ORT_DISABLE_TELEMETRY": "1"}
    done = subprocess.run(command, env=offline, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"genai's builder failed for {precision}: {done.stderr[-2000:]}")
    building.rename(target)


def write_gguf(work: Path, shape: Shape) -> None:
    """The decoder for llama.cpp: float32 by the `gguf` package, the rest by its own quantizer."""
    source = work / "f32.gguf"
    if not source.is_file():
        convert_to_gguf(work / CHECKPOINT, source, shape)
    import ctypes

    import llama_cpp

    for name, number in GGUF_TYPES.items():
        target = work / f"{name}.gguf"
        if target.is_file():
            continue
        settings = llama_cpp.llama_model_quantize_default_params()
        settings.ftype = number
        partial = target.with_suffix(".partial")
        status = llama_cpp.llama_model_quantize(
            str(source).encode(), str(partial).encode(), ctypes.byref(settings)
        )
        if status:
            raise SystemExit(f"{target}: llama.cpp could not quantize (status {status})")
        partial.rename(target)


def convert_to_gguf(checkpoint: Path, target: Path, shape: Shape) -> None:
    """Names and layout as llama.cpp's `convert_hf_to_gguf.py` gives them: rows of queries and keys
    are reordered, because llama.cpp turns neighbouring pairs where transformers turns halves."""
    import gguf
    from safetensors.numpy import load_file

    weights = load_file(checkpoint / "model.safetensors")
    config = json.loads((checkpoint / "config.json").read_text())
    partial = target.with_suffix(".partial")
    writer = gguf.GGUFWriter(str(partial), "llama")
    writer.add_context_length(shape.positions)
    writer.add_embedding_length(shape.hidden)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.intermediate)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads)
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    writer.add_rope_freq_base(config.get("rope_theta", 10000.0))
    writer.add_rope_dimension_count(shape.head_dim)
    writer.add_vocab_size(shape.vocabulary)
    writer.add_file_type(GGUF_TYPES["f32"])
    writer.add_tokenizer_model("none")
    for name, weight in weights.items():
        renamed, heads = name_in_gguf(name, shape)
        writer.add_tensor(renamed, pair_neighbours(weight, heads) if heads else weight)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    partial.rename(target)


def name_in_gguf(name: str, shape: Shape) -> tuple[str, int]:
    """llama.cpp's name of a weight, and the heads whose rows are reordered (0: none)."""
    plain = {
        "model.embed_tokens.weight": "token_embd.weight",
        "model.norm.weight": "output_norm.weight",
        "lm_head.weight": "output.weight",
    }
    if name in plain:
        return plain[name], 0
    _, _, layer, part = name.split(".", 3)
    parts = {
        "self_attn.q_proj.weight": ("attn_q.weight", shape.heads),
        "self_attn.k_proj.weight": ("attn_k.weight", shape.kv_heads),
        "self_attn.v_proj.weight": ("attn_v.weight", 0),
        "self_attn.o_proj.weight": ("attn_output.weight", 0),
        "mlp.gate_proj.weight": ("ffn_gate.weight", 0),
        "mlp.up_proj.weight": ("ffn_up.weight", 0),
        "mlp.down_proj.weight": ("ffn_down.weight", 0),
        "input_layernorm.weight": ("attn_norm.weight", 0),
        "post_attention_layernorm.weight": ("ffn_norm.weight", 0),
    }
    renamed, heads = parts[part]
    return f"blk.{layer}.{renamed}", heads


def pair_neighbours(weight: np.ndarray[Any, Any], heads: int) -> np.ndarray[Any, Any]:
    """Rows [heads, two halves, pairs] to [heads, pairs, two]."""
    rows, columns = weight.shape
    halves = weight.reshape(heads, 2, rows // heads // 2, columns)
    return np.ascontiguousarray(halves.swapaxes(1, 2).reshape(rows, columns))
