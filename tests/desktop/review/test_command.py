"""`skinvl review` as its users run it: real processes, killed and taken up, odd files, tables."""

from __future__ import annotations

import csv
import html
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from skinvl.desktop.core.wording import NOTICE

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="sends POSIX signals")


def command(tiny: Path, folder: Path, out: Path, *more: str) -> list[str]:
    return [
        sys.executable, "-m", "skinvl.cli", "review", str(folder), "--out", str(out),
        "--bundle", str(tiny), "--provider", "cpu", *more,
    ]  # fmt: skip


def review(tiny: Path, folder: Path, out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(tiny, folder, out, *more), capture_output=True, text=True, check=False, timeout=300
    )


def read_csv(out: Path) -> list[dict[str, str]]:
    text = (out / "results.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(text.decode("utf-8-sig").splitlines(keepends=True)))


def read_jsonl(out: Path) -> list[dict[str, Any]]:
    """Rows without the time at which each was made."""
    rows = [json.loads(line) for line in (out / "results.jsonl").read_text().splitlines()]
    for row in rows:
        if row["stamp"] is not None:
            row["stamp"].pop("time")
    return rows


def test_tables_and_report(tiny: Path, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (folder / "=1+1.jpg").write_bytes(b"no image")
    done = review(tiny, folder, out)
    assert done.returncode == 1, done.stderr
    assert "13 found = 12 read + 1 failed + 0 waiting" in done.stdout
    rows = read_csv(out)
    assert [row["status"] for row in rows].count("ok") == 12
    (failed,) = (row for row in rows if row["status"] == "failed")
    # A spreadsheet would run the name as a formula.
    assert failed["file"] == "'=1+1.jpg"
    assert failed["error"]
    records = read_jsonl(out)
    assert [record["schema_version"] for record in records] == [1] * 13
    by_file = {record["file"]: record for record in records}
    for row in rows:
        if row["status"] == "ok":
            record = by_file[row["file"]]
            assert row["top1_code"] == record["differential"][0]["code"]
            assert row["image_sha256"] == record["image_sha256"]
            assert float(row["malignant"]) == pytest.approx(record["malignant"], abs=1e-4)
    report = (out / "report.html").read_text()
    assert "13 found = 12 read + 1 failed + 0 waiting (it adds up)" in report
    assert html.escape(NOTICE) in report
    assert "http" not in report.replace("http-equiv", "")


def test_json_and_sidecar_with_known_diagnoses(tiny: Path, folder: Path, tmp_path: Path) -> None:
    lines = ["file,dx,patient"]
    lines += [f"image {i:02d}.jpg,{'mel' if i % 2 else 'nv'},P{i // 2}" for i in range(12)]
    (tmp_path / "known.csv").write_text("\n".join([*lines, "absent.jpg,nv,P9"]))
    out = tmp_path / "out"
    done = review(tiny, folder, out, "--sidecar", str(tmp_path / "known.csv"), "--json")
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)
    assert (counts["found"], counts["read"], counts["failed"]) == (12, 12, 0)
    assert counts["metrics"]["accuracy"]["n"] == 12
    assert {row["patient"] for row in read_csv(out)} == {f"P{i}" for i in range(6)}
    assert "absent.jpg" in (out / "report.html").read_text()
    again = review(
        tiny, folder, tmp_path / "second", "--sidecar", str(tmp_path / "known.csv"),
        "--compare", str(out), "--json",
    )  # fmt: skip
    assert json.loads(again.stdout)["mcnemar"] == {"only_here": 0, "only_there": 0, "p": 1.0}


@needs_signals
def test_killed_at_random_the_results_are_those_of_a_whole_run(
    tiny: Path, folder: Path, many: int, tmp_path: Path
) -> None:
    whole = review(tiny, folder, tmp_path / "whole")
    assert whole.returncode == 0, whole.stderr
    chance = random.Random(3)
    out = tmp_path / "killed"
    for _ in range(4):
        with subprocess.Popen(
            command(tiny, folder, out), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        ) as process:
            while not (out / "review.sqlite").exists() and process.poll() is None:
                time.sleep(0.05)
            time.sleep(chance.uniform(0.0, 1.5))
            os.kill(process.pid, signal.SIGKILL)
    last = review(tiny, folder, out)
    assert last.returncode == 0, last.stderr
    assert read_jsonl(out) == read_jsonl(tmp_path / "whole")
    assert len(read_jsonl(out)) == many


@needs_signals
def test_interrupted_review_says_how_to_go_on(
    tiny: Path, folder: Path, many: int, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with subprocess.Popen(
        command(tiny, folder, out), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if " of " in line:
                process.send_signal(signal.SIGINT)
                break
        _, errors = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "the same command goes on from here" in errors
    assert any(row["status"] == "waiting" for row in read_csv(out))
    assert review(tiny, folder, out, "--resume").returncode == 0
    assert all(row["status"] == "ok" for row in read_csv(out))


def test_resume_without_a_review_is_refused(tiny: Path, folder: Path, tmp_path: Path) -> None:
    done = review(tiny, folder, tmp_path / "out", "--resume")
    assert done.returncode == 1
    assert "holds no review to take up" in done.stderr


def test_comparison_that_cannot_be_made_is_refused_before_the_work(
    tiny: Path, folder: Path, tmp_path: Path
) -> None:
    done = review(tiny, folder, tmp_path / "out", "--compare", str(tmp_path / "gone"))
    assert done.returncode == 1 and "needs --sidecar" in done.stderr
    table = tmp_path / "table.csv"
    table.write_text("file,diagnosis\n")
    options = ("--sidecar", str(table), "--compare", str(tmp_path / "gone"))
    done = review(tiny, folder, tmp_path / "out", *options)
    assert done.returncode == 1 and "gone holds no results of a review" in done.stderr
    assert not (tmp_path / "out").exists()


def test_place_that_cannot_be_written_is_one_line(tiny: Path, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    done = review(tiny, folder, tmp_path / "file" / "out")
    assert done.returncode == 1
    assert "cannot be written (Not a directory)" in done.stderr and "Traceback" not in done.stderr


def test_missing_folder_and_bundle_are_one_line(tiny: Path, tmp_path: Path) -> None:
    done = review(tiny, tmp_path / "nowhere", tmp_path / "out")
    assert done.returncode == 1
    assert "no such folder" in done.stderr and "Traceback" not in done.stderr
    (tmp_path / "empty").mkdir()
    done = review(tmp_path / "no bundle", tmp_path / "empty", tmp_path / "out")
    assert done.returncode == 1
    assert "no bundle" in done.stderr and "Traceback" not in done.stderr


@needs_signals
def test_watched_folder_waits_for_files_to_be_complete(
    tiny: Path, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    whole = (folder / "visit 0" / "image 00.jpg").read_bytes()
    arriving = folder / "arriving.jpg"
    with subprocess.Popen(
        command(tiny, folder, out, "--watch", "0.3"),
        stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        with arriving.open("wb") as file:
            for start in range(0, len(whole), 100):
                file.write(whole[start : start + 100])
                file.flush()
                time.sleep(0.1)
        limit = time.monotonic() + 120
        while time.monotonic() < limit:
            rows = read_csv(out) if (out / "results.csv").exists() else []
            if len(rows) == 13:
                break
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=120)
    assert process.returncode == 0
    assert {row["status"] for row in read_csv(out)} == {"ok"}
    assert len(read_csv(out)) == 13
