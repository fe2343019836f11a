"""What a caption says is to be seen: lesions, dermoscopic structures, findings in a section."""

from __future__ import annotations

import re
from dataclasses import dataclass

from skinvl.contract.sample import Modality
from skinvl.dataset.books.facts_diagnosis import find_named
from skinvl.dataset.books.facts_text import describing

_CLINICAL = {
    "macules": r"macul(?:e|es|ar)",
    "patches": r"patch(?:es)?(?![- ](?:test|stage))",
    "papules": r"papul(?:e|es|ar)",
    "plaques": r"plaques?",
    "nodules": r"nodul(?:e|es|ar)",
    "vesicles": r"vesic(?:le|les|ular)",
    "bullae": r"bulla[e]?|bullous|blisters?|blistering",
    "pustules": r"pustul(?:e|es|ar)",
    "comedones": r"comedo(?:nes|s)?(?!-like)",
    "wheals": r"wheals?",
    "scale": r"scal(?:e|es|y|ing)(?! bar)|desquamation|squames",
    "crusts": r"crust(?:s|ed|ing)?",
    "erosions": r"erosions?|eroded|erosive",
    "ulceration": r"ulcer(?:s|ated|ation|ations|ating)?",
    "fissures": r"fissur(?:e|es|ed|ing)",
    "excoriations": r"excoriat(?:ion|ions|ed)",
    "lichenification": r"lichenif(?:ication|ied)",
    "atrophy": r"atroph(?:y|ic)",
    "erythema": r"erythema(?! (?:\w+(?:um|orme|are|ans|osum))\b)|erythematous",
    "induration": r"indurat(?:ed|ion)",
    "telangiectasia": r"telangiectas(?:ia|ias|es)|telangiectatic",
    "hyperpigmentation": r"hyperpigment(?:ation|ed)",
    "hypopigmentation": r"hypopigment(?:ation|ed)|depigment(?:ation|ed)",
    "hyperkeratosis": r"hyperkerato(?:sis|tic)",
    "a keratotic surface": r"keratotic",
    "burrows": r"burrows?",
    "a pearly margin": r"pearly (?:margin|border|edge|rim)|rolled (?:edge|border|margin)",
    "an irregular outline": r"irregular (?:outline|border|margin)s?",
    "a sharp border": r"sharp(?:ly)? (?:border|margin|demarcated|defined)",
    "a stuck-on appearance": r"stuck[- ]on",
}
_DERMOSCOPIC = {
    "a regular network": r"(?:regular|typical) (?:pigment )?network",
    "an atypical network": r"(?:irregular|atypical) (?:pigment )?network",
    "a pigment network": r"pigment(?:ed)? network|reticular pattern",
    "a negative network": r"(?:negative|inverse) (?:pigment )?network",
    "dots": r"(?<!dotted )dots",
    "globules": r"globul(?:es|ar)",
    "streaks": r"streaks|radial streaming",
    "pseudopods": r"pseudopods",
    "regression structures": r"regression",
    "a blue-white veil": r"blue[- ]white (?:veil|structures?)|blue[- ]gr[ae]y veil",
    "structureless areas": r"structureless (?:areas?|zones?)",
    "milia-like cysts": r"milia[- ]like cysts?",
    "comedo-like openings": r"comedo[- ]like openings?",
    "leaf-like areas": r"leaf[- ]like (?:areas?|structures?)",
    "spoke-wheel areas": r"spoke[- ]wheel",
    "ovoid nests": r"ovoid nests?",
    "branching vessels": r"(?:branch|arbori[sz])ing (?:vessels|capillaries|telangiectasia\w*)",
    "dotted vessels": r"dotted vessels",
    "glomerular vessels": r"glomerular vessels",
    "hairpin vessels": r"hairpin vessels",
    "red lacunae": r"(?:red )?lacunae|red lagoons",
    "a central white patch": r"central white (?:patch|area|scar)",
    "surface scale": r"surface scale",
    "shiny white structures": r"(?:shiny white|chrysalis|crystalline) (?:structure|line|streak)s?",
    "rosettes": r"rosettes",
    "a parallel ridge pattern": r"parallel ridge pattern",
    "a parallel furrow pattern": r"parallel furrow pattern",
    "asymmetry of colour and structure": r"asymmetry (?:of|in) colou?r and structure",
    "evenly distributed pigment": r"evenly distributed pigment",
    "pigmented structures": r"pigmented structures",
}
_HISTOLOGICAL = {
    "acanthosis": r"acanthosis|acanthotic",
    "parakeratosis": r"parakerato(?:sis|tic)",
    "hyperkeratosis": r"hyperkerato(?:sis|tic)|orthokeratosis",
    "hypergranulosis": r"hypergranulosis",
    "spongiosis": r"spongio(?:sis|tic)",
    "papillomatosis": r"papillomatosis",
    "acantholysis": r"acantholy(?:sis|tic)",
    "dyskeratosis": r"dyskerato(?:sis|tic)",
    "keratin pearls": r"(?:keratin|horn) pearls",
    "horn cysts": r"horn (?:pseudo)?cysts",
    "peripheral palisading": r"palisad(?:ing|ed)",
    "nests of atypical keratinocytes": r"nests of atypical keratinocytes",
    "nests of cells": r"nests of (?!atypical keratinocytes)\w+(?: \w+)?",
    "atypical keratinocytes": r"(?<!nests of )atypical keratinocytes",
    "atypical melanocytes": r"atypical melanocytes",
    "mitoses": r"mitos(?:es|is)|mitotic figures?",
    "pagetoid spread": r"pagetoid (?:spread|scatter)\w*",
    "a lymphocytic infiltrate": r"lymphocytic infiltrat\w*|lymphoid infiltrat\w*",
    "a band-like infiltrate": r"band[- ]like (?:\w+ )?infiltrat\w*",
    "granulomas": r"granuloma(?:s|ta)\b(?! (?:annulare|faciale))|granulomatous inflammation",
    "necrosis": r"necro(?:sis|tic)",
    "melanophages": r"melanophages",
    "vacuolar change of the basal layer": r"vacuolar (?:change|degeneration|alteration)\w*",
    "saw-tooth rete ridges": r"saw[- ]?tooth\w*",
    "subepidermal clefts": r"subepidermal (?:cleft|blister|bulla)\w*",
    "microabscesses": r"micro-?abscess\w*",
}
_BY_MODALITY: dict[Modality, dict[str, str]] = {
    "clinical": _CLINICAL,
    "dermoscopy": {**_DERMOSCOPIC, **{k: _CLINICAL[k] for k in ("ulceration", "a sharp border")}},
    "pathology": _HISTOLOGICAL,
    "other": {},
}
_COMPILED = {
    modality: tuple(
        (name, re.compile(rf"\b(?:{pattern})\b", re.I)) for name, pattern in terms.items()
    )
    for modality, terms in _BY_MODALITY.items()
}
_ABSENT = re.compile(
    r"\b(?:without|no|not|absence of|absent|lack(?:s|ing)?(?: of)?|never|free of|non)\b[^.;:,]*$",
    re.I,
)
_NOT_SHOWN = re.compile(
    r"\b(?:history|previous\w*|treat\w*|healed|resolved|after|before|usually|often|may|can|"
    r"sometimes|typically|develops? into|later)\b[^.;]*$",
    re.I,
)


