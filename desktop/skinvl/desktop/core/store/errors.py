"""What can go wrong with the store, each as one line for the user.

::

    StoreError
    ├── StoreMissing       there is no store in the folder
    ├── StoreExists        there is one already
    ├── StoreInUse         another window of SkinVL has it open
    ├── StorePlaceRefused  a network file system, or a folder that cannot be written
    ├── StoreTooNew        written by a newer version
    ├── StoreDamaged       a file of it is damaged or was changed; ``file`` names it
    │   └── ImageDamaged   an image or a report is gone, damaged or not the one that was stored
    ├── StoreFull          the disk is full or a write failed; nothing was changed
    ├── StoreLocked        the keys were wiped; unlock it first
    ├── MigrationFailed    the old database is untouched
    ├── LoginRefused       user name or password is wrong
    │   └── LoginDelayed   too many tries; ``seconds`` to wait
    ├── PasswordRefused    too short or too common
    ├── RecoveryKeyRefused mistyped or of another store
    ├── NotPermitted       the role of the user does not allow it
    ├── RecordMissing      no such record
    ├── RecordConflict     the record contradicts another one
    │   └── StaleResult    the result is not the newest of its photograph
    └── BackupRefused      a backup that was not made, or is not one that can be restored
"""

from __future__ import annotations

from pathlib import Path

from skinvl.contract.errors import SkinVLError


class StoreError(SkinVLError):
    """Root of the errors of the store: ``subject`` and ``reason``, printed ``subject: reason``."""

    def __init__(self, subject: str | Path, reason: str) -> None:
        super().__init__(subject, reason)
        self.subject = str(subject)
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.subject}: {self.reason}"


class StoreMissing(StoreError):
    """No store in this folder."""


class StoreExists(StoreError):
    """A store is in this folder already."""


class StoreInUse(StoreError):
    """Another process has the store open."""


class StorePlaceRefused(StoreError):
    """A folder in which a store would not be safe."""


class StoreTooNew(StoreError):
    """Written by a newer version of SkinVL."""


class StoreDamaged(StoreError):
    """A file of the store is damaged or was changed outside SkinVL."""

    @property
    def file(self) -> str:
        """Name of the file within the data folder."""
        return self.subject


class ImageDamaged(StoreDamaged):
    """An image or report file is gone, damaged, or holds something else."""


class StoreFull(StoreError):
    """A write failed; the transaction was rolled back."""


class StoreLocked(StoreError):
    """The keys are not in memory."""


class MigrationFailed(StoreError):
    """A migration failed and was rolled back."""


class LoginRefused(StoreError):
    """Wrong user name or password; which of the two is not said."""


class LoginDelayed(LoginRefused):
    """Too many wrong passwords: ``seconds`` until the next try is looked at."""

    def __init__(self, subject: str, seconds: float) -> None:
        super().__init__(subject, f"too many wrong tries; wait {max(1, round(seconds))} s")
        self.seconds = seconds

    def __reduce__(self) -> tuple[type[LoginDelayed], tuple[str, float]]:
        return type(self), (self.subject, self.seconds)


class PasswordRefused(StoreError):
    """A new password that is too short or too common."""


class RecoveryKeyRefused(StoreError):
    """A recovery key that is mistyped or belongs to another store."""


class NotPermitted(StoreError):
    """The role of the user does not allow this."""


class RecordMissing(StoreError):
    """No record with this id."""


class RecordConflict(StoreError):
    """The record would contradict another one."""


class StaleResult(RecordConflict):
    """The result has been superseded by a newer one."""


class BackupRefused(StoreError):
    """No backup was made, or the backup cannot be restored."""
