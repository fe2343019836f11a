"""What is wrong with a question or its answer; every fault has a fixed word.

``residue`` chat phrases or talk about a caption; ``unanswerable`` what no image shows: treatment,
prognosis, contagion, prevention, cause, frequency, symptoms, history; ``demographics`` age or sex
asked of an image; ``leak`` the answer stands in the question; ``unsupported`` the caption and the
facts do not say so; ``duplicate`` asked of the same image before; ``malformed``; ``unbalanced``
one of too many equal answers to yes/no questions.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from skinvl.contract.sample import QuestionAnswer
from skinvl.dataset.books.records import Pair
from skinvl.dataset.splits import unit_hash
from skinvl.dataset.vqa.pairs import name_pair
from skinvl.dataset.vqa.support import (
    Support,
    content_words,
    denies_rightly,
    find_unsupported,
    gather_support,
)

RULES, LLM = "rules", "llm"
_LONGEST_QUESTION, _LONGEST_ANSWER = 300, 1500
_FREE_ANSWERS = frozenset({"describe"})
_RESIDUE = re.compile(
    r"\b(?:thank(?:s| you)|you(?:'| a)re welcome|anything else|as an? (?:ai|assistant)|"
    r"language model|i(?:'m| am) (?:sorry|unable|an ai|a bot|not able|happy)|i (?:can(?:no|')t|"
    r"cannot|could not|do(?:n't| not))|feel free|let me know|hope (?:this|that) helps|"
    r"happy to help|how (?:can|may) i (?:help|assist)|consult (?:an?|your) (?:doctor|physician|"
    r"dermatologist|healthcare)|seek medical|medical advice|(?:caption|text|passage|"
    r"prompt) (?:says|states|mentions|describes|above|provided|given)|(?:the|this|your|provided|"
    r"given) (?:caption|text|passage|prompt)|(?:not|n't) (?:mention(?:ed)?|provided|specified|"
    r"stated)|here (?:is|are) (?:the|some|your))\b|\b(?:sure|certainly|of course|"
    r"absolutely)\s*[,!:]|```|\bjson\b|^\s*(?:q|a|question|answer)\s*\d*\s*:",
    re.I,
)
_UNANSWERABLE = re.compile(
    r"\b(?:treat(?:ed|ment|ments|ing|able)?|therap\w*|manag(?:e|ed|ement|ing)|medicat\w*|"
    r"drugs?(?! eruption)|cure[ds]?|prognos\w*|outcomes?|surviv\w*|mortality|contagious\w*|"
    r"infectious|transmi\w*|spread (?:to|from|between)|prevent\w*|avoid(?:ed|ance)?|caus(?:e|es|ed|"
    r"ing|ative)|a?etiolog\w*|pathogenesis|why|reasons?|risk factors?|epidemiolog\w*|incidence|"
    r"prevalence|how (?:common|often|frequent|rare|long)|common(?:ly)? (?:in|seen|affect)|"
    r"complicat\w*|recur\w*|heal(?:s|ed|ing)?|follow-?up|next steps?|recommend\w*|advi[cs]e\w*|"
    r"symptoms?|itch\w*|pain(?:ful)?|feel(?:s|ing)?|family history|history|hereditary|inherit\w*|"
    r"genetic|diet|lifestyle|cost|duration|onset|first (?:appear|notic)\w*|screening|self-?exam\w*|"
    r"vaccin\w*|laborator\w*|blood test\w*)\b",
    re.I,
)
_DEMOGRAPHIC = re.compile(
    r"\b(?:how old|(?:what|which) (?:is |was )?(?:the )?(?:approximate |"
    r"estimated )?(?:patient'?s? |person'?s? )?(?:age|sex|gender|ethnicity|race|nationality|"
    r"occupation)|age (?:of|group)|gender of|sex of|(?:is|was) (?:the|this) (?:patient|"
    r"person) (?:an? )?(?:male|female|man|woman|adult|child|elderly|young)|male or (?:a )?female|"
    r"man or (?:a )?woman|who is the patient)\b",
    re.I,
)


@dataclass(frozen=True)
class Candidate:
    """A question about the pair at ``place``, before it is checked; ``writer`` is RULES or LLM."""

    place: int
    asked: QuestionAnswer
    writer: str


@dataclass(frozen=True)
class Dropped:
    """A question that is not used, or with no question the failure of a writer for a picture."""

    image: str
    id: str
    writer: str
    reason: str
    detail: str
    question: str | None = None
    answer: str | None = None
    topic: str | None = None

    def to_json(self) -> dict[str, Any]:
        """One line of ``qa_rejects.jsonl``."""
        return asdict(self)


def check_questions(
    pairs: Sequence[Pair], candidates: Iterable[Candidate], *, seed: int = 0
) -> tuple[list[list[QuestionAnswer]], list[Dropped]]:
    """The questions of each pair that pass, and all others with their reasons.

    Questions of the rules come first, so that of two alike theirs stays.
    """
    by_pair: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_pair[candidate.place].append(candidate)
    kept: list[Candidate] = []
    dropped: list[Dropped] = []
    for place, pair in enumerate(pairs):
        mine = sorted(by_pair.get(place, ()), key=lambda candidate: candidate.writer != RULES)
        support = gather_support(pair) if mine else None
        before: list[QuestionAnswer] = []
        for candidate in mine:
            assert support is not None
            fault = find_fault(candidate, pair, support) or _repeats(candidate.asked, before)
            if fault is None:
                before.append(candidate.asked)
                kept.append(candidate)
            else:
                dropped.append(drop(pair, candidate, *fault))
    kept, uneven = _even_out(pairs, kept, seed)
    dropped += uneven
    questions: list[list[QuestionAnswer]] = [[] for _ in pairs]
    for candidate in kept:
        questions[candidate.place].append(candidate.asked)
    return questions, dropped


def find_fault(candidate: Candidate, pair: Pair, support: Support) -> tuple[str, str] | None:
    """The first fault of a question and its answer, as (reason, detail); None without one."""
    asked = candidate.asked
    question, answer = asked.question, asked.answer
    if fault := _malformed(asked):
        return "malformed", fault
    if found := _RESIDUE.search(question) or _RESIDUE.search(answer):
        return "residue", found[0]
    if found := _DEMOGRAPHIC.search(question):
        return "demographics", found[0]
    if found := _UNANSWERABLE.search(question):
        return "unanswerable", found[0]
    if asked.kind == "open":
        if _is_given_away(question, answer):
            return "leak", "the question holds the answer"
        if (asked.topic not in _FREE_ANSWERS or candidate.writer == LLM) and (
            found := _UNANSWERABLE.search(answer)
        ):
            return "unanswerable", found[0]
    if candidate.writer == LLM and asked.kind == "yesno":
        return _check_yesno(asked, pair, support)
    if asked.kind != "yesno" and (fault := find_unsupported(answer, support, question)):
        return "unsupported", fault
    return None


def drop(pair: Pair, candidate: Candidate, reason: str, detail: str) -> Dropped:
    """`candidate` as a row of the rejects."""
    asked = candidate.asked
    return Dropped(
        image=pair.image_path,
        id=name_pair(pair),
        writer=candidate.writer,
        reason=reason,
        detail=detail,
        question=asked.question,
        answer=asked.answer,
        topic=asked.topic,
    )


def _malformed(asked: QuestionAnswer) -> str | None:
    question, answer = asked.question.strip(), asked.answer.strip()
    if not question or not answer:
        return "empty"
    if len(question) > _LONGEST_QUESTION or len(answer) > _LONGEST_ANSWER:
        return "too long"
    if "<image>" in question + answer or "</s>" in question + answer:
        return "holds a token of the model"
    if any(ord(c) < 32 and c not in "\t\n" for c in question + answer):
        return "control characters"
    if not re.search(r"[^\W\d_]", question):
        return "no words"
    return None


def _check_yesno(asked: QuestionAnswer, pair: Pair, support: Support) -> tuple[str, str] | None:
    rest = re.sub(r"^\W*(?:yes|no)\b\W*", "", asked.answer, flags=re.I)
    if rest and (fault := find_unsupported(rest, support)):
        return "unsupported", fault
    if asked.answer.lower().startswith("yes"):
        fault = find_unsupported(asked.question, support)
        if fault is None and denies_rightly(asked.question, support, pair):
            fault = "the facts say no"
        return None if fault is None else ("unsupported", fault)
    if denies_rightly(asked.question, support, pair):
        return None
    return "unsupported", "the caption does not say no"


def _is_given_away(question: str, answer: str) -> bool:
    said = set(content_words(answer))
    return bool(said) and said <= set(content_words(question))


def _repeats(asked: QuestionAnswer, before: Sequence[QuestionAnswer]) -> tuple[str, str] | None:
    words = set(content_words(asked.question))
    for other in before:
        if _same(asked.question, other.question):
            return "duplicate", other.question
        others = set(content_words(other.question))
        if (
            asked.kind == other.kind == "open"
            and _same(asked.answer, other.answer)
            and words == others
            and asked.topic == other.topic
        ):
            return "duplicate", other.question
    return None


def _same(first: str, second: str) -> bool:
    return re.findall(r"\w+", first.casefold()) == re.findall(r"\w+", second.casefold())


def _even_out(
    pairs: Sequence[Pair], kept: Sequence[Candidate], seed: int
) -> tuple[list[Candidate], list[Dropped]]:
    """As many "yes" as "no": per question of the rules, over all of the model's, in each split."""
    groups: dict[tuple[str, ...], dict[bool, list[Candidate]]] = defaultdict(
        lambda: {True: [], False: []}
    )
    for candidate in kept:
        if candidate.asked.kind == "yesno":
            wording = candidate.asked.question if candidate.writer == RULES else ""
            key = (pairs[candidate.place].split, candidate.writer, wording)
            groups[key][candidate.asked.answer.lower().startswith("yes")].append(candidate)
    uneven: set[int] = set()
    for answers in groups.values():
        count = min(map(len, answers.values()))
        for candidates in answers.values():
            ranked = sorted(
                candidates,
                key=lambda c: unit_hash(seed, f"{pairs[c.place].image_path}/{c.asked.question}"),
            )
            uneven |= {id(candidate) for candidate in ranked[count:]}
    stays = [candidate for candidate in kept if id(candidate) not in uneven]
    return stays, [
        drop(pairs[c.place], c, "unbalanced", f"too many {c.asked.answer.split()[0]}")
        for c in kept
        if id(c) in uneven
    ]


def count_reasons(dropped: Iterable[Dropped]) -> dict[str, int]:
    """How many were dropped, by "writer/reason"."""
    return dict(sorted(Counter(f"{row.writer}/{row.reason}" for row in dropped).items()))