@dataclass(frozen=True)
class Morphology:
    """What a caption says of the picture: features ``shown`` and features ``denied``."""

    shown: tuple[str, ...]
    denied: tuple[str, ...]


def read_morphology(caption: str, modality: Modality) -> Morphology:
    """The features that `caption` names, in its order, of those that `modality` can show.

    Words within the name of a diagnosis ("pustular psoriasis", "fibrous papule") are no features,
    nor is what the text says of the past, of the future or of other patients.
    """
    text = describing(caption)
    names = [(one.start, one.end) for one in find_named(caption)]
    shown: dict[str, int] = {}
    denied: dict[str, int] = {}
    taken: list[tuple[int, int]] = []
    for name, pattern in _COMPILED[modality]:
        for match in pattern.finditer(text):
            first, last = match.span()
            if any(a <= first and last <= b and (a, b) != (first, last) for a, b in names):
                continue
            if any(a < last and first < b for a, b in taken):
                continue
            taken.append((first, last))
            before = text[:first]
            if _ABSENT.search(before):
                denied.setdefault(name, first)
            elif not _NOT_SHOWN.search(before) and text[last : last + 5].lower() != "-like":
                shown.setdefault(name, first)
    order = sorted(shown, key=lambda name: shown[name])
    return Morphology(tuple(order), tuple(sorted(set(denied) - set(shown))))
