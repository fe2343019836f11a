"""Questions that no image answers: treatment, doses, a plan of care, what becomes of the patient.

The model was not trained on any of them (`skinvl.dataset.vqa.checks` drops them), so it would make
its answer up: asked "Should I excise it?" it says "no". The words are those of English and German,
and rather too many than too few; what can be seen on the skin may be asked in other words.
"""

from __future__ import annotations

import re

BEYOND_IMAGE = (
    "an image shows no treatment, no dose, no plan of care and no outcome; "
    "ask what can be seen in it"
)
"""Why such a question is not answered."""

_CARE = re.compile(
    r"\b(?:treat(?:s|ed|ment|ments|ing|able)?|therap\w+|(?:chemo|radio|immuno|photo|cryo)therap\w*|"
    r"manag(?:e|es|ed|ement|ing)|medicat\w+|medicines?|drugs?(?! (?:eruption|reaction|rash))|"
    r"prescri\w+|dos(?:e|es|age|ages|ing)|cur(?:e|es|ed|able)|antibiotics?|"
    r"prognos[ei]s|prognostic|surviv\w+|mortality|life expectancy|fatal|deadly|"
    r"follow-?up|refer(?:s|red|ral|ring)?|next steps?|recommend\w*|advi[cs]e\w*|urgen(?:t|tly|cy)|"
    r"harmless|dangerous|worr(?:y|ied|ying|isome)|reassur\w+|wait|ignore|monitor(?:ed|ing)?|"
    r"behand\w+|therapie\w*|dosi(?:s|erung)|medikament\w*|arznei\w*|verschreib\w*|verordn\w*|"
    r"antibiotik\w*|prognose\w*|heilbar|heilung|überleb\w+|überweis\w*|nachsorge|empfehl\w*|"
    r"empfiehl\w*|dringend|harmlos|gefährlich|unbedenklich|abwarten)\b"
    r"|\bleave (?:it|this|that|them|the (?:mole|lesion|spot))\b"
    r"|\b(?:is|are|be|it|this|that|lesion|mole|patient) safe\b|\bsafe to\b",
    re.I,
)
_SURGERY = re.compile(
    r"\b(?:surg(?:ery|ical|eries)|operat(?:e|ed|ion|ive)|excis\w+|biops\w+|remov(?:e|es|ed|al|ing)|"
    r"cut (?:it|this|that) out|laser\w*|operier\w*|exzi(?:dier|sion)\w*|biopsie\w*|biopsier\w*|"
    r"entfern\w+|herausschneid\w*)\b",
    re.I,
)
# What an operation has left can be seen.
_TRACE = re.compile(r"\b(?:scars?|sutures?|stitch\w*|wounds?|narben?|nähte?|naht|wunden?)\b", re.I)
_PERSON = re.compile(
    r"\b(?:should|shall|must) (?:i|we|you|he|she|they|it|this|that|the \w+)\b"
    r"|\b(?:do|does|did) (?:i|we|you|he|she|they|it|this|that|the \w+) (?:need|have to)\b"
    r"|\bwhat (?:to|can (?:i|we|be)|should be) do(?:ne)?\b|\bneeds? to be\b"
    r"|\bwill (?:i|we|he|she|they|the patient)\b"
    r"|\b(?:soll|sollte|muss) (?:\w+ ){0,2}(?:ich|man|wir|er|sie|es|das|der|die)\b|\bwas tun\b",
    re.I,
)


def is_beyond_image(question: str) -> bool:
    """Whether a question asks for what has to be decided by a person who knows the patient."""
    if _CARE.search(question) or _PERSON.search(question):
        return True
    return bool(_SURGERY.search(question)) and not _TRACE.search(question)
