"""The table of archives: every line leads to a reader that takes what it says."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path

import pytest
from miniatures import archives

from skinvl.contract.errors import ConfigError
from skinvl.contract.ontology import ontology
from skinvl.contract.sample import read_card, read_samples
from skinvl.dataset.importing import ImportConfig, import_collection
from skinvl.dataset.sources.archives import ARCHIVES
from skinvl.dataset.sources.isic_labels import ISIC_LABELS
from skinvl.dataset.sources.patch16 import TUMOURS
from skinvl.dataset.sources.scin_labels import SCIN_LABELS

TREES: dict[str, Callable[[Path], Path]] = {
    "isic2019": archives.write_isic2019,
    "isic-archive": archives.write_isic_archive,
    "hiba": archives.write_isic_archive,
    "mskcc": archives.write_isic_archive,
    "bcn20000": archives.write_bcn20000,
    "pad-ufes-20": archives.write_pad_ufes_20,
    "ddi": archives.write_ddi,
    "scin": archives.write_scin,
    "dermnet": archives.write_dermnet,
    "patch16": archives.write_patch16,
}


@pytest.mark.parametrize("kind", ARCHIVES)
def test_every_reader_takes_its_options(kind: str) -> None:
    parameters = inspect.signature(ARCHIVES[kind].reader()).parameters
    assert {"licence", "modality", *ARCHIVES[kind].options} <= set(parameters)


@pytest.mark.parametrize("kind", TREES)
def test_every_archive_becomes_a_dataset_folder(kind: str, tmp_path: Path) -> None:
    root = TREES[kind](tmp_path / "archive")
    out = tmp_path / "out"
    card = import_collection(ImportConfig(kind, root, out))
    samples = read_samples(out)
    assert len(samples) == card.samples > 0
    assert sum(card.sources[0]["undiagnosed"].values()) == sum(s.diagnosis is None for s in samples)
    assert all((out / sample.image).is_file() for sample in samples)
    assert read_card(out).sources[0]["kind"] == kind
    assert "Licence" in (out / "DATASET_CARD.md").read_text()


@pytest.mark.parametrize("kind", TREES)
def test_a_licence_and_a_modality_of_ones_own_hold_for_all(kind: str, tmp_path: Path) -> None:
    root = TREES[kind](tmp_path)
    collection = ARCHIVES[kind].reader()(root, licence="mine", modality="other")
    assert {(record.licence, record.modality) for record in collection.records} == {
        ("mine", "other")
    }


@pytest.mark.parametrize("table", [ISIC_LABELS, SCIN_LABELS, TUMOURS])
def test_tables_of_labels_name_diagnoses(table: dict[str, str | None]) -> None:
    assert all(code in ontology() for code in table.values())


def test_masks_are_refused_where_an_archive_has_none(tmp_path: Path) -> None:
    root = archives.write_ddi(tmp_path / "ddi")
    with pytest.raises(ConfigError, match="ddi has no lesion masks"):
        import_collection(ImportConfig("ddi", root, tmp_path / "out", masks=root))


def test_an_unknown_kind_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no kind of archive; there are ham10000, isic"):
        import_collection(ImportConfig("ham", tmp_path, tmp_path / "out"))
