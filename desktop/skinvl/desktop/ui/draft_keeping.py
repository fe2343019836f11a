"""Descriptions that were begun to be edited: laid aside with their image, offered again with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from skinvl.desktop.core.store.errors import StoreError
from skinvl.desktop.ui.image_filing import Filing
from skinvl.desktop.ui.image_keeping import Keeping
from skinvl.desktop.ui.result_description import DescriptionView


class DraftKeeping(QObject):
    """What was typed of a filed image goes into the store, for the same user to find again.

    Of an image that is filed with nobody it is remembered until the store is locked or the window
    closes; `agree_to_lose` asks before that.
    """

    failed = Signal(str)

    def __init__(self, view: DescriptionView, filing: Filing, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._filing = filing
        self._parent = parent
        self._texts: dict[tuple[str, int | None], str] = {}
        """By SHA-256 and photograph: the same file may be filed with two patients."""
        self._unfiled: dict[str, str] = {}
        self._asked_for: Keeping | None = None
        view.given_up.connect(self.drop)
        filing.leaving.connect(self.stow)
        filing.desk.store_changed.connect(self.forget)

    def stow(self) -> None:
        """Lay aside what is being typed, because the field is about to be put away."""
        self._asked_for = None
        keeping, text = self._filing.keeping, self._view.typed
        if keeping is None or keeping.reading.image is None or text is None:
            return
        sha256 = keeping.reading.image.sha256
        photograph, store = keeping.photograph, keeping.store
        self._texts[sha256, photograph.id if photograph is not None else None] = text
        self._view.note_stowed()
        if photograph is None or store is None:
            self._unfiled[sha256] = keeping.reading.name
        else:
            self._write(lambda: store.drafts.save(photograph.id, text))

    def offer(self) -> None:
        """Open the field again with what was laid aside for the image, once it can be edited."""
        keeping = self._filing.keeping
        if keeping is None or keeping.reading.image is None or not self._view.can_begin:
            return
        sha256 = keeping.reading.image.sha256
        photograph, store = keeping.photograph, keeping.store
        text = self._texts.pop((sha256, None), None)
        self._unfiled.pop(sha256, None)
        if photograph is not None:
            text = self._texts.pop((sha256, photograph.id), None) or text
        if photograph is not None and store is not None and self._asked_for is not keeping:
            self._asked_for = keeping
            try:
                text = text or store.drafts.current(photograph.id)
            except StoreError as error:
                self.failed.emit(str(error))
        if text is not None:
            self._view.begin_with(text)

    def agree_to_lose(self) -> bool:
        """Whether nothing is lost by locking or closing, or the person accepts that it is."""
        keeping = self._filing.keeping
        names = list(self._unfiled.values())
        if self._view.typed is not None and keeping is not None and not keeping.is_filed:
            names.append(keeping.reading.name)
        if not names:
            return True
        box = QMessageBox(self._parent.window())
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Edited description"))
        box.setText(
            self.tr(
                "An edited description is not kept, because its image is filed with nobody: "
                "{names}. Go on and lose it?"
            ).format(names=", ".join(names))
        )
        yes = QMessageBox.StandardButton.Yes
        box.setStandardButtons(yes | QMessageBox.StandardButton.No)
        box.setDefaultButton(QMessageBox.StandardButton.No)
        agreed = bool(box.exec() == yes)
        box.deleteLater()
        return agreed

    def drop(self) -> None:
        """The text on the page was given up."""
        if self._filing.keeping is not None:
            self.drop_of(self._filing.keeping)

    def drop_of(self, keeping: Keeping) -> None:
        """The text of this image was kept or given up: what was laid aside is needed no more."""
        image, photograph, store = keeping.reading.image, keeping.photograph, keeping.store
        number = photograph.id if photograph is not None else None
        if image is not None:
            self._texts.pop((image.sha256, number), None)
            if number is None:
                self._unfiled.pop(image.sha256, None)
        if number is not None and store is not None:
            self._write(lambda: store.drafts.drop(number))

    def forget(self) -> None:
        """Whoever logs in next has drafts of their own."""
        self._texts.clear()
        self._unfiled.clear()

    def _write(self, work: Callable[[], None]) -> None:
        self._filing.writes.put(work, lambda _: None, lambda error: self.failed.emit(str(error)))
