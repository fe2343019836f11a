"""What a variant may lose, and the judgement whether it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from skinvl.contract.errors import ExportError
from skinvl.export.figures import LOWER_IS_BETTER, Agreement
from skinvl.export.variant_record import Figure, Judgement, ModalityFigures


@dataclass(frozen=True)
class Tolerances:
    """What a graph may differ by. Shares and metrics are 0..1 unless said otherwise.

    A metric is judged twice on its paired difference to float32: the loss itself may not exceed the
    margin, and the worst end of its 95 % interval may not exceed `widening` margins. The first
    catches what was lost on these images; the second refuses where they are too few, or too
    divided, to rule out a loss that would matter. One bound alone at the plain margin would refuse
    lossless variants on any data set of a thousand images.

    Args:
        difference: float32 graphs against PyTorch, relative to the largest magnitude (at least 1).
        fp32_tokens: least share of greedy tokens that float32 graphs have in common with PyTorch.
        tokens: the same for other graphs.
        log_likelihood: largest loss of the mean log-likelihood of PyTorch's tokens, nats a token.
        top1: least share of skin images whose first diagnosis stays.
        modality: least share of images whose modality stays.
        abstention: largest change of the share of skin images that are abstained on.
        balanced_accuracy: largest loss, per skin modality.
        macro_auroc: the same.
        malignant_sensitivity: the same, at the operating point.
        skin_type_sensitivity: the same, per pair of Fitzpatrick types.
        skin_type_accuracy: the same for the share of right first diagnoses.
        ece_debiased: largest increase of the calibration error.
        brier: largest increase of the Brier score, 0..2.
        widening: how many margins the worst end of the interval may reach.
        least_images: fewer images behind a figure: it is not judged, which the record says.
    """

    difference: float = 1e-4
    fp32_tokens: float = 0.995
    tokens: float = 0.98
    log_likelihood: float = 0.05
    top1: float = 0.99
    modality: float = 0.99
    abstention: float = 0.01
    balanced_accuracy: float = 0.01
    macro_auroc: float = 0.01
    malignant_sensitivity: float = 0.02
    skin_type_sensitivity: float = 0.05
    skin_type_accuracy: float = 0.05
    ece_debiased: float = 0.01
    brier: float = 0.02
    widening: float = 3.0
    least_images: int = 20


def read_tolerances(settings: Mapping[str, str]) -> Tolerances:
    """The tolerances with some of them set by name.

    Raises:
        ExportError: names every unknown name and every value that is not a number from 0 up.
    """
    kinds = {entry.name: int if entry.type == "int" else float for entry in fields(Tolerances)}
    values: dict[str, float] = {}
    faults = []
    for name, text in settings.items():
        if name not in kinds:
            faults.append(f"no margin {name!r} (known: {', '.join(kinds)})")
            continue
        try:
            values[name] = kinds[name](text)
        except ValueError:
            faults.append(f"{name}: {text!r} is not a number")
            continue
        if not 0 <= values[name] < float("inf"):
            faults.append(f"{name}: {text} is not a number from 0 up")
    if faults:
        raise ExportError(f"--margin: {'; '.join(faults)}")
    return Tolerances(**values)  # type: ignore[arg-type]


def judge_agreement(found: Agreement, limits: Tolerances) -> list[str]:
    """Reasons to refuse that lie in single conclusions."""
    failures = []
    if found.top1 < limits.top1:
        failures.append(f"same first diagnosis on {found.top1:.1%} of images")
    if found.modality < limits.modality:
        failures.append(f"same modality on {found.modality:.1%} of images")
    if found.abstention_shift > limits.abstention:
        failures.append(f"abstention changes by {found.abstention_shift:.1%}")
    return failures


def judge_figures(found: Mapping[str, ModalityFigures], limits: Tolerances) -> Judgement:
    """Judge the paired differences of every modality and skin type."""
    failures: list[str] = []
    unjudged: list[str] = []
    for modality, figures in found.items():
        for metric, figure in figures.metrics.items():
            margin = getattr(limits, metric)
            _judge(f"{modality} {metric}", metric, figure, margin, limits, failures, unjudged)
        for label, metrics in figures.skin_types.items():
            for metric, figure in metrics.items():
                name = f"{modality} {metric}, skin type {label}"
                short = metric.removeprefix("malignant_")
                margin = getattr(limits, f"skin_type_{short}")
                _judge(name, metric, figure, margin, limits, failures, unjudged)
    return Judgement(tuple(failures), tuple(unjudged))


def _judge(
    name: str,
    metric: str,
    figure: Figure,
    margin: float,
    limits: Tolerances,
    failures: list[str],
    unjudged: list[str],
) -> None:
    change = figure.difference
    if figure.n < limits.least_images or change is None:
        unjudged.append(f"{name} (n = {figure.n})")
        return
    sign = 1.0 if metric in LOWER_IS_BETTER else -1.0
    loss = sign * change.value
    worst = change.high if metric in LOWER_IS_BETTER else change.low
    if not loss <= margin:
        verb = "rises" if metric in LOWER_IS_BETTER else "falls"
        failures.append(f"{name} {verb} by {loss:.3f} (margin {margin:g})")
    elif worst is None or not sign * worst <= limits.widening * margin:
        shown = "unknown" if worst is None else f"{sign * worst:.3f}"
        failures.append(
            f"{name} may be worse by {shown} (95 % interval; at most {limits.widening * margin:g})"
        )
