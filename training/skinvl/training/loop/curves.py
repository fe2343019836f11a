"""The curves of a run as pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from skinvl.training.loop.metrics import METRICS, VALIDATION, read_lines

TRAINING = {
    "loss": "training loss",
    "lr": "learning rate",
    "grad_norm": "gradient norm",
    "images_per_second": "images a second",
    "tokens_per_second": "tokens a second",
}


def draw_curves(run_folder: Path) -> list[Path]:
    """Draw `curves-STAGE.png` for each stage in metrics.jsonl, one panel a figure.

    Counts (names that end in _n) are no curves and are left out.
    """
    lines, validation = read_lines(run_folder / METRICS), read_lines(run_folder / VALIDATION)
    files = []
    for stage in dict.fromkeys(line["stage"] for line in lines):
        panels = collect([line for line in lines if line["stage"] == stage], TRAINING)
        scored = [line for line in validation if line.get("stage") == stage]
        names = {name for line in scored for name in line} - {"stage", "step", "epoch"}
        panels |= collect(
            scored, {n: f"validation {n}" for n in sorted(names) if not n.endswith("_n")}
        )
        file = run_folder / f"curves-{stage}.png"
        draw_panels(panels, stage, file)
        files.append(file)
    return files


def collect(
    lines: list[dict[str, Any]], titles: dict[str, str]
) -> dict[str, list[tuple[int, float]]]:
    """Points (step, value) of every figure that occurs, by its title."""
    panels = {}
    for name, title in titles.items():
        points = [
            (line["step"], float(line[name]))
            for line in lines
            if isinstance(line.get(name), int | float)
        ]
        if points:
            panels[title.replace("_", " ")] = points
    return panels


def draw_panels(panels: dict[str, list[tuple[int, float]]], stage: str, file: Path) -> None:
    """One small plot a figure over the optimizer steps, three a row."""
    rows = max(1, -(-len(panels) // 3))
    figure = Figure(figsize=(12, 2.8 * rows), layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(f"{stage} stage, over optimizer steps")
    for index, (title, points) in enumerate(panels.items()):
        axes = figure.add_subplot(rows, 3, index + 1)
        steps, values = zip(*points, strict=True)
        axes.plot(steps, values, marker="o" if len(points) < 40 else None, markersize=3)
        axes.set_title(title, fontsize=9)
        axes.grid(alpha=0.3)
        axes.tick_params(labelsize=8)
    figure.savefig(file, dpi=100)
