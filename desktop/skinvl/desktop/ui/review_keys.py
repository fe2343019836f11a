"""The keys of the review: one for each thing that can be done, to be changed without a clash."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QKeySequenceEdit,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core.settings import write_json
from skinvl.desktop.core.store import Store
from skinvl.desktop.ui.labels import make_label

PREFERENCE = "review.keys"
_CONTEXT = "ReviewKeys"


@dataclass(frozen=True)
class Key:
    """Something that can be done; ``keys`` are the default ones."""

    name: str
    text: str
    keys: tuple[str, ...]


KEYS = (
    Key("accept", "Accept the first diagnosis of the model and go on", ("A", "Return", "Enter")),
    *(
        Key(f"choose-{n}", f"Put diagnosis {n} of the list in its place and go on", (str(n),))
        for n in range(1, 10)
    ),
    Key("search", "Search any diagnosis", ("O",)),
    Key("flag", "Flag for somebody else and go on", ("F",)),
    Key("skip", "Leave undecided on purpose and go on", ("S",)),
    Key("bad-image", "Say that the image is not good enough and go on", ("Q",)),
    Key("comment", "Add a comment", ("N",)),
    Key("undo", "Undo the newest decision, as often as you like", ("U", "Ctrl+Z")),
    Key("reveal", "Keep your own opinion and show the result", ("R",)),
    Key("compare", "Two images of one lesion side by side, and back", ("C",)),
    Key("next", "Next image; decides nothing", ("Right",)),
    Key("previous", "Image before; decides nothing", ("Left",)),
    Key("next-open", "Next image that is not decided", ("J",)),
    Key("open", "Open on the page for one image, to measure, draw or report", ("E",)),
    Key("fit", "The whole image", ("0",)),
    Key("closer", "Zoom in", ("+",)),
    Key("back", "Zoom out", ("-",)),
    Key("refresh", "Order the list anew", ("F5",)),
    Key("sheet", "This sheet", ("?",)),
)


def explain(key: Key) -> str:
    """What a key does, in the language of the window."""
    return QCoreApplication.translate(_CONTEXT, key.text)


def default_keys() -> dict[str, tuple[str, ...]]:
    """The keys as they come."""
    return {key.name: key.keys for key in KEYS}


def find_clashes(keys: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Keys that would do two things, one line each."""
    owners: dict[str, list[str]] = {}
    for name, sequences in keys.items():
        for sequence in sequences:
            normal = QKeySequence(sequence).toString(QKeySequence.SequenceFormat.PortableText)
            owners.setdefault(normal, []).append(name)
    texts = {key.name: explain(key) for key in KEYS}
    return [
        f"{sequence}: {' / '.join(texts[name] for name in names)}"
        for sequence, names in owners.items()
        if len(names) > 1
    ]


def read_keys(store: Store | None, file: Path | None) -> dict[str, tuple[str, ...]]:
    """The user's keys: those in the store, else those in `file`, else as they come.

    Keys that clash, as after an update that needs one more, are not used.
    """
    kept: object = None
    try:
        if store is not None:
            kept = store.preferences.of_user().get(PREFERENCE)
        elif file is not None:
            kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, SkinVLError):
        kept = None
    keys = default_keys()
    if isinstance(kept, dict):
        changed = {
            name: tuple(str(part) for part in parts)
            for name, parts in kept.items()
            if name in keys and isinstance(parts, list)
        }
        if not find_clashes({**keys, **changed}):
            return {**keys, **changed}
    return keys


def save_keys(keys: Mapping[str, tuple[str, ...]], store: Store | None, file: Path | None) -> None:
    """Keep the user's keys.

    Raises:
        ValueError: two things would have the same key.
        OSError: the file cannot be written.
        StoreError: the store cannot.
    """
    clashes = find_clashes(keys)
    if clashes:
        raise ValueError("; ".join(clashes))
    packed = {name: list(parts) for name, parts in keys.items()}
    if store is not None:
        store.preferences.set_for_user(PREFERENCE, packed)
    elif file is not None:
        write_json(packed, file)


class KeySheet(QDialog):
    """Every key and what it does; each can be changed, and a clash is refused."""

    def __init__(self, keys: Mapping[str, tuple[str, ...]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = dict(keys)
        self._edits: dict[str, QKeySequenceEdit] = {}
        self._clash = make_label()
        self._box = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save
            | QDialogButtonBox.StandardButton.RestoreDefaults
            | QDialogButtonBox.StandardButton.Cancel
        )
        self._build()

    @property
    def clash(self) -> str:
        """Which keys clash; empty for none."""
        return self._clash.text()

    @property
    def keys(self) -> dict[str, tuple[str, ...]]:
        """The keys as they are entered; the first of each was changed, the others stay."""
        found = {}
        for name, edit in self._edits.items():
            typed = edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
            rest = self._keys[name][1:]
            found[name] = tuple(part for part in (typed, *rest) if part)
        return found

    def change(self, name: str, sequence: str) -> None:
        """Enter another first key."""
        self._edits[name].setKeySequence(QKeySequence(sequence))

    def accept(self) -> None:
        """Close, unless keys clash."""
        self._check()
        if not self.clash:
            super().accept()

    def _check(self) -> None:
        self._clash.setText("\n".join(find_clashes(self.keys)))
        self._box.button(QDialogButtonBox.StandardButton.Save).setEnabled(not self.clash)

    def _restore(self) -> None:
        self._keys = default_keys()
        for name, edit in self._edits.items():
            edit.setKeySequence(QKeySequence(self._keys[name][0]))

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Keys of the review"))
        self.resize(620, 640)
        form = QFormLayout()
        for key in KEYS:
            sequences = self._keys[key.name]
            edit = QKeySequenceEdit(QKeySequence(sequences[0] if sequences else ""))
            edit.setMaximumSequenceLength(1)
            edit.setAccessibleName(explain(key))
            edit.keySequenceChanged.connect(self._check)
            self._edits[key.name] = edit
            more = ", ".join(sequences[1:])
            text = explain(key)
            if more:
                text += self.tr(" (also {keys})").replace("{keys}", more)
            form.addRow(edit, QLabel(text))
        inside = QWidget()
        inside.setLayout(form)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        self._clash.setAccessibleName(self.tr("Keys that clash"))
        self._box.accepted.connect(self.accept)
        self._box.rejected.connect(self.reject)
        self._box.button(QDialogButtonBox.StandardButton.RestoreDefaults).clicked.connect(
            self._restore
        )
        layout = QVBoxLayout(self)
        rule = self.tr("One key decides, is saved, and goes on. Arrows only move.")
        layout.addWidget(make_label(rule))
        layout.addWidget(scroll, 1)
        layout.addWidget(self._clash)
        layout.addWidget(self._box)
        self.setWindowModality(Qt.WindowModality.WindowModal)
