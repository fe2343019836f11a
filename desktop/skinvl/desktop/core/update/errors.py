"""What can go wrong with an update.

::

    UpdateError
    ├── UpdateMissing   no such file, or it cannot be read
    ├── UpdateDamaged   cut off, changed, or not an update file at all
    ├── UpdateUnsigned  signed by nobody who may sign releases
    ├── UpdateUnfit     whole, and not for this installation: platform, flavour, version, store
    └── UpdateFailed    it could not be carried out; the version in use is the one before
"""

from __future__ import annotations

from pathlib import Path

from skinvl.contract.errors import SkinVLError


class UpdateError(SkinVLError):
    """Root: ``subject`` and ``reason``, printed ``subject: reason``."""

    def __init__(self, subject: str | Path, reason: str) -> None:
        super().__init__(subject, reason)
        self.subject = str(subject)
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.subject}: {self.reason}"


class UpdateMissing(UpdateError):
    """No such file, or it cannot be read."""


class UpdateDamaged(UpdateError):
    """Cut off, changed after it was signed, or no update file."""


class UpdateUnsigned(UpdateError):
    """No signature, or one by a key that may not sign releases."""


class UpdateUnfit(UpdateError):
    """A whole update that this installation cannot or must not take."""


class UpdateFailed(UpdateError):
    """The update was given up; the version in use is the one before."""
