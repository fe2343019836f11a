"""What has to happen to the store without anybody thinking of it: backups and checks."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.core.language import say
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.backup import Backup, list_backups, make_backup, place_of
from skinvl.desktop.core.store.errors import StoreLocked
from skinvl.desktop.core.store.verify import Report, is_check_due, verify_store
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.operations import Operations

_LOOK_MINUTES = 30


class Upkeep(QObject):
    """Makes the backup that is due and the weekly check, in the background.

    Says something only where a person has to act, or where something was asked for.
    """

    failed = Signal(str)
    noted = Signal(str)

    def __init__(
        self,
        desk: Desk,
        operations: Operations,
        configuration: Configuration,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._operations = operations
        self._configuration = configuration
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MINUTES * 60_000)
        self._timer.timeout.connect(self.look)
        desk.store_changed.connect(self._begin)

    def configure(self, configuration: Configuration) -> None:
        """Take other settings."""
        self._configuration = configuration

    def stop(self) -> None:
        """Begin nothing any more."""
        self._timer.stop()

    def look(self) -> None:
        """Do what is due."""
        store = self._desk.store
        if store is None or self._busy:
            return
        folder = self._configuration.backup_folder
        hours = self._configuration.backup_hours
        self._busy = True
        self._operations.run(
            lambda: _keep_up(store, Path(folder) if folder else None, hours),
            self._tell,
            self._complain,
        )

    def back_up_now(self) -> None:
        """Make a backup whether one is due or not, and say so."""
        store, folder = self._desk.store, self._configuration.backup_folder
        if store is None:
            return
        if not folder:
            self.failed.emit(self.tr("No backup folder is chosen; choose one in the settings."))
        elif self._busy:
            self.failed.emit(self.tr("A backup or a check is running already."))
        else:
            self._busy = True
            self.noted.emit(self.tr("The backup is being made ..."))
            place = Path(folder)
            self._operations.run(
                lambda: (make_backup(store.session, place), None), self._tell_asked, self._complain
            )

    def _begin(self) -> None:
        if self._desk.store is None:
            self._timer.stop()
            return
        for warning in self._desk.store.warnings:
            self.failed.emit(warning)
        self._timer.start()
        self.look()

    def _tell(self, outcome: tuple[Backup | None, Report | None]) -> None:
        self._busy = False
        backup, report = outcome
        if report is not None and not report.is_whole:
            faults = "; ".join(say(fault) for fault in report.faults[:3])
            self.failed.emit(self.tr("The weekly check found damage: {0}").format(faults))
        elif backup is not None and backup.missing:
            count = len(backup.missing)
            self.failed.emit(self.tr("%n image(s) are missing in the store.", "", count))

    def _tell_asked(self, outcome: tuple[Backup, None]) -> None:
        self._tell(outcome)
        if not outcome[0].missing:
            folder = outcome[0].folder
            self.noted.emit(self.tr("The backup is complete and checked: {0}").format(folder))

    def _complain(self, error: Exception) -> None:
        self._busy = False
        # Somebody locked the store meanwhile; the next look finds what is still due.
        if not isinstance(error, StoreLocked):
            self.failed.emit(str(error))


def _keep_up(store: Store, folder: Path | None, hours: int) -> tuple[Backup | None, Report | None]:
    report = verify_store(store.session) if is_check_due(store.session) else None
    backup = None
    if folder is not None and _is_due(store, folder, hours):
        backup = make_backup(store.session, folder)
    return backup, report


def _is_due(store: Store, folder: Path, hours: int) -> bool:
    place = place_of(folder, store.session.unlocked.keys.store_id)
    newest = None
    with suppress(OSError):
        newest = next(iter(list_backups(place)), None)
    return newest is None or datetime.now(UTC) - newest.time >= timedelta(hours=hours)
