"""What a language model is asked about a picture's caption, and what counts as its answer."""

from __future__ import annotations

import json
import re
from typing import Any

from skinvl.contract.ontology import ontology
from skinvl.contract.sample import QuestionAnswer
from skinvl.dataset.books.records import Pair
from skinvl.dataset.vqa import wording
from skinvl.dataset.vqa.descriptions import own_words

TOPIC = "written"
"""The topic of all questions that a language model wrote."""

_FENCE = re.compile(r"\s*```(?:json)?\s*\n(?P<body>.*)\n\s*```\s*", re.DOTALL)
_SYSTEM = """\
You write questions and answers for a dermatology data set in which a person sees one picture \
and is asked about it. You do not see the picture; you get its printed caption and some facts read \
from the caption. Reply with one JSON object and nothing else:
{"questions": [{"type": "open" | "yesno", "question": "...", "answer": "..."}]}
Rules:
- Every answer must follow from the caption or the facts alone. Add no knowledge of your own.
- Ask only what a person can see in the picture or conclude from it: what is shown, morphology, \
colour, arrangement, site, structures, diagnosis, stain.
- Never ask about treatment, outcome, contagion, prevention, causes, frequency, symptoms, the \
past, or the age or sex of the patient.
- Never speak of a caption, a text or facts; speak of the picture.
- An answer to a "yesno" question is "yes" or "no". Give as many of the one as of the other; ask \
with "no" only for something the caption denies or that the stated diagnosis rules out.
- A question must not hold its own answer. Short answers, plain words, no repetition.
- If the caption says nothing worth asking, return an empty list."""


class ReplyError(ValueError):
    """A reply that is not what was asked for; ``reason`` is a fixed word."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def write_messages(pair: Pair, questions: int) -> list[dict[str, str]]:
    """The chat messages that ask for up to `questions` questions about `pair`."""
    facts = {
        "kind of image": wording.KIND_OF_IMAGE[pair.modality],
        "diagnosis": None if pair.diagnosis is None else ontology().get(pair.diagnosis).term,
        "site": pair.site,
        "stain": pair.stain,
        "magnification": pair.magnification,
    }
    told = "\n".join(f"- {name}: {value}" for name, value in facts.items() if value)
    text = f"Caption:\n{own_words(pair)}\n\nFacts:\n{told}\n\nWrite up to {questions} questions."
    return [{"role": "system", "content": _SYSTEM}, {"role": "user", "content": text}]


def parse_reply(content: str, most: int) -> tuple[QuestionAnswer, ...]:
    """The questions of a reply; more than `most` are cut off.

    Only a JSON object as asked for is taken, bare or as the one code block of the reply: text
    around it is a sign that the model did not follow.

    Raises:
        ReplyError: "empty reply", "not json" or "wrong schema".
    """
    if not content.strip():
        raise ReplyError("empty reply", "")
    fenced = _FENCE.fullmatch(content)
    try:
        record = json.loads(fenced["body"] if fenced else content, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise ReplyError("not json", str(error)[:200]) from None
    if not isinstance(record, dict) or set(record) != {"questions"}:
        raise ReplyError("wrong schema", "an object with the one key questions is needed")
    listed = record["questions"]
    if not isinstance(listed, list):
        raise ReplyError("wrong schema", "questions is not a list")
    return tuple(_read(item, number) for number, item in enumerate(listed[:most], start=1))


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _read(item: Any, number: int) -> QuestionAnswer:
    where = f"question {number}"
    if not isinstance(item, dict) or set(item) != {"type", "question", "answer"}:
        raise ReplyError("wrong schema", f"{where}: type, question and answer are needed")
    kind, question, answer = item["type"], item["question"], item["answer"]
    if not isinstance(question, str) or not isinstance(answer, str):
        raise ReplyError("wrong schema", f"{where}: question and answer are texts")
    question, answer = " ".join(question.split()), " ".join(answer.split())
    if kind == "yesno":
        found = re.match(r"(yes|no)\b", answer, re.IGNORECASE)
        if found is None:
            raise ReplyError("wrong schema", f"{where}: neither yes nor no")
        if len(answer) <= len(found[0]) + 1:
            answer = found[0].lower()
        return QuestionAnswer(question, answer, "yesno", TOPIC)
    if kind != "open":
        raise ReplyError("wrong schema", f"{where}: type {str(kind)[:40]!r}")
    return QuestionAnswer(question, answer, "open", TOPIC)
