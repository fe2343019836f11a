"""The main window: its pages, the message area, what the engine and the store report."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from skinvl.desktop.core import messages, wording
from skinvl.desktop.core.configuration import Configured, machine_file, read_configuration
from skinvl.desktop.core.notice import NoticeBook
from skinvl.desktop.core.reading import Reading
from skinvl.desktop.core.sample_image import find_sample
from skinvl.desktop.core.settings import Settings, save_settings
from skinvl.desktop.core.store.passwords import Cost
from skinvl.desktop.ui import window_words
from skinvl.desktop.ui.access import Access
from skinvl.desktop.ui.action_states import list_states
from skinvl.desktop.ui.actions import build_actions
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.dialogs import Dialogs, close_dialogs
from skinvl.desktop.ui.errors import ErrorPresenter
from skinvl.desktop.ui.incoming import has_image, image_filter, read_incoming
from skinvl.desktop.ui.layout_state import decode_state, encode_state
from skinvl.desktop.ui.message_bar import MessageBar
from skinvl.desktop.ui.notice_bar import NoticeBar
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.page_set import PageSet
from skinvl.desktop.ui.page_stack import PageStack
from skinvl.desktop.ui.patient_banner import PatientBanner
from skinvl.desktop.ui.save_place import ask_file
from skinvl.desktop.ui.service_dialogs import ServiceDialogs
from skinvl.desktop.ui.theme import apply_sheet, current_theme
from skinvl.desktop.ui.upkeep import Upkeep


class MainWindow(QMainWindow):
    """Pages one above the other; `reading_page` is the first of them."""

    def __init__(
        self,
        operations: Operations,
        presenter: ErrorPresenter,
        settings: Settings,
        settings_file: Path,
        configured: Configured | None = None,
        cost: Cost | None = None,
    ) -> None:
        super().__init__()
        preferences = settings_file.with_name("preferences.json")
        self._configured = configured or read_configuration(machine_file(), preferences)
        self._operations = operations
        self._settings = settings
        self._settings_file = settings_file
        self._model: messages.Ready | None = None
        self.desk = Desk(self)
        self.pages = PageStack(self, self.tr("Pages"))
        self.page_set = PageSet(
            self,
            self.pages,
            self.desk,
            operations,
            settings_file.with_name("review-keys.json"),
            self._configured.values,
        )
        self.reading_page = self.page_set.reading
        self._banner = PatientBanner(self.desk)
        self.access = Access(self.desk, operations, self._configured, preferences, self, cost)
        self.dialogs = Dialogs(
            self.desk, operations, self._configured, preferences, self.reading_page, self
        )
        self.service = ServiceDialogs(
            self, self.pages, self.desk, operations, self.access, self._configured
        )
        book = NoticeBook(settings_file.with_name("notice.json"))
        self.notice_bar = NoticeBar(self.desk, book, self._configured.values.notice)
        self._upkeep = Upkeep(self.desk, operations, self._configured.values, self)
        self._cover = QStackedWidget()
        self.message_bar = MessageBar()
        self._notice = QLabel(wording.tell(wording.NOTICE))
        self._duration = QLabel()
        self._model_label = QLabel(self.tr("Loading the model ..."))
        self.actions_by_name = build_actions(
            self,
            {
                "open": self.choose_file,
                "paste": self.paste,
                "sample": self.open_sample,
                "report": self.choose_report,
                "case_report": self.dialogs.show_case_report,
                "export": self.dialogs.show_export,
                "quit": self.close,
                "fit": self.reading_page.view.fit,
                "actual": self.reading_page.view.show_actual_size,
                "closer": self.reading_page.view.zoom_in,
                "back": self.reading_page.view.zoom_out,
                "question": self.reading_page.questions.focus_line,
                "stop": self.reading_page.stop,
                "restart": self.restart_engine,
                "setup": self.run_setup,
                "lock": self.lock,
                "backup": self._upkeep.back_up_now,
                "users": self.dialogs.show_users,
                "password": self.dialogs.change_password,
                "preferences": self.dialogs.show_preferences,
                "about": self.dialogs.show_about,
                **self.service.handlers,
            },
        )
        self._build()
        self._connect(presenter)
        self._configure(self._configured)
        self._change_store()
        if self._configured.problems:
            self.message_bar.show_error("; ".join(self._configured.problems))

    @property
    def reading(self) -> Reading | None:
        """The reading on the screen."""
        return self.reading_page.reading

    @property
    def model(self) -> messages.Ready | None:
        """The model that is loaded, None before it is or if it cannot be."""
        return self._model

    def run_setup(self) -> None:
        """Make a store, with the wizard of the first run."""
        if self.access.run_setup(self._model):
            self.notice_bar.confirm()
            self.message_bar.show_note(self.tr("The store is ready. What you read is kept now."))

    def lock(self) -> None:
        """Lock the store, unless the person wants to keep a text first."""
        if self.reading_page.drafts.agree_to_lose():
            self.access.lock()

    def open_file(self, path: Path) -> None:
        """Open and analyse an image file; a bundle is offered as a model instead."""
        path = path.absolute()
        if path.suffix.lower() == ".skinvl":
            self.service.offer_model(path)
            return
        self._settings = replace(self._settings, image_folder=str(path.parent))
        self._open(str(path), path.name, None)

    def open_sample(self) -> None:
        """Open the sample image."""
        sample = find_sample()
        self._open(str(sample), self.tr("SkinVL sample (drawn)"), None)

    def open_mime(self, mime: QMimeData) -> None:
        """Open what was dropped or pasted."""
        incoming = read_incoming(mime)
        if incoming is None:
            self.message_bar.show_error(window_words.tell_not_here())
            return
        if incoming.data is None:
            self.open_file(Path(incoming.name))
        else:
            self._open(incoming.name, incoming.name, incoming.data)
        if incoming.left_out:
            words = window_words.tell_left_out(Path(incoming.name).name, incoming.left_out)
            self.message_bar.show_note(words)

    def paste(self) -> None:
        """Open the image on the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        if mime is None or not has_image(mime):
            self.message_bar.show_error(window_words.tell_empty_clipboard())
        else:
            self.open_mime(mime)

    def choose_file(self) -> None:
        """Ask for an image file and open it."""
        folder = self._settings.image_folder or str(Path.home())
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open an image"), folder, image_filter()
        )
        if name:
            self.open_file(Path(name))

    def choose_report(self) -> None:
        """Ask where the report goes and write it."""
        reading = self.reading
        if reading is None or not reading.can_report:
            return
        stem = Path(reading.name).stem
        folder = self._settings.report_folder or self._settings.image_folder or str(Path.home())
        suggestion = str(Path(folder) / f"{stem}-skinvl.pdf")
        chosen = ask_file(self, self.tr("Save the report"), suggestion, "PDF (*.pdf)")
        if chosen is not None:
            self.save_report(chosen[0])

    def save_report(self, file: Path) -> None:
        """Write the report of the reading on the screen."""
        report = self.reading_page.build_report()
        if report is not None:
            self._settings = replace(self._settings, report_folder=str(file.parent))
            self._operations.write_report(report, file)

    def restart_engine(self) -> None:
        """Start the analysis process after it gave up."""
        self.message_bar.hide()
        self._operations.start()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if has_image(event.mimeData()) or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.open_mime(event.mimeData())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._restyle()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.reading_page.drafts.agree_to_lose():
            event.ignore()
            return
        self._upkeep.stop()
        # What is still to be written is written before anything is closed.
        self.page_set.finish()
        self._operations.close()
        self.access.close()
        settings = replace(
            self._settings,
            window=encode_state(self.saveGeometry()),
            splitter=self.reading_page.save_layout(),
        )
        # The layout is a convenience; a profile that cannot be written must not stop closing.
        with suppress(OSError):
            save_settings(settings, self._settings_file)
        super().closeEvent(event)

    def _open(self, request_name: str, shown_name: str, data: bytes | None) -> None:
        self.message_bar.hide()
        self._duration.clear()
        self.pages.show_page("read")
        self.reading_page.open(request_name, shown_name, data)

    def _take(self, event: messages.Event, levels: list[QImage] | None) -> None:
        if isinstance(event, messages.Ready):
            self._take_model(event)
        elif isinstance(event, messages.Unavailable):
            self._model_label.setText(self.tr("No model"))
            self.message_bar.show_error(window_words.tell_unavailable(event.reason))
        elif isinstance(event, messages.Stopped):
            self._explain_stop(event)
        self.reading_page.take(event, levels)

    def _take_model(self, event: messages.Ready) -> None:
        self._model = event
        self.dialogs.model = self.service.model = event
        self.reading_page.set_model(event)
        self._model_label.setText(
            f"{event.name} {event.version}  |  {event.provider.upper()}, {event.precision}"
        )
        if event.provider_reason is not None:
            self.message_bar.show_note(window_words.tell_provider(event))

    def _explain_stop(self, event: messages.Stopped) -> None:
        if not event.restarting:
            self._model_label.setText(self.tr("No model"))
        again = "" if event.restarting else self.tr("Start again")
        self.message_bar.show_error(window_words.tell_stop(event), again)

    def _configure(self, configured: Configured) -> None:
        self._configured = configured
        self.access.configure(configured)
        self._upkeep.configure(configured.values)
        self.page_set.configure(configured.values)
        for part in (self.service, self.dialogs):
            part.configure(configured)
        self.notice_bar.configure(configured.values.notice)
        self._restyle()

    def _change_store(self) -> None:
        """Cover everything while nobody is logged in, and forget what was on the screen."""
        if self.access.must_log_in:
            close_dialogs(self)
            self.reading_page.close_image()
            self.message_bar.hide()
            self._cover.setCurrentWidget(self.access.login_page)
            self.access.login_page.begin()
        else:
            self._cover.setCurrentIndex(0)
        covered = self.access.must_log_in
        for name, action in {**self.actions_by_name, **self.pages.actions_by_name}.items():
            if name not in ("quit", "help", "about", "restore"):
                action.setEnabled(not covered)
        self.pages.bar.setVisible(not covered)
        self.page_set.allow(self.desk.store is not None)
        self._refresh()

    def _refresh(self) -> None:
        if self.access.must_log_in:
            self.setWindowTitle("SkinVL")
            return
        states = list_states(self.access, self.desk, self.reading_page, self.pages.current_name)
        for name, enabled in states.items():
            self.actions_by_name[name].setEnabled(enabled)
        reading = self.reading
        self.setWindowTitle(f"{reading.name} - SkinVL" if reading is not None else "SkinVL")

    def _connect(self, presenter: ErrorPresenter) -> None:
        self._operations.happened.connect(self._take)
        self._operations.report_written.connect(
            lambda file: self.message_bar.show_note(window_words.tell_saved(file))
        )
        self._operations.report_failed.connect(
            lambda *told: self.message_bar.show_error(window_words.tell_not_saved(*told))
        )
        presenter.presented.connect(self.message_bar.show_error)
        self.desk.store_changed.connect(self._change_store)
        self.desk.photograph_changed.connect(self._refresh)
        self.access.locking.connect(self.reading_page.finish)
        self.service.preference_chosen.connect(self.dialogs.change_preferences)
        self.service.refused.connect(self.message_bar.show_error)
        self.message_bar.said.connect(self.service.troubles.note)
        for part in (self.access, self.dialogs, self._upkeep, self.notice_bar):
            part.failed.connect(self.message_bar.show_error)
        for speaker in (self.dialogs, self._upkeep):
            speaker.noted.connect(self.message_bar.show_note)
        self.page_set.connect_to(self.message_bar, self.dialogs)
        self.page_set.lend_letter(self.actions_by_name["keys"])
        self.pages.currentChanged.connect(lambda index: self._refresh())
        for source in (self.dialogs, self.access):
            source.configured.connect(self._configure)
        page = self.reading_page
        page.changed.connect(self._refresh)
        page.analysed.connect(
            lambda time: self._duration.setText(f"{window_words.tell_duration(time)}  |")
        )
        page.open_chosen.connect(self.choose_file)
        page.sample_chosen.connect(self.open_sample)
        self.message_bar.action_chosen.connect(self.restart_engine)

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self._notice.setWordWrap(True)
        self._notice.setContentsMargins(12, 4, 12, 4)
        self.addToolBar(Qt.ToolBarArea.LeftToolBarArea, self.pages.bar)
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._notice)
        layout.addWidget(self._banner)
        layout.addWidget(self.notice_bar)
        layout.addWidget(self.message_bar)
        layout.addWidget(self.pages, 1)
        self._cover.addWidget(centre)
        self._cover.addWidget(self.access.login_page)
        self.setCentralWidget(self._cover)
        self.statusBar().addPermanentWidget(self._duration)
        self.statusBar().addPermanentWidget(self._model_label)
        self.resize(1240, 820)
        if self._settings.window is not None:
            self.restoreGeometry(decode_state(self._settings.window))
        if self._settings.splitter is not None:
            self.reading_page.restore_layout(self._settings.splitter)
        self._restyle()

    def _restyle(self) -> None:
        apply_sheet(self)
        theme = current_theme()
        self._notice.setStyleSheet(
            f"background: {theme.notice_background}; color: {theme.notice_text};"
        )
        self.message_bar.restyle()
        self.notice_bar.restyle()
        self.reading_page.restyle()
