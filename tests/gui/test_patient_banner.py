"""The lesion in the banner, in the order of words of the language."""

from __future__ import annotations

from pathlib import Path

import pytest
from miniatures.cases import open_case

from skinvl.desktop.core.patient_line import tell_lesion


def test_side_comes_before_the_place_in_english(tmp_path: Path) -> None:
    with open_case(tmp_path) as case:
        lesion = case.store.lesions.list(case.photograph.patient_id)[0]
        assert tell_lesion(lesion) == "L1, left upper back"


@pytest.mark.usefixtures("german")
def test_place_comes_before_the_side_in_german(tmp_path: Path) -> None:
    with open_case(tmp_path) as case:
        lesion = case.store.lesions.list(case.photograph.patient_id)[0]
        assert tell_lesion(lesion).endswith(", links")
        assert "Rücken" in tell_lesion(lesion)
