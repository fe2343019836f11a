"""One decoder in several engines: PyTorch, this runtime, onnxruntime-genai and llama.cpp.

    python benchmarks/decoder.py --work decoder-files --json decoder.json

The decoder is a Llama of about 120 million random weights, the same in every engine, and is written
to the work folder at the first run. Every engine runs in a process of its own, in rounds that take
turns, so that a change in the machine's load meets all of them; the figures are medians over the
rounds. In every round the speed of reading memory is measured as well: a token cannot come quicker
than its weights are read.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import fields
from pathlib import Path
from typing import Any

# Read by onnxruntime and transformers when they are imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
os.environ["HF_HUB_OFFLINE"] = "1"

import numpy as np
from decoder_engines import ENGINES
from decoder_files import GENAI, GGUF_TYPES, RECIPES, Shape, write_files

from skinvl.runtime.benchmark import read_peak
from skinvl.runtime.tuning import name_processor

CPU_ENGINES = [name for name in ENGINES if "fp16" not in name]
CUDA_ENGINES = ["torch-fp16", "skinvl-fp16"]
REFERENCE = "torch-fp32"
RIVALS = {"PyTorch fp32": REFERENCE, "genai int4": "genai-int4", "llama.cpp Q4_0": "llama.cpp-q4_0"}
COMPARED_PROMPT, COMPARED_TOKENS = 16, 24
READ_BYTES = 1 << 30


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, required=True, help="folder of the engines' files")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, metavar="ENGINE")
    parser.add_argument("--provider", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--prompt", type=int, default=256, help="tokens read (default 256)")
    parser.add_argument("--tokens", type=int, default=65, help="tokens written (default 65)")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    for part in fields(Shape):
        parser.add_argument(f"--{part.name.replace('_', '-')}", type=int, default=part.default)
    parser.add_argument("--child", choices=("files", "bandwidth", *ENGINES), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.engines is None:
        args.engines = CPU_ENGINES if args.provider == "cpu" else CUDA_ENGINES
    if args.child:
        print(json.dumps(run_child(args)))
        return 0
    report = measure(args)
    if args.json:
        args.json.write_text(json.dumps(report, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    print(table(report))
    return 0 if all("error" not in one for one in report["engines"].values()) else 1


def measure(args: argparse.Namespace) -> dict[str, Any]:
    """Every round of every engine, and their medians."""
    missing = {name: package for name in args.engines if (package := find_missing(name))}
    start_child("files", [name for name in args.engines if name not in missing])
    rounds: dict[str, list[dict[str, Any]]] = {name: [] for name in args.engines}
    bandwidths = []
    errors: dict[str, str] = {}
    for number in range(args.rounds):
        bandwidths.append(start_child("bandwidth")["gb_per_second"])
        for name in args.engines:
            if name in missing or name in errors:
                continue
            print(f"round {number + 1} of {args.rounds}: {name}", file=sys.stderr, flush=True)
            figures = start_child(name)
            if "error" in figures:
                errors[name] = figures["error"]
            else:
                rounds[name].append(figures)
    bandwidth = statistics.median(bandwidths)
    engines: dict[str, dict[str, Any]] = {}
    for name in args.engines:
        if name in missing:
            engines[name] = {"missing": missing[name]}
        elif name in errors:
            engines[name] = {"error": errors[name]}
        else:
            engines[name] = summarize(rounds[name], bandwidth)
    for one in engines.values():
        one["agreeing_tokens"] = count_agreeing(one, engines.get(REFERENCE, {}))
    return {
        "machine": {
            "processor": name_processor(),
            "cores": len(os.sched_getaffinity(0)),
            "threads": args.threads,
            "provider": args.provider,
            "read_gb_per_second": bandwidth,
            "read_gb_per_second_rounds": bandwidths,
        },
        "decoder": {part.name: getattr(args, part.name) for part in fields(Shape)},
        "prompt": args.prompt,
        "tokens": args.tokens,
        "rounds": args.rounds,
        "engines": engines,
        "all_rounds": rounds,
    }


def find_missing(name: str) -> str | None:
    """The package that an engine lacks here."""
    packages = [ENGINES[name][2], *(["gguf"] if ENGINES[name][2] == "llama_cpp" else [])]
    absent = [package for package in packages if importlib.util.find_spec(package) is None]
    return absent[0] if absent else None


def start_child(child: str, engines: list[str] | None = None) -> dict[str, Any]:
    """This script again with the same arguments, for one part."""
    command = [sys.executable, __file__, *sys.argv[1:], "--child", child]
    if engines is not None:
        command += ["--engines", *engines]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        if child in ENGINES:
            return {"error": reason}
        raise SystemExit(f"{child}: {reason}\n{done.stderr}")
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def run_child(args: argparse.Namespace) -> dict[str, Any]:
    """Files, bandwidth, or the figures of one engine."""
    if args.child == "files":
        shape = Shape(**{part.name: getattr(args, part.name) for part in fields(Shape)})
        recipes = [name for name in RECIPES if f"skinvl-{name}" in args.engines]
        genai = any(f"genai-{name}" in args.engines for name in GENAI)
        gguf = any(f"llama.cpp-{name}" in args.engines for name in GGUF_TYPES)
        write_files(args.work, shape, recipes, genai=genai, gguf=gguf)
        return {}
    if args.child == "bandwidth":
        return {"gb_per_second": measure_reading(args.threads)}
    return measure_engine(args)


def measure_engine(args: argparse.Namespace) -> dict[str, Any]:
    """One engine, once: load, prompt, tokens for one text and for four, and the memory it took."""
    engine_class, variant, package = ENGINES[args.child]
    # Importing a package is not loading a model.
    importlib.import_module(package)
    if package == "torch":
        importlib.import_module("transformers.models.llama.modeling_llama")
    started = time.perf_counter()
    engine = engine_class(args.work, variant, args.threads, args.provider)
    loaded = time.perf_counter() - started
    generator = np.random.default_rng(0)
    prompts = generator.integers(4, args.vocabulary - 1, (4, args.prompt), dtype=np.int64)
    short = engine.write(prompts[:1, :COMPARED_PROMPT], COMPARED_TOKENS)
    figures: dict[str, Any] = {
        "load_s": loaded,
        "mb": engine.size / 1e6,
        "streamed_mb": engine.streamed / 1e6,
        "greedy": short.tokens[0].tolist(),
    }
    for batch in (1, 4):
        engine.write(prompts[:batch], 4)
        texts = [engine.write(prompts[:batch], args.tokens) for _ in range(2)]
        if batch == 1:
            figures["prefill_ms"] = 1000 * min(text.prefill for text in texts)
        rate = batch * (args.tokens - 1) / min(text.decoding for text in texts)
        figures[f"tokens_per_second_batch{batch}"] = rate
    figures["peak_mb"] = read_peak()
    return figures


def measure_reading(threads: int) -> float:
    """GB/s of reading 1 GiB that no cache holds, by PyTorch's sum over all threads; the best of
    five."""
    import torch

    torch.set_num_threads(threads)
    block = torch.ones(READ_BYTES // 4)
    times = []
    for _ in range(5):
        started = time.perf_counter()
        block.sum()
        times.append(time.perf_counter() - started)
    return READ_BYTES / min(times) / 1e9


def summarize(rounds: list[dict[str, Any]], bandwidth: float) -> dict[str, Any]:
    """Medians over the rounds, and the tokens a second that reading the weights allows."""
    numbers = [key for key in rounds[0] if key != "greedy" and rounds[0][key] is not None]
    medians = {key: statistics.median(figures[key] for figures in rounds) for key in numbers}
    return {
        **medians,
        "greedy": rounds[0]["greedy"],
        "roofline_tokens_per_second": 1000 * bandwidth / medians["streamed_mb"],
    }


def count_agreeing(one: dict[str, Any], reference: dict[str, Any]) -> int | None:
    """Greedy tokens before the first that differs from the reference."""
    if "greedy" not in one or "greedy" not in reference:
        return None
    pairs = list(zip(one["greedy"], reference["greedy"], strict=True))
    return next((place for place, (a, b) in enumerate(pairs) if a != b), len(pairs))


def table(report: dict[str, Any]) -> str:
    """The report as Markdown."""
    engines, machine = report["engines"], report["machine"]
    head = ["engine", "MB", "load s", f"prefill {report['prompt']}, ms", "tokens/s", "of roofline"]
    head += ["batch 4", "peak MB", "agrees", *(f"x {rival}" for rival in RIVALS)]
    lines = [
        f"{machine['processor']}, {machine['threads']} threads, {machine['provider']}; reads "
        f"{machine['read_gb_per_second']:.1f} GB/s; medians of {report['rounds']} rounds",
        "",
        "| " + " | ".join(head) + " |",
        "|---|" + "--:|" * (len(head) - 1),
    ]
    for name, one in engines.items():
        if "missing" in one or "error" in one:
            word = f"not installed ({one['missing']})" if "missing" in one else one["error"]
            lines.append(f"| {name} | {word} |" + " |" * (len(head) - 2))
            continue
        rate = one["tokens_per_second_batch1"]
        cells = [
            f"{one['mb']:.0f}",
            f"{one['load_s']:.2f}",
            f"{one['prefill_ms']:.0f}",
            f"{rate:.0f}",
            f"{100 * rate / one['roofline_tokens_per_second']:.0f} %",
            f"{one['tokens_per_second_batch4']:.0f}",
            f"{one['peak_mb']:.0f}" if "peak_mb" in one else "-",
            "-"
            if one["agreeing_tokens"] is None
            else f"{one['agreeing_tokens']}/{COMPARED_TOKENS}",
        ]
        for rival in RIVALS.values():
            theirs = engines.get(rival, {}).get("tokens_per_second_batch1")
            cells.append("-" if theirs is None else f"{rate / theirs:.2f}")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
