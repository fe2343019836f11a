"""The words of questions about pictures of books.

Answers are short: the term of a diagnosis, a site, features the caption names, ``yes`` or ``no``;
or the caption itself. Age and sex are never asked for, they stand before a question as context.
"""

from __future__ import annotations

from skinvl.contract.sample import Modality
from skinvl.dataset.books.records import Pair
from skinvl.dataset.vqa.wording import article, join_words

DESCRIBE: dict[Modality, tuple[str, ...]] = {
    "clinical": ("Describe this photograph.", "What does this photograph show?"),
    "dermoscopy": ("Describe this dermoscopic image.", "What does this dermoscopic image show?"),
    "pathology": ("Describe this section.", "What does this histological section show?"),
    "other": ("Describe this image.", "What does this image show?"),
}
MORPHOLOGY: dict[Modality, tuple[str, ...]] = {
    "clinical": ("Which skin changes are visible?", "What is the morphology of the lesion?"),
    "dermoscopy": ("Which dermoscopic structures are visible?", "What does dermoscopy show?"),
    "pathology": ("Which histological features are visible?", "What does the section show?"),
    "other": ("Which features are visible?",),
}
SITE = ("Where on the body is the lesion?", "Which part of the body is shown?")
TISSUE = ("Which site was the specimen taken from?", "Which tissue is this?")
DIFFERENTIAL = (
    "Which other diagnosis does this resemble?",
    "What should be considered in the differential diagnosis?",
)
STAIN = ("Which stain was used?", "How was this section stained?")
MAGNIFICATION = ("At which magnification is this shown?", "What is the magnification?")
_BY_MONTHS = 2.0
_CLOSE = 0.06
_SHORT_UNITS = (("day", 1 / 365.25, 13), ("week", 7 / 365.25, 11), ("month", 1 / 12, 23))
_REGIONS = {
    "head/neck": "on the head or neck",
    "anterior torso": "on the front of the trunk",
    "posterior torso": "on the back of the trunk",
    "lateral torso": "on the side of the trunk",
    "torso": "on the trunk",
    "upper extremity": "on the arm or hand",
    "lower extremity": "on the leg or foot",
    "palms/soles": "on a palm or sole",
    "oral/genital": "in the oral or genital area",
}


def ask_region(region: str) -> str:
    """Yes/no question about a region of the body."""
    return f"Is the lesion {_REGIONS[region]}?"


def ask_feature(feature: str) -> str:
    """Yes/no question about a feature."""
    return f"Does the image show {feature}?"


def ask_stain(stain: str) -> str:
    """Yes/no question about a stain."""
    return f"Is this section stained with {stain}?"


def introduce_person(pair: Pair) -> str | None:
    """The patient of `pair` as a sentence to stand before a question; None where nobody is known.

    Only what the caption says of age and sex: the site is a question of its own.
    """
    who = {"male": "male", "female": "female"}.get(pair.sex or "")
    if pair.age is not None:
        age = _say_age(pair.age)
    elif pair.age_range is not None:
        age = f"{pair.age_range[0]:.0f} to {pair.age_range[1]:.0f} years old"
    else:
        age = None
    known = [part for part in (age, who) if part]
    return f"The patient is {join_words(known)}." if known else None


def _say_age(years: float) -> str:
    if years < _BY_MONTHS and not years.is_integer():
        for unit, length, most in _SHORT_UNITS:
            count = round(years / length)
            if 0 < count <= most and abs(years / length - count) < _CLOSE:
                return f"{count} {unit}{'' if count == 1 else 's'} old"
    number = f"{years:.1f}".removesuffix(".0")
    return f"{number} year{'' if number == '1' else 's'} old"


def show_as(kind: str, term: str) -> str:
    """ "A dermoscopic image of melanoma" without its capital."""
    return f"{article(kind)} of {term}"
