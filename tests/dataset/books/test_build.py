"""Books to a dataset folder: the same bytes however often, by how many, and however interrupted."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from miniatures.books.press import Book, print_book
from miniatures.readers import read_or_misbehave, read_with_a_log, read_with_half_characters

from skinvl.contract.errors import ConfigError, DataError
from skinvl.dataset.books.build import BuildConfig, assemble_again, build_dataset
from skinvl.dataset.books.folder import hold_folder
from skinvl.dataset.books.plan import BUILDING
from skinvl.dataset.books.settings import BookSettings
from skinvl.dataset.engine.guard import Limits

SETTINGS = BookSettings(ocr="never")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three small books in two folders."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "more").mkdir()
    print_book(Book("plain-below", ["one", "two", "chart"], seed=1), folder / "atlas.pdf")
    print_book(Book("two-columns-dash", ["derm", "one"], seed=2), folder / "more" / "atlas.pdf")
    print_book(Book("above-pipe", ["path", "one"], seed=3), folder / "short.pdf")
    return folder


def configure(out: Path, *inputs: Path, **changes: Any) -> BuildConfig:
    base = BuildConfig(inputs=inputs, out=out, workers=2, book=SETTINGS)
    return dataclasses.replace(base, **changes)


def build_command(library: Path, out: Path, *, workers: int) -> list[str]:
    """The command line that does what `configure` does."""
    command = [sys.executable, "-m", "skinvl.cli", "dataset", "build", str(library)]
    return [*command, "--out", str(out), "--workers", str(workers), "--ocr", "never"]


def snapshot(out: Path) -> dict[str, str]:
    """sha256 of every file of the finished dataset and of what a later run goes on from."""
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def rows(out: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def finished(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of an uninterrupted run."""
    out = tmp_path_factory.mktemp("finished") / "data"
    build_dataset(configure(out, library))
    return out


def test_the_folder_is_complete(finished: Path) -> None:
    pairs = rows(finished, "pairs.jsonl")
    assert {pair["pdf"] for pair in pairs} == {"atlas.pdf", "more/atlas.pdf", "short.pdf"}
    for pair in pairs:
        image = finished / pair["image_path"]
        assert hashlib.sha256(image.read_bytes()).hexdigest() == pair["image_sha256"]
    card = json.loads((finished / "dataset_card.json").read_text())
    assert card["counts"]["pairs"] == len(pairs)
    assert card["counts"]["documents_read"] == 3
    assert card["leak_check"]["passed"]


def test_nothing_vanishes(finished: Path) -> None:
    """Every panel of the card is a pair or a reject."""
    card = json.loads((finished / "dataset_card.json").read_text())
    told = [row for row in rows(finished, "rejects.jsonl") if row["image_path"]]
    refused = [row for row in rows(finished, "rejects.jsonl") if row["stage"] == "pixels"]
    assert card["counts"]["panels"] == card["counts"]["pairs"] + len(told) + len(refused)
    named = {row["image_path"] for row in (*rows(finished, "pairs.jsonl"), *told)}
    assert named == {str(path.relative_to(finished)) for path in (finished / "images").rglob("*.*")}


@pytest.mark.parametrize("workers", [1, 3])
def test_bytes_do_not_depend_on_workers_or_order(
    library: Path, finished: Path, tmp_path: Path, workers: int
) -> None:
    out = tmp_path / "data"
    build_dataset(configure(out, library, workers=workers))
    assert snapshot(out) == snapshot(finished)


def test_a_second_run_reads_nothing_anew(library: Path, tmp_path: Path) -> None:
    books = tmp_path / "books"
    shutil.copytree(library, books)
    config = configure(tmp_path / "data", books, reader=read_with_a_log)
    build_dataset(config)
    before = snapshot(config.out)
    build_dataset(config)
    assert snapshot(config.out) == before
    assert sorted((books / "read.log").read_text().split()) == ["atlas.pdf", "short.pdf"]
    assert (books / "more" / "read.log").read_text().split() == ["more/atlas.pdf"]


def test_only_what_changed_is_read_anew(library: Path, tmp_path: Path) -> None:
    books = tmp_path / "books"
    shutil.copytree(library, books)
    config = configure(tmp_path / "data", books, reader=read_with_a_log)
    build_dataset(config)
    print_book(Book("above-pipe", ["derm"], seed=9), books / "short.pdf")
    (books / "more" / "atlas.pdf").unlink()
    build_dataset(config)
    assert sorted((books / "read.log").read_text().split()) == [
        "atlas.pdf",
        "short.pdf",
        "short.pdf",
    ]
    fresh = configure(tmp_path / "fresh", books, reader=read_with_a_log)
    build_dataset(fresh)
    assert snapshot(config.out) == snapshot(fresh.out)


def test_a_damaged_picture_is_made_again(library: Path, finished: Path, tmp_path: Path) -> None:
    out = tmp_path / "data"
    shutil.copytree(finished, out)
    (out / rows(out, "pairs.jsonl")[0]["image_path"]).write_bytes(b"damaged")
    (out / rows(out, "pairs.jsonl")[-1]["image_path"]).unlink()
    build_dataset(configure(out, library))
    assert snapshot(out) == snapshot(finished)


