"""Labels to diagnoses."""

from __future__ import annotations

from skinvl.dataset.sources.labels import LabelReader


def test_a_table_comes_before_the_ontology() -> None:
    labels = LabelReader("isic", {"Scar, Keloid": "keloid", "nevus": None})
    assert labels.read("scar, keloid") == "keloid"
    assert labels.read("Nevus") is None
    assert labels.read("MEL") == "melanoma"


def test_the_first_label_that_is_known_counts() -> None:
    labels = LabelReader("isic")
    assert labels.read("Nevus, Acral", "", None, "nevus") == "melanocytic-nevus"
    assert labels.undiagnosed() == {}


def test_unknown_labels_are_counted_the_most_frequent_first() -> None:
    labels = LabelReader()
    for label in ("b", "a", "b", "", None):
        assert labels.read(label) is None
    assert labels.undiagnosed() == {
        "no label": 2,
        "outside the ontology: b": 2,
        "outside the ontology: a": 1,
    }
