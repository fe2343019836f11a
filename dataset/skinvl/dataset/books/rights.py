"""Who holds the rights in a book: a table that the user keeps beside the PDFs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from skinvl.dataset.sources.collection import read_table

NOT_STATED = "not stated"


@dataclass(frozen=True)
class Rights:
    """Title, licence and rights holder of a book, in the words of the table."""

    title: str = NOT_STATED
    licence: str = NOT_STATED
    rights: str = NOT_STATED


def read_rights(path: Path) -> dict[str, Rights]:
    """Read a CSV file with the columns pdf, title, licence and rights.

    Raises:
        DataError: no such table, or a column is missing.
    """
    return {
        row["pdf"]: Rights(
            row["title"] or NOT_STATED, row["licence"] or NOT_STATED, row["rights"] or NOT_STATED
        )
        for row in read_table(path, ("pdf", "title", "licence", "rights"))
    }
