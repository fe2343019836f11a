"""What a depthwise convolution and its gradients cost on this computer's CPU.

    python benchmarks/depthwise.py

Forward pass, gradient of the input and gradient of the weight, milliseconds for 64 images, for the
shapes of EfficientNet-Lite0 at 192 pixels.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import torch
from torch.nn import functional

from skinvl.training.allocator import keep_freed_memory

IMAGES = 64
# Channels, side, kernel, stride.
SHAPES = ((240, 24, 3, 1), (240, 24, 5, 1), (480, 12, 5, 1), (144, 48, 5, 2))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=3, help="median of so many (default: 3)")
    repeats = parser.parse_args().repeats
    keep_freed_memory()
    print("| channels | side | kernel | stride | type | forward | input | weight |")
    print("|--:|--:|--:|--:|---|--:|--:|--:|")
    for shape in SHAPES:
        for dtype in (torch.float32, torch.bfloat16):
            times = [measure(run, repeats) for run in prepare(*shape, dtype)]
            cells = [*map(str, shape), str(dtype).removeprefix("torch.")]
            print(f"| {' | '.join([*cells, *(f'{ms:.1f}' for ms in times)])} |", flush=True)


def prepare(
    channels: int, side: int, kernel: int, stride: int, dtype: torch.dtype
) -> list[Callable[[], object]]:
    """The three computations."""
    pixels = torch.rand(IMAGES, channels, side, side, dtype=dtype)
    weight = torch.rand(channels, 1, kernel, kernel, dtype=dtype)
    padding = kernel // 2

    def forward() -> torch.Tensor:
        return functional.conv2d(pixels, weight, None, stride, padding, groups=channels)

    above = torch.rand_like(forward())

    def backward(wanted: list[bool]) -> object:
        return torch.ops.aten.convolution_backward(
            *(above, pixels, weight, [channels], [stride] * 2, [padding] * 2, [1, 1]),
            *(False, [0, 0], channels, wanted),
        )

    return [
        forward,
        lambda: backward([True, False, False]),
        lambda: backward([False, True, True]),
    ]


def measure(run: Callable[[], object], repeats: int) -> float:
    """Median milliseconds of one run, after a first one."""
    run()
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return sorted(times)[repeats // 2] * 1000


if __name__ == "__main__":
    main()
