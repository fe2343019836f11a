"""How differentials and truths meet in one label space."""

import numpy as np
import pytest

from skinvl.training.evaluation.labelspace import clinical_space, ham10000_space


def test_ham10000_has_its_seven_classes() -> None:
    space = ham10000_space()
    assert space.codes == (
        "actinic-keratosis",
        "basal-cell-carcinoma",
        "benign-keratosis",
        "dermatofibroma",
        "melanoma",
        "melanocytic-nevus",
        "vascular-lesion",
    )
    assert space.malignant.tolist() == [True, True, False, False, True, False, False, False]


def test_child_counts_as_its_ancestor_and_the_rest_is_other() -> None:
    space = ham10000_space()
    row = space.project({"seborrheic-keratosis": 0.3, "benign-keratosis": 0.2, "eczema": 0.5})
    assert row[space.index("benign-keratosis")] == pytest.approx(0.5)
    assert row[-1] == pytest.approx(0.5)
    assert row.sum() == pytest.approx(1.0)
    assert space.index("eczema") is None and space.index(None) is None


def test_no_differential_is_all_other() -> None:
    assert np.argmax(ham10000_space().project({})) == 7


def test_set_covers_a_class_through_its_children() -> None:
    space = ham10000_space()
    column = space.index("benign-keratosis")
    assert column is not None
    assert space.covers(column, ("melanoma", "solar-lentigo"))
    assert not space.covers(column, ("melanoma", "eczema"))


def test_clinical_space_does_not_widen() -> None:
    space = clinical_space(("seborrheic-keratosis", "melanoma"))
    assert space.index("benign-keratosis") is None
    assert space.index("seborrheic-keratosis") == 0
