"""The question answering protocol: asks or reads, then scores, as released and corrected.

Where to look: `vqa_answers` asks a bundle, `vqa_table` reads answers made elsewhere,
`vqa_released` is the published evaluation bug for bug; of the corrected form `vqa_closed` scores
closed questions by likelihood, `vqa_open` and `vqa_descriptions` what else a bundle says,
`vqa_texts` the overlap with references, `vqa_slices` what free answers get right.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from skinvl.contract.errors import ConfigError, DataError
from skinvl.contract.prompt import DESCRIBE_QUESTION
from skinvl.training.evaluation import vqa_released
from skinvl.training.evaluation.leak_tables import Item
from skinvl.training.evaluation.prediction_run import describe_run
from skinvl.training.evaluation.predictions import (
    PREDICTIONS_FILE,
    RunRecord,
    read_lines,
    write_lines,
)
from skinvl.training.evaluation.report import Origin, Report
from skinvl.training.evaluation.selection import check_names, select_samples
from skinvl.training.evaluation.text_bertscore import BertEncoder, load_encoder
from skinvl.training.evaluation.vqa_answers import DESCRIPTION, OPEN, Answered, ask_questions
from skinvl.training.evaluation.vqa_arguments import VqaOptions
from skinvl.training.evaluation.vqa_closed import KINDS, score_closed
from skinvl.training.evaluation.vqa_controls import ANSWER_TOKENS, IMAGE
from skinvl.training.evaluation.vqa_descriptions import score_descriptions
from skinvl.training.evaluation.vqa_open import score_open
from skinvl.training.evaluation.vqa_slices import score_slices
from skinvl.training.evaluation.vqa_table import TextAnswer, read_answers
from skinvl.training.evaluation.vqa_texts import ALL, by_modality, score_texts
from skinvl.training.evaluation.vqa_training import TrainingQuestions, read_training

if TYPE_CHECKING:
    from skinvl.training.evaluation.evaluate import Request

PROTOCOL = "vqa"


@dataclass(frozen=True)
class VqaResult:
    """The report and what it is about: a bundle's run, or a table of answers."""

    run: RunRecord | Origin
    report: Report


def run_vqa(request: Request, options: VqaOptions) -> VqaResult:
    """Ask the bundle, or read its predictions or answers made elsewhere, and score them.

    A bundle's answers are written to ``predictions.jsonl`` in ``request.out``.

    Raises:
        SkinVLError: the bundle, a data set, a table, the predictions or the encoder are not usable.
    """
    # What is damaged is found before the model runs for an hour.
    training = None if options.training_table is None else read_training(options.training_table)
    encoder = _encoder(options)
    if encoder is not None:
        load_encoder(encoder)
    if options.answers is not None:
        return _score_table(options.answers, options, training, request.seed)
    failed: list[str] = []
    if request.predictions is not None:
        run, answers = read_lines(request.predictions, Answered, PROTOCOL)
    else:
        run, answers, failed = _ask(request, options)
    report = score_vqa(answers, options, training, seed=request.seed)
    report.counts["left_out"] = len(failed)
    report.notes += [f"left out: {line}" for line in failed]
    return VqaResult(run, report)


def score_vqa(
    answers: Sequence[Answered],
    options: VqaOptions | None = None,
    training: TrainingQuestions | None = None,
    *,
    seed: int = 0,
) -> Report:
    """Score what a bundle answered."""
    options = options or VqaOptions()
    report = Report()
    closed = [a for a in answers if a.kind in KINDS]
    opened = [a for a in answers if a.kind == OPEN]
    described = [a for a in answers if a.kind == DESCRIPTION]
    report.counts = {
        "images": len({a.id for a in answers}),
        "closed_questions": len(closed),
        "open_questions": len(opened),
        "descriptions": len(described),
        "without_partner_for_swap": sum(a.swapped_with is None for a in closed),
    }
    if training is not None:
        images = [Item(a.id, None, a.dataset, sha256=a.image_sha256) for a in answers]
        _note_shared(report, training, images)
    if options.as_released:
        _score_released(report, answers, _encoder(options))
    if options.corrected:
        if closed:
            trained = None if training is None else training.by_question
            score_closed(report, closed, trained, modalities=options.modality_tables, seed=seed)
        if opened:
            score_open(report, opened, seed=seed)
            score_texts(report, _texts(opened), _encoder(options), seed=seed)
        score_descriptions(report, described, seed=seed)
    return report


