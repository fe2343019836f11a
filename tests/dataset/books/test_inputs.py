"""Which files are books, and what their rows call them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from skinvl.contract.errors import DataError
from skinvl.dataset.books.inputs import find_books


def put(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def names(*inputs: Path) -> list[str]:
    return [book.name for book in find_books(inputs)[0]]


def test_a_folder_names_its_books_by_their_path(tmp_path: Path) -> None:
    put(tmp_path / "b.pdf", "1")
    put(tmp_path / "deep" / "a.PDF", "2")
    put(tmp_path / "notes.txt", "3")
    assert names(tmp_path) == ["b.pdf", "deep/a.PDF"]


def test_a_file_is_called_by_its_base_name(tmp_path: Path) -> None:
    assert names(put(tmp_path / "x" / "b.pdf", "1")) == ["b.pdf"]


def test_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    first, second = put(tmp_path / "x" / "b.pdf", "1"), put(tmp_path / "y" / "b.pdf", "2")
    assert names(first, second) == names(second, first) == ["x/b.pdf", "y/b.pdf"]
    assert names(tmp_path / "x", tmp_path / "y") == ["x/b.pdf", "y/b.pdf"]
    third = put(tmp_path / "y" / "z" / "b.pdf", "3")
    assert names(second, third) == ["y/b.pdf", "z/b.pdf"]


def test_a_file_that_is_named_twice_is_one(tmp_path: Path) -> None:
    book = put(tmp_path / "x" / "b.pdf", "1")
    books, rejects = find_books([book, tmp_path, tmp_path / "x"])
    assert [item.name for item in books] == ["x/b.pdf"]
    assert rejects == []


def test_the_same_bytes_are_read_once(tmp_path: Path) -> None:
    put(tmp_path / "a.pdf", "same")
    put(tmp_path / "b.pdf", "same")
    books, rejects = find_books([tmp_path])
    assert [item.name for item in books] == ["a.pdf"]
    assert [(row.pdf, row.reason, row.detail) for row in rejects] == [
        ("b.pdf", "same_file", "same file as a.pdf")
    ]


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file or folder"):
        find_books([tmp_path / "none.pdf"])
    with pytest.raises(DataError, match="no PDF in this folder"):
        find_books([tmp_path])


def test_a_name_that_is_no_text_fits_into_a_row(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.pdf")
    try:
        path.write_text("1")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert names(tmp_path) == ["caf\\xe9.pdf"]
