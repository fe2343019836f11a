"""Images per second of `skinvl review`, its memory, what broken files cost, and PyTorch beside it.

    python benchmarks/review.py --images FOLDER [--count 2000] [--torch 40 --rounds 3]

The images are written anew as JPEGs of 600 x 450 pixels (quality 90), each a file of its own.
Printed are the rate of the whole command from its start to its end, the rate without loading the
model, the peak of memory of all processes together in the first and the last tenth of the run, and
the same with one file in ten truncated. With --torch so many of the images are also read by
`review_torch.py`, one at a time and eight at once, in turn with the review, so that all see the
same moments of the computer; the medians of the rounds are compared.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from PIL import Image

SIZE = (600, 450)


def write_images(source: Path, folder: Path, count: int) -> None:
    """`count` JPEGs from the files of `source` in turn, no two alike."""
    files = sorted(p for p in source.rglob("*") if p.suffix.lower() in (".jpg", ".jpeg", ".png"))
    for number in range(count):
        with Image.open(files[number % len(files)]) as image:
            picture = image.convert("RGB").resize(SIZE, Image.Resampling.BICUBIC)
        # The files of a second round differ from those of the first in one pixel.
        picture.putpixel((0, 0), (number % 256, number // 256 % 256, 0))
        place = folder / f"{number // 1000:03d}" / f"{number:06d}.jpg"
        place.parent.mkdir(parents=True, exist_ok=True)
        picture.save(place, quality=90)


def measure(folder: Path, out: Path, more: list[str]) -> dict[str, float]:
    """Run the command; seconds, files and peak resident memory of all its processes in MiB."""
    command = [sys.executable, "-m", "skinvl.cli", "review", str(folder), "--out", str(out)]
    started = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--json", *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    samples = [0.0]
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.2):
            samples.append(_resident(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    text, errors = process.communicate()
    seconds = time.perf_counter() - started
    done.set()
    watcher.join()
    if not text:
        sys.exit(errors)
    counts = json.loads(text)
    tenth = max(1, len(samples) // 10)
    return {
        "files": counts["found"],
        "failed": counts["failed"],
        "seconds": seconds,
        "MiB": max(samples),
        "first": max(samples[:tenth]),
        "last": max(samples[-tenth:]),
    }


def run_torch(folder: Path, batch: int) -> float:
    """Seconds a file of the plain loop, without its start."""
    script = Path(__file__).with_name("review_torch.py")
    command = [sys.executable, str(script), str(folder), "--batch", str(batch), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures = json.loads(done.stdout.splitlines()[-1])
    return float(figures["seconds"] / figures["files"])


def compare_torch(place: Path, more: list[str], rounds: int) -> None:
    """Print files/s of the review, its start included, and of the plain loop without its own."""
    found: dict[str, list[float]] = {"review": [], "one at a time": [], "eight at once": []}
    for number in range(rounds):
        row = measure(place / "images", place / f"round{number}", more)
        found["review"].append(row["seconds"] / row["files"])
        found["one at a time"].append(run_torch(place / "torch", 1))
        found["eight at once"].append(run_torch(place / "torch", 8))
    print("| | files/s | review is |\n|---|--:|--:|")
    mine = statistics.median(found["review"])
    for label, seconds in found.items():
        theirs = statistics.median(seconds)
        name = label if label == "review" else f"PyTorch float32, {label}"
        print(f"| {name} | {1 / theirs:.1f} | {theirs / mine:.1f} times |")


def _resident(root: int) -> float:
    """Proportional set size of a process and its descendants, in MiB (shared pages once)."""
    total, waiting = 0, [root]
    while waiting:
        number = waiting.pop()
        try:
            rollup = Path(f"/proc/{number}/smaps_rollup").read_text()
            total += next(int(x.split()[1]) for x in rollup.splitlines() if x.startswith("Pss:"))
            for task in Path(f"/proc/{number}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except (OSError, StopIteration):
            continue
    return total / 1024


def truncate(folder: Path, share: float) -> None:
    """Cut this share of the files in the middle."""
    files = sorted(folder.rglob("*.jpg"))
    for file in random.Random(0).sample(files, int(len(files) * share)):
        content = file.read_bytes()
        file.write_bytes(content[: len(content) // 2])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=Path, required=True)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--torch", type=int, default=0, help="images for PyTorch (default: none)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--bundle", type=Path)
    args = parser.parse_args()
    more = ["--bundle", str(args.bundle)] if args.bundle is not None else []
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        write_images(args.images, place / "images", args.count)
        few = place / "few"
        few.mkdir()
        write_images(args.images, few, 1)
        start = measure(few, place / "start", more)["seconds"]
        if args.torch:
            write_images(args.images, place / "torch", args.torch)
            compare_torch(place, more, args.rounds)
        rows = {"whole files": measure(place / "images", place / "out", more)}
        truncate(place / "images", 0.1)
        rows["one in ten truncated"] = measure(place / "images", place / "broken", more)
        print("| | files | failed | files/s | without start | MiB | first tenth | last tenth |")
        print("|---|--:|--:|--:|--:|--:|--:|--:|")
        for label, row in rows.items():
            rate = row["files"] / row["seconds"]
            warm = row["files"] / max(1e-9, row["seconds"] - start)
            print(
                f"| {label} | {row['files']:.0f} | {row['failed']:.0f} | {rate:.1f} | {warm:.1f} "
                f"| {row['MiB']:.0f} | {row['first']:.0f} | {row['last']:.0f} |"
            )


if __name__ == "__main__":
    main()
