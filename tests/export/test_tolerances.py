"""Margins by name, and the two bounds that judge a paired difference."""

from __future__ import annotations

import pytest

from skinvl.contract.errors import ExportError
from skinvl.export.tolerances import Tolerances, judge_figures, read_tolerances
from skinvl.export.variant_record import Change, Figure, ModalityFigures


def make(metric: str, value: float, low: float | None, high: float | None, n: int = 500):
    figure = Figure(0.7, 0.6, 0.8, n, Change(value, low, high))
    return {"dermoscopy": ModalityFigures(n, 0.3, {metric: figure})}


@pytest.mark.parametrize(
    ("metric", "change", "failures"),
    [
        ("balanced_accuracy", (-0.009, -0.029, 0.01), []),
        ("balanced_accuracy", (0.2, 0.1, 0.3), []),
        ("balanced_accuracy", (-0.011, -0.02, 0.0), ["falls by 0.011 (margin 0.01)"]),
        ("balanced_accuracy", (0.0, -0.031, 0.03), ["may be worse by 0.031"]),
        ("balanced_accuracy", (0.0, None, None), ["may be worse by unknown"]),
        ("brier", (0.021, 0.0, 0.03), ["rises by 0.021"]),
        ("brier", (0.0, -0.3, 0.07), ["may be worse by 0.070"]),
        ("brier", (-0.3, -0.4, -0.2), []),
    ],
)
def test_point_and_interval_are_judged(
    metric: str, change: tuple[float, float | None, float | None], failures: list[str]
) -> None:
    found = judge_figures(make(metric, *change), Tolerances())
    assert len(found.failures) == len(failures)
    for reason, expected in zip(found.failures, failures, strict=True):
        assert reason.startswith(f"dermoscopy {metric} ") and expected in reason


def test_too_few_images_are_not_judged_and_said() -> None:
    found = judge_figures(make("macro_auroc", -0.5, -0.9, 0.0, n=19), Tolerances())
    assert found.failures == () and found.not_judged == ("dermoscopy macro_auroc (n = 19)",)


def test_skin_types_have_their_own_margin() -> None:
    figure = Figure(0.7, 0.6, 0.8, 40, Change(-0.04, -0.1, 0.0))
    parts = {"V-VI": {"malignant_sensitivity": figure}}
    found = {"clinical": ModalityFigures(200, 0.3, {}, parts)}
    assert judge_figures(found, Tolerances()).failures == ()
    strict = judge_figures(found, Tolerances(skin_type_sensitivity=0.03))
    assert strict.failures == (
        "clinical malignant_sensitivity, skin type V-VI falls by 0.040 (margin 0.03)",
    )


def test_margins_are_read_by_name() -> None:
    found = read_tolerances({"balanced_accuracy": "0.005", "least_images": "50"})
    assert (found.balanced_accuracy, found.least_images) == (0.005, 50)
    assert read_tolerances({}) == Tolerances()


def test_every_wrong_margin_is_named() -> None:
    with pytest.raises(ExportError) as raised:
        read_tolerances({"accuracy": "1", "brier": "low", "tokens": "-1"})
    text = str(raised.value)
    assert "no margin 'accuracy'" in text and "brier: 'low'" in text and "tokens: -1" in text
