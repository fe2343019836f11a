"""Figures of a report. matplotlib is imported when one is drawn."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from skinvl.contract.statistics.statistic import Bools, Floats, Ints, bin_index
from skinvl.training.evaluation.metrics import CALIBRATION_BINS, risk_coverage, roc, top_label
from skinvl.training.evaluation.report import Figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from skinvl.contract.statistics.bootstrap import Difference, Estimate

Draw = Callable[["Axes"], None]


def draw_figures(figures: Sequence[Figure], folder: Path) -> list[Path]:
    """Draw each figure into ``folder/<name>.png``; returns the files."""
    if not figures:
        return []
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Canvas

    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for figure in figures:
        canvas = Canvas(figsize=(5.5, 5.0), dpi=120, layout="constrained")
        FigureCanvasAgg(canvas)
        figure.draw(canvas.add_subplot())
        files.append(folder / f"{figure.name}.png")
        canvas.savefig(files[-1])
    return files


def reliability(truth: Ints, probabilities: Floats, title: str) -> Draw:
    """Accuracy against confidence of the top label, with the images per bin."""
    correct, confidence = top_label(truth, probabilities)
    index = bin_index(confidence, CALIBRATION_BINS, "width")
    counts = np.bincount(index, minlength=CALIBRATION_BINS)
    filled = np.flatnonzero(counts)
    means = np.bincount(index, weights=confidence, minlength=CALIBRATION_BINS)[filled]
    hits = np.bincount(index, weights=correct, minlength=CALIBRATION_BINS)[filled]

    def draw(axes: Axes) -> None:
        axes.plot([0, 1], [0, 1], color="grey", linestyle="--", linewidth=1)
        share = counts[filled] / counts.sum()
        axes.bar(means / counts[filled], share, width=0.03, alpha=0.3, label="share of images")
        axes.plot(means / counts[filled], hits / counts[filled], marker="o", label="accuracy")
        axes.set(xlim=(0, 1), ylim=(0, 1.02), xlabel="confidence of the top diagnosis", title=title)
        axes.legend(loc="upper left")

    return draw


def receiver(positive: Bools, scores: dict[str, Floats], title: str, xlabel: str) -> Draw:
    """ROC curves by name; scores float [N] each."""

    def draw(axes: Axes) -> None:
        axes.plot([0, 1], [0, 1], color="grey", linestyle="--", linewidth=1)
        for name, values in scores.items():
            false, true = roc(positive, values)
            axes.plot(false, true, label=name)
        axes.set(xlim=(0, 1), ylim=(0, 1.02), xlabel=xlabel, ylabel="sensitivity", title=title)
        axes.legend(loc="lower right")

    return draw


def confusion(truth: Ints, predicted: Ints, labels: Sequence[str], title: str) -> Draw:
    """Row-normalised confusion matrix over the labels that occur, counts in the cells."""
    shown = np.union1d(truth, predicted)
    place = {int(column): row for row, column in enumerate(shown)}
    counts = np.zeros((len(shown), len(shown)), dtype=np.int64)
    for true, guess in zip(truth.tolist(), predicted.tolist(), strict=True):
        counts[place[true], place[guess]] += 1
    names = [labels[column] for column in shown]

    def draw(axes: Axes) -> None:
        shares = counts / np.maximum(1, counts.sum(axis=1, keepdims=True))
        axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
        axes.set_xticks(range(len(names)), names, rotation=90, fontsize=6)
        axes.set_yticks(range(len(names)), names, fontsize=6)
        if len(names) <= 20:
            for row, column in np.argwhere(counts > 0).tolist():
                shade = "white" if shares[row, column] > 0.5 else "black"
                text = str(counts[row, column])
                size = 7 if len(names) <= 10 else 5
                axes.text(column, row, text, ha="center", va="center", color=shade, fontsize=size)
        axes.set(xlabel="predicted", ylabel="true", title=title)

    return draw


def selective(
    correct: Bools, confidence: Floats, title: str, abstention: tuple[float, float] | None = None
) -> Draw:
    """Error rate of the images kept against the share kept, most confident first; beside it the
    best ordering of the same errors, and the (coverage, risk) of the model's own abstention."""
    coverage, risk = risk_coverage(correct, confidence)
    _, best = risk_coverage(correct, correct.astype(np.float64))

    def draw(axes: Axes) -> None:
        axes.plot(coverage, risk, label="by confidence")
        axes.plot(coverage, best, color="grey", linestyle="--", linewidth=1, label="best ordering")
        if abstention is not None:
            axes.plot(*abstention, marker="D", linestyle="none", label="own abstention")
        axes.set(xlim=(0, 1.01), ylim=(0, None), xlabel="coverage", ylabel="risk (error rate)")
        axes.set_title(title)
        axes.legend(loc="upper left")

    return draw


