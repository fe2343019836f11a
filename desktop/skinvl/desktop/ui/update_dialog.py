"""Another version of the program from a file: shown, verified, installed, gone back from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from skinvl.desktop.core.models import Step
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.errors import StoreError
from skinvl.desktop.core.update.installation import (
    Installation,
    find_installation,
    open_installation,
)
from skinvl.desktop.core.update.installing import (
    Updated,
    install_update,
    note_updated,
    roll_back,
)
from skinvl.desktop.core.update.media import find_media
from skinvl.desktop.core.update.offer import Offer, examine_update
from skinvl.desktop.core.update.restarting import prepare_setup, start_program, start_setup
from skinvl.desktop.ui.labels import make_label
from skinvl.desktop.ui.model_views import make_page
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.task_strip import TaskDialog
from skinvl.desktop.ui.update_views import find_objection, write_installation, write_offer


class UpdateDialog(TaskDialog):
    """Shows an update file and installs it.

    Args:
        operations: does the slow parts elsewhere.
        store: the open store, whose administrator alone may update; None where there is none.
        backup_folder: where a whole backup is made before.
        installation: what is updated; None is the program that runs.
    """

    restart_chosen = Signal(object)
    """The workstation shall end, and then this (without arguments) be called."""

    def __init__(
        self,
        operations: Operations,
        store: Store | None,
        backup_folder: Path | None,
        installation: Installation | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, "", parent)
        self.setWindowTitle(self.tr("Update"))
        self._store = store
        self._backup_folder = backup_folder
        self._installation = installation or find_installation()
        self._may_change = store is None or store.user.role == "administrator"
        self._offer: Offer | None = None
        self._objection: str | None = None
        self._next: Callable[[], None] | None = None
        self._stages = {
            "verify": self.tr("Signature and content are being checked ..."),
            "unpack": self.tr("The new version is being unpacked ..."),
            "try": self.tr("The new version tests itself on this computer ..."),
            "backup": self.tr("The store is being copied ..."),
            "switch": self.tr("The version in use is being changed ..."),
        }
        self.state = make_label()
        self.facts = make_page(self.tr("What the file holds"))
        self.buttons: dict[str, QPushButton] = {}
        self._build()
        self.strip.busy_changed.connect(self._refresh)
        self._refresh()

    @property
    def offer(self) -> Offer | None:
        """The update file that was chosen and verified."""
        return self._offer

    def examine(self, path: Path) -> None:
        """Verify a file and show what it offers."""
        installation, store = self._installation, self._store
        self._offer = None
        self.facts.clear()

        def work(step: Step) -> tuple[Offer, str | None]:
            offer = examine_update(path, installation, step)
            return offer, find_objection(offer, store)

        def done(found: tuple[Offer, str | None]) -> None:
            self._offer, self._objection = found
            self.facts.setHtml(write_offer(*found, store is not None))
            self._refresh()

        self.strip.start(self._stages["verify"], work, done, None, self._stages)

    def install(self) -> None:
        """Install the file that is shown."""
        offer, store, folder = self._offer, self._store, self._backup_folder
        if offer is None:
            return
        if offer.release.platform == "windows-x86_64":
            self._prepare_setup(offer)
            return
        self._change(lambda step: install_update(offer, step, store=store, backup_folder=folder))

    def go_back(self) -> None:
        """Return to the version that was in use before."""
        installation, store, folder = self._installation, self._store, self._backup_folder
        self._change(lambda step: roll_back(installation, step, store=store, backup_folder=folder))

    def restart(self) -> None:
        """End the workstation and start what was installed."""
        if self._next is not None:
            following = self._next
            self.accept()
            self.restart_chosen.emit(following)

    def _change(self, work: Callable[[Step], Updated]) -> None:
        store = self._store

        def change(step: Step) -> tuple[Updated, StoreError | None]:
            updated = work(step)
            return updated, note_updated(store, updated) if store is not None else None

        def done(outcome: tuple[Updated, StoreError | None]) -> None:
            updated, fault = outcome
            self._installation = open_installation(self._installation.root)
            self._offer, self._next = None, partial(start_program, updated.program)
            self.facts.clear()
            text = self.tr("SkinVL {0} is installed. Restart to use it.").format(updated.version)
            if fault is not None:
                self.strip.say(f"{text} {fault}", error=True)
            else:
                self.strip.say(text)
            self._refresh()

        self.strip.start(self._stages["unpack"], change, done, None, self._stages)

    def _prepare_setup(self, offer: Offer) -> None:
        store, folder = self._store, self._backup_folder

        def done(setup: Path) -> None:
            self._next = partial(start_setup, setup, offer)
            self.strip.say(self.tr("The set-up is ready. Restart to run it."))
            self._refresh()

        self.strip.start(
            self._stages["unpack"],
            lambda step: prepare_setup(offer, step, store=store, backup_folder=folder),
            done,
            None,
            self._stages,
        )

    def _choose(self) -> None:
        kinds = self.tr("Update files (*.update)")
        title = self.tr("Choose an update file")
        name, _ = QFileDialog.getOpenFileName(self, title, str(find_media()), kinds)
        if name:
            self.examine(Path(name))

    def _refresh(self) -> None:
        free = not self.strip.is_busy
        change = free and self._may_change
        has_former = (
            self._installation.kind == "folder" and self._installation.versions.previous is not None
        )
        enabled = {
            "choose": free,
            "install": change and self._offer is not None and self._objection is None,
            "back": change and has_former,
            "restart": free and self._next is not None,
        }
        for name, button in self.buttons.items():
            button.setEnabled(enabled[name])
        self.state.setText(write_installation(self._installation))

    def _build(self) -> None:
        grid = QGridLayout()
        for place, (name, text, handler) in enumerate(
            (
                ("choose", self.tr("Choose a &file ..."), self._choose),
                ("install", self.tr("&Install"), self.install),
                ("back", self.tr("&Go back to the version before"), self.go_back),
                ("restart", self.tr("&Restart SkinVL"), self.restart),
            )
        ):
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(handler)
            self.buttons[name] = button
            grid.addWidget(button, place // 2, place % 2)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.state)
        if not self._may_change:
            layout.addWidget(make_label(self.tr("Only an administrator can update the program.")))
        layout.addLayout(grid)
        layout.addWidget(self.facts, 1)
        layout.addWidget(self.strip)
        layout.addWidget(close)
        self.resize(720, 600)
