"""The help: chapters beside the window, a search, and the whole of it as a PDF file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QKeySequence, QPageSize, QPdfWriter, QShortcut, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from skinvl.desktop.core.help import CHAPTER_OF_PAGE, Chapter, find_chapters, read_chapters
from skinvl.desktop.core.language import say
from skinvl.desktop.core.store.errors import StoreFull
from skinvl.desktop.core.store.exporting import write_export
from skinvl.desktop.ui.labels import make_label
from skinvl.desktop.ui.save_place import ask_file


class HelpWindow(QDialog):
    """Stays beside the main window; does not block it.

    Args:
        language: two letters; chapters that are missing in it are shown in English.
    """

    def __init__(self, language: str = "en", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Help"))
        self._chapters = read_chapters(language)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search the help (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Search the help"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._find_next)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Chapters"))
        self.list.setWordWrap(True)
        self.list.currentItemChanged.connect(lambda item, before: self._show(item))
        self._said = make_label()
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)
        self.page.setAccessibleName(self.tr("Chapter"))
        self.page.document().setDocumentMargin(14)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self._said)
        column.addWidget(self.list, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self.page)
        splitter.setSizes([260, 600])
        splitter.setChildrenCollapsible(False)
        saving = QPushButton(self.tr("Save as P&DF ..."))
        saving.setAutoDefault(False)
        saving.clicked.connect(self._choose_file)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.close)
        buttons.addButton(saving, QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        layout.addWidget(splitter, 1)
        layout.addWidget(buttons)
        self.resize(900, 640)
        self._fill([(chapter, "") for chapter in self._chapters])

    @property
    def text(self) -> str:
        """The chapter in view, without markup."""
        return self.page.toPlainText()

    @property
    def titles(self) -> list[str]:
        """Titles of the chapters that are listed."""
        rows = range(self.list.count())
        return [self.list.item(row).data(Qt.ItemDataRole.UserRole).title for row in rows]

    def open_at(self, page: str) -> None:
        """Show the window at the chapter of a page of the main window, or at a chapter."""
        name = CHAPTER_OF_PAGE.get(page, page)
        self.search.clear()
        for row, chapter in enumerate(self._chapters):
            if chapter.name == name:
                self.list.setCurrentRow(row)
        self.show()
        self.raise_()
        self.activateWindow()

    @property
    def said(self) -> str:
        """What came of a search, or of saving."""
        return self._said.text()

    def save(self, file: Path) -> None:
        """Write all chapters into a PDF file, and say whether it is there."""
        document = QTextDocument()
        document.setMarkdown("\n\n".join(chapter.text for chapter in self._chapters))
        # Qt tells nobody of a file that it cannot write.
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setTitle(self.tr("SkinVL help"))
        document.print_(writer)
        buffer.close()
        try:
            write_export(file, [bytes(buffer.data().data())])
        except StoreFull as error:
            reason = getattr(error.__cause__, "strerror", None) or say(error)
            text = self.tr("✗ {file} was not saved ({reason}); choose another place.")
            self._said.setText(text.format(file=file.name, reason=reason))
        else:
            self._said.setText(self.tr("✓ {file} was saved.").format(file=file.name))

    def _fill(self, rows: list[tuple[Chapter, str]]) -> None:
        self.list.clear()
        for chapter, excerpt in rows:
            item = QListWidgetItem(f"{chapter.title}\n{excerpt}" if excerpt else chapter.title)
            item.setData(Qt.ItemDataRole.UserRole, chapter)
            self.list.addItem(item)
        if rows:
            self.list.setCurrentRow(0)

    def _find(self) -> None:
        words = self.search.text().strip()
        if not words:
            self._said.setText("")
            self._fill([(chapter, "") for chapter in self._chapters])
            return
        hits = find_chapters(self._chapters, words)
        self._said.setText(self.tr("%n chapter(s) found", "", len(hits)))
        self._fill([(hit.chapter, hit.excerpt) for hit in hits])
        if not hits:
            self.page.clear()

    def _find_next(self) -> None:
        words = self.search.text().split()
        if words and not self.page.find(words[0]):
            cursor = self.page.textCursor()
            cursor.setPosition(0)
            self.page.setTextCursor(cursor)
            self.page.find(words[0])

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        self.page.setMarkdown(item.data(Qt.ItemDataRole.UserRole).text)
        self._find_next()

    def _choose_file(self) -> None:
        chosen = ask_file(self, self.tr("Save the help"), "skinvl-help.pdf", "PDF (*.pdf)")
        if chosen is not None:
            self.save(chosen[0])
