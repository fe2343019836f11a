"""What kind of question stands there, and what kind of text answers it: read from the words.

The types are keyword rules made for the questions of MM-Skin, of which about a fifth ask for what
no image shows; a rule can miss a wording, so the types describe a test set and decide no answer.
"""

from __future__ import annotations

import re

VISIBLE = "visible"
# In this order: the first that matches names the type.
_NOT_IN_THE_IMAGE = {
    "treatment": r"treat|therap|\bcure[ds]?\b|remed(y|ies)|medication|\bdrugs?\b|managed?\b|"
    r"\bget rid\b|alleviate|\bsurgery\b",
    "prevention": r"prevent|\bavoid|protect",
    "contagion": r"contagious|infectious\b|transmi(t|ss)|\bspread\b.*\bpeople|\bcatch\b|"
    r"\bhow (does|do|can)\b.*\bspread\b",
    "prognosis": r"prognos|complication|long[- ]term|surviv|\brecur|outcome|\bgo away\b|"
    r"life[- ]threatening|\bhow long\b|\bfatal|\bheal\b",
    "cause": r"\bcaus|etiolog|aetiolog|\bcontract\b|\bcontracted\b|\bget infected\b|\btrigger|"
    r"contribute|risk factor|hereditary|\binherit",
    "epidemiology": r"\bhow common\b|\bprevalen|\bincidence\b|\bhow many people\b|"
    r"\b(more|most) (common|likely) (in|among)\b|\bworldwide\b|\bage group",
    "history": r"\bhistory\b|\blifestyle\b|\bhow did the (patient|doctor|person)\b|"
    r"\bover time\b",
    "procedure": r"\bdiagnosed\b|\bdiagnostic tests?\b|\bhow (is|are)\b.*\bdiagnos|\btests\b",
    "definition": r"\bwhat (does|do)\b.*\bmean\b|\bmeaning of\b|\bexplain what\b|"
    r"\bwhat (is|are) (?!(the|this|that|these|those|there|visible|shown|depicted|some|seen)\b)",
}
QUESTION_TYPES = (VISIBLE, *_NOT_IN_THE_IMAGE)
_CHAT = re.compile(
    r"thank you for your help|anything else you would like to know|(feel free|hesitate) to ask|"
    r"\bas an ai\b|language model|i('m| am) (sorry|happy to help)|let me know if|"
    r"if you have any (further|other|more) questions|mentioned in the (caption|previous question)|"
    r"\bthe caption\b|i hope this helps",
    re.IGNORECASE,
)
_RULES = {name: re.compile(rule, re.IGNORECASE) for name, rule in _NOT_IN_THE_IMAGE.items()}


def question_type(question: str) -> str:
    """`VISIBLE`, or what the question asks that an image does not show."""
    found = (name for name, rule in _RULES.items() if rule.search(question))
    return next(found, VISIBLE)


def read_yes_no(text: str) -> str | None:
    """``yes`` or ``no`` where the text begins with it, else None."""
    found = re.match(r"\W*(yes|no)\b", text, re.IGNORECASE)
    return found.group(1).lower() if found else None


def has_chat_residue(text: str) -> bool:
    """Whether a text talks to the reader as a chat model does, or of a caption that nobody sees."""
    return _CHAT.search(text) is not None
