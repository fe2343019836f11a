"""Cells that a spreadsheet shows and does not run."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def defuse(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would run as a formula.

    What is no UTF-8 (names of files may hold anything) becomes an escape. Source: OWASP, CSV
    injection.
    """
    readable = cell.encode("utf-8", "backslashreplace").decode("utf-8")
    return f"'{readable}" if readable.startswith(_FORMULA) else readable
