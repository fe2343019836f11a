"""Engines behind one face: read a prompt, then write the likeliest tokens."""

from __future__ import annotations

import ctypes
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from decoder_files import CHECKPOINT, EMBED, GENAI, GGUF_TYPES, RECIPES, Shape, read_shape
from numpy.typing import NDArray

Ids = NDArray[np.int64]
FLOAT_BYTES = 4


@dataclass(frozen=True)
class Text:
    """Tokens int64 [B, N], the seconds until the first and those of the others."""

    tokens: Ids
    prefill: float
    decoding: float


class Engine(Protocol):
    """A decoder that is open; `size` is bytes on disk, `streamed` those that every token reads."""

    size: int
    streamed: int

    def write(self, prompt: Ids, count: int) -> Text:
        """Read `prompt` [B, S] and write `count` tokens."""


class TorchEngine:
    """transformers' model and key-value cache with a loop that does nothing else."""

    def __init__(self, work: Path, variant: str, threads: int, provider: str) -> None:
        import torch
        from transformers import DynamicCache, LlamaForCausalLM, StaticCache

        torch.set_num_threads(threads)
        kind = {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}
        name, _, cache = variant.partition("-")
        self._torch = torch
        self._model = LlamaForCausalLM.from_pretrained(work / CHECKPOINT, dtype=kind[name]).eval()
        if provider == "cuda":
            if not torch.cuda.is_available():
                raise ImportError("this PyTorch has no CUDA device")
            self._model.to("cuda")
        self._device = provider
        config = self._model.config
        self._open = (
            (lambda room: StaticCache(config=config, max_cache_len=room))
            if cache == "static"
            else (lambda room: DynamicCache(config=config))
        )
        bytes_each = self._model.dtype.itemsize
        count = sum(weight.numel() for weight in self._model.parameters())
        self.size = count * bytes_each
        self.streamed = (count - read_shape(work).embedding) * bytes_each

    def write(self, prompt: Ids, count: int) -> Text:
        torch = self._torch
        cache = self._open(prompt.shape[1] + count)
        ids = torch.from_numpy(prompt).to(self._device)
        tokens = []
        with torch.inference_mode():
            started = time.perf_counter()
            for step in range(count):
                places = torch.arange(ids.shape[1], device=self._device)
                if step:
                    places = places + prompt.shape[1] + step - 1
                logits = self._model(
                    input_ids=ids,
                    past_key_values=cache,
                    cache_position=places,
                    use_cache=True,
                    logits_to_keep=1,
                ).logits
                ids = logits[:, -1:].argmax(-1)
                tokens.append(ids.cpu().numpy())
                if step == 0:
                    first = time.perf_counter()
        ended = time.perf_counter()
        return Text(np.concatenate(tokens, axis=1), first - started, ended - first)


class RuntimeEngine:
    """This project's runtime over its own graph."""

    def __init__(self, work: Path, variant: str, threads: int, provider: str) -> None:
        import onnxruntime

        from skinvl.contract.bundle import DecoderSpec
        from skinvl.runtime.decode import Decoder
        from skinvl.runtime.provider import choose_provider, list_ort_providers
        from skinvl.runtime.sessions import Graph
        from skinvl.runtime.threads import ALONE, choose_default

        shape = read_shape(work)
        chosen = choose_provider(provider)  # type: ignore[arg-type]
        if chosen.provider != provider:
            raise ImportError(chosen.reason)
        spec = DecoderSpec(
            shape.layers, shape.kv_heads, shape.head_dim, shape.hidden, shape.vocabulary,
            shape.positions, 16, 1, 2, 0, 3,
        )  # fmt: skip
        file = work / f"{variant}.onnx"
        self.streamed = sum(part.stat().st_size for part in work.glob(f"{file.name}*"))
        self.size = self.streamed + (work / EMBED).stat().st_size

        def open_graph(path: Path, pool: Any) -> Graph:
            options = onnxruntime.SessionOptions()
            options.log_severity_level = 4
            pool.apply(options)
            names = list_ort_providers(chosen.provider)
            session = onnxruntime.InferenceSession(str(path), options, providers=names)
            return Graph(session, path, chosen.provider)

        pool = choose_default(threads, self.streamed).decoder
        self._decoder = Decoder(open_graph(work / EMBED, ALONE), open_graph(file, pool), spec)

    def write(self, prompt: Ids, count: int) -> Text:
        decoder = self._decoder
        context = decoder.open(prompt.shape[1] + count, batch=prompt.shape[0])
        started = time.perf_counter()
        embeds = decoder.embed(prompt)
        # GroupQueryAttention reads several texts at once, or on from what was read, never both.
        logits = decoder.read(context, embeds) if len(prompt) == 1 else context.read(embeds)[:, -1]
        tokens = [logits.argmax(-1)[:, None]]
        first = time.perf_counter()
        for _ in range(count - 1):
            logits = context.read(decoder.embed(tokens[-1]))[:, -1]
            tokens.append(logits.argmax(-1)[:, None])
        ended = time.perf_counter()
        return Text(np.concatenate(tokens, axis=1), first - started, ended - first)


