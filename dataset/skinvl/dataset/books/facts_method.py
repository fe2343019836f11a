"""How a picture was made: the stain of a section and the magnification."""

from __future__ import annotations

import re

_IMMUNE = (
    "Melan-A|MART-1|HMB-?45|SOX-?10|Ki-?67|MIB-?1|p16|p40|p53|p63|CD1a|CD3|CD4|CD5|CD7|CD8|CD10|"
    "CD20|"
    "CD21|CD23|CD30|CD31|CD34|CD45|CD56|CD68|CD79a|CD99|CD117|CD138|CD163|CD207|CK7|CK20|AE1/AE3|"
    "Cam5\\.2|EMA|desmin|SMA|vimentin|HHV-?8|Ber-?EP4|D2-40|ERG|langerin|PRAME|BAP1|factor XIIIa|"
    "ALK|"
    "synaptophysin|chromogranin|tyrosinase|MITF|tryptase|lysozyme|bcl-?2|bcl-?6|podoplanin|nestin"
)
_STAINS: tuple[tuple[str, str], ...] = (
    (
        "H&E",
        r"H\s?(?:&|and|\+|/|\.)\s?E\b|(?i:ha?ematoxylin(?:[- ](?:and|&|und)?[- ]?|[-/])eosin)|"
        r"\bHE\b(?=[- ](?:stain|F[äa]rbung)|[,;)]| x?\d|\s?\u00d7)|"
        r"(?i:h[äa]matoxylin[- ](?:und[- ])?eosin)",
    ),
    ("PAS with diastase", r"\bPAS-?D\b|(?i:\bPAS[- ](?:with )?diastase)"),
    ("PAS", r"\bPAS\b(?!-?D\b)|(?i:periodic acid[- ]schiff)"),
    ("Giemsa", r"(?i:giemsa)"),
    ("Ziehl-Neelsen", r"(?i:ziehl[- ]?neelsen)"),
    ("Fite", r"(?i:\bfite(?:-faraco)?\b)|(?i:wade-fite)"),
    ("Gram", r"\bGram(?:'s)? stain|(?i:\bgram-stained)|\(Gram\b"),
    ("GMS", r"\bGMS\b|(?i:methenamine silver|grocott)"),
    ("Fontana-Masson", r"(?i:fontana[- ]masson|masson[- ]fontana)"),
    (
        "Masson trichrome",
        r"(?i:(?<!fontana.)masson(?:'s)?(?: trichrome)?(?!.fontana)\b)|(?i:trichrome)",
    ),
    ("Alcian blue", r"(?i:alcian blue)"),
    ("Congo red", r"(?i:congo red)"),
    ("toluidine blue", r"(?i:toluidine blue)"),
    ("von Kossa", r"(?i:von kossa)"),
    ("elastica van Gieson", r"\bEVG\b|(?i:(?:verhoeff[- ])?van gieson)"),
    ("orcein", r"(?i:\borcein)"),
    ("Perls", r"(?i:perls'?|prussian blue)"),
    ("oil red O", r"(?i:oil red o)"),
    ("Sudan", r"(?i:sudan (?:black|III|IV|red))"),
    ("mucicarmine", r"(?i:mucicarmine)"),
    ("Warthin-Starry", r"(?i:warthin[- ]starry)"),
    ("colloidal iron", r"(?i:colloidal iron)"),
    ("reticulin", r"(?i:reticulin (?:stain|silver))"),
    ("KOH", r"\bKOH\b|(?i:potassium hydroxide)"),
    ("direct immunofluorescence", r"(?i:direct immunofluorescence|\bDIF\b)"),
    ("S100", r"\bS[- ]?100\b"),
    ("cytokeratin", r"(?i:\b(?:pan-?)?cytokeratin)"),
)
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _STAINS)
_MARKER = re.compile(rf"(?<![\w-])(?:{_IMMUNE})(?![\w])", re.IGNORECASE)
_NO_STAIN = re.compile(r"\b(?:negative for|absence of|lack of|no)\s+$", re.IGNORECASE)
_TIMES = re.compile(
    r"(?<![\w.])[\u00d7xX✕]\s?(?P<a>\d{1,4}(?:[.,]\d{3}|\.\d)?)(?![\d\w.]*\s?(?:mm|cm|"
    r"[\u00d7x]\s?\d))(?!\d)|(?<![\d\u00d7x.])(?P<b>\d{1,4}(?:\.\d)?)\s?(?:\u00d7|[xX]\b)(?!\s?\d)|"
    r"(?i:magnif\w*|vergr\w*\.?|enlarged)\s*(?:of|:|by|about)?\s*(?:1\s?:\s?|"
    r"[\u00d7x]\s?)?(?P<c>\d{1,4}(?:\.\d)?)(?:\s?(?:\u00d7|x|fold|-fold|times|diameters))?|"
    r"(?P<d>\d{1,4})\s?-?(?i:fold magnif|diameters)"
)
_SIZE_BEFORE = re.compile(r"\d\s?(?:mm|cm)?\s*$")


def find_stain(words: str) -> str | None:
    """The stain, or several joined with "and"; immune markers by their own name."""
    places = {
        match.start(): name
        for name, pattern in _COMPILED
        for match in pattern.finditer(words)
        if not _NO_STAIN.search(words[: match.start()])
    }
    for match in _MARKER.finditer(words):
        if not _NO_STAIN.search(words[: match.start()]):
            places.setdefault(match.start(), match[0])
    names = list(dict.fromkeys(places[place] for place in sorted(places)))
    return " and ".join(names) or None


def find_magnification(words: str) -> str | None:
    """The magnification, a cross and a number: the first one, since an inset's comes after.

    A number before the cross makes it a size (5 x 3 mm).
    """
    for match in _TIMES.finditer(words):
        if match["a"] and _SIZE_BEFORE.search(words[: match.start()]):
            continue
        number = match["a"] or match["b"] or match["c"] or match["d"]
        if float(number.replace(",", "")) > 0:
            return f"\u00d7{number.replace(',', '')}"
    return None
