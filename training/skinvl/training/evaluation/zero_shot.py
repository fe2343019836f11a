"""Zero-shot classification by the language model: `skinvl evaluate zero-shot`.

As released: the published prompt, a generated answer and a substring match. Corrected: the answer
read as a reader would, and the likelihood of every class of the closed list, beside the diagnosis
head on the same images. "Zero-shot" is the published word: a model that was trained on the data set
it is asked about has seen its classes.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from skinvl.contract.errors import ConfigError
from skinvl.contract.statistics.bootstrap import evaluate_all, holm, mcnemar, paired_difference
from skinvl.training.evaluation import plots
from skinvl.training.evaluation.class_lists.class_list import ClassList, load_class_list
from skinvl.training.evaluation.probe_arguments import CORRECTED
from skinvl.training.evaluation.probe_bundle import open_bundle
from skinvl.training.evaluation.probe_data import choose_images
from skinvl.training.evaluation.probe_origin import describe_origin
from skinvl.training.evaluation.probe_report import (
    draw_probabilities,
    measure,
    score_probabilities,
)
from skinvl.training.evaluation.report import Figure, Report, Table, show, show_difference
from skinvl.training.evaluation.scores import Classified
from skinvl.training.evaluation.selection import Selected, check_names, select_samples
from skinvl.training.evaluation.zero_shot_answers import GivenAnswer, read_answers
from skinvl.training.evaluation.zero_shot_arguments import ZeroShotOptions
from skinvl.training.evaluation.zero_shot_generated import score_generated
from skinvl.training.evaluation.zero_shot_likelihood import (
    Calibrated,
    Scored,
    Scores,
    name_choices,
    read_head,
    read_likelihoods,
    score_images,
)

if TYPE_CHECKING:
    from skinvl.training.evaluation.evaluate import Request

PROTOCOL = "zero-shot"
ANSWERS_FILE = "answers.jsonl"
VALIDATION = "val"
HEAD = "diagnosis head"
SHOWN = (
    "accuracy",
    "balanced_accuracy",
    "macro_auroc",
    "malignant_auroc",
    "macro_auprc",
    "log_loss",
    "brier",
    "ece",
    "ece_debiased",
)
COMPARED = ("accuracy", "balanced_accuracy", "macro_auroc", "malignant_auroc", "brier", "log_loss")


def run_zero_shot(request: Request, options: ZeroShotOptions) -> Report:
    """Score a bundle, or a file of answers, on a published class list.

    What a bundle said is left in ``request.out`` as a file that ``--answers`` reads.

    Raises:
        ConfigError: an unknown experiment or subset, or the split that fits the temperature.
        DataError: data or answers that do not fit.
        SkinVLError: the bundle cannot be used, or the prompt is too long for it.
    """
    classes = load_class_list(options.experiment)
    report = Report()
    if options.answers is not None:
        _score_file(report, options.answers, classes, options, request.seed)
    else:
        _score_bundle(report, request, classes, options)
    return report


def _score_file(
    report: Report, path: Path, classes: ClassList, options: ZeroShotOptions, seed: int
) -> None:
    given = read_answers(path, classes)
    report.counts["answers"] = {"labelled": len(given.answers), "unlabelled": given.unlabelled}
    if given.unlabelled:
        report.notes.append(f"{given.unlabelled} answers without a label are left out")
    if not given.grouped:
        report.notes.append("no column `group`: intervals take every image as independent")
    report.origin = describe_origin(
        PROTOCOL, None, (path, given.sha256), (), (), _facts(classes, options, seed)
    )
    score_generated(report, given.answers, classes, options.forms, seed=seed)


def _score_bundle(
    report: Report, request: Request, classes: ClassList, options: ZeroShotOptions
) -> None:
    errors = []
    if not request.data:
        errors.append("--data: needed with --bundle")
    if request.split in (VALIDATION, "all"):
        errors.append(f"--split: {request.split} holds the images that fit the temperature")
    if errors:
        raise ConfigError(errors)
    check_names(request.data)
    choices = name_choices(classes, options.wording)
    limits = {VALIDATION: options.validation_limit, request.split: request.limit}
    chosen: dict[str, list[Selected]] = {}
    for split, limit in limits.items():
        found = select_samples(request.data, split)
        chosen[split], outside = choose_images(
            found, classes, options.subsets, limit=limit, seed=request.seed
        )
        report.counts[split] = {"images": len(chosen[split]), "without_class": outside}
    opened = open_bundle(request.bundle, request.provider, request.threads)
    scores = score_images(
        opened,
        chosen[VALIDATION],
        chosen[request.split],
        classes,
        question=options.question,
        choices=choices,
    )
    report.notes += [f"could not be read: {line}" for line in scores.failed]
    facts = _facts(classes, options, request.seed) | {
        "split": request.split,
        "choices": list(choices),
        "subsets": list(options.subsets),
        "limit": request.limit,
        "validation_limit": options.validation_limit,
    }
    selected = [item for part in chosen.values() for item in part]
    report.origin = describe_origin(PROTOCOL, opened, None, request.data, selected, facts)
    _write_answers(request.out / ANSWERS_FILE, scores.test)
    generated = [
        GivenAnswer(s.image, s.answer, (s.truth,), s.group)
        for s in scores.test
        if s.answer is not None
    ]
    if generated:
        score_generated(report, generated, classes, options.forms, seed=request.seed)
        report.notes.append(
            "answers are generated greedily; the published script samples with five beams at "
            "temperature 0.5 and without a seed"
        )
    else:
        report.notes.append("the released prompt is too long for this model: no generated answers")
    if CORRECTED in options.forms:
        _score_likelihoods(report, scores, classes, request.seed)


def _facts(classes: ClassList, options: ZeroShotOptions, seed: int) -> dict[str, object]:
    return {
        "experiment": classes.name,
        "classes": list(classes.names),
        "classes_source": classes.source,
        "question": options.question,
        "wording": options.wording,
        "seed": seed,
    }


def _score_likelihoods(report: Report, scores: Scores, classes: ClassList, seed: int) -> None:
    readings = read_likelihoods(scores, classes)
    chosen = min(readings, key=lambda name: readings[name].validation_loss)
    prefix = f"{CORRECTED}/{classes.name}"
    models = {name: reading.images for name, reading in readings.items()}
    head = read_head(scores, classes)
    if head is not None:
        models[HEAD] = head
    else:
        report.notes.append("the head has no classes of this list: no comparison with it")
    shown = {name: score_probabilities(images, seed) for name, images in models.items()}
    for name, estimates in shown.items():
        report.add(f"{prefix}/{name.replace(' ', '-')}", estimates)
    report.counts["likelihood"] = {
        "chosen_on_validation": chosen,
        "prior": dict(zip(classes.names, scores.prior.tolist(), strict=True)),
        "tokens": dict(zip(classes.names, scores.tokens.tolist(), strict=True)),
        "readings": {name: _count(reading) for name, reading in readings.items()},
    }
    report.tables.append(
        Table(
            f"{classes.name}: likelihood of each class, n = {len(scores.test)}",
            ("metric", *(f"{name} *" if name == chosen else name for name in shown)),
            tuple(
                (metric.replace("_", " "), *(show(shown[name][metric]) for name in shown))
                for metric in SHOWN
            ),
            "Likelihoods after one temperature fitted on validation images; * has the least "
            "validation log loss. The head is calibrated in its bundle; what it gives to diagnoses "
            "outside the list counts as wrong.",
        )
    )
    draw_probabilities(
        report, f"{classes.name}-{chosen.replace(' ', '-')}", models[chosen], classes
    )
    if head is not None:
        _compare(report, models, seed)
        _draw_comparison(report, classes, head, models[chosen], chosen)


def _count(reading: Calibrated) -> dict[str, float]:
    found = measure(reading.raw)
    asked = {name: found[name] for name in ("ece", "log_loss")}
    before = evaluate_all(asked, len(reading.raw))
    return {
        "temperature": reading.temperature,
        "validation_log_loss": reading.validation_loss,
        "ece_before": before["ece"],
        "log_loss_before": before["log_loss"],
    }


def _compare(report: Report, models: Mapping[str, Classified], seed: int) -> None:
    """Head minus each reading, on the same resamples of the same images; Holm over all."""
    head = models[HEAD]
    measures = measure(head)
    p_values: dict[str, float] = {}
    entries: dict[str, dict[str, dict[str, float | None]]] = {}
    for name, images in models.items():
        if name == HEAD:
            continue
        other = measure(images)
        for metric in COMPARED:
            found = paired_difference(measures[metric], other[metric], head.groups, seed=seed)
            entries.setdefault(name, {})[metric] = found.to_json()
            p_values[f"{name}\t{metric}"] = found.p
        test = mcnemar(head.correct, images.correct)
        entries[name]["mcnemar"] = {"only_head": test.only_a, "only_reading": test.only_b}
        entries[name]["mcnemar"]["p"] = test.p
    for joined, p in holm(p_values).items():
        name, _, metric = joined.partition("\t")
        entries[name][metric]["p_holm"] = None if p != p else p
    report.comparisons["head against likelihood"] = entries
    report.tables.append(
        Table(
            "Diagnosis head minus likelihood, paired",
            ("metric", *entries),
            tuple(
                (
                    metric.replace("_", " "),
                    *(show_difference(entry[metric]) for entry in entries.values()),
                )
                for metric in COMPARED
            ),
            "Both on the same resamples of the same images. Above 0 the head has more, which for "
            "Brier and log loss is worse.",
        )
    )


def _draw_comparison(
    report: Report, classes: ClassList, head: Classified, other: Classified, name: str
) -> None:
    if not 0 < head.malignant_truth.sum() < len(head):
        return
    draw = plots.receiver(
        head.malignant_truth,
        {HEAD: head.malignant, name: other.malignant},
        f"malignant (n = {len(head)})",
        "1 - specificity",
    )
    report.figures.append(Figure(f"{classes.name}-head-against-likelihood", draw))


def _write_answers(path: Path, scored: Sequence[Scored]) -> None:
    temporary = path.with_name(path.name + ".partial")
    with temporary.open("w", encoding="utf-8", newline="\n") as file:
        for entry in scored:
            record = dataclasses.asdict(entry)
            file.write(json.dumps(record, ensure_ascii=False, sort_keys=True, allow_nan=False))
            file.write("\n")
    temporary.replace(path)
