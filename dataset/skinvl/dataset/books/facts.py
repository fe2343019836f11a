"""Stage 7: what the text says of a picture: diagnosis, site, age, sex, stain, magnification.

The panel's own sub-caption speaks first, then what stands before the sub-captions for all panels,
then, for the diagnosis and the site alone, the sentences of the running text that refer to the
figure. Age and sex are what the caption says and never come from the running text, which tells of
other patients as well, nor from another panel's part.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass

from skinvl.contract.ontology import DiagnosisCode
from skinvl.dataset.books.facts_diagnosis import Stated, read_diagnosis
from skinvl.dataset.books.facts_method import find_magnification, find_stain
from skinvl.dataset.books.facts_person import Person, read_person
from skinvl.dataset.books.facts_sex import Sex
from skinvl.dataset.books.facts_site import find_sites
from skinvl.dataset.books.facts_text import describing, plain

_MOST_SITES = 3
_SECTION = re.compile(r"\b(?:histo\w+|section|biopsy|microscop\w+|(?:low|high)[- ]power)\b", re.I)


@dataclass(frozen=True)
class Facts:
    """What the text says; None where it says nothing or nothing certain.

    ``label`` is the diagnosis as printed, or all of them where there are several. ``site`` is of
    `facts_site.REGION_OF`, or several of them ("elbow and knee"). ``age`` is in years;
    ``age_range`` where a decade is given. ``candidates`` are the diagnoses between which the text
    does not decide, ``differential`` those it says the picture could be taken for. ``flags`` are
    "several_diagnoses", "several_people", "diagnosis_from_text" and "site_from_text".
    """

    diagnosis: DiagnosisCode | None = None
    label: str | None = None
    site: str | None = None
    age: float | None = None
    age_range: tuple[float, float] | None = None
    sex: Sex | None = None
    stain: str | None = None
    magnification: str | None = None
    candidates: tuple[DiagnosisCode, ...] = ()
    differential: tuple[DiagnosisCode, ...] = ()
    flags: tuple[str, ...] = ()


def read_facts(
    words: str, mentions: Sequence[str] = (), *, lead: str = "", whole: str = ""
) -> Facts:
    """Read the facts of one picture.

    Args:
        words: the panel's sub-caption, or the whole caption of a figure without sub-captions;
            empty for a panel that none of the sub-captions describes.
        mentions: sentences of the running text that refer to the figure.
        lead: what stands before the sub-captions and holds for all panels.
        whole: the whole caption, of which only a stain is taken, where it names a single one and
            `words` speak of a section.
    """
    parts = [part for part in (words, lead) if part.strip()]
    person = _read_person(parts)
    stated, from_text = _read_diagnosis(parts, mentions)
    site, site_from_text = _read_site(parts, mentions)
    flags = [
        flag
        for flag, holds in (
            ("several_diagnoses", stated.code is None and len(stated.candidates) > 1),
            ("several_people", person.several),
            ("diagnosis_from_text", from_text),
            ("site_from_text", site_from_text),
        )
        if holds
    ]
    return Facts(
        diagnosis=stated.code,
        label=stated.label,
        site=site,
        age=person.age,
        age_range=person.age_range,
        sex=person.sex,
        stain=next((found for part in parts if (found := find_stain(plain(part)))), None)
        or _single_stain(words, whole),
        magnification=next(
            (found for part in parts if (found := find_magnification(plain(part)))), None
        ),
        candidates=stated.candidates if stated.code is None else (),
        differential=stated.differential,
        flags=tuple(flags),
    )


def _read_person(parts: Sequence[str]) -> Person:
    """The first part that speaks of a person; the next may add the sex, never another age."""
    people = [person for person in map(read_person, parts) if person.said]
    if not people:
        return Person()
    first = people[0]
    if first.several or first.sex is not None:
        if len(people) > 1 and not (first.several or first.age or first.age_range):
            later = people[1]
            if later.sex in (None, first.sex) and not later.several:
                return dataclasses.replace(first, age=later.age, age_range=later.age_range)
        return first
    if len(people) > 1 and not people[1].several:
        same_age = people[1].age in (None, first.age)
        return dataclasses.replace(first, sex=people[1].sex) if same_age else first
    return first


def _read_diagnosis(parts: Sequence[str], mentions: Sequence[str]) -> tuple[Stated, bool]:
    read = [read_diagnosis(part) for part in parts]
    differential = tuple(dict.fromkeys(code for one in read for code in one.differential))
    for place, one in enumerate(read):
        if one.code is not None or one.candidates:
            if one.code is None and place + 1 < len(read):
                return _decide(one, read[place + 1], differential), False
            return dataclasses.replace(one, differential=differential), False
    told = [one for one in map(read_diagnosis, mentions) if one.code or one.candidates]
    codes = {one.code for one in told}
    if len(codes) == 1 and (code := codes.pop()) is not None and code not in differential:
        return Stated(code, told[0].label, (code,), differential), True
    return Stated(None, None, (), differential), False


def _decide(unsure: Stated, lead: Stated, differential: tuple[DiagnosisCode, ...]) -> Stated:
    """Where a panel names several diagnoses, the one of them that the lead states."""
    if lead.code in unsure.candidates:
        return Stated(lead.code, lead.label, unsure.candidates, differential)
    return dataclasses.replace(unsure, differential=differential)


def _read_site(parts: Sequence[str], mentions: Sequence[str]) -> tuple[str | None, bool]:
    for part in parts:
        if sites := find_sites(describing(part)):
            return _join(sites), False
    told = {sites for mention in mentions if (sites := find_sites(describing(mention)))}
    if len(told) == 1 and len(sites := told.pop()) == 1:
        return sites[0], True
    return None, False


def _join(sites: tuple[str, ...]) -> str | None:
    if len(sites) > _MOST_SITES:
        return None
    return " and ".join(part for part in (", ".join(sites[:-1]), sites[-1]) if part)


def _single_stain(words: str, whole: str) -> str | None:
    """The one stain of the whole caption, for a panel whose own words speak of a section."""
    if not _SECTION.search(words):
        return None
    stain = find_stain(plain(whole))
    return None if stain is None or " and " in stain else stain
