"""Speed and memory of a bundle beside the same model in PyTorch, on the same images.

    python benchmarks/speed.py --bundle BUNDLE --checkpoint CHECKPOINT --images FOLDER

Every part (this runtime, PyTorch in float32 and in bfloat16) runs in a process of its own; rounds
take turns, and the figures are medians over the rounds.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from skinvl.contract.image import open_image
from skinvl.contract.prompt import DESCRIBE_QUESTION
from skinvl.runtime.benchmark import read_peak
from skinvl.runtime.tuning import name_processor

ANSWER_TOKENS = 64
BATCH = 8
WARM_UP = 3
PARTS = ("bundle", "torch-float32", "torch-bfloat16")
# figure -> (label, whether more is better)
FIGURES = {
    "load_ms": ("load, ms", False),
    "vision_batch1_ms": ("vision tower, 1 image, ms", False),
    "vision_batch8_ms": ("vision tower, 8 images, ms an image", False),
    "differential_ms": ("differential from the file, ms", False),
    "differential_p95_ms": ("the same, 95th percentile, ms", False),
    "description_ms": ("differential and text from the file, ms", False),
    "tokens_per_second": ("decoding, tokens/s", True),
    "images_per_second": ("folder, images/s", True),
    "peak_mb": ("peak memory, MB", False),
}


def main() -> int:
    """Run every part in a process of its own and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bundle", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--images", type=Path, required=True, help="folder of JPEG files")
    parser.add_argument("--count", type=int, default=50, help="images (default 50)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--provider", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    args = parser.parse_args()
    files = sorted(args.images.glob("*.jpg"))[: args.count]
    if not files:
        parser.error(f"{args.images}: no .jpg file")
    if args.part:
        measure = measure_runtime if args.part == "bundle" else measure_torch
        print(json.dumps(measure(args, files)))
        return 0
    rounds: dict[str, list[dict[str, float]]] = {part: [] for part in PARTS}
    for number in range(args.rounds):
        for part in PARTS:
            print(f"round {number + 1} of {args.rounds}: {part}", file=sys.stderr, flush=True)
            rounds[part].append(run_part(part))
    report = {
        "machine": {
            "processor": name_processor(),
            "threads": args.threads,
            "provider": args.provider,
            "images": len(files),
        },
        "parts": {part: take_medians(rounds[part]) for part in PARTS},
        "command": measure_command(args, files) if args.provider == "cpu" else None,
        "rounds": rounds,
    }
    if args.json:
        args.json.write_text(json.dumps(report, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    print(table(report))
    return 0


def run_part(part: str) -> dict[str, float]:
    """This script again with the same arguments, for one part."""
    done = subprocess.run(
        [sys.executable, __file__, *sys.argv[1:], "--part", part],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def take_medians(rounds: list[dict[str, float]]) -> dict[str, float]:
    """The median of each figure that every round has."""
    names = [name for name in rounds[0] if all(one[name] is not None for one in rounds)]
    return {name: statistics.median(one[name] for one in rounds) for name in names}


def measure_runtime(args: argparse.Namespace, files: list[Path]) -> dict[str, float | None]:
    """The bundle through the public runtime; its vision graph alone for the tower."""
    from skinvl.runtime import load_bundle
    from skinvl.runtime.models import open_models
    from skinvl.runtime.probe import open_probe
    from skinvl.runtime.signature import read_trusted_keys
    from skinvl.runtime.verify import verify_bundle

    started = time.perf_counter()
    bundle = load_bundle(args.bundle, provider=args.provider, threads=args.threads)
    loaded = time.perf_counter() - started
    if bundle.provider != args.provider:
        raise SystemExit(f"{args.provider}: {bundle.provider_reason}")

    def decode(file: Path) -> tuple[int, float]:
        """Tokens after the first, and their seconds; one piece is one token for plain words."""
        encoded = bundle.encode(file)
        pieces = bundle.answer(encoded, DESCRIBE_QUESTION, max_tokens=ANSWER_TOKENS)
        next(pieces)
        started = time.perf_counter()
        return sum(1 for _ in pieces), time.perf_counter() - started

    def describe(file: Path) -> None:
        """The text is written even where the bundle would rather abstain, as PyTorch does."""
        list(bundle.answer(bundle.encode(file), DESCRIBE_QUESTION, max_tokens=ANSWER_TOKENS))

    def review() -> object:
        return bundle.differentials(open_image(file) for file in files)

    figures = {
        "load_ms": 1000 * loaded,
        **time_calls(lambda file: bundle.diagnose(file, describe=False), files, describe),
        "tokens_per_second": count_tokens(decode, files[:20]),
        "images_per_second": len(files) / seconds(review),
        # Before the tower sees many images at once, which takes more memory than any use does.
        "peak_mb": read_peak(),
    }
    verified = verify_bundle(args.bundle, read_trusted_keys())
    variant = open_models(verified, args.provider, args.threads).variant
    probe = open_probe(verified, variant, args.provider, args.threads)
    return {**figures, **time_tower(probe.look)}


def measure_torch(args: argparse.Namespace, files: list[Path]) -> dict[str, float | None]:
    """The checkpoint in PyTorch with transformers' own generation, one image after the other."""
    import torch

    from skinvl.contract.fingerprint import ContractRecord
    from skinvl.contract.preprocess import preprocess
    from skinvl.model import load_checkpoint

    torch.set_num_threads(args.threads)
    if args.provider == "cuda" and not torch.cuda.is_available():
        raise SystemExit("cuda: this PyTorch has no CUDA device")
    kind = getattr(torch, args.part.removeprefix("torch-"))
    started = time.perf_counter()
    checkpoint = load_checkpoint(args.checkpoint)
    model, tokenizer = checkpoint.model.to(args.provider, kind), checkpoint.tokenizer
    for buffer in model.head.buffers():
        # The typicality is computed in float32 whatever the rest is.
        buffer.data = buffer.data.float()
    loaded = time.perf_counter() - started
    contract = ContractRecord.from_json(checkpoint.manifest["contract"])
    image_tokens = contract.prompt.image_token * model.config.image_seq_length
    prompt = contract.prompt.render(DESCRIBE_QUESTION).replace(
        contract.prompt.image_token, image_tokens
    )
    row = tokenizer.encode(prompt, add_special_tokens=False).ids
    ids = torch.tensor([row], device=args.provider)

    def prepare(file: Path) -> Any:
        pixels = torch.from_numpy(preprocess(open_image(file).rgb, contract.preprocess))
        return pixels[None].to(args.provider, kind)

    @torch.inference_mode()
    def differential(file: Path) -> None:
        model.diagnose(prepare(file)).dermoscopy.float().cpu()

    @torch.inference_mode()
    def generate(file: Path, limit: int = ANSWER_TOKENS) -> Any:
        return model.generate(
            input_ids=ids,
            attention_mask=torch.ones_like(ids),
            pixel_values=prepare(file),
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

    pixels = prepare(files[0])

    @torch.inference_mode()
    def look(batch: int) -> float:
        many = pixels.repeat(batch, 1, 1, 1)
        return seconds(lambda: model.diagnose(many).dermoscopy.float().cpu())

    return {
        "load_ms": 1000 * loaded,
        **time_calls(differential, files, describe),
        "tokens_per_second": count_tokens(decode, files[:20]),
        "images_per_second": len(files) / seconds(lambda: [differential(f) for f in files]),
        "peak_mb": read_peak(),
        **time_tower(look),
    }


def measure_command(args: argparse.Namespace, files: list[Path]) -> dict[str, float]:
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


def time_calls(
    differential: Callable[[Path], object], files: list[Path], describe: Callable[[Path], object]
) -> dict[str, float]:
    """Milliseconds of one image from its file, without and with text, after a warm-up."""
    figures = {}
    for name, action, some in (
        ("differential", differential, files),
        ("description", describe, files[:20]),
    ):
        for file in some[:WARM_UP]:
            action(file)
        times = [1000 * seconds(lambda file=file: action(file)) for file in some]  # type: ignore[misc]  # noqa: B023
        figures[f"{name}_ms"] = float(np.median(times))
        figures[f"{name}_p95_ms"] = float(np.quantile(times, 0.95))
    return figures


def time_tower(look: Callable[[int], float]) -> dict[str, float]:
    """Milliseconds an image of the tower, alone and with others."""
    figures = {}
    for batch in (1, BATCH):
        look(batch)
        times = [1000 * look(batch) / batch for _ in range(10)]
        figures[f"vision_batch{batch}_ms"] = float(np.median(times))
    return figures


def count_tokens(decode: Callable[[Path], tuple[int, float]], files: list[Path]) -> float:
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


def table(report: dict[str, Any]) -> str:
    """The figures as Markdown; a ratio above 1 says that the bundle is quicker or smaller."""
    parts = report["parts"]
    others = PARTS[1:]
    lines = [
        f"| figure | bundle | {' | '.join(others)} | "
        + " | ".join(f"x {o}" for o in others)
        + " |",
        "|---|" + "--:|" * (1 + 2 * len(others)),
    ]
    for name, (label, more_is_better) in FIGURES.items():
        if any(name not in figures for figures in parts.values()):
            continue
        mine = parts["bundle"][name]
        theirs = [parts[other][name] for other in others]
        ratios = [mine / other if more_is_better else other / mine for other in theirs]
        cells = [*(f"{value:.1f}" for value in (mine, *theirs)), *(f"{r:.2f}" for r in ratios)]
        lines.append(f"| {label} | {' | '.join(cells)} |")
    command = report["command"]
    if command is not None:
        lines += [
            "",
            f"`skinvl diagnose`, cold: {command['cold_start_s']:.2f} s, at most "
            f"{command['peak_mb']:.0f} MB.",
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
