"""Asking a bundle the questions of a data set: with the image, without it, with another image."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from skinvl.contract.answer import Description, parse_answer
from skinvl.contract.errors import AnswerError, DataError, ImageError, ModelError
from skinvl.contract.sample import QuestionAnswer
from skinvl.training.evaluation.predictions import subset_of
from skinvl.training.evaluation.progress import track
from skinvl.training.evaluation.selection import Selected
from skinvl.training.evaluation.vqa_controls import (
    ANSWER_TOKENS,
    BLIND,
    IMAGE,
    SWAPPED,
    Partners,
    Viewer,
)

if TYPE_CHECKING:
    from skinvl.runtime.bundle import Bundle

OPEN, DESCRIPTION = "open", "description"


@dataclass(frozen=True)
class Answered:
    """One question about one image and what the model answered.

    ``kind`` is yesno, choice, open or description. For closed questions ``scores`` maps each
    condition to choice -> probability; ``texts`` maps it to the generated text, of closed
    questions only where that was asked for.
    ``attributes`` are those measured on the image, empty where there are none.
    """

    id: str
    image_sha256: str
    dataset: str
    source: str
    subset: str
    group: str
    modality: str
    diagnosis: str | None
    attributes: Mapping[str, Any]
    kind: str
    topic: str
    question: str
    truth: str
    choices: tuple[str, ...] = ()
    scores: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    swapped_with: str | None = None

    @property
    def unit(self) -> str:
        """What is resampled."""
        return f"{self.dataset}/{self.group}"

    def best(self, condition: str) -> str:
        """The most probable choice under a condition."""
        scores = self.scores[condition]
        return max(scores, key=lambda choice: scores[choice])


def read_description(text: str) -> Description | None:
    """The description, or None where the text is not of the answer grammar."""
    try:
        return parse_answer(text.strip())
    except AnswerError:
        return None


def ask_questions(
    bundle: Bundle,
    selected: Sequence[Selected],
    describe_question: str,
    *,
    seed: int,
    texts_of_closed: bool = False,
    max_tokens: int = ANSWER_TOKENS,
) -> tuple[list[Answered], list[str]]:
    """Ask every question of every sample, and for a description of every skin image.

    Open questions whose answer is a description are left out: the description is asked for in the
    words of the runtime. `texts_of_closed` has closed questions answered freely as well, at most
    `max_tokens` long.

    Returns:
        The answers, and one line for each image that could not be read and each question that the
        model cannot take.

    Raises:
        DataError: an image is not the one that its data set describes.
    """
    viewer = Viewer(bundle, max_tokens)
    failed: list[str] = []
    readable: list[Selected] = []
    for item in track(selected, "images"):
        try:
            encoded = viewer.look(item.file)
        except ImageError as error:
            failed.append(str(error))
            continue
        if encoded.head.image_sha256 != item.sample.image_sha256:
            raise DataError(item.file, "is not the image that samples.jsonl describes")
        readable.append(item)
    if not readable:
        return [], failed
    interview = _Interview(bundle, viewer, readable, texts_of_closed, seed)
    answered: list[Answered] = []
    for item in track(readable, "questions"):
        asked = [(q, str(q.kind)) for q in item.sample.qa if not _is_description(q)]
        if item.sample.modality in ("clinical", "dermoscopy"):
            caption = item.sample.caption or ""
            describe = QuestionAnswer(describe_question, caption, "open", DESCRIPTION)
            asked.append((describe, DESCRIPTION))
        for question, kind in asked:
            try:
                answered.append(interview.ask(item, question, kind))
            except ModelError as error:
                failed.append(f"{item.sample.id}, {question.question[:60]!r}: {error}")
    return answered, failed


class _Interview:
    """Puts single questions; answers without an image are generated once per wording."""

    def __init__(
        self,
        bundle: Bundle,
        viewer: Viewer,
        readable: Sequence[Selected],
        texts_of_closed: bool,
        seed: int,
    ) -> None:
        self._bundle, self._viewer = bundle, viewer
        self._texts_of_closed = texts_of_closed
        self._blind = viewer.blind([item.file for item in readable], seed=seed)
        self._blind_texts: dict[str, str] = {}
        self._choices = collect_choices(item.sample.qa for item in readable)
        self._partners = Partners(readable, seed)

    def ask(self, item: Selected, question: QuestionAnswer, kind: str) -> Answered:
        if kind in (OPEN, DESCRIPTION):
            return _record(item, question, kind, texts=self._tell(item, question.question))
        options = question.choices or self._choices[question.topic]
        partner = self._partners.choose(item, question)
        images = {IMAGE: self._viewer.look(item.file), BLIND: self._blind}
        if partner is not None:
            images[SWAPPED] = self._viewer.look(partner.file)
        scores = {
            condition: self._bundle.score_answers(image, question.question, options)
            for condition, image in images.items()
        }
        texts = {}
        if self._texts_of_closed:
            texts[IMAGE] = self._viewer.tell(images[IMAGE], question.question)
        return _record(
            item,
            question,
            kind,
            choices=tuple(options),
            scores=scores,
            texts=texts,
            swapped_with=None if partner is None else partner.sample.id,
        )

    def _tell(self, item: Selected, question: str) -> dict[str, str]:
        if question not in self._blind_texts:
            self._blind_texts[question] = self._viewer.tell(self._blind, question)
        seen = self._viewer.tell(self._viewer.look(item.file), question)
        return {IMAGE: seen, BLIND: self._blind_texts[question]}


def _is_description(question: QuestionAnswer) -> bool:
    return question.kind == OPEN and read_description(question.answer) is not None


def collect_choices(questions: Iterable[Sequence[QuestionAnswer]]) -> dict[str, tuple[str, ...]]:
    """Per topic of the yes/no questions, the answers that occur: the closed set, as worded."""
    found: dict[str, set[str]] = {}
    for listed in questions:
        for question in listed:
            if question.kind == "yesno":
                found.setdefault(question.topic, set()).add(question.answer)
    common = sorted(set().union(*found.values())) if found else []
    # A topic where only one answer occurs still needs the other one to choose from.
    return {
        topic: tuple(sorted(answers)) if len(answers) > 1 else tuple(common)
        for topic, answers in found.items()
    }


def _record(item: Selected, question: QuestionAnswer, kind: str, **answers: Any) -> Answered:
    sample = item.sample
    measured = sample.attributes
    return Answered(
        id=sample.id,
        image_sha256=sample.image_sha256,
        dataset=item.folder.name,
        source=sample.source,
        subset=subset_of(sample),
        group=sample.group,
        modality=sample.modality,
        diagnosis=sample.diagnosis,
        attributes={} if measured is None else dataclasses.asdict(measured),
        kind=kind,
        topic=question.topic,
        question=question.question,
        truth=question.answer,
        **answers,
    )
