"""Help and About: two pages of text that stay beside the window."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from skinvl.contract import __version__
from skinvl.desktop.core import messages, wording
from skinvl.desktop.ui.actions import list_shortcuts


class TextDialog(QDialog):
    """A page of text with a Close button; does not block the window."""

    def __init__(self, title: str, html: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 520)
        self._page = QTextBrowser()
        self._page.setOpenLinks(False)
        self._page.setAccessibleName(title)
        self._page.setHtml(html)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(self._page)
        layout.addWidget(buttons)

    @property
    def text(self) -> str:
        """What is on the page, without markup."""
        return self._page.toPlainText()


def write_help() -> str:
    """The help page, HTML."""
    rows = "".join(
        f"<tr><td><b>{escape(keys)}</b>&nbsp;&nbsp;&nbsp;</td><td>{escape(tip)}</td></tr>"
        for keys, tip in list_shortcuts()
    )
    return f"""
    <p><b>{escape(wording.NOTICE)}</b></p>
    <h3>Opening an image</h3>
    <p>Open a file, drop it on the window, or paste it. JPEG, PNG, TIFF, BMP and WebP are read.
    What you see is exactly what is analysed.</p>
    <h3>Looking at it</h3>
    <p>The wheel zooms at the cursor, dragging moves the image, a double click changes between the
    whole image and 100 %. The arrow keys move it.</p>
    <h3>Reading a result</h3>
    <p>The numbers are calibrated probabilities of the model, not of the patient: they know nothing
    of history, site, age or touch. The prediction set names every diagnosis that the model
    cannot leave aside at its stated level. "{wording.CANNOT_SAY}" is a result of its own: the image
    is unlike those the model was trained on, or not good enough.</p>
    <p>The description and the answers are drafts of a language model and can be wrong.</p>
    <h3>Keys</h3>
    <table>{rows}</table>
    """


def write_about(model: messages.Ready | None) -> str:
    """The About page, HTML."""
    parts = [
        f"<h2>{wording.PRODUCT} {__version__}</h2>",
        f"<p><b>{escape(wording.NOTICE)}</b></p>",
        "<p>Works offline: SkinVL opens no network connection and sends nothing.</p>",
    ]
    if model is None:
        parts.append("<p>No model is loaded.</p>")
    else:
        rows = (
            ("Model", f"{model.name} {model.version}"),
            ("Bundle SHA-256", model.bundle_sha256),
            ("Computed on", f"{model.provider}, {model.precision}"),
            ("Licence of the model", model.licence),
            ("Trained on", ", ".join(model.sources) or "not stated"),
        )
        cells = "".join(
            f"<tr><td><b>{escape(label)}</b>&nbsp;&nbsp;</td><td>{escape(value)}</td></tr>"
            for label, value in rows
        )
        parts.append(f"<table>{cells}</table>")
    parts.append("<p>SkinVL is licensed under Apache-2.0. It uses Qt under the LGPL-3.0.</p>")
    return "".join(parts)
