"""The diagnosis that a caption states, told apart from those it only mentions.

"A nodule mimicking melanoma", "not psoriasis", "naevus versus melanoma" and "the differential
diagnosis includes eczema" name diseases that the picture does not show.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from typing import Literal

from skinvl.contract.ontology import DiagnosisCode, ontology
from skinvl.dataset.books.facts_names import (
    SIGNS,
    cased_code,
    longest_name,
    name_table,
    split_words,
)
from skinvl.dataset.books.facts_text import describing

Role = Literal["stated", "background", "differential", "denied", "likened"]


@dataclass(frozen=True)
class Named:
    """A diagnosis named in a text: ``text[start:end]`` is its ``label``."""

    code: DiagnosisCode
    label: str
    role: Role
    start: int
    end: int


@dataclass(frozen=True)
class Stated:
    """One diagnosis, or None and several ``candidates``; and what the text compares it with."""

    code: DiagnosisCode | None
    label: str | None
    candidates: tuple[DiagnosisCode, ...]
    differential: tuple[DiagnosisCode, ...]


_LIST = re.compile(
    r"[\s,/&()]*(?:(?:and|or|nor|und|oder|a|an|the|also|even|possibly)\b[\s,/]*)*", re.I
)
_DIFFERENTIAL = re.compile(
    r"\b(?:differential(?: diagnos[ei]s|s)?|diagnostic considerations?|dd[x]?\s*:|(?:be |is |are |"
    r"was |were )?(?:easily |often |sometimes |readily )?(?:distinguish\w*|differentiat\w*|"
    r"discriminat\w*|confus\w*|mistak\w*|misdiagnos\w*|misinterpret\w*)(?:\s+\w+){0,2}?\s+(?:from|"
    r"with|for|as|between)|(?:can|may|might|could)\s+(?:closely\s+)?(?:be\s+)?(?:mimic\w*|"
    r"simulat\w*|resembl\w*)|to be excluded\s*:|abzugrenzen|differenzialdiagnos\w*|"
    r"differentialdiagnos\w*|clinically suggest\w*|suspected|suspicious (?:of|for)|thought to be|"
    r"initially (?:diagnosed|treated|thought|considered) (?:as|to be)|referred (?:as|with)|query|"
    r"consider\w*|\?)",
    re.I,
)
_DENIED = re.compile(
    r"\b(?:not|no|non|never|without|neither|nor|absence of|lack of|negative for|rather than|"
    r"instead of|as opposed to|in contrast (?:to|with)|unlike|exclud\w*|exclusion of|rul(?:ed?|"
    r"ing) out|other than|kein\w*|nicht|ohne|history of|previous\w*|treated for|compar(?:ed?|"
    r"ison) (?:with|to))\b",
    re.I,
)
_LIKENED = re.compile(
    r"\b(?:mimic\w*|simulat\w*|resembl\w*|imitat\w*|masquerad\w*(?: as)?|similar to|reminiscent of|"
    r"(?<!-)like|suggest(?:s|ed|ing|ive)(?: of)?|akin to|looking like|"
    r"appearance of (?:an? )?(?:early )?(?=\W*$))\b",
    re.I,
)
_BACKGROUND = re.compile(
    r"\b(?:arising|aris(?:e|es|en)|develop\w*|occurr?\w*|superimposed|background|associated|"
    r"association|complicat\w*|secondary to|due to|caused by|following|adjacent to|next to|beside|"
    r"overlying|patients? (?:with|suffering)|(?:man|woman|boy|girl|child|infant|person|"
    r"people) (?:with|suffering)|sign of|in the course of|transformation of|after|preceding|"
    r"on the site of|within|nests? (?:in|of))\b",
    re.I,
)
_AFTER_DENIED = re.compile(
    r"\s*(?:\w+\s+){0,3}?(?:(?:was|were|is|are|must be|should be|has been|"
    r"can be)\s+(?:\w+\s+)?(?:excluded|ruled out|considered|suspected|unlikely|distinguished|"
    r"not)\b|-?\s?like\b|-?free\b)",
    re.I,
)
_LIKE = re.compile(
    r"\s?-\s?(?:like|form|oid)\b|\s+(?:mimic(?:ker|s)?|simulator|look-?alike)\b", re.I
)
_VERSUS = re.compile(r"\b(?:versus|vs\.?|or|oder|gegen)\s*$", re.I)
_VERSUS_BETWEEN = re.compile(r"[\s,)]*(?:versus|vs\.?)\s*(?:an?\s+)?\(?", re.I)
_BREAK = re.compile(r"[.;:]\s|\bbut\b|\bhowever\b|\balthough\b|\bwhereas\b|\bsondern\b", re.I)
_VIEW_OF = re.compile(
    r"^\W*(?:\w+ )?(?:dermoscopy|photograph|view|appearance|picture|section|histology|"
    r"case) of (?:an? )?",
    re.I,
)
_FEW = 2
_REACH = 400
_WITHIN = frozenset({"with", "and", "of", "in", "showing", "note", "prominent", "marked"})
_SENTENCE = re.compile(r"(?<=[a-z)\]]{2})(?<!\bvs)(?<!\bcf)[.;]\s+")
_CONJUNCTION = re.compile(r"[\s,]*(?:and|or|nor|und|oder)\b|\s?/", re.I)


def read_diagnosis(words: str) -> Stated:
    """The diagnosis of `words`; the most specific one where names of one lineage stand together."""
    named = find_named(words)
    stated = [one for one in named if one.role == "stated"]
    firm = [one for one in stated if one.code not in SIGNS] or [
        one for one in stated if _stands_alone(words, one)
    ]
    shown = firm or [one for one in named if one.role == "background" and one.code not in SIGNS]
    differential = tuple(
        dict.fromkeys(one.code for one in named if one.role in ("differential", "likened"))
    )
    codes = tuple(dict.fromkeys(one.code for one in shown))
    chosen = _one_of(codes)
    differential = tuple(code for code in differential if code != chosen)
    if chosen is None:
        labels = "; ".join(dict.fromkeys(one.label for one in shown)) or None
        return Stated(None, labels, codes, differential)
    label = next((one.label for one in shown if one.code == chosen), None)
    return Stated(chosen, label, codes, differential)


def find_named(words: str) -> list[Named]:
    """Every diagnosis that `words` name, in their order, each with the part it plays."""
    text = describing(words)
    found = _spans(text)
    named: list[Named] = []
    starts = [0, *(match.end() for match in _SENTENCE.finditer(text))]
    for place, (first, last, code) in enumerate(found):
        sentence = starts[bisect.bisect_right(starts, first) - 1]
        previous = named[-1] if named and named[-1].start >= sentence else None
        role = _role(text, first, last, sentence, previous)
        following = found[place + 1] if place + 1 < len(found) else None
        if (
            role == "stated"
            and following is not None
            and re.fullmatch(
                r"[\s,)]*(?:versus|vs\.?)\s*(?:an?\s+)?\(?", text[last : following[0]], re.I
            )
        ):
            role = "differential"
        named.append(Named(code, text[first:last], role, first, last))
    return named


def _spans(text: str) -> list[tuple[int, int, DiagnosisCode]]:
    words = split_words(text)
    table, longest = name_table(), longest_name()
    found: list[tuple[int, int, DiagnosisCode]] = []
    place = 0
    while place < len(words):
        for length in range(min(longest, len(words) - place), 0, -1):
            key = tuple(word for word, _, _ in words[place : place + length])
            first, last = words[place][1], words[place + length - 1][2]
            if key in table and not _is_broken(text[first:last]):
                code = table[key]
                if code is not None:
                    found.append((first, last, code))
                place += length - 1
                break
        else:
            first, last = words[place][1:]
            code = cased_code(text[first:last])
            if code is not None:
                found.append((first, last, code))
        place += 1
    return found


def _is_broken(label: str) -> bool:
    """Whether a name runs over the end of a sentence or a bracket."""
    return bool(re.search(r"[.;:()\[\]]", label))


def _role(text: str, first: int, last: int, sentence: int, previous: Named | None) -> Role:
    if _LIKE.match(text, last):
        return "denied"
    if previous is not None and _goes_on(text, previous, first, last):
        return previous.role
    before = text[max(sentence, first - _REACH) : first]
    versus = _VERSUS.search(before)
    if versus and versus[0].strip().lower() not in ("or", "oder"):
        return "differential"
    if _DIFFERENTIAL.search(before):
        return "differential"
    clause = _last_clause(before)
    if _DENIED.search(clause) or _AFTER_DENIED.match(text, last):
        return "denied"
    if _LIKENED.search(clause):
        return "likened"
    if _BACKGROUND.search(clause):
        return "background"
    return "stated"


def _goes_on(text: str, previous: Named, first: int, last: int) -> bool:
    """Whether the next name belongs to the list in which `previous` was denied or compared.

    "Unlike psoriasis, pityriasis rosea" is no list; "not psoriasis, eczema or tinea" is one.
    """
    between = text[previous.end : first]
    if previous.role not in ("differential", "denied", "likened") or not _LIST.fullmatch(between):
        return False
    return (
        previous.role == "differential"
        or bool(_CONJUNCTION.search(between))
        or bool(_CONJUNCTION.match(text, last))
    )


def _last_clause(before: str) -> str:
    """From the last break of sense or comma on: where a "not" still holds."""
    breaks = [match.end() for match in _BREAK.finditer(before)]
    breaks += [match.end() for match in re.finditer(r",\s", before)]
    return before[max(breaks, default=0) :]


def _stands_alone(words: str, one: Named) -> bool:
    """Whether the name of a sign is what the caption is about: it stands at its start."""
    before = _VIEW_OF.sub("", describing(words)[: one.start]).lower().split()
    return len(before) <= _FEW and not _WITHIN.intersection(before)


def _one_of(codes: tuple[DiagnosisCode, ...]) -> DiagnosisCode | None:
    """The one diagnosis that all of `codes` can mean: the most specific of a line, or the head."""
    terms = ontology()
    lines = {code: [step.code for step in terms.lineage(code)] for code in codes}
    for code in codes:
        if all(other in lines[code] for other in codes):
            return code
    for code in codes:
        if all(code in lines[other] for other in codes):
            return code
    return None
