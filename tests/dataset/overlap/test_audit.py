"""The comparison as a whole, and the files it writes."""

from __future__ import annotations

import csv
import dataclasses
import json
from pathlib import Path

import pytest

from skinvl.contract.errors import ConfigError
from skinvl.dataset.importing import ImportConfig, import_collection
from skinvl.dataset.overlap.audit import AuditConfig, audit_folders, summarise, to_json


def test_report_links_and_withheld_are_written(pair: tuple[Path, Path], tmp_path: Path) -> None:
    config = AuditConfig(
        pair, out=tmp_path / "made" / "report.json", withhold=tmp_path / "withhold.csv", workers=1
    )
    report = audit_folders(config)
    written = json.loads((tmp_path / "made" / "report.json").read_text())
    assert written == json.loads(json.dumps(to_json(report)))
    assert written["leaks"] == 2 and written["withheld"] == 4
    rows = list(csv.DictReader((tmp_path / "withhold.csv").open()))
    assert [row["id"] for row in rows] == [w.id for w in report.withheld]
    audit_folders(dataclasses.replace(config, out=tmp_path / "links.csv", withhold=None))
    links = list(csv.DictReader((tmp_path / "links.csv").open()))
    assert sorted(row["ties"] for row in links) == sorted(
        ["id", "bytes", "near", "lesion", "patient"]
    )
    assert sum(int(row["leak"]) for row in links) == 2
    assert sum(int(row["conflict"]) for row in links) == 1
    assert not list(tmp_path.glob(".*"))


def test_the_same_folders_give_the_same_files(pair: tuple[Path, Path], tmp_path: Path) -> None:
    for name, workers in (("a", 1), ("b", 2)):
        audit_folders(AuditConfig(pair, out=tmp_path / f"{name}.csv", workers=workers))
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_without_near_no_image_is_opened(pair: tuple[Path, Path]) -> None:
    for file in pair[0].rglob("*.png"):
        file.unlink()
    report = audit_folders(AuditConfig(pair, by=("id", "lesion")))
    assert report.overlaps[0].shared.pairs == 2
    assert report.folders[0].unreadable == 0
    assert audit_folders(AuditConfig(pair, workers=1)).folders[0].unreadable == 8


def test_the_summary_names_leaks_and_what_to_withhold(pair: tuple[Path, Path]) -> None:
    text = summarise(audit_folders(AuditConfig(pair, workers=1)))
    assert "first: 8 images (train 5, val 1, test 2)" in text
    assert "LEAK: 2 pairs of train and test" in text
    assert "4 train and val images are to be withheld" in text
    assert "1 pairs with two diagnoses" in text


def test_every_fault_of_the_configuration_is_reported(tmp_path: Path) -> None:
    config = AuditConfig((tmp_path,), by=(), out=tmp_path / "x.txt", examples=-1, workers=0)
    with pytest.raises(ConfigError) as caught:
        audit_folders(config)
    assert len(caught.value.errors) == 4


def test_isic2019_test_images_that_ham10000_trains_on_are_found(
    ham10000: Path, tmp_path: Path
) -> None:
    from miniatures import archives

    challenge = tmp_path / "isic2019"
    names = ["ISIC_0024307", "ISIC_0024308", "ISIC_0099998"]
    for number, name in enumerate(names):
        seed = number + 1 if number < 2 else 500
        archives.paint_image(challenge / "ISIC_2019_Test_Input" / f"{name}.jpg", seed, (64, 48))
    archives.write_table(
        challenge / "ISIC_2019_Test_GroundTruth.csv",
        [{"image": name, "MEL": "1.0", "NV": "0.0"} for name in names],
    )
    import_collection(ImportConfig("ham10000", ham10000, tmp_path / "a", fractions=(1.0, 0.0, 0.0)))
    import_collection(ImportConfig("isic2019", challenge, tmp_path / "b", published_splits=True))
    report = audit_folders(AuditConfig((tmp_path / "a", tmp_path / "b"), workers=1))
    (overlap,) = report.overlaps
    assert overlap.ties["id"].second_images == overlap.ties["near"].second_images == 2
    assert overlap.splits["train/test"].pairs == overlap.leaks.pairs == 2
    assert overlap.conflicts == 1
    lesions = {w.id.rpartition("/")[2] for w in report.withheld}
    assert {"ISIC_0024306", "ISIC_0024307", "ISIC_0024308"} == lesions