def test_a_killed_run_goes_on_to_the_same_bytes(library: Path, tmp_path: Path) -> None:
    """The real command, killed with SIGKILL at random moments until it is through."""
    out = tmp_path / "data"
    command = build_command(library, out, workers=2)
    started = time.monotonic()
    subprocess.run(build_command(library, tmp_path / "whole", workers=2), check=True)
    whole = time.monotonic() - started
    moments = random.Random(5)
    killed = 0
    for _ in range(6):
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            run.wait(whole * moments.uniform(0.2, 0.9))
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            killed += 1
        run.wait()
    assert killed
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    assert snapshot(out) == snapshot(tmp_path / "whole")


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
def test_ctrl_c_ends_cleanly_and_can_be_resumed(
    library: Path, finished: Path, tmp_path: Path
) -> None:
    out = tmp_path / "data"
    command = build_command(library, out, workers=1)
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + 60
    while not list(out.glob(f"{BUILDING}/unfinished-*")):
        assert time.monotonic() < end and run.poll() is None
        time.sleep(0.01)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert said.strip().splitlines()[-1] == "skinvl: interrupted"
    assert "Traceback" not in said
    assert not (out / "dataset_card.json").exists()
    build_dataset(configure(out, library))
    assert snapshot(out) == snapshot(finished)


def test_bad_books_cost_themselves(library: Path, finished: Path, tmp_path: Path) -> None:
    books = tmp_path / "books"
    shutil.copytree(library, books)
    for number, name in enumerate(("crash", "hang", "gulp", "raise")):
        print_book(Book("plain-below", ["one"], seed=20 + number), books / f"{name}.pdf")
    out = tmp_path / "data"
    limits = Limits(memory_mb=600, silent_s=4, step_s=20)
    made = build_dataset(configure(out, books, reader=read_or_misbehave, limits=limits))
    told = {row.pdf: (row.stage, row.reason) for row in made.rejects if row.page == 0}
    assert told == {
        "crash.pdf": ("guard", "crashed"),
        "hang.pdf": ("guard", "timed_out"),
        "gulp.pdf": ("guard", "out_of_memory"),
        "raise.pdf": ("guard", "crashed"),
    }
    assert {pair["pdf"] for pair in rows(out, "pairs.jsonl")} == {
        pair["pdf"] for pair in rows(finished, "pairs.jsonl")
    }
    before = snapshot(out)
    assemble_again(out)
    assert snapshot(out) == before


def test_the_same_book_twice_is_read_once(library: Path, tmp_path: Path) -> None:
    shutil.copy(library / "short.pdf", tmp_path / "copy.pdf")
    made = build_dataset(configure(tmp_path / "data", library / "short.pdf", tmp_path / "copy.pdf"))
    assert {pair.pdf for pair in made.pairs} == {"copy.pdf"}
    assert [(row.pdf, row.reason, row.detail) for row in made.rejects if row.page == 0] == [
        ("short.pdf", "same_file", "same file as copy.pdf")
    ]


def test_a_picture_of_two_books_is_kept_once(tmp_path: Path) -> None:
    print_book(Book("plain-below", ["one"], seed=4), tmp_path / "a.pdf")
    print_book(Book("outer-margin", ["one"], seed=4), tmp_path / "b.pdf")
    made = build_dataset(configure(tmp_path / "data", tmp_path / "a.pdf", tmp_path / "b.pdf"))
    twins = [row for row in made.rejects if row.reason == "duplicate"]
    assert [(row.pdf, row.detail) for row in twins] == [("b.pdf", "the picture of a.pdf, page 1")]


def test_settings_change_what_is_read(library: Path, tmp_path: Path) -> None:
    config = configure(tmp_path / "data", library / "short.pdf")
    build_dataset(config)
    strict = dataclasses.replace(SETTINGS, least_confidence=1.1)
    made = build_dataset(dataclasses.replace(config, book=strict))
    assert not made.pairs
    assert {row.reason for row in made.rejects if row.stage == "pairing"} == {"doubtful"}
    fresh = configure(tmp_path / "fresh", library / "short.pdf", book=strict)
    build_dataset(fresh)
    assert snapshot(config.out) == snapshot(fresh.out)


def test_text_that_cannot_be_written_is_mended(library: Path, tmp_path: Path) -> None:
    made = build_dataset(
        configure(tmp_path / "data", library / "short.pdf", reader=read_with_half_characters)
    )
    assert made.pairs
    assert all(pair.caption.endswith("?") for pair in made.pairs)


def test_one_run_at_a_time(library: Path, tmp_path: Path) -> None:
    out = tmp_path / "data"
    with (
        hold_folder(out, BUILDING),
        pytest.raises(DataError, match="another run is building here"),
    ):
        build_dataset(configure(out, library))


def test_faults_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("dear")
    config = configure(
        tmp_path / "other",
        tmp_path / "absent.pdf",
        workers=0,
        fractions=(0.5, 0.1, 0.1),
        ray_address="here:1",
        rights=tmp_path / "absent.csv",
    )
    with pytest.raises(ConfigError) as caught:
        build_dataset(config)
    assert len(caught.value.errors) == 6
    assert (tmp_path / "other" / "letter.txt").exists()


def test_a_folder_without_books_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match="no PDF in this folder"):
        build_dataset(configure(tmp_path / "data", tmp_path / "empty"))


def test_assembling_again_needs_the_results(finished: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="not a folder made by dataset build"):
        assemble_again(tmp_path)
    out = tmp_path / "data"
    shutil.copytree(finished, out)
    assemble_again(out)
    assert snapshot(out) == snapshot(finished)
    shutil.rmtree(out / "images")
    with pytest.raises(DataError, match="run dataset build again"):
        assemble_again(out)


def test_questions_for_other_pairs_are_forgotten(library: Path, tmp_path: Path) -> None:
    out = tmp_path / "data"
    build_dataset(configure(out, library / "short.pdf"))
    (out / "samples.jsonl").write_text("{}\n")
    build_dataset(configure(out, library / "short.pdf"))
    assert (out / "samples.jsonl").exists()
    build_dataset(configure(out, library / "short.pdf", library / "atlas.pdf"))
    assert not (out / "samples.jsonl").exists()
