"""Words of the field that records carry in English or as codes, as a person reads them."""

from __future__ import annotations

from collections.abc import Sequence

from skinvl.desktop.core.language.voice import QT_TRANSLATE_NOOP, translate

MODALITIES = {
    "clinical": QT_TRANSLATE_NOOP("Modality", "Clinical photograph"),
    "dermoscopy": QT_TRANSLATE_NOOP("Modality", "Dermoscopic image"),
    "pathology": QT_TRANSLATE_NOOP("Modality", "Microscope slide"),
    "other": QT_TRANSLATE_NOOP("Modality", "Not a skin image"),
}
GROUPS = {
    "malignant": QT_TRANSLATE_NOOP("Group", "Malignant"),
    "pre-malignant": QT_TRANSLATE_NOOP("Group", "Pre-malignant"),
    "benign": QT_TRANSLATE_NOOP("Group", "Benign"),
    "inflammatory": QT_TRANSLATE_NOOP("Group", "Inflammatory"),
    "infectious": QT_TRANSLATE_NOOP("Group", "Infectious"),
    "other": QT_TRANSLATE_NOOP("Group", "Other"),
}
SITES = (
    QT_TRANSLATE_NOOP("Site", "head/neck"),
    QT_TRANSLATE_NOOP("Site", "scalp"),
    QT_TRANSLATE_NOOP("Site", "face"),
    QT_TRANSLATE_NOOP("Site", "ear"),
    QT_TRANSLATE_NOOP("Site", "nose"),
    QT_TRANSLATE_NOOP("Site", "lip"),
    QT_TRANSLATE_NOOP("Site", "eyelid"),
    QT_TRANSLATE_NOOP("Site", "neck"),
    QT_TRANSLATE_NOOP("Site", "anterior torso"),
    QT_TRANSLATE_NOOP("Site", "chest"),
    QT_TRANSLATE_NOOP("Site", "abdomen"),
    QT_TRANSLATE_NOOP("Site", "groin"),
    QT_TRANSLATE_NOOP("Site", "posterior torso"),
    QT_TRANSLATE_NOOP("Site", "upper back"),
    QT_TRANSLATE_NOOP("Site", "lower back"),
    QT_TRANSLATE_NOOP("Site", "buttock"),
    QT_TRANSLATE_NOOP("Site", "lateral torso"),
    QT_TRANSLATE_NOOP("Site", "flank"),
    QT_TRANSLATE_NOOP("Site", "upper extremity"),
    QT_TRANSLATE_NOOP("Site", "shoulder"),
    QT_TRANSLATE_NOOP("Site", "upper arm"),
    QT_TRANSLATE_NOOP("Site", "elbow"),
    QT_TRANSLATE_NOOP("Site", "forearm"),
    QT_TRANSLATE_NOOP("Site", "wrist"),
    QT_TRANSLATE_NOOP("Site", "hand"),
    QT_TRANSLATE_NOOP("Site", "lower extremity"),
    QT_TRANSLATE_NOOP("Site", "hip"),
    QT_TRANSLATE_NOOP("Site", "thigh"),
    QT_TRANSLATE_NOOP("Site", "knee"),
    QT_TRANSLATE_NOOP("Site", "lower leg"),
    QT_TRANSLATE_NOOP("Site", "ankle"),
    QT_TRANSLATE_NOOP("Site", "foot"),
    QT_TRANSLATE_NOOP("Site", "palms/soles"),
    QT_TRANSLATE_NOOP("Site", "palm"),
    QT_TRANSLATE_NOOP("Site", "sole"),
    QT_TRANSLATE_NOOP("Site", "oral/genital"),
    QT_TRANSLATE_NOOP("Site", "oral"),
    QT_TRANSLATE_NOOP("Site", "genital"),
)
SIDES = {
    "left": QT_TRANSLATE_NOOP("Side", "left"),
    "right": QT_TRANSLATE_NOOP("Side", "right"),
    "middle": QT_TRANSLATE_NOOP("Side", "middle"),
}
SEXES = {
    "female": QT_TRANSLATE_NOOP("Sex", "female"),
    "male": QT_TRANSLATE_NOOP("Sex", "male"),
    "other": QT_TRANSLATE_NOOP("Sex", "other"),
}
ROLES = (
    QT_TRANSLATE_NOOP("Role", "reader"),
    QT_TRANSLATE_NOOP("Role", "senior"),
    QT_TRANSLATE_NOOP("Role", "administrator"),
)
COLOURS = (
    QT_TRANSLATE_NOOP("Colour", "white"),
    QT_TRANSLATE_NOOP("Colour", "red"),
    QT_TRANSLATE_NOOP("Colour", "light brown"),
    QT_TRANSLATE_NOOP("Colour", "dark brown"),
    QT_TRANSLATE_NOOP("Colour", "blue-grey"),
    QT_TRANSLATE_NOOP("Colour", "black"),
)
BORDERS = (
    QT_TRANSLATE_NOOP("Border", "regular"),
    QT_TRANSLATE_NOOP("Border", "slightly irregular"),
    QT_TRANSLATE_NOOP("Border", "irregular"),
)


def name_modality(code: str) -> str:
    """What kind of image a code of the contract means."""
    return translate("Modality", MODALITIES.get(code, code))


def name_group(code: str) -> str:
    """A group of the ontology."""
    return translate("Group", GROUPS.get(code, code))


def name_site(site: str) -> str:
    """An anatomic site, general or finer."""
    return translate("Site", site)


def name_side(side: str) -> str:
    """The patient's own side."""
    return translate("Side", side)


def name_sex(sex: str) -> str:
    """A sex as it can be entered."""
    return translate("Sex", sex)


def name_role(role: str) -> str:
    """What a user may do, in a word."""
    return translate("Role", role)


def name_colour(colour: str) -> str:
    """One of the six colours of the ABCD rule."""
    return translate("Colour", colour)


def name_border(border: str) -> str:
    """The border of a lesion."""
    return translate("Border", border)


def join_words(words: Sequence[str]) -> str:
    """ "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return translate("Wording", "{rest} and {last}").format(
        rest=", ".join(words[:-1]), last=words[-1]
    )
