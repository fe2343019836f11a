"""The first run: notice, data place, administrator, recovery sheet, backups, self-test."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
    QWizard,
    QWizardPage,
)

from skinvl.desktop.core import messages, wording
from skinvl.desktop.core.configuration import LANGUAGES, Configured
from skinvl.desktop.core.store import Store, has_store
from skinvl.desktop.ui.language_names import name_language
from skinvl.desktop.ui.setup_account import AdministratorPage, RecoveryPage, Setup
from skinvl.desktop.ui.setup_checks import ModelPage, SelfTestPage


class SetupWizard(QWizard):
    """Makes a store and chooses what belongs to it; `store` is open at the end.

    Args:
        setup: what the pages share; its folder is the suggestion.
        model: the model that is loaded; None while there is none.
    """

    def __init__(
        self, setup: Setup, model: messages.Ready | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Set up SkinVL"))
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self._setup = setup
        self.notice_page = NoticePage(setup.configured)
        self.folder_page = FolderPage(setup)
        self.administrator_page = AdministratorPage(setup)
        self.recovery_page = RecoveryPage(setup)
        self.backup_page = BackupPage(setup.configured)
        self.model_page = ModelPage(setup, model)
        self.checks_page = SelfTestPage(setup, lambda: self.backup_page.folder)
        self.finished.connect(self.checks_page.strip.cancel)
        for page in (
            self.notice_page,
            self.folder_page,
            self.administrator_page,
            self.recovery_page,
            self.backup_page,
            self.model_page,
            self.checks_page,
        ):
            self.addPage(page)
        self.resize(720, 540)

    @property
    def made(self) -> Path | None:
        """The data folder of the store that was made, whether it is open or not."""
        return self._setup.folder if self._setup.created is not None else None

    @property
    def store(self) -> Store | None:
        """The store that was made, unless the wizard was given up after that."""
        created = self._setup.created
        return created.store if created is not None and not self._setup.abandoned else None

    def choices(self) -> dict[str, object]:
        """What was chosen, for the user's settings."""
        return {
            "language": self.notice_page.language,
            "data_folder": str(self._setup.folder),
            "backup_folder": self.backup_page.folder,
        }

    def reject(self) -> None:
        """Give up, but not before the key of a store that was made is on paper.

        A store that was made already stays, and is closed.
        """
        if self.administrator_page.is_busy:
            return
        if self._setup.created is not None and not self.recovery_page.isComplete():
            self.recovery_page.insist()
            return
        self._setup.abandoned = True
        if self._setup.created is not None:
            self._setup.created.store.close()
        super().reject()


class NoticePage(QWizardPage):
    """Language, and what this software is not."""

    def __init__(self, configured: Configured) -> None:
        super().__init__()
        self.setTitle(self.tr("Welcome"))
        self._language = QComboBox()
        self._language.setAccessibleName(self.tr("Language"))
        for code in LANGUAGES:
            self._language.addItem(name_language(code), code)
        self._language.setCurrentIndex(LANGUAGES.index(configured.values.language))
        self._language.setEnabled("language" not in configured.locked)
        notice = QLabel(
            wording.tell(wording.NOTICE)
            + " "
            + self.tr(
                "Its results may be wrong, also when they look certain. The person who reads an "
                "image decides; a clinical suspicion stands above every number shown here."
            )
        )
        notice.setWordWrap(True)
        self._understood = QCheckBox(self.tr("I have &read this and use SkinVL for research only"))
        self.registerField("understood*", self._understood)
        form = QFormLayout()
        form.addRow(self.tr("&Language"), self._language)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(notice)
        layout.addWidget(self._understood)
        layout.addStretch(1)

    @property
    def language(self) -> str:
        """The code of the language."""
        return str(self._language.currentData())


class FolderPage(QWizardPage):
    """Where the encrypted data lie."""

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self._setup = setup
        configured = setup.configured
        self.setTitle(self.tr("Where the data lie"))
        self.setSubTitle(
            self.tr(
                "Patients, images and decisions are kept encrypted in one folder on a drive of "
                "this computer. A network drive can damage the data and is refused."
            )
        )
        self._line = QLineEdit(configured.values.data_folder or str(setup.folder))
        self._line.setAccessibleName(self.tr("Data folder"))
        self._line.setEnabled("data_folder" not in configured.locked)
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        browse = QPushButton(self.tr("Bro&wse ..."))
        browse.setEnabled(self._line.isEnabled())
        browse.clicked.connect(self._browse)
        self._line.textChanged.connect(self.completeChanged)
        row = QHBoxLayout()
        row.addWidget(self._line, 1)
        row.addWidget(browse)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self._problem)
        layout.addStretch(1)

    @property
    def folder(self) -> Path:
        """The chosen folder."""
        return Path(self._line.text().strip()).expanduser()

    def isComplete(self) -> bool:
        """Whether the folder can take a new store."""
        text = self._line.text().strip()
        own = self._setup.created is not None and self.folder == self._setup.folder
        taken = bool(text) and not own and has_store(self.folder)
        self._problem.setText(
            self.tr("There is a store in this folder already. Cancel, and log in to it.")
            if taken
            else ""
        )
        return bool(text) and self.folder.is_absolute() and not taken

    def validatePage(self) -> bool:
        """The store is made in the folder that was shown last."""
        self._setup.folder = self.folder
        return True

    def _browse(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Data folder"), self._line.text())
        if name:
            self._line.setText(name)


class BackupPage(QWizardPage):
    """Where backups go; it can be chosen later."""

    def __init__(self, configured: Configured) -> None:
        super().__init__()
        self.setTitle(self.tr("Backups"))
        self.setSubTitle(
            self.tr(
                "A second drive or a USB stick. Backups are encrypted, checked and thinned out by "
                "themselves; without one a broken disk means that everything is lost."
            )
        )
        self._line = QLineEdit(configured.values.backup_folder or "")
        self._line.setAccessibleName(self.tr("Backup folder"))
        self._line.setPlaceholderText(self.tr("none chosen yet"))
        self._line.setEnabled("backup_folder" not in configured.locked)
        browse = QPushButton(self.tr("Bro&wse ..."))
        browse.setEnabled(self._line.isEnabled())
        browse.clicked.connect(self._browse)
        layout = QHBoxLayout(self)
        layout.addWidget(self._line, 1)
        layout.addWidget(browse)

    @property
    def folder(self) -> str | None:
        """The chosen folder, or None."""
        return self._line.text().strip() or None

    def _browse(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Backup folder"), self._line.text())
        if name:
            self._line.setText(name)
