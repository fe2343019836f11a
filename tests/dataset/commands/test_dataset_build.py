"""``skinvl dataset build`` as it is typed."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path

import pytest
from miniatures.books.press import Book, print_book

from skinvl.cli.main import main


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    path = tmp_path / "atlas.pdf"
    print_book(Book("plain-below", ["one", "two"], seed=1), path)
    return path


def test_a_book_becomes_a_dataset(
    atlas: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "data"
    assert main(["dataset", "build", str(atlas), "--out", str(out), "--workers", "1"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    pairs = (out / "pairs.jsonl").read_text().splitlines()
    assert said.out.startswith(f"{out}: {len(pairs)} pairs from 1 of 1 documents")
    assert "leak check: passed" in said.out
    keys = {"pdf", "page", "bbox", "panel", "figure_number", "caption", "image_path", "modality"}
    keys |= {"diagnosis", "age", "sex", "confidence"}
    assert all(keys <= set(json.loads(line)) for line in pairs)
    rejects = (out / "rejects.jsonl").read_text().splitlines()
    assert all({"pdf", "page", "bbox", "stage", "reason"} <= set(json.loads(r)) for r in rejects)


def test_the_card_is_printed_for_programs(
    atlas: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "data"
    assert main(["dataset", "build", str(atlas), "--out", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(
        (out / "dataset_card.json").read_text()
    )


def test_one_line_for_every_bad_book(
    atlas: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.pdf").write_text("<html>")
    out = tmp_path / "data"
    assert main(["dataset", "build", str(tmp_path), "--out", str(out)]) == 0
    said = capsys.readouterr().err.splitlines()
    assert said == ["letter.pdf: not_a_pdf: not a PDF, whatever its name says"]


def test_no_book_at_all_is_a_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.pdf").write_text("<html>")
    out = tmp_path / "data"
    assert main(["dataset", "build", str(tmp_path / "letter.pdf"), "--out", str(out)]) == 1
    said = capsys.readouterr()
    assert "0 pairs from 0 of 1 documents" in said.out
    assert (out / "rejects.jsonl").read_text().count("\n") == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["absent.pdf", "--out", "data"], "absent.pdf: no such file or folder"),
        ([".", "--out", "data"], "no PDF in this folder"),
        ([".", "--out", "data", "--workers", "0"], "--workers: 0 is not 1 or more"),
        ([".", "--out", "data", "--fractions", "1,1,1"], "three parts train,val,test"),
        ([".", "--out", "data", "--memory-mb", "5"], "--memory-mb: 5 is less than 128"),
        ([".", "--out", "data", "--ray-address", "a:1"], "only with --engine ray"),
    ],
)
def test_faults_are_one_line(
    words: list[str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["dataset", "build", *words]) == 1
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1


@pytest.fixture
def shared_broken() -> Path:
    """The folder of damaged and hostile files, or a skip."""
    default = Path(__file__).resolve().parents[4] / "shared" / "data"
    folder = Path(os.environ.get("SKINVL_DATA", default)) / "textbooks" / "broken"
    if not folder.is_dir():
        pytest.skip("the damaged test files are not here (SKINVL_DATA)")
    return folder


def test_hostile_files_cost_themselves(
    shared_broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bomb, 2,000 empty pages, a password and the like beside one another; nobody else dies."""
    out = tmp_path / "data"
    words = ["dataset", "build", str(shared_broken), "--out", str(out), "--json"]
    assert main([*words, "--workers", "2"]) == 0
    card = json.loads(capsys.readouterr().out)
    states = {book["pdf"]: book for book in card["documents"]}
    expected = json.loads((shared_broken / "expected.json").read_text())
    assert set(states) == set(expected)
    for name, entry in expected.items():
        if entry["expect"] == "error":
            assert states[name]["status"] == "not", name
        if entry["expect"] in ("ok", "ok_empty"):
            assert states[name]["status"] != "not", name
        if entry["expect"] == "ok_empty":
            assert states[name]["figures"] == 0
    assert states["pages_2000_empty.pdf"]["pages"] == 2000
    bomb = [
        json.loads(line)
        for line in (out / "rejects.jsonl").read_text().splitlines()
        if "image_bomb" in line
    ]
    assert [row["reason"] for row in bomb] == ["image_too_large"]
    assert not [path for path in tmp_path.rglob("*") if "escaped" in path.name]


@pytest.mark.skipif(
    importlib.util.find_spec("ray") is None, reason="Ray is not installed (the extra `ray`)"
)
def test_ray_gives_the_same_bytes(atlas: Path, tmp_path: Path) -> None:
    print_book(Book("above-pipe", ["derm"], seed=5), tmp_path / "second.pdf")
    out, other = tmp_path / "data", tmp_path / "ray"
    words = ["dataset", "build", str(atlas), str(tmp_path / "second.pdf"), "--ocr", "never"]
    assert main([*words, "--out", str(out)]) == 0
    assert main([*words, "--out", str(other), "--engine", "ray", "--workers", "2"]) == 0
    assert read_all(out) == read_all(other)


def read_all(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*.*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
