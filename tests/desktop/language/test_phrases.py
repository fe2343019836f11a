"""Every sentence that can reach a person from outside the window has its phrase.

The sources are read: what is raised for a person, and what some modules return as a reason. A new
sentence fails here until it stands in a table of `skinvl.desktop.core.language`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import skinvl.contract.errors
import skinvl.desktop.core.language
import skinvl.runtime
from skinvl.desktop.core.language import sayings

CONTRACT = Path(skinvl.contract.errors.__file__).parent
CORE = Path(skinvl.desktop.core.language.__file__).parents[1]
RUNTIME = Path(skinvl.runtime.__file__).parent
# These speak to somebody at a command line or to a programmer, never in the window.
ELSEWHERE = {
    CONTRACT / "answer.py",
    CONTRACT / "ontology.py",
    CONTRACT / "sample.py",
    CORE / "review" / "cluster.py",
    RUNTIME / "explanation_picture.py",
    RUNTIME / "keyring.py",
}
DEFECTS = {"ValueError", "RuntimeError", "TypeError", "KeyError", "AttributeError"}
# What these return is shown, or stored and shown later.
REASONS = (
    CONTRACT / "image.py",
    CONTRACT / "image_file.py",
    CORE / "dicom_decoding.py",
    CORE / "engine.py",
    CORE / "process.py",
    CORE / "self_test.py",
    CORE / "update" / "installation.py",
    CORE / "review" / "pool.py",
    CORE / "review" / "scan.py",
    CORE / "review" / "worker.py",
    CORE / "store" / "verify.py",
    RUNTIME / "calibrate.py",
    RUNTIME / "outline.py",
    RUNTIME / "provider.py",
    RUNTIME / "trial.py",
)
# Kinds of DICOM objects, statements for the database, options of a command.
NOT_SAID = re.compile(
    r"VL Photographic Image|Dermoscopic Photography Image|Secondary Capture Image|DICOM \{\}"
    r"|--out: names a folder for the results|(BEGIN|INSERT|SELECT|PRAGMA) .*"
    r"|\{\} (x \{\}|\{\})"
)
# Put together from parts, each of which has a phrase with the rest.
COMPOSED = {
    "{}: the {} {} {}": (
        "the input {} is missing",
        "the input {} was not agreed",
        "the output {} is missing",
        "the output {} was not agreed",
    ),
    "{}: the {} {} is {}, not {}": ("the input {} is {}, not {}", "the output {} is {}, not {}"),
    "{} (asked for: {}){}": ("{} (asked for: {})", "{} (asked for: {}); {}"),
    "{}; make room, at least 1 GB": ("{} GB free beside the store; make room, at least 1 GB",),
}


def blank(text: str) -> str:
    """A template without the names of its fields."""
    parts = Formatter().parse(text)
    return "".join(literal + ("{}" if name is not None else "") for literal, name, _, _ in parts)


KNOWN = {blank(text) for table in sayings.TABLES for text in table.PHRASES}


def read_text(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
        )
    return None


def list_texts(tree: ast.AST) -> Iterator[str]:
    """Texts of several words that are neither documentation nor given to `translate`."""
    left_out: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            left_out.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            left_out.update(id(part) for part in node.values)
        elif isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            if name in {"translate", *DEFECTS}:
                left_out.update(id(part) for part in ast.walk(node))
    for node in ast.walk(tree):
        text = read_text(node) if id(node) not in left_out else None
        if text is not None and " " in text.strip() and re.search("[a-z]{2}", text):
            yield text


def list_raised(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call):
            continue
        if ast.unparse(node.exc.func) not in DEFECTS:
            yield from list_texts(node.exc)


def find_unknown(texts: Iterator[str]) -> set[str]:
    return {
        text
        for text in texts
        if not KNOWN.issuperset(COMPOSED.get(text, (text,))) and not NOT_SAID.fullmatch(text)
    }


SOURCES = sorted({*CONTRACT.glob("*.py"), *RUNTIME.glob("*.py"), *CORE.rglob("*.py")} - ELSEWHERE)


def test_what_is_raised_for_a_person_has_a_phrase() -> None:
    raised = {file: set(list_raised(file)) for file in SOURCES}
    assert sum(map(len, raised.values())) > 200
    missing = {
        str(file.relative_to(file.parents[2])): unknown
        for file, texts in raised.items()
        if (unknown := find_unknown(iter(texts)))
    }
    assert missing == {}, "add these to a table of core/language, and their German"


@pytest.mark.parametrize("file", REASONS, ids=lambda file: file.stem)
def test_reasons_that_are_shown_have_a_phrase(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert find_unknown(list_texts(tree)) == set(), "add these to a table of core/language"


def test_a_phrase_stands_in_one_table_once() -> None:
    for table in sayings.TABLES:
        assert len({*table.PHRASES}) == len(table.PHRASES), table.CONTEXT
