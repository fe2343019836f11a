import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from miniatures.books.press import Book, print_book

from skinvl.dataset.books.build import BuildConfig, build_dataset

BOOKS = {
    "atlas.pdf": Book("plain-below", ["one", "two", "derm", "path"], seed=41),
    'notes <b>&".pdf': Book("rejects", ["one", "eye_bar", "low", "duplicate"], seed=42),
}


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("built")
    (root / "books").mkdir()
    for name, book in BOOKS.items():
        print_book(book, root / "books" / name)
    _build(root)
    return root


def _build(root: Path) -> None:
    build_dataset(BuildConfig(inputs=(root / "books",), out=root / "out", workers=1))


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    """A folder with ``books`` and their dataset ``out``, for one test alone."""
    root = tmp_path / "copy"
    shutil.copytree(built_once, root)
    return root


@pytest.fixture
def build_again() -> Callable[[Path], None]:
    """Runs ``dataset build`` once more over the books below a folder."""
    return _build
