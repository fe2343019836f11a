"""Every figure is drawn, with what it is about in it."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from skinvl.contract.statistics.bootstrap import Difference, Estimate
from skinvl.training.evaluation import plots
from skinvl.training.evaluation.report import Figure

TRUTH = np.array([0, 1, 1, 0, 1])
PROBABILITIES = np.array([[0.9, 0.1], [0.4, 0.6], [0.8, 0.2], [0.7, 0.3], [0.2, 0.8]])
CORRECT = np.array([True, True, False, True, True])
UNDEFINED = Estimate(None, None, None, 0, 0)
DRAWS = {
    "reliability": plots.reliability(TRUTH, PROBABILITIES, "t"),
    "receiver": plots.receiver(TRUTH == 1, {"a": PROBABILITIES[:, 1]}, "t", "x"),
    "confusion": plots.confusion(TRUTH, PROBABILITIES.argmax(1), ("a", "b"), "t"),
    "selective": plots.selective(CORRECT, PROBABILITIES.max(1), "t", (0.8, 0.25)),
    "intervals": plots.intervals(
        {"accuracy": {"I-II": Estimate(0.5, 0.4, 0.6, 9, 9), "V-VI": UNDEFINED}}, "t"
    ),
    "differences": plots.differences({"ece": (Difference(0.1, -0.1, 0.2, 0.5, 9), 0.01)}, "t"),
    "histogram": plots.histogram({"skin": PROBABILITIES[:, 0]}, "t", "x"),
    "bars": plots.bars(("a", "b"), {"image": np.array([0.5, 0.6])}, "t", "x"),
}


@pytest.mark.parametrize("name", DRAWS)
def test_figure_is_drawn(name: str, tmp_path: Path) -> None:
    (file,) = plots.draw_figures([Figure(name, DRAWS[name])], tmp_path)
    with Image.open(file) as image:
        assert image.size == (660, 600)
        assert len(image.convert("L").getcolors() or []) > 10


def axes_of(draw: plots.Draw):
    from matplotlib.figure import Figure as Canvas

    axes = Canvas().add_subplot()
    draw(axes)
    return axes


def test_risk_coverage_shows_the_curve_the_best_ordering_and_the_own_abstention() -> None:
    curve, best, point = axes_of(DRAWS["selective"]).lines
    # Of .9 .8 .8 .7 .6 the second or third is wrong; both orders end at one error in five.
    assert curve.get_ydata()[[0, -1]].tolist() == [0.0, 0.2]
    assert best.get_ydata().tolist() == [0, 0, 0, 0, 0.2]
    assert point.get_xydata().tolist() == [[0.8, 0.25]]


def test_confusion_counts_in_the_cells() -> None:
    texts = {(t.get_position(), t.get_text()) for t in axes_of(DRAWS["confusion"]).texts}
    assert texts == {((0, 0), "2"), ((0, 1), "1"), ((1, 1), "2")}


def test_undefined_estimates_leave_a_gap() -> None:
    axes = axes_of(DRAWS["intervals"])
    assert [label.get_text() for label in axes.get_yticklabels()] == ["I-II", "V-VI"]
    (points,) = (line for line in axes.lines if line.get_marker() == "o")
    assert points.get_xydata().tolist() == [[0.5, 0.0]]
