"""From published trees to dataset folders."""

from __future__ import annotations

import csv
import dataclasses
import json
import os
import shutil
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import pytest

from skinvl.contract.answer import parse_answer
from skinvl.contract.errors import ConfigError, DataError
from skinvl.contract.image import open_image
from skinvl.contract.sample import read_card, read_samples
from skinvl.dataset.importing import ImportConfig, import_collection


@pytest.fixture
def write_splits(trees: Any, ham10000: Path) -> Callable[..., Path]:
    """A table of splits beside the collection: lesion 5 is test, `val` by name, others train."""

    def write(val: Collection[str] = ()) -> Path:
        lesions = {
            row["image_id"]: row["lesion_id"]
            for row in csv.DictReader((ham10000 / "HAM10000_metadata.csv").open())
        }
        rows = []
        for file in sorted(ham10000.rglob("*.jpg")):
            lesion = lesions[file.stem]
            split = "val" if file.stem in val else "test" if lesion.endswith("5") else "train"
            rows.append(
                {"file": file.relative_to(ham10000).as_posix(), "label": "", "split": split,
                 "source": "ham10000", "modality": "dermoscopy", "lesion_id": lesion,
                 "group": f"g{lesion[-1]}"}
            )
        trees.write_table(ham10000 / "splits.csv", rows)
        return ham10000 / "splits.csv"

    return write


