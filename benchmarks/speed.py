"""Speed and memory of a bundle beside the same model in PyTorch, on the same images."""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from skinvl.contract.prompt import DESCRIBE_QUESTION

ANSWER_TOKENS = 64
WARM_UP = 5


def main() -> int:
    """Run every part in a process of its own and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--images", type=Path, required=True, help="folder of JPEG files")
    parser.add_argument("--count", type=int, default=100, help="images (default 100)")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument("--part", choices=("runtime", "torch"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    files = sorted(args.images.glob("*.jpg"))[: args.count]
    if not files:
        parser.error(f"{args.images}: no .jpg file")
    if args.part:
        figures = (measure_runtime if args.part == "runtime" else measure_torch)(args, files)
        figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(figures))
        return 0
    results = {part: run_part(part) for part in ("runtime", "torch")}
    results["command"] = measure_command(args, files)
    results["machine"] = {
        "processor": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "threads": args.threads,
        "images": len(files),
    }
    if args.json:
        args.json.write_text(json.dumps(results, indent=2, sort_keys=True) + "\n")
    print(table(results))
    return 0


def run_part(part: str) -> dict[str, Any]:
    """This script again with the same arguments, for one part."""
    done = subprocess.run(
        [sys.executable, __file__, *sys.argv[1:], "--part", part],
        capture_output=True,
        text=True,
        check=True,
    )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def measure_runtime(args: argparse.Namespace, files: list[Path]) -> dict[str, Any]:
    """The bundle through the public runtime."""
    from skinvl.contract.image import open_image
    from skinvl.runtime import load_bundle

    started = time.perf_counter()
    bundle = load_bundle(args.bundle, provider="cpu", threads=args.threads)
    loaded = time.perf_counter() - started

    def decode(file: Path) -> tuple[int, float]:
        """Tokens after the first, and their seconds; one piece is one token for plain words."""
        encoded = bundle.encode(file)
        pieces = bundle.answer(encoded, DESCRIBE_QUESTION, max_tokens=ANSWER_TOKENS)
        next(pieces)
        started = time.perf_counter()
        return sum(1 for _ in pieces), time.perf_counter() - started

    return {
        "load_ms": loaded * 1000,
        "differential_ms": timed(lambda f: bundle.diagnose(f, describe=False), files),
        "description_ms": timed(lambda f: bundle.diagnose(f), files[:30]),
        "tokens_per_second": token_rate(decode, files[:20]),
        "images_per_second": len(files)
        / seconds(lambda: bundle.differentials(open_image(f) for f in files)),
    }


def measure_torch(args: argparse.Namespace, files: list[Path]) -> dict[str, Any]:
    """The checkpoint in PyTorch float32 with transformers' own generation."""
    import torch

    from skinvl.contract.fingerprint import ContractRecord
    from skinvl.contract.image import open_image
    from skinvl.contract.preprocess import preprocess
    from skinvl.model import load_checkpoint

    torch.set_num_threads(args.threads)
    started = time.perf_counter()
    checkpoint = load_checkpoint(args.checkpoint)
    loaded = time.perf_counter() - started
    model, tokenizer = checkpoint.model, checkpoint.tokenizer
    contract = ContractRecord.from_json(checkpoint.manifest["contract"])
    image_tokens = contract.prompt.image_token * model.config.image_seq_length
    prompt = contract.prompt.render(DESCRIBE_QUESTION).replace(
        contract.prompt.image_token, image_tokens
    )
    ids = torch.tensor([tokenizer.encode(prompt, add_special_tokens=False).ids])

    def pixels(file: Path) -> Any:
        return torch.from_numpy(preprocess(open_image(file).rgb, contract.preprocess))[None]

    @torch.inference_mode()
    def differential(file: Path) -> None:
        model.diagnose(pixels(file))

    @torch.inference_mode()
    def generate(file: Path, limit: int = ANSWER_TOKENS) -> Any:
        return model.generate(
            input_ids=ids,
            attention_mask=torch.ones_like(ids),
            pixel_values=pixels(file),
            max_new_tokens=limit,
            do_sample=False,
            eos_token_id=tokenizer.token_to_id("<eos>"),
            pad_token_id=tokenizer.token_to_id("<pad>"),
        )

    def decode(file: Path) -> tuple[int, float]:
        """Tokens after the first, and the seconds that they take beyond the first."""
        first = seconds(lambda: generate(file, 1))
        started = time.perf_counter()
        count = generate(file).shape[1] - ids.shape[1]
        return count - 1, time.perf_counter() - started - first

    def describe(file: Path) -> None:
        differential(file)
        generate(file)

    return {
        "load_ms": loaded * 1000,
        "differential_ms": timed(differential, files),
        "description_ms": timed(describe, files[:30]),
        "tokens_per_second": token_rate(decode, files[:20]),
        "images_per_second": len(files) / seconds(lambda: [differential(f) for f in files]),
    }


def measure_command(args: argparse.Namespace, files: list[Path]) -> dict[str, Any]:
    """Cold start and peak memory of `skinvl diagnose`, description included, in five processes."""
    walls, peaks = [], []
    for file in files[:5]:
        started = time.perf_counter()
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "skinvl.cli", "diagnose", str(file), "--json"),
                *("--bundle", str(args.bundle), "--provider", "cpu"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(process.pid, 0)
        walls.append(time.perf_counter() - started)
        peaks.append(usage.ru_maxrss / 1024)
        if status:
            raise SystemExit(f"skinvl diagnose {file} failed")
    return {"cold_start_s": float(np.median(walls)), "peak_mb": max(peaks)}


def timed(action: Callable[[Path], object], files: list[Path]) -> dict[str, float]:
    """Median and 95th percentile of one call, in milliseconds, after a warm-up."""
    for file in files[:WARM_UP]:
        action(file)
    times = [seconds(lambda file=file: action(file)) * 1000 for file in files]  # type: ignore[misc]
    return {"p50": float(np.median(times)), "p95": float(np.quantile(times, 0.95))}


def token_rate(decode: Callable[[Path], tuple[int, float]], files: list[Path]) -> float:
    """Tokens a second of decoding: image, prompt and first token are left out."""
    for file in files[:2]:
        decode(file)
    counts, times = zip(*(decode(file) for file in files), strict=True)
    return float(sum(counts) / sum(times))


def seconds(action: Callable[[], object]) -> float:
    """Wall-clock seconds of one call."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def table(results: dict[str, Any]) -> str:
    """The figures as Markdown, with the ratio to PyTorch."""
    ours, theirs, command = results["runtime"], results["torch"], results["command"]
    rows = [
        (f"{label}, {point}, ms", ours[key][point], theirs[key][point])
        for label, key in (
            ("differential", "differential_ms"),
            ("with description", "description_ms"),
        )
        for point in ("p50", "p95")
    ]
    rows += [
        (label, ours[key], theirs[key])
        for label, key in (
            ("decoding, tokens/s", "tokens_per_second"),
            ("folder, images/s", "images_per_second"),
            ("load, ms", "load_ms"),
            ("peak memory of the part, MB", "peak_mb"),
        )
    ]
    lines = ["| figure | bundle | PyTorch float32 | ratio |", "|---|--:|--:|--:|"]
    for name, mine, other in rows:
        faster = mine / other if name.endswith("/s") else other / mine
        lines.append(f"| {name} | {mine:.1f} | {other:.1f} | {faster:.1f} |")
    lines.append(f"| command, cold start, s | {command['cold_start_s']:.2f} | - | - |")
    lines.append(f"| command, peak memory, MB | {command['peak_mb']:.0f} | - | - |")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