def _score_released(
    report: Report, answers: Sequence[Answered], encoder: BertEncoder | None
) -> None:
    texts = _texts([a for a in answers if a.kind != DESCRIPTION and IMAGE in a.texts])
    without = sum(a.kind in KINDS and IMAGE not in a.texts for a in answers)
    if without:
        report.notes.append(
            f"as released: {without} closed questions carry no generated answer and are left out; "
            "ask the bundle again with --protocol-form as-released or both"
        )
    if texts:
        vqa_released.score_as_released(report, texts, encoder)
    vqa_released.note_settings(report)


def _score_table(
    path: Path, options: VqaOptions, training: TrainingQuestions | None, seed: int
) -> VqaResult:
    table = read_answers(path, options.references, options.captions)
    unique = list({(a.image, a.question, a.reference): a for a in reversed(table.answers)}.values())
    unique.reverse()
    report = Report()
    report.counts = {
        "images": len({a.image for a in unique}),
        "questions": len(unique),
        "repeated_rows_left_out_when_corrected": len(table.answers) - len(unique),
        **table.counts,
    }
    if training is not None:
        items = [Item(a.image, Path(a.image), path.name) for a in unique]
        _note_shared(report, training, items)
    if options.as_released:
        vqa_released.score_as_released(report, table.answers, _encoder(options))
    if options.corrected:
        parts = by_modality(unique)
        if not options.modality_tables and ALL in parts:
            parts = {ALL: parts[ALL]}
        score_texts(report, unique, _encoder(options), seed=seed)
        score_slices(report, parts, None if training is None else training.yes_no, seed=seed)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    line = (
        f"{len(table.answers)} answers of {path.name}, sha256 `{digest}`; "
        f"form {options.form}. Made elsewhere: how they were generated is not known here."
    )
    facts = {"answers": path.name, "answers_sha256": digest, "form": options.form}
    report.origin = Origin(PROTOCOL, path.name, line, facts)
    return VqaResult(report.origin, report)


def _ask(request: Request, options: VqaOptions) -> tuple[RunRecord, list[Answered], list[str]]:
    if request.bundle is None or not request.data:
        raise ConfigError(["--data: needed with --bundle"])
    check_names(request.data)
    selected = select_samples(request.data, request.split, limit=request.limit, seed=request.seed)
    # Read by onnxruntime when it is imported.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from skinvl.runtime.bundle import load_bundle

    bundle = load_bundle(request.bundle, provider=request.provider, threads=request.threads)
    run = describe_run(
        bundle,
        selected,
        request.data,
        protocol=PROTOCOL,
        split=request.split,
        seed=request.seed,
        limit=request.limit,
        command=request.command,
    )
    answers, failed = ask_questions(
        bundle,
        selected,
        DESCRIBE_QUESTION,
        seed=request.seed,
        texts_of_closed=options.as_released,
        max_tokens=vqa_released.MAX_NEW_TOKENS if options.as_released else ANSWER_TOKENS,
    )
    if not answers:
        raise DataError(request.data[0], "no image could be read")
    request.out.mkdir(parents=True, exist_ok=True)
    write_lines(request.out / PREDICTIONS_FILE, run, answers)
    return run, answers, failed


def _texts(answers: Sequence[Answered]) -> list[TextAnswer]:
    return [
        TextAnswer(a.id, a.question, a.truth, a.texts, a.modality, a.unit, a.diagnosis)
        for a in answers
    ]


def _encoder(options: VqaOptions) -> BertEncoder | None:
    if options.bertscore_encoder is None:
        return None
    return BertEncoder(options.bertscore_encoder, options.bertscore_layer)


def _note_shared(report: Report, training: TrainingQuestions, images: Sequence[Item]) -> None:
    shared = training.count_shared(images)
    report.counts["images_in_training_table"] = shared
    if shared:
        report.notes.append(
            f"{shared} of the {len({image.id for image in images})} tested images were trained on: "
            "what stands here is no measure of new images"
        )
