"""A checkpoint counts only when all of it is on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from skinvl.training.loop.checkpoints import (
    MARKER,
    all_checkpoints,
    complete_checkpoints,
    is_complete,
    keep_checkpoints,
    mark_complete,
    newest_checkpoint,
    refuse_to_start_over,
    remove_incomplete,
)
from skinvl.training.loop.errors import TrainingError


def write_checkpoint(folder: Path, step: int, complete: bool = True) -> Path:
    checkpoint = folder / f"checkpoint-{step}"
    (checkpoint / "shards").mkdir(parents=True)
    (checkpoint / "model.bin").write_bytes(b"weights")
    (checkpoint / "shards" / "0.bin").write_bytes(b"shard")
    if complete:
        mark_complete(checkpoint, step)
    return checkpoint


def test_the_newest_complete_one_is_taken_by_number(tmp_path: Path) -> None:
    for step in (9, 100, 20):
        write_checkpoint(tmp_path, step)
    write_checkpoint(tmp_path, 300, complete=False)
    (tmp_path / "checkpoint-best").mkdir()
    newest = newest_checkpoint(tmp_path)
    assert newest is not None
    assert newest.name == "checkpoint-100"
    assert list(complete_checkpoints(tmp_path)) == [9, 20, 100]


@pytest.mark.parametrize("damage", ("truncated", "missing", "no marker", "marker cut off"))
def test_a_damaged_checkpoint_is_not_complete(damage: str, tmp_path: Path) -> None:
    checkpoint = write_checkpoint(tmp_path, 5)
    assert is_complete(checkpoint)
    if damage == "truncated":
        (checkpoint / "shards" / "0.bin").write_bytes(b"sha")
    elif damage == "missing":
        (checkpoint / "model.bin").unlink()
    elif damage == "no marker":
        (checkpoint / MARKER).unlink()
    else:
        text = (checkpoint / MARKER).read_text(encoding="utf-8")
        (checkpoint / MARKER).write_text(text[: len(text) // 2], encoding="utf-8")
    assert not is_complete(checkpoint)
    assert newest_checkpoint(tmp_path) is None


def test_what_was_cut_off_is_removed_with_a_note(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_checkpoint(tmp_path, 1)
    cut = write_checkpoint(tmp_path, 2, complete=False)
    remove_incomplete(tmp_path)
    assert list(all_checkpoints(tmp_path)) == [1]
    assert f"{cut}: incomplete" in capsys.readouterr().err


def test_last_and_best_are_kept(tmp_path: Path) -> None:
    for step in (1, 2, 3, 4, 5):
        write_checkpoint(tmp_path, step)
    keep_checkpoints(tmp_path, last=2, best=2)
    assert list(complete_checkpoints(tmp_path)) == [2, 4, 5]
    keep_checkpoints(tmp_path, last=1, best=None)
    assert list(complete_checkpoints(tmp_path)) == [5]


def test_a_run_is_never_started_over_by_accident(tmp_path: Path) -> None:
    refuse_to_start_over(tmp_path)
    write_checkpoint(tmp_path, 1, complete=False)
    with pytest.raises(TrainingError, match="--resume"):
        refuse_to_start_over(tmp_path)
