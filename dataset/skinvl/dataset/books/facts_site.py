"""Where on the body: the finer word of the text, and the region of ISIC's list it belongs to."""

from __future__ import annotations

import re

REGION_OF: dict[str, str] = {}
"""Site to ISIC's ``anatom_site_general`` (isic-archive.com, metadata dictionary)."""

_REGIONS = {
    "head/neck": (
        "head, scalp, face, forehead, temple, eyebrow, eyelid, cheek, nose, nasal tip, ear, "
        "earlobe, "
        "lip, upper lip, lower lip, chin, jaw, neck, nape, beard, periorbital area, glabella, "
        "nasolabial fold"
    ),
    "anterior torso": "chest, breast, areola, nipple, abdomen, umbilicus, sternum, axilla",
    "posterior torso": "back, upper back, lower back, buttock, scapula, sacrum",
    "lateral torso": "flank",
    "torso": "trunk, groin",
    "upper extremity": (
        "upper extremity, arm, upper arm, forearm, elbow, antecubital fossa, wrist, hand, finger, "
        "thumb, fingernail, shoulder, knuckle"
    ),
    "lower extremity": (
        "lower extremity, leg, lower leg, thigh, knee, popliteal fossa, shin, calf, ankle, foot, "
        "toe, "
        "heel, hip, toenail"
    ),
    "palms/soles": "palm, sole, fingertip",
    "oral/genital": (
        "oral mucosa, tongue, gum, palate, buccal mucosa, mouth, penis, glans, scrotum, vulva, "
        "labium, "
        "vagina, genital area, perineum, anus"
    ),
}
REGION_OF.update({site: region for region, sites in _REGIONS.items() for site in sites.split(", ")})

_WORDS: dict[str, str] = {
    "eyelid": r"eye-?lids?",
    "periorbital area": r"periorbital (?:area|skin|region)|around the eyes?",
    "ear": r"(?:the|his|her|left|right|outer|external|behind the) ears?|auricles?|pinna",
    "earlobe": r"ear ?lobes?",
    "nasal tip": r"nasal tip|tip of (?:the|his|her) nose",
    "nasolabial fold": r"nasolabial folds?",
    "nose": r"nose|nasal (?:ala|bridge|dorsum|sidewall)",
    "lip": r"lips?",
    "upper lip": r"upper lip",
    "lower lip": r"lower lip",
    "face": r"(?<!sur)face|facial skin|facies",
    "neck": r"neck",
    "nape": r"nape(?: of (?:the|his|her) neck)?",
    "head": r"(?:the|his|her) head\b(?! of)|head(?= and neck)",
    "temple": r"temples?(?! of)",
    "chest": r"chest|pectoral region",
    "areola": r"areola[e]?",
    "breast": r"breasts?",
    "abdomen": r"abdomen|abdominal (?:wall|skin)|belly|abdominal",
    "umbilicus": r"umbilicus|navel",
    "axilla": r"axillae?|armpits?",
    "back": (
        r"(?:the|his|her|on|of|entire|whole|mid-?) ?back\b(?! (?:of (?:the|his|her|both) (?!skin)|"
        r"to\b|in\b))|back\b(?=\.?$| \(|,)|dorsum(?! of)"
    ),
    "upper back": r"upper back",
    "lower back": r"lower back|lumbar (?:region|area|skin)|loins?",
    "buttock": r"buttocks?|gluteal (?:region|area|cleft)",
    "scapula": r"scapulae?|scapular (?:region|area)",
    "sacrum": r"sacrum|sacral (?:region|area)",
    "trunk": r"trunk|torso",
    "groin": r"groins?|inguinal (?:folds?|region|area)",
    "flank": r"flanks?",
    "upper extremity": r"upper (?:extremit(?:y|ies)|limbs?)",
    "arm": r"(?<!fore)arms?(?!-)",
    "upper arm": r"upper arms?",
    "forearm": r"fore-?arms?",
    "antecubital fossa": r"antecubital foss(?:a|ae)|bend of (?:the|his|her) (?:elbow|arm)s?",
    "elbow": r"elbows?",
    "wrist": r"wrists?",
    "hand": (
        r"(?<!other )(?<!second-)(?<!short-)hands?\b(?! lens|-held)|back of (?:the|his|her) hands?"
    ),
    "knuckle": r"knuckles?",
    "finger": r"(?:index |middle |ring |little )?fingers?(?!-like|tip| ?nail)",
    "fingertip": r"finger ?tips?",
    "fingernail": r"finger ?nails?",
    "shoulder": r"shoulders?",
    "lower extremity": r"lower (?:extremit(?:y|ies)|limbs?)",
    "leg": r"legs?",
    "lower leg": r"lower legs?",
    "popliteal fossa": r"popliteal foss(?:a|ae)|bend of (?:the|his|her) knees?",
    "shin": r"shins?|pretibial (?:area|region|skin)",
    "calf": r"calf|calves",
    "foot": r"foot|feet",
    "heel": r"heels?",
    "toe": r"(?:big |great |little |second |third |fourth )?toes?(?! ?nail)",
    "toenail": r"toe ?nails?",
    "sole": (
        r"(?:(?:the|his|her|left|right|and|of) sole(?! \w+(?:ion|ing|es|al)\b)|soles)(?: of (?:the|"
        r"his|her) (?:left |right )?(?:foot|feet))?|sole of (?:the|his|her) (?:left |right )?foot|"
        r"plantar(?: (?:surface|skin|aspect|foot))?"
    ),
    "palm": r"palms?|palmar(?: surface| skin| aspect)?",
    "oral mucosa": r"oral (?:mucosa|mucous membranes?|cavity)",
    "buccal mucosa": r"buccal mucosa",
    "gum": r"gums?|gingivae?",
    "palate": r"(?:hard |soft )?palate",
    "mouth": r"(?:the|his|her) mouth",
    "labium": r"labi(?:a|um)(?: (?:majora?|minora?|majus|minus))?",
    "genital area": r"genital (?:area|region|skin|mucosa)|genitalia|genitals",
    "glans": r"glans(?: penis)?",
    "anus": r"anus|perianal (?:area|region|skin)|anal (?:area|region)",
    "perineum": r"perineum|perineal (?:area|region)",
    "beard": r"beard(?: area| region)?",
}
_PATTERN = re.compile(
    "|".join(
        rf"\b(?P<s{number}>{_WORDS.get(site) or re.escape(site) + 's?'})\b"
        for number, site in sorted(enumerate(REGION_OF), key=lambda item: (-len(item[1]), item[1]))
    ),
    re.IGNORECASE,
)
_SITES = tuple(REGION_OF)
_NO_SITE = re.compile(
    r"\b(?:sparing|spares|spared|except|excluding|not on|absent from|free of|metastas\w+ to|"
    r"spread\w* to)\b[^.;]*$",
    re.IGNORECASE,
)


def find_sites(words: str) -> tuple[str, ...]:
    """The sites that `words` name, each once, in the order of the text; see `REGION_OF`."""
    found: dict[str, None] = {}
    for match in _PATTERN.finditer(words):
        if match.lastgroup and not _NO_SITE.search(words[: match.start()]):
            found.setdefault(_SITES[int(match.lastgroup[1:])])
    return tuple(found)


def region_of(site: str) -> str | None:
    """The region of one of `find_sites`' words, or of several that share it; None otherwise."""
    regions = {REGION_OF.get(part) for part in re.split(r", | and ", site)}
    return regions.pop() if len(regions) == 1 else None
