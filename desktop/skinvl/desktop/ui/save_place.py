"""Where a file goes that leaves the program: asked in a place that belongs to the user.

A name without a folder would be offered in the folder that the program was started from, and a
name that is typed without an ending would be written without one.
"""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

_last: dict[str, Path] = {}


def find_folder() -> Path:
    """The folder that was chosen last, else the user's documents, else the home folder."""
    last = _last.get("folder")
    if last is not None and last.is_dir():
        return last
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) if documents and Path(documents).is_dir() else Path.home()


def ask_folder(parent: QWidget, title: str) -> Path | None:
    """Ask for a folder to write into; None where the person gives up."""
    name = QFileDialog.getExistingDirectory(parent, title, str(find_folder()))
    if not name:
        return None
    _last["folder"] = Path(name)
    return Path(name)


def ask_file(parent: QWidget, title: str, suggestion: str, kinds: str) -> tuple[Path, str] | None:
    """Ask for a file to write; None where the person gives up.

    Args:
        parent: of the dialog.
        title: of the dialog.
        suggestion: a name, or a path where another folder than the last one is meant.
        kinds: filters as Qt has them, such as "PDF (*.pdf)".

    Returns:
        The file, with the ending of the chosen kind where none was typed, and that kind.
    """
    start = str(find_folder() / suggestion)
    name, kind = QFileDialog.getSaveFileName(parent, title, start, kinds)
    if not name:
        return None
    file = add_ending(Path(name), f"{kind};;{kinds}")
    # Qt asks before it replaces the name that was typed, not the one with the ending.
    if file != Path(name) and file.exists() and not _may_replace(parent, title, file):
        return None
    _last["folder"] = file.parent
    return file, kind


def add_ending(file: Path, kinds: str) -> Path:
    """The file with the first ending of `kinds`, unless it has one of them already."""
    endings = re.findall(r"\*(\.\w+)", kinds)
    if not endings or file.suffix.lower() in endings:
        return file
    return file.with_name(file.name + endings[0])


def _may_replace(parent: QWidget, title: str, file: Path) -> bool:
    told = QCoreApplication.translate(
        "SavePlace", "{file} exists already. Do you want to replace it?"
    )
    answer = QMessageBox.question(parent, title, told.format(file=file))
    return answer == QMessageBox.StandardButton.Yes
