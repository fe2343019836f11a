"""DDI as Stanford AIMI publishes it."""

from __future__ import annotations

from pathlib import Path

from miniatures import archives

from skinvl.dataset.sources.ddi import read_ddi


def test_ddi_labels_become_diagnoses_or_are_counted(tmp_path: Path) -> None:
    collection = read_ddi(archives.write_ddi(tmp_path))
    assert {record.label: record.diagnosis for record in collection.records} == {
        "melanoma-in-situ": "melanoma-in-situ",
        "seborrheic-keratosis-irritated": "seborrheic-keratosis",
        "eczema-spongiotic-dermatitis": "eczema",
        "atypical-spindle-cell-nevus-of-reed": "atypical-reed-nevus",
        "nobody-has-heard-of-this": None,
    }
    assert collection.undiagnosed == {"outside the ontology: nobody-has-heard-of-this": 1}


def test_ddi_first_line_of_an_image_counts(tmp_path: Path) -> None:
    collection = read_ddi(archives.write_ddi(tmp_path))
    assert collection.rejection_counts() == {"listed twice, differently; the first line counts": 1}
    assert collection.missing == {"images": 1}


def test_ddi_states_neither_patient_nor_skin_type(tmp_path: Path) -> None:
    collection = read_ddi(archives.write_ddi(tmp_path))
    for record in collection.records:
        assert (record.patient_id, record.lesion_id, record.given_group) == (None, None, None)
        assert record.skin_type is None
    assert any("no patients" in note for note in collection.notes)
