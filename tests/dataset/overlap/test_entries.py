"""Dataset folders read for comparing."""

from __future__ import annotations

from pathlib import Path

import pytest

from skinvl.contract.errors import ConfigError, DataError
from skinvl.dataset.overlap.entries import read_folders


def test_ids_of_shared_registers_are_kept_and_others_are_not(pair: tuple[Path, Path]) -> None:
    folders, entries = read_folders(pair)
    assert [(f.name, f.start, f.stop) for f in folders] == [("first", 0, 8), ("second", 8, 14)]
    by_id = {(entry.archive, entry.id): entry for entry in entries}
    assert by_id[0, "ISIC_0000001_downsampled"].isic_id == "ISIC_0000001"
    assert by_id[1, "crops/ISIC_0000001"].isic_id == "ISIC_0000001"
    assert by_id[0, "lesion"].lesion_id == "HAM_0000550"
    assert by_id[1, "same-patient"].patient_id == "IP_0000550"
    assert (by_id[0, "local"].lesion_id, by_id[0, "local"].patient_id) == (None, None)


def test_folders_of_one_name_are_told_apart(pair: tuple[Path, Path]) -> None:
    moved = pair[1].parent / "elsewhere" / "first"
    moved.parent.mkdir()
    pair[1].rename(moved)
    folders, _ = read_folders((pair[0], moved))
    assert [folder.name for folder in folders] == [str(pair[0]), str(moved)]


def test_two_different_folders_are_needed(pair: tuple[Path, Path]) -> None:
    with pytest.raises(ConfigError, match="two dataset folders"):
        read_folders(pair[:1])
    with pytest.raises(ConfigError, match="named twice"):
        read_folders((pair[0], pair[0] / ".." / "first"))


def test_a_damaged_line_is_named(pair: tuple[Path, Path]) -> None:
    lines = (pair[1] / "samples.jsonl").read_text().splitlines()
    (pair[1] / "samples.jsonl").write_text("\n".join([lines[0], "[]", *lines[2:]]) + "\n")
    with pytest.raises(DataError, match="line 2"):
        read_folders(pair)
    (pair[1] / "samples.jsonl").write_text(lines[0] + "\n")
    with pytest.raises(DataError, match="1 samples where the card counts 6"):
        read_folders(pair)