def test_ham10000_is_read_from_every_image_folder(ham10000: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    card = import_collection(ImportConfig("ham10000", ham10000, out))
    samples = {sample.id: sample for sample in read_samples(out)}
    assert len(samples) == card.samples == 9
    first = samples["HAM10000_images_part_1/ISIC_0024307"]
    assert (first.diagnosis, first.label, first.age, first.sex, first.site) == (
        "melanoma", "mel", 65.0, "male", "back"
    )
    assert first.licence == "CC BY-NC 4.0" and first.modality == "dermoscopy"
    assert first.image_sha256 == open_image(out / first.image).sha256
    unknown = samples["HAM10000_images_part_1/ISIC_0024306"]
    assert unknown.age is None and unknown.sex is None
    source = read_card(out).sources[0]
    assert source["missing"] == {"images_in_no_folder": 1, "full_frame_images": 1, "masks": 1}


def test_masks_are_applied_only_where_the_aspect_ratio_fits(
    ham10000: Path, tmp_path: Path
) -> None:
    import_collection(ImportConfig("ham10000", ham10000, tmp_path / "out"))
    samples = {sample.id: sample for sample in read_samples(tmp_path / "out")}
    whole = samples["HAM10000_images_part_1/ISIC_0024306"].attributes
    assert whole is not None and whole.area_fraction == pytest.approx(1 / 9, abs=0.01)
    assert samples["HAM10000_crops_224/ISIC_0024306"].attributes is None
    assert samples["HAM10000_images_part_1/ISIC_0024309"].attributes is None


def test_images_of_one_lesion_stay_in_one_split(ham10000: Path, tmp_path: Path) -> None:
    for seed in range(4):
        out = tmp_path / str(seed)
        import_collection(
            ImportConfig("ham10000", ham10000, out, seed=seed, fractions=(0.4, 0.3, 0.3))
        )
        splits: dict[str | None, set[str]] = {}
        for sample in read_samples(out):
            splits.setdefault(sample.lesion_id, set()).add(sample.split)
        assert len(splits) == 6 and all(len(found) == 1 for found in splits.values())


def test_the_same_collection_gives_the_same_dataset(ham10000: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        import_collection(ImportConfig("ham10000", ham10000, tmp_path / name, seed=3))
    first, second = ((tmp_path / name / "samples.jsonl").read_bytes() for name in ("a", "b"))
    assert first == second
    other = import_collection(
        ImportConfig("ham10000", ham10000, tmp_path / "c", fractions=(0.0, 0.0, 1.0))
    )
    assert other.sources[0]["data_sha256"] != read_card(tmp_path / "a").sources[0]["data_sha256"]


def test_no_image_at_all_is_an_error(ham10000: Path, tmp_path: Path) -> None:
    for folder in ham10000.glob("HAM10000_images*"):
        shutil.rmtree(folder)
    shutil.rmtree(ham10000 / "HAM10000_crops_224")
    with pytest.raises(DataError, match="no image of HAM10000_metadata"):
        import_collection(ImportConfig("ham10000", ham10000, tmp_path / "out"))
    assert not (tmp_path / "out").exists()
    assert not list(tmp_path.glob(".out*"))


def test_a_damaged_image_is_rejected_with_its_reason(ham10000: Path, tmp_path: Path) -> None:
    broken = ham10000 / "HAM10000_images_part_1" / "ISIC_0024308.jpg"
    broken.write_bytes(broken.read_bytes()[:200])
    card = import_collection(ImportConfig("ham10000", ham10000, tmp_path / "out"))
    assert card.samples == 8
    (reason,) = card.sources[0]["rejected"]
    assert reason.startswith("image: ")


def test_an_existing_folder_is_kept_unless_overwritten(ham10000: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    with pytest.raises(ConfigError, match="not empty"):
        import_collection(ImportConfig("ham10000", ham10000, out))
    assert (out / "notes.txt").read_text() == "mine"
    import_collection(ImportConfig("ham10000", ham10000, out, overwrite=True))
    assert len(read_samples(out)) == 9 and not (out / "notes.txt").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["HAM10000", "out"]


def test_every_fault_of_the_configuration_is_reported(tmp_path: Path) -> None:
    config = ImportConfig(
        "isic", tmp_path / "none", tmp_path / "out", fractions=(0.9, 0.9, 0.1), carve_test=0.2
    )
    with pytest.raises(ConfigError) as caught:
        import_collection(config)
    assert len(caught.value.errors) == 3


def test_links_lead_to_the_published_files(ham10000: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    import_collection(ImportConfig("ham10000", ham10000, out, images="link"))
    for sample in read_samples(out):
        assert (out / sample.image).is_symlink()
        assert ham10000 in (out / sample.image).resolve().parents


def test_given_splits_are_honoured_and_test_is_carved_from_train(
    ham10000: Path, write_splits: Callable[..., Path], tmp_path: Path
) -> None:
    table = write_splits()
    config = ImportConfig("ham10000", ham10000, tmp_path / "out", splits=table)
    import_collection(config)
    given = {row["file"]: row for row in csv.DictReader(table.open())}
    for sample in read_samples(tmp_path / "out"):
        row = given[f"{sample.id}.jpg"]
        assert (sample.split, sample.group) == (row["split"], row["group"])
    carved = dataclasses.replace(config, out=tmp_path / "carved", carve_test=0.6, seed=1)
    import_collection(carved)
    samples = read_samples(tmp_path / "carved")
    changed = [s for s in samples if s.split != given[f"{s.id}.jpg"]["split"]]
    assert changed and all(s.split == "test" for s in changed)
    assert {s.group for s in changed}.isdisjoint(s.group for s in samples if s.split != "test")
    assert any(s.split == "train" for s in samples)


def test_duplicates_across_given_splits_are_reported(
    ham10000: Path, write_splits: Callable[..., Path], tmp_path: Path
) -> None:
    images = ham10000 / "HAM10000_images_part_1"
    shutil.copy(images / "ISIC_0024308.jpg", images / "ISIC_0024310.jpg")
    table = write_splits(val={"ISIC_0024310"})
    config = ImportConfig("ham10000", ham10000, tmp_path / "out", splits=table)
    card = import_collection(config)
    assert card.sources[0]["splits"]["duplicate_pairs_across_splits"] == 1
    assert card.sources[0]["duplicates"]["pairs_with_different_diagnosis"] == 1
    assert any("cross splits" in note for note in card.notes)
    with pytest.raises(DataError, match="ISIC_0024308"):
        import_collection(dataclasses.replace(config, out=tmp_path / "strict", strict=True))


def test_images_that_the_given_splits_do_not_list_are_left_out(
    ham10000: Path, write_splits: Callable[..., Path], tmp_path: Path
) -> None:
    table = write_splits()
    lines = table.read_text().splitlines()
    table.write_text("\n".join(lines[:-1]) + "\n")
    card = import_collection(
        ImportConfig("ham10000", ham10000, tmp_path / "out", splits=table)
    )
    assert card.samples == 8
    assert card.sources[0]["rejected"] == {"not listed in splits.csv": 1}


def test_captions_say_what_the_samples_say(ham10000: Path, tmp_path: Path) -> None:
    import_collection(ImportConfig("ham10000", ham10000, tmp_path / "out"))
    for sample in read_samples(tmp_path / "out"):
        assert sample.caption is not None
        said = parse_answer(sample.caption)
        assert said.diagnosis == sample.diagnosis and said.modality == "dermoscopy"
        measured = sample.attributes
        assert said.colours == (None if measured is None else measured.colours)
        assert said.asymmetry == (None if measured is None else measured.asymmetry)


def test_real_images_have_the_splits_they_were_given(real_data: Path, tmp_path: Path) -> None:
    published = real_data / "ham10000"
    root = tmp_path / "skin" / "ham10000"
    names = sorted(p.stem for p in (published / "HAM10000_images").iterdir())[:60]
    masks = "HAM10000_segmentations_lesion_tschandl"
    for folder, ending in (("HAM10000_images", ".jpg"), (masks, "_segmentation.png")):
        (root / folder).mkdir(parents=True)
        for name in names:
            os.symlink(published / folder / f"{name}{ending}", root / folder / f"{name}{ending}")
    for name in ("HAM10000_metadata.csv", "../splits.csv"):
        shutil.copy(published / name, root / name)
    out = tmp_path / "out"
    card = import_collection(
        ImportConfig("ham10000", root, out, splits=root.parent / "splits.csv", images="link")
    )
    given = {
        row["file"]: row["split"] for row in csv.DictReader((real_data / "splits.csv").open())
    }
    samples = read_samples(out)
    assert len(samples) == 60
    assert all(s.split == given[f"ham10000/{s.id}.jpg"] for s in samples)
    assert all(s.attributes is not None for s in samples)
    assert card.sources[0]["splits"]["duplicate_pairs_across_splits"] == 0
    assert json.loads((out / "dataset.json").read_text())["samples"] == 60
