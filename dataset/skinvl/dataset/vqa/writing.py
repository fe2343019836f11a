"""From the pairs of a build folder to its questions: ask, check, even out, write.

The folder becomes a dataset folder (``samples.jsonl``, ``dataset.json``) beside what the build
wrote; ``qa_rejects.jsonl`` lists what was dropped and ``qa_report.json`` counts it. The same pairs
and the same replies give the same files.
"""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from skinvl.contract.errors import ConfigError
from skinvl.contract.sample import DatasetCard, Sample, build_card, write_samples
from skinvl.dataset.books.folder import write_file
from skinvl.dataset.books.records import Pair
from skinvl.dataset.card import count_samples
from skinvl.dataset.progress import track
from skinvl.dataset.vqa.blind import measure_blind
from skinvl.dataset.vqa.books import ask_pairs
from skinvl.dataset.vqa.checks import (
    LLM,
    RULES,
    Candidate,
    Dropped,
    check_questions,
    count_reasons,
)
from skinvl.dataset.vqa.formats.llava import write_llava
from skinvl.dataset.vqa.formats.mm_skin import write_mm_skin
from skinvl.dataset.vqa.formats.parquet import write_parquet
from skinvl.dataset.vqa.llm import LlmConfig, ask_model
from skinvl.dataset.vqa.pairs import make_sample, name_pair, read_licences, read_pairs
from skinvl.dataset.vqa.subsets import write_subsets

Format = Literal["samples", "llava", "mm-skin", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)
REJECTS_FILE = "qa_rejects.jsonl"
REPORT_FILE = "qa_report.json"
_VERSION = "1"
_NOT_RECORDED = "not recorded"


@dataclass(frozen=True)
class VqaConfig:
    """Which folder of `dataset build` to write questions for; ``llm`` adds a model's questions."""

    folder: Path
    formats: tuple[Format, ...] = ("samples",)
    seed: int = 0
    llm: LlmConfig | None = None


@dataclass(frozen=True)
class VqaResult:
    """What was written: the card of the dataset folder and the content of ``qa_report.json``."""

    card: DatasetCard
    report: dict[str, Any]


def write_questions(config: VqaConfig) -> VqaResult:
    """Write the questions of a build folder; a second time changes nothing.

    Raises:
        ConfigError: faults of the configuration.
        DataError: not a build folder, or it cannot be written.
    """
    if config.llm is not None:
        config.llm.check()
    folder = config.folder
    pairs = read_pairs(folder)
    if not pairs:
        raise ConfigError([f"{folder}: the build kept no picture, so there is nothing to ask"])
    candidates = [
        Candidate(place, asked, RULES)
        for place, questions in enumerate(ask_pairs(pairs, seed=config.seed))
        for asked in questions
    ]
    failed: list[Dropped] = []
    if config.llm is not None:
        for place, found in _ask_model(pairs, config.llm):
            if isinstance(found, Dropped):
                failed.append(found)
            else:
                candidates.append(Candidate(place, found, LLM))
    questions, dropped = check_questions(pairs, candidates, seed=config.seed)
    licences = read_licences(folder)
    samples = [
        make_sample(pair, asked, licences) for pair, asked in zip(pairs, questions, strict=True)
    ]
    card = _describe(pairs, samples, folder)
    subsets = write_subsets(folder, pairs, samples)
    report = _report(config, samples, [*failed, *dropped], candidates, subsets)
    _write_formats(folder, config.formats, samples, [pair.caption for pair in pairs])
    write_file(folder / REJECTS_FILE, _lines([*failed, *dropped]))
    text = json.dumps(report, ensure_ascii=False, sort_keys=True, indent=2)
    write_file(folder / REPORT_FILE, text + "\n")
    write_samples(folder, samples, card)
    return VqaResult(card, report)


def write_formats(folder: Path, formats: Sequence[Format], samples: Sequence[Sample]) -> None:
    """Write further formats of a dataset folder that is there already.

    Raises:
        DataError: an image cannot be read, or a file cannot be written.
    """
    _write_formats(folder, formats, samples, [sample.caption for sample in samples])


def _write_formats(
    folder: Path,
    formats: Sequence[Format],
    samples: Sequence[Sample],
    captions: Sequence[str | None],
) -> None:
    if "llava" in formats:
        write_llava(folder, samples)
    if "mm-skin" in formats:
        write_mm_skin(folder, samples, captions)
    if "parquet" in formats:
        write_parquet(folder, samples)


def _ask_model(pairs: Sequence[Pair], llm: LlmConfig) -> Iterator[tuple[int, Any]]:
    """(place, question) of each question, and (place, `Dropped`) of each pair that failed."""
    written = track(ask_model(pairs, llm), "asking the model", total=len(pairs))
    for place, one in enumerate(written):
        if one.reason is not None:
            pair = pairs[place]
            yield place, Dropped(pair.image_path, name_pair(pair), LLM, one.reason, one.detail)
        for asked in one.questions:
            yield place, asked


def _describe(pairs: Sequence[Pair], samples: Sequence[Sample], folder: Path) -> DatasetCard:
    images = Counter(pair.pdf for pair in pairs)
    licences = {sample.source: sample.licence for sample in samples}
    card = build_card(
        samples,
        name=folder.absolute().name,
        version=_VERSION,
        created=_NOT_RECORDED,
        licence="; ".join(sorted(set(licences.values()))),
        sources=[
            {"name": pdf, "licence": licences[pdf], "images": images[pdf]} for pdf in sorted(images)
        ],
        notes=("made from books by `dataset build` and `dataset vqa`",),
    )
    return dataclasses.replace(card, counts={**card.counts, **count_samples(samples)})


def _report(
    config: VqaConfig,
    samples: Sequence[Sample],
    dropped: Sequence[Dropped],
    candidates: Sequence[Candidate],
    subsets: dict[str, int],
) -> dict[str, Any]:
    asked = [(sample, qa) for sample in samples for qa in sample.qa]
    yesno = Counter(
        f"{sample.split}/{qa.answer.split()[0].strip('.,;').lower()}"
        for sample, qa in asked
        if qa.kind == "yesno"
    )
    return {
        "writer": RULES if config.llm is None else f"{RULES} and {config.llm.model}",
        "seed": config.seed,
        "images": len(samples),
        "images_without_questions": sum(not sample.qa for sample in samples),
        "written": dict(sorted(Counter(one.writer for one in candidates).items())),
        "questions": len(asked),
        "topics": dict(sorted(Counter(f"{qa.topic}/{qa.kind}" for _, qa in asked).items())),
        "splits": dict(sorted(Counter(sample.split for sample, _ in asked).items())),
        "yesno": dict(sorted(yesno.items())),
        "dropped": count_reasons(dropped),
        "subsets": subsets,
        "blind": {
            name: {
                "asked": blind.asked,
                "accuracy": round(blind.accuracy, 4),
                "chance": round(blind.chance, 4),
            }
            for name, blind in measure_blind(samples).items()
        },
    }


def _lines(rows: Sequence[Dropped]) -> str:
    return "".join(
        json.dumps(row.to_json(), ensure_ascii=False, sort_keys=True) + "\n" for row in rows
    )
