"""BCN20000 in both layouts."""

from __future__ import annotations

from pathlib import Path

from miniatures import archives

from skinvl.dataset.sources.bcn20000 import read_bcn20000


def test_the_authors_layout(tmp_path: Path) -> None:
    collection = read_bcn20000(archives.write_bcn20000(tmp_path))
    found = [(r.label, r.diagnosis, r.lesion_id, r.published_split) for r in collection.records]
    assert found == [
        ("MEL", "melanoma", "BCN_0000000", "train"),
        ("MEL", "melanoma", "BCN_0000000", "train"),
        ("NV", "melanocytic-nevus", "BCN_0000001", "train"),
        ("OOD", None, "BCN_0000001", "train"),
        (None, None, None, "test"),
        (None, None, None, "test"),
    ]
    assert collection.undiagnosed == {"no label": 2, "outside the ontology: OOD": 1}
    assert collection.records[0].age is None and collection.records[1].age == 55.0


def test_the_archives_layout(tmp_path: Path) -> None:
    collection = read_bcn20000(archives.write_isic_archive(tmp_path))
    assert collection.name == "BCN20000"
    assert {record.source for record in collection.records} == {"bcn20000"}
    assert collection.records[5].licence == "CC BY-NC 4.0"
