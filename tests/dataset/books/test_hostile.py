"""Files that are broken or made to do harm cost themselves, and no other book anything."""

import pytest
from miniatures.books.hostile import write_hostile

from skinvl.dataset.books.assembly import Assembled
from skinvl.dataset.books.build import BuildConfig, build_dataset
from skinvl.dataset.engine.guard import Limits


@pytest.fixture(scope="module")
def expected_and_made(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Assembled]:
    root = tmp_path_factory.mktemp("hostile")
    expected = write_hostile(root / "books")
    books = sorted(path.name for path in (root / "books").iterdir())
    limits = Limits(memory_mb=1024, silent_s=12.0)
    made = build_dataset(
        BuildConfig(inputs=(root / "books",), out=root / "out", workers=2, limits=limits)
    )
    assert sorted(path.name for path in (root / "books").iterdir()) == books
    assert sorted(path.name for path in root.iterdir()) == ["books", "out"]
    assert not list(root.rglob("*escaped*"))
    return expected, made


def test_a_document_that_cannot_be_read_is_a_reject_with_a_reason(
    expected_and_made: tuple[dict[str, str], Assembled],
) -> None:
    expected, made = expected_and_made
    whole = {row.pdf: row for row in made.rejects if row.page == 0}
    for name, outcome in expected.items():
        if outcome == "reject":
            assert whole[name].reason in ("encrypted", "not_a_pdf") and whole[name].detail


def test_no_document_goes_missing(expected_and_made: tuple[dict[str, str], Assembled]) -> None:
    expected, made = expected_and_made
    known = {entry["pdf"] for entry in made.card["documents"]} | {row.pdf for row in made.rejects}
    assert known == set(expected)


def test_a_clean_book_beside_them_is_read_as_ever(
    expected_and_made: tuple[dict[str, str], Assembled],
) -> None:
    expected, made = expected_and_made
    # The damaged copies of the clean book come after or before it: its pictures are kept once.
    assert len(made.pairs) == 2
    found = {row.pdf: 0 for row in made.rejects} | {pair.pdf: 0 for pair in made.pairs}
    for row in (*made.pairs, *made.rejects):
        found[row.pdf] += row.bbox is not None
    for name, outcome in expected.items():
        if outcome == "figures":
            assert found[name] == 2
        if outcome == "empty":
            assert found.get(name, 0) == 0
