"""Corrections taken into a dataset folder: checked, kept, and the rows written anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from skinvl.contract.errors import ConfigError
from skinvl.dataset.books.build import assemble_again
from skinvl.dataset.books.folder import write_file
from skinvl.dataset.review.corrections import (
    CORRECTIONS_FILE,
    Correction,
    load_corrections,
    merge_corrections,
    print_corrections,
    read_table,
)
from skinvl.dataset.review.rows import read_rows


def take_in(folder: Path, tables: Sequence[Path], reviewer: str) -> dict[str, Any]:
    """Add the corrections of `tables` to those that `folder` keeps and apply them all.

    Nothing is changed unless every line is right. The same tables taken in again change nothing.

    Returns:
        The card's count of corrections.

    Raises:
        ConfigError: every fault of every table.
        DataError: a file cannot be read or written, or the folder's build is not complete.
    """
    rows = read_rows(folder)
    later: list[Correction] = []
    errors: list[str] = []
    for table in tables:
        try:
            later += read_table(table, rows.pairs, rows.rejects, reviewer)
        except ConfigError as error:
            errors += error.errors
    if errors:
        raise ConfigError(errors)
    path = folder / CORRECTIONS_FILE
    before = load_corrections(folder)
    text = print_corrections(merge_corrections(before, later))
    if text != print_corrections(before):
        write_file(path, text)
    return dict(assemble_again(folder).card["review"])
