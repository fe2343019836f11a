"""PAD-UFES-20 as on Mendeley Data."""

from __future__ import annotations

from pathlib import Path

from miniatures import archives

from skinvl.dataset.importing import ImportConfig, import_collection
from skinvl.dataset.sources.pad_ufes_20 import read_pad_ufes_20


def test_pad_ufes_20_is_read_from_every_part(tmp_path: Path) -> None:
    collection = read_pad_ufes_20(archives.write_pad_ufes_20(tmp_path))
    records = {record.id: record for record in collection.records}
    first = records["PAT_46_881_14"]
    assert (first.diagnosis, first.age, first.sex) == ("basal-cell-carcinoma", 55.0, "female")
    assert (first.site, first.skin_type) == ("neck", 3)
    assert (first.patient_id, first.lesion_id) == ("PAT_46", "881")
    assert first.licence == "CC BY 4.0" and first.modality == "clinical"
    assert len({record.file.parent.name for record in records.values()}) == 3


def test_pad_ufes_20_counts_what_it_cannot_use(tmp_path: Path) -> None:
    collection = read_pad_ufes_20(archives.write_pad_ufes_20(tmp_path))
    odd = next(record for record in collection.records if record.label == "BOD")
    assert (odd.age, odd.skin_type, odd.diagnosis) == (None, None, None)
    assert collection.undiagnosed == {"outside the ontology: BOD": 1}
    assert collection.missing == {"images": 1}
    assert collection.rejection_counts() == {"not in metadata.csv": 1}


def test_pad_ufes_20_keeps_patients_together(tmp_path: Path) -> None:
    root = archives.write_pad_ufes_20(tmp_path / "pad")
    card = import_collection(ImportConfig("pad-ufes-20", root, tmp_path / "out"))
    assert card.samples == 5
    assert card.sources[0]["splits"]["groups"] == 2
    assert card.sources[0]["undiagnosed"] == {"outside the ontology: BOD": 1}