def intervals(series: Mapping[str, Mapping[str, Estimate]], title: str) -> Draw:
    """Estimates by series and group, as points with their intervals, 0..1."""
    names = list(next(iter(series.values())))

    def draw(axes: Axes) -> None:
        places = np.arange(len(names))
        for row, (label, estimates) in enumerate(series.items()):
            shift = 0.22 * (row - (len(series) - 1) / 2)
            shown = [
                (place + shift, e.value, e.low, e.high)
                for place, e in zip(places, (estimates[name] for name in names), strict=True)
                if e.value is not None and e.low is not None and e.high is not None
            ]
            y, value, low, high = np.array(shown, dtype=np.float64).reshape(-1, 4).T
            spread = np.maximum(0, np.stack([value - low, high - value]))
            axes.errorbar(value, y, xerr=spread, fmt="o", markersize=4, capsize=2, label=label)
        axes.set_yticks(places, names, fontsize=7)
        axes.invert_yaxis()
        axes.set(xlim=(0, 1.02), title=title)
        axes.grid(axis="x", linewidth=0.3)
        axes.legend(fontsize=7, ncols=3, loc="upper center", bbox_to_anchor=(0.5, -0.06))

    return draw


def histogram(parts: dict[str, Floats], title: str, xlabel: str) -> Draw:
    """Distributions of a score 0..1 by name, each normalised."""
    edges = np.linspace(0, 1, 41).tolist()

    def draw(axes: Axes) -> None:
        for name, values in parts.items():
            weights = np.full(len(values), 1 / max(1, len(values)))
            axes.hist(values, bins=edges, weights=weights, alpha=0.5, label=name)
        axes.set(xlabel=xlabel, ylabel="share of images", title=title)
        axes.legend(loc="upper center")

    return draw


def bars(names: Sequence[str], series: dict[str, Floats], title: str, xlabel: str) -> Draw:
    """Grouped horizontal bars; each series float [len(names)]."""

    def draw(axes: Axes) -> None:
        height = 0.8 / max(1, len(series))
        places = np.arange(len(names))
        for row, (label, values) in enumerate(series.items()):
            axes.barh(places + row * height, values, height=height, label=label)
        axes.set_yticks(places + 0.4 - height / 2, names, fontsize=7)
        axes.invert_yaxis()
        axes.set(xlim=(0, 1), xlabel=xlabel, title=title)
        axes.legend(fontsize=7, loc="lower right")

    return draw


def wrap(name: str, width: int = 24) -> str:
    """A long name on several lines."""
    return textwrap.fill(name, width)


def differences(found: Mapping[str, tuple[Difference, float | None]], title: str) -> Draw:
    """Paired differences by name with their intervals; the accepted margin is shaded."""

    def draw(axes: Axes) -> None:
        for row, (difference, margin) in enumerate(found.values()):
            if margin is not None:
                axes.barh(row, 2 * margin, left=-margin, height=0.8, color="grey", alpha=0.2)
            spread = [
                [max(0.0, difference.value - difference.low)],
                [max(0.0, difference.high - difference.value)],
            ]
            axes.errorbar(
                difference.value, row, xerr=spread, fmt="o", markersize=4, capsize=2, color="C0"
            )
        axes.axvline(0, color="grey", linestyle="--", linewidth=1)
        axes.set_yticks(range(len(found)), [wrap(name) for name in found], fontsize=6)
        axes.invert_yaxis()
        axes.set_title(title, fontsize=9)
        axes.set_xlabel("candidate minus reference; shaded: margin", fontsize=8)
        axes.tick_params(axis="x", labelsize=8)

    return draw
