"""The card says what was read, kept and left out, and by whose rights."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from miniatures.books.press import Book, print_book

from skinvl.contract.errors import DataError
from skinvl.dataset.books.build import BuildConfig, build_dataset
from skinvl.dataset.books.rights import read_rights
from skinvl.dataset.books.settings import BookSettings


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> BuildConfig:
    folder = tmp_path_factory.mktemp("card")
    print_book(Book("plain-below", ["one", "two", "chart"], seed=1), folder / "a.pdf")
    print_book(Book("above-pipe", ["derm", "path"], seed=2), folder / "b.pdf")
    (folder / "letter.pdf").write_text("<html>")
    (folder / "rights.csv").write_text(
        "pdf,title,licence,rights\na.pdf,An Atlas,CC BY 4.0,A. Weber\n", encoding="utf-8"
    )
    return BuildConfig(
        (folder,),
        folder / "data",
        workers=2,
        book=BookSettings(ocr="never"),
        rights=folder / "rights.csv",
    )


@pytest.fixture(scope="module")
def card(config: BuildConfig) -> dict[str, Any]:
    build_dataset(config)
    found: dict[str, Any] = json.loads((config.out / "dataset_card.json").read_text())
    return found


def test_counts_are_those_of_the_rows(config: BuildConfig, card: dict[str, Any]) -> None:
    pairs = [json.loads(line) for line in (config.out / "pairs.jsonl").read_text().splitlines()]
    rejects = [json.loads(line) for line in (config.out / "rejects.jsonl").read_text().splitlines()]
    counts = card["counts"]
    assert counts["pairs"] == len(pairs) == sum(counts["modality"].values())
    assert counts["rejects"] == len(rejects) == sum(counts["reject_reason"].values())
    assert sum(counts["reject_stage"].values()) == len(rejects)
    assert sum(counts["split"].values()) == len(pairs)
    assert counts["subset"]["captions"] == len(pairs)
    assert counts["subset"]["demographics"] == sum(
        bool(pair["age"] is not None or pair["age_range"] or pair["sex"]) for pair in pairs
    )
    assert card["coverage"]["sex"] == sum(pair["sex"] is not None for pair in pairs)
    words = sorted(len(pair["caption"].split()) for pair in pairs)
    assert card["captions"]["words_mean"] == pytest.approx(sum(words) / len(words), abs=0.01)


def test_every_document_has_its_rights_and_state(card: dict[str, Any]) -> None:
    documents = {book["pdf"]: book for book in card["documents"]}
    assert documents["a.pdf"]["licence"] == "CC BY 4.0"
    assert documents["a.pdf"]["title"] == "An Atlas"
    assert documents["a.pdf"]["status"] == "read"
    assert documents["b.pdf"]["licence"] == "not stated"
    assert documents["letter.pdf"]["status"] == "not"
    assert documents["letter.pdf"]["reasons"] == ["not_a_pdf"]
    assert "copyright" in card["rights_note"]


def test_nothing_of_this_machine_stands_in_it(config: BuildConfig, card: dict[str, Any]) -> None:
    for name in ("dataset_card.json", "DATASET_CARD.md", "pairs.jsonl", "rejects.jsonl"):
        text = (config.out / name).read_text(encoding="utf-8")
        assert str(config.out.parent) not in text
        assert str(Path.home()) not in text
    assert set(card["versions"]) == {"skinvl", "pymupdf", "mupdf"}


def test_the_fingerprint_follows_the_rows(
    config: BuildConfig, card: dict[str, Any], tmp_path: Path
) -> None:
    made = build_dataset(dataclasses.replace(config, out=tmp_path / "again"))
    assert made.card["fingerprint"] == card["fingerprint"]
    fractions = (0.0, 0.0, 1.0)
    made = build_dataset(dataclasses.replace(config, out=tmp_path / "all", fractions=fractions))
    assert made.card["fingerprint"] != card["fingerprint"]


def test_the_readable_card_says_the_same(config: BuildConfig, card: dict[str, Any]) -> None:
    text = (config.out / "DATASET_CARD.md").read_text(encoding="utf-8")
    assert card["fingerprint"] in text
    assert "| a.pdf | An Atlas | CC BY 4.0 | A. Weber |" in text
    assert "leak check passed" in text
    for reason, count in card["counts"]["reject_reason"].items():
        assert f"| {reason} | {count} |" in text


def test_a_table_of_rights_needs_its_columns(tmp_path: Path) -> None:
    table = tmp_path / "rights.csv"
    table.write_text("pdf,licence\na.pdf,mine\n")
    with pytest.raises(DataError, match="no column title, rights"):
        read_rights(table)
