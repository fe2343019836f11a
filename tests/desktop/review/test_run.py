"""Whole reviews with real processes: ended, killed, hung, taken up, and always adding up."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from skinvl.contract.errors import ConfigError, DataError, ModelError
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.review.results import write_results
from skinvl.desktop.core.review.run import Control, Progress, Review, ReviewOptions
from skinvl.desktop.core.review.worker import ReadingOptions

Begin = Callable[..., Review]
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="sends POSIX signals")


def results(review: Review) -> dict[str, Any]:
    """Findings or reasons by path, without the time at which they were made."""
    found = {}
    for row in review.journal.rows():
        if row.finding is None:
            found[row.path] = (row.state, row.reason)
        else:
            stamp = {k: v for k, v in row.finding["stamp"].items() if k != "time"}
            found[row.path] = {**row.finding, "stamp": stamp, "file": row.path}
    return found


def run_whole(review: Review) -> dict[str, Any]:
    progress = review.run()
    assert progress.waiting == 0
    assert progress.found == progress.done + progress.failed
    found = results(review)
    review.close()
    return found


def test_results_are_those_of_single_images(begin: Begin, folder: Path, bundle: Any) -> None:
    found = run_whole(begin())
    assert len(found) == 12
    for path, finding in found.items():
        single = bundle.diagnose(folder / path, describe=False).to_json()
        single["stamp"].pop("time")
        assert finding == {**single, "file": path}


def test_description_is_that_of_a_single_image(
    begin: Begin, folder: Path, tiny: Path, bundle: Any
) -> None:
    reading = ReadingOptions(EngineChoice(tiny, "cpu"), describe=True)
    found = run_whole(begin(reading=reading))
    path = min(found)
    assert found[path]["description"] == bundle.diagnose(folder / path).description


def test_cancelled_review_is_taken_up_where_it_stopped(begin: Begin, many: int) -> None:
    expected = run_whole(begin("other"))
    review = begin()
    control = Control()

    def stop(progress: Progress) -> None:
        if progress.done:
            control.cancel()

    stopped = review.run(control, stop)
    first = results(review)
    review.close()
    assert 0 < stopped.done < many
    again = begin()
    assert again.progress().done == stopped.done
    assert run_whole(again) == expected
    assert {path: row for path, row in first.items() if isinstance(row, dict)}.items() <= (
        expected.items()
    )


def test_paused_review_begins_no_file(begin: Begin) -> None:
    review = begin()
    control = Control()
    control.pause()
    seen: list[Progress] = []

    def look(progress: Progress) -> None:
        seen.append(progress)
        if len(seen) == 3:
            control.resume()

    assert review.run(control, look).done == 12
    review.close()
    assert [progress.done for progress in seen[:3]] == [0, 0, 0]


def test_second_run_reads_only_what_is_new(begin: Begin, folder: Path) -> None:
    first = run_whole(begin())
    moved = folder / "visit 0" / "image 00.jpg"
    moved.rename(folder / "moved.jpg")
    Image.new("RGB", (90, 70), "brown").save(folder / "new.png")
    review = begin()
    second = run_whole(review)
    assert set(second) - set(first) == {"moved.jpg", "new.png"}
    # The moved one keeps the result that its bytes had.
    old = first["visit 0/image 00.jpg"]
    assert {**second["moved.jpg"], "file": ""} == {**old, "file": ""}


def test_same_bytes_are_told_as_duplicates(begin: Begin, folder: Path) -> None:
    shutil.copy(folder / "visit 1" / "image 01.jpg", folder / "visit 1" / "image 99.jpg")
    review = begin()
    review.run()
    duplicates = {row.path: row.duplicate_of for row in review.journal.rows() if row.duplicate_of}
    review.close()
    assert duplicates == {"visit 1/image 99.jpg": "visit 1/image 01.jpg"}


def test_hostile_files_fail_alone(begin: Begin, folder: Path) -> None:
    whole = (folder / "visit 0" / "image 00.jpg").read_bytes()
    (folder / "truncated.jpg").write_bytes(whole[: len(whole) // 2])
    (folder / "empty.png").write_bytes(b"")
    (folder / "text.jpg").write_text("not an image")
    (folder / "zeile\num.jpg").write_bytes(whole)
    bomb = bytearray(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (60000).to_bytes(4, "big") * 2)
    (folder / "bomb.png").write_bytes(bytes(bomb) + b"\x08\x02\x00\x00\x00" + b"\0" * 64)
    found = run_whole(begin())
    failed = {path for path, row in found.items() if isinstance(row, tuple)}
    assert failed == {"truncated.jpg", "empty.png", "text.jpg", "bomb.png"}
    assert all(found[path][1] for path in failed)
    assert len(found) == 12 + 5


@needs_signals
def test_process_that_is_killed_costs_one_image_at_most(begin: Begin, many: int) -> None:
    review = begin()
    killed: list[int] = []

    def kill(progress: Progress) -> None:
        if not killed and progress.done:
            killed.append(review.process_ids[0])
            os.kill(killed[0], signal.SIGKILL)

    progress = review.run(on_progress=kill)
    found = results(review)
    review.close()
    assert killed
    assert progress.waiting == 0 and progress.done + progress.failed == many
    assert progress.failed <= 1
    assert all("ended by the system" in row[1] for row in found.values() if isinstance(row, tuple))


@needs_signals
def test_process_that_hangs_is_replaced_and_failed_images_are_read_again(
    begin: Begin, many: int
) -> None:
    review = begin(seconds=2.0, workers=1)
    stopped: list[int] = []

    def stop(progress: Progress) -> None:
        if not stopped and progress.done:
            stopped.append(review.process_ids[0])
            os.kill(stopped[0], signal.SIGSTOP)

    progress = review.run(on_progress=stop)
    reasons = [row[1] for row in results(review).values() if isinstance(row, tuple)]
    review.close()
    assert stopped
    assert progress.waiting == 0 and progress.done + progress.failed == many
    assert all("no result within 2 s" in reason for reason in reasons)
    again = begin(retry_failed=True).run()
    assert (again.done, again.failed) == (many, 0)


def test_another_model_or_folder_is_refused(begin: Begin, tmp_path: Path) -> None:
    run_whole(begin())
    other = tmp_path / "others"
    other.mkdir()
    with pytest.raises(DataError, match="begun otherwise"):
        begin(folder=other)


def test_results_inside_the_folder_are_not_read(begin: Begin, folder: Path) -> None:
    out = folder / "results"
    out.mkdir()
    Image.new("RGB", (90, 70), "brown").save(out / "thumbnail.png")
    assert len(run_whole(begin(out=str(out)))) == 12


def test_bundle_that_cannot_be_used_is_told(begin: Begin, tmp_path: Path) -> None:
    reading = ReadingOptions(EngineChoice(tmp_path / "nowhere", "cpu"))
    with pytest.raises(ModelError, match="nowhere"):
        begin(reading=reading)


def test_faults_of_options_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    reading = ReadingOptions(EngineChoice(None, "cpu"))
    with pytest.raises(ConfigError) as caught:
        ReviewOptions(tmp_path / "nowhere", tmp_path / "file", reading, workers=0).check()
    assert len(caught.value.errors) == 3


def test_empty_folder_ends(begin: Begin, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    review = begin(folder=tmp_path / "empty")
    progress = review.run()
    review.close()
    assert (progress.found, progress.waiting) == (0, 0)


def test_journal_holds_json_that_reads_back(begin: Begin) -> None:
    found = run_whole(begin())
    assert json.loads(json.dumps(found)) == found


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux")
def test_a_name_that_is_no_utf8_is_an_image_like_any_other(
    begin: Callable[..., Review], folder: Path, tmp_path: Path
) -> None:
    (folder / os.fsdecode(b"odd \xff\xfe.jpg")).write_bytes(
        (folder / "visit 0" / "image 00.jpg").read_bytes() + b"another"
    )
    review = begin()
    progress = review.run()
    assert (progress.done, progress.failed) == (13, 0)
    write_results(review.journal, tmp_path / "results", folder, review.model)
    review.close()
    assert "odd \\udcff" in (tmp_path / "results" / "results.csv").read_text(encoding="utf-8-sig")