class GenaiEngine:
    """onnxruntime-genai with a graph of its own builder."""

    def __init__(self, work: Path, variant: str, threads: int, provider: str) -> None:
        import onnxruntime_genai as genai

        refuse_cuda(provider)
        folder = work / f"genai-{variant}"
        settings = json.loads((folder / "genai_config.json").read_text())
        options = settings["model"]["decoder"]["session_options"]
        options["intra_op_num_threads"] = threads
        (folder / "genai_config.json").write_text(json.dumps(settings))
        self._genai = genai
        self._model = genai.Model(str(folder))
        self.size = sum(file.stat().st_size for file in folder.glob("model.onnx*"))
        # The builder keeps the embeddings in float32.
        self.streamed = self.size - FLOAT_BYTES * read_shape(work).embedding

    def write(self, prompt: Ids, count: int) -> Text:
        settings = self._genai.GeneratorParams(self._model)
        room = prompt.shape[1] + count
        settings.set_search_options(
            do_sample=False, batch_size=len(prompt), max_length=room, min_length=room
        )
        generator = self._genai.Generator(self._model, settings)
        started = time.perf_counter()
        generator.append_tokens(prompt.astype(np.int32))
        generator.generate_next_token()
        tokens = [np.array(generator.get_next_tokens())]
        first = time.perf_counter()
        for _ in range(count - 1):
            generator.generate_next_token()
            tokens.append(np.array(generator.get_next_tokens()))
        ended = time.perf_counter()
        return Text(np.stack(tokens, axis=1), first - started, ended - first)


class LlamaEngine:
    """llama.cpp through its C interface, as llama-cpp-python binds it."""

    def __init__(self, work: Path, variant: str, threads: int, provider: str) -> None:
        import llama_cpp

        refuse_cuda(provider)
        self._library = llama_cpp
        shape: Shape = read_shape(work)
        self._vocabulary = shape.vocabulary
        file = work / f"{variant}.gguf"
        settings = llama_cpp.llama_model_default_params()
        settings.n_gpu_layers = 0
        self._model = llama_cpp.llama_model_load_from_file(str(file).encode(), settings)
        self._threads = threads
        self._contexts: dict[tuple[int, int], Any] = {}
        self._open(1, shape.positions // 2)
        self.size, self.streamed = measure_gguf(file)

    def _open(self, batch: int, room: int) -> Any:
        if (batch, room) not in self._contexts:
            library = self._library
            settings = library.llama_context_default_params()
            settings.n_ctx = batch * (-(-room // 256) * 256)
            settings.n_batch = settings.n_ctx
            settings.n_seq_max = batch
            settings.n_threads = settings.n_threads_batch = self._threads
            settings.no_perf = True
            self._contexts[batch, room] = library.llama_init_from_model(self._model, settings)
        return self._contexts[batch, room]

    def write(self, prompt: Ids, count: int) -> Text:
        library = self._library
        texts, length = prompt.shape
        context = self._open(texts, length + count)
        library.llama_memory_clear(library.llama_get_memory(context), True)
        batch = library.llama_batch_init(texts * length, 0, texts)
        try:
            started = time.perf_counter()
            tokens = [self._decode(context, batch, prompt, 0)]
            first = time.perf_counter()
            for step in range(count - 1):
                tokens.append(self._decode(context, batch, tokens[-1], length + step))
            ended = time.perf_counter()
        finally:
            library.llama_batch_free(batch)
        return Text(np.concatenate(tokens, axis=1), first - started, ended - first)

    def _decode(self, context: Any, batch: Any, ids: Ids, position: int) -> Ids:
        """The likeliest next token of each text, int64 [B, 1]."""
        texts, length = ids.shape
        batch.n_tokens = texts * length
        for text in range(texts):
            for place in range(length):
                index = text * length + place
                batch.token[index] = int(ids[text, place])
                batch.pos[index] = position + place
                batch.n_seq_id[index] = 1
                batch.seq_id[index][0] = text
                batch.logits[index] = place == length - 1
        status = self._library.llama_decode(context, batch)
        if status:
            raise RuntimeError(f"llama_decode gave {status}")
        best = []
        for text in range(texts):
            logits = self._library.llama_get_logits_ith(context, (text + 1) * length - 1)
            row = np.ctypeslib.as_array(
                ctypes.cast(logits, ctypes.POINTER(ctypes.c_float)), (self._vocabulary,)
            )
            best.append([int(row.argmax())])
        return np.array(best, dtype=np.int64)


def measure_gguf(file: Path) -> tuple[int, int]:
    """Bytes of the file, and of the tensors that every token reads."""
    import gguf

    reader = gguf.GGUFReader(str(file))
    streamed = sum(int(t.n_bytes) for t in reader.tensors if t.name != "token_embd.weight")
    return file.stat().st_size, streamed


def refuse_cuda(provider: str) -> None:
    """Some engines are measured on the CPU alone."""
    if provider != "cpu":
        raise ImportError("measured on the CPU alone")


# name -> (engine, its variant, package that it needs)
ENGINES: dict[str, tuple[Any, str, str]] = {
    "torch-fp32": (TorchEngine, "fp32", "torch"),
    "torch-bf16": (TorchEngine, "bf16", "torch"),
    "torch-fp16": (TorchEngine, "fp16", "torch"),
    "torch-bf16-static": (TorchEngine, "bf16-static", "torch"),
    **{f"skinvl-{name}": (RuntimeEngine, name, "onnxruntime") for name in RECIPES},
    **{f"genai-{name}": (GenaiEngine, name, "onnxruntime_genai") for name in GENAI},
    **{f"llama.cpp-{name}": (LlamaEngine, name, "llama_cpp") for name in GGUF_TYPES},
}
