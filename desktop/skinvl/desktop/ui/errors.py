"""The one place where errors become something to read.

Everything that goes wrong ends in `ErrorPresenter.present`: one line in the window's message area.
What nobody expected is also written to standard error in full.
"""

from __future__ import annotations

import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Signal

from skinvl.contract.errors import SkinVLError


class ErrorPresenter(QObject):
    """Turns errors into one line each; safe to use from any thread."""

    presented = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hooks = (sys.excepthook, threading.excepthook)

    def present(self, message: str) -> None:
        """Show one line."""
        self.presented.emit(" ".join(message.split()))

    def present_exception(self, error: BaseException) -> None:
        """Show an exception: the user's kind as it is, anything else as a defect."""
        if isinstance(error, SkinVLError | OSError):
            self.present(str(error))
            return
        traceback.print_exception(error)
        words = QCoreApplication.translate(
            "ErrorPresenter",
            "Unexpected error ({kind}: {error}). Save your report and start SkinVL again; the "
            "details are on standard error.",
        )
        self.present(words.format(kind=type(error).__name__, error=error))

    def install(self) -> None:
        """Take every exception that nobody caught, of all threads."""
        self._hooks = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._take_uncaught
        threading.excepthook = self._take_thread

    def uninstall(self) -> None:
        """Give the hooks back to whose they were."""
        sys.excepthook, threading.excepthook = self._hooks

    def _take_uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self.present_exception(error)

    def _take_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self.present_exception(arguments.exc_value)
