"""What speaks against relying on an image, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skinvl.contract.answer import Description, render_answer
from skinvl.contract.finding import Abstain, Finding
from skinvl.contract.quality import Quality, judge_quality
from skinvl.desktop.core.measuring import Measures
from skinvl.desktop.core.verdicts import QUALITY_REASONS, list_concerns

PLAIN = Finding(
    file="a.png",
    status="ok",
    error=None,
    modality="dermoscopy",
    modality_probabilities={"dermoscopy": 1.0},
    quality=Quality("good", ()),
    abstain=Abstain(False, None),
    differential=(),
    groups={},
    malignant=0.0,
    conformal_set=(),
    description=None,
    description_agrees=None,
    answer=None,
    stamp=None,
)
MEASURES = Measures((0.1, 0.1), 1.0, 0.3, {}, 200.0, False)


def test_good_image_raises_no_concern() -> None:
    assert list_concerns(PLAIN, MEASURES, "dermoscopy") == ()


def test_reasons_of_quality_say_what_to_do() -> None:
    finding = replace(PLAIN, quality=Quality("limited", ("blurred", "too dark")))
    blurred, dark = list_concerns(finding)
    assert blurred.startswith("Blurred: ")
    assert dark.startswith("Too dark: ")


def test_every_reason_that_is_judged_has_words() -> None:
    constants = judge_quality.__code__.co_consts
    judged = {item for item in constants if isinstance(item, str)} | {
        item for group in constants if isinstance(group, tuple) for item in group
    }
    assert set(QUALITY_REASONS) <= judged


@pytest.mark.parametrize(
    ("modality", "word"), [("other", "not look like skin"), ("pathology", "microscope slide")]
)
def test_wrong_kind_of_image_comes_first(modality: str, word: str) -> None:
    finding = replace(PLAIN, modality=modality, quality=Quality("limited", ("blurred",)))
    assert word in list_concerns(finding)[0]


def test_stated_modality_that_differs_is_told() -> None:
    (concern,) = list_concerns(PLAIN, None, "clinical")
    assert "Stated: Clinical photograph" in concern
    assert "Dermoscopic image" in concern


def test_framing_is_told() -> None:
    assert "edge" in list_concerns(PLAIN, replace(MEASURES, reaches_edge=True))[0]
    assert "small" in list_concerns(PLAIN, replace(MEASURES, area_share=0.01))[0]


def test_hair_ink_and_ruler_of_the_draft_are_told_as_such() -> None:
    text = render_answer(Description("dermoscopy", hair=True, ink=True, ruler=True))
    found = list_concerns(replace(PLAIN, description=text))
    assert len(found) == 3
    assert all("as the draft says" in line for line in found)
    assert list_concerns(replace(PLAIN, description=f"{text} And more.")) == ()
    silent = replace(PLAIN, description=text, abstain=Abstain(True, "not typical"))
    assert list_concerns(silent) == ()
