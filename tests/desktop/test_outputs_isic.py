"""The export for research: the store's own, without results that are out of date."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from miniatures.cases import MODEL, OTHER_MODEL, StoredCase, make_jpeg, open_case

from skinvl.desktop.core.outputs.isic_export import export_isic
from skinvl.desktop.core.store.errors import RecordConflict
from skinvl.desktop.core.store.images import PhotographData


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[StoredCase]:
    with open_case(tmp_path) as case:
        case.accept()
        yield case


def test_research_export_is_counted(stored: StoredCase, tmp_path: Path) -> None:
    unread = stored.store.images.add(make_jpeg(1), PhotographData("b.jpg", 64, 48))
    broken = stored.store.images.add(b"no image", PhotographData("c.jpg", 64, 48))
    chosen = [stored.photograph.id, unread.id, broken.id]
    exported = export_isic(stored.store, chosen, tmp_path / "isic", MODEL)
    assert (exported.exported, exported.asked) == (2, 3)
    assert exported.left_out[0][0] == "c.jpg"
    with (tmp_path / "isic" / "metadata.csv").open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert sorted(line["diagnosis"] for line in lines) == ["", "melanoma"]
    assert len(list((tmp_path / "isic").glob("*.png"))) == 2


def test_results_out_of_date_are_left_out(stored: StoredCase, tmp_path: Path) -> None:
    unread = stored.store.images.add(make_jpeg(1), PhotographData("b.jpg", 64, 48))
    chosen = [stored.photograph.id, unread.id]
    exported = export_isic(stored.store, chosen, tmp_path / "isic", OTHER_MODEL)
    assert exported.exported == 1
    assert exported.left_out[0][0] == "IMG_0001.jpg"
    with pytest.raises(RecordConflict, match="out of date"):
        export_isic(stored.store, chosen[:1], tmp_path / "again", OTHER_MODEL)
    assert not (tmp_path / "again").exists()
