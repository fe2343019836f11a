"""The About page, which stays beside the window."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from skinvl.contract import __version__
from skinvl.desktop.core import messages, wording


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


def write_about(model: messages.Ready | None) -> str:
    """The About page, HTML."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("AboutPage", text)

    offline = tr("Works offline: no network connection is opened, nothing is sent.")
    nothing = tr("No model is loaded.")
    parts = [
        f"<h2>{wording.PRODUCT} {__version__}</h2>",
        f"<p><b>{escape(wording.tell(wording.NOTICE))}</b></p>",
        f"<p>{escape(offline)}</p>",
    ]
    if model is None:
        parts.append(f"<p>{escape(nothing)}</p>")
    else:
        rows = (
            (tr("Model"), f"{model.name} {model.version}"),
            (tr("SHA-256 of the bundle"), model.bundle_sha256),
            (tr("Computed on"), f"{model.provider}, {model.precision}"),
            (tr("Licence of the model"), model.licence),
            (tr("Trained on"), ", ".join(model.sources) or tr("not stated")),
        )
        cells = "".join(
            f"<tr><td><b>{escape(label)}</b>&nbsp;&nbsp;</td><td>{escape(value)}</td></tr>"
            for label, value in rows
        )
        parts.append(f"<table>{cells}</table>")
    licence = tr("SkinVL is licensed under Apache-2.0. It uses Qt under the LGPL-3.0.")
    parts.append(f"<p>{escape(licence)}</p>")
    return "".join(parts)
