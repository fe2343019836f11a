"""Sentences of the main window: what was opened, saved, stopped."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from skinvl.desktop.core import messages
from skinvl.desktop.core.language import say


def tell_not_here() -> str:
    """Something without an image was dropped or pasted."""
    return QCoreApplication.translate(
        "MainWindow",
        "There is no image file of this computer in it. Save the image to a file first.",
    )


def tell_left_out(name: str, count: int) -> str:
    """Several images came at once."""
    return QCoreApplication.translate(
        "MainWindow", "One image at a time: {name} was opened, {count} more were not."
    ).format(name=name, count=count)


def tell_empty_clipboard() -> str:
    """Nothing could be pasted."""
    return QCoreApplication.translate(
        "MainWindow", "The clipboard holds no image. Copy one, then paste again."
    )


def tell_unavailable(reason: str) -> str:
    """There is no model."""
    return QCoreApplication.translate("MainWindow", "No analysis is possible: {reason}").format(
        reason=say(reason)
    )


def tell_provider(event: messages.Ready) -> str:
    """Where the model is computed, and why not elsewhere."""
    return QCoreApplication.translate("MainWindow", "Computing on {provider}: {reason}").format(
        provider=event.provider, reason=say(event.provider_reason or "")
    )


def tell_stop(event: messages.Stopped) -> str:
    """The analysis process has ended."""
    reason = say(event.reason)
    if event.restarting and not event.lost:
        return QCoreApplication.translate(
            "MainWindow", "{reason}. It was started again; nothing has to be done."
        ).format(reason=reason)
    if event.restarting:
        return QCoreApplication.translate(
            "MainWindow",
            "{reason}. It was started again; open the image again or try another one.",
        ).format(reason=reason)
    return QCoreApplication.translate("MainWindow", "{reason}. It was not started again.").format(
        reason=reason
    )


def tell_saved(file: str) -> str:
    """A report was written."""
    return QCoreApplication.translate("MainWindow", "Report saved: {file}").format(file=file)


def tell_not_saved(file: str, reason: str) -> str:
    """A report could not be written."""
    return QCoreApplication.translate(
        "MainWindow", "{file}: the report was not saved ({reason}); choose another folder"
    ).format(file=file, reason=say(reason))


def tell_duration(time: str) -> str:
    """How long the analysis took."""
    return QCoreApplication.translate("MainWindow", "analysed in {time}").format(time=time)
