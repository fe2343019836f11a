"""Images are opened once; what is wrong with one is said."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path

import pytest
from PIL import Image

import skinvl.training.llava.images as images
from skinvl.training.llava.images import check_images
from skinvl.training.llava.records import Record


def record(file: Path, sha256: str | None = None, split: str | None = None) -> Record:
    return Record(file.stem, file, sha256, None, split, ())


@pytest.fixture
def good(tmp_path: Path) -> Path:
    Image.new("RGB", (8, 8), (200, 100, 50)).save(tmp_path / "good.png")
    return tmp_path / "good.png"


def test_hashes_and_faults(good: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.png"
    cut.write_bytes(good.read_bytes()[:-20])
    (tmp_path / "text.png").write_text("no image")
    files = [good, tmp_path / "absent.png", cut, tmp_path / "text.png"]
    kept, skipped = check_images([record(file) for file in files], None)
    digest = hashlib.sha256(good.read_bytes()).hexdigest()
    assert [entry.sha256 for entry in kept] == [digest]
    assert [entry.id for entry in skipped] == ["absent", "cut", "text"]
    assert all(entry.reason for entry in skipped)


def test_another_file_than_the_imported_one_is_skipped(good: Path) -> None:
    kept, skipped = check_images([record(good, "0" * 64, "train")], None)
    assert not kept
    assert skipped[0].reason == "the image is not the one that was imported"


def test_images_that_are_only_kept_apart_are_not_opened(tmp_path: Path) -> None:
    held = record(tmp_path / "absent.png", "1" * 64, "test")
    assert check_images([held], None) == ([held], [])


def test_a_second_run_opens_only_what_changed(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = tmp_path / "run" / "images.jsonl"
    other = tmp_path / "other.png"
    other.write_bytes(good.read_bytes())
    first = check_images([record(good), record(other)], memory)
    with memory.open("a", encoding="utf-8") as file:
        file.write('{"stamp": "cut o')
    opened = []
    plain = images.open_image

    def watch(file: Path) -> object:
        opened.append(file)
        return plain(file)

    monkeypatch.setattr(images, "open_image", watch)
    assert check_images([record(good), record(other)], memory) == first
    assert opened == []
    Image.new("RGB", (9, 9)).save(other)
    kept, _ = check_images([record(good), record(other)], memory)
    assert opened == [other]
    assert kept[1].sha256 == hashlib.sha256(other.read_bytes()).hexdigest()
    assert dataclasses.replace(kept[0]) == first[0][0]
    assert json.loads(memory.read_text("utf-8").splitlines()[0])["fault"] is None
