"""Starting the workstation: with a window, or without a display for a report alone."""

from __future__ import annotations

import os
import signal
import sys
from importlib import resources
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from skinvl.desktop.core.configuration import machine_file, read_configuration, user_file
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.report import Report
from skinvl.desktop.core.settings import load_settings, settings_file
from skinvl.desktop.ui.errors import ErrorPresenter
from skinvl.desktop.ui.main_window import MainWindow
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.report_pdf import write_report
from skinvl.desktop.ui.start_trial import StartTrial
from skinvl.desktop.ui.theme import apply_theme
from skinvl.desktop.ui.translation import install_translation

_SIGNAL_MILLISECONDS = 300


def run_window(path: Path | None, choice: EngineChoice) -> int:
    """Open the main window and stay until it is closed; the exit code."""
    app = QApplication([sys.argv[0]])
    app.setApplicationName("skinvl")
    app.setApplicationDisplayName("SkinVL")
    # The name of the desktop entry: a dock or a task bar puts window and entry together by it.
    app.setDesktopFileName("skinvl")
    app.setWindowIcon(find_icon())
    presenter = ErrorPresenter()
    presenter.install()
    operations = Operations(choice)
    file = settings_file()
    configured = read_configuration(machine_file(), user_file())
    install_translation(app, configured.values.language)
    apply_theme(app, configured.values.theme, configured.values.text_percent)
    window = MainWindow(operations, presenter, load_settings(file), file, configured)
    # Python sees Ctrl-C only while it runs; the timer lets it run now and then.
    signal.signal(signal.SIGINT, lambda number, frame: window.close())
    pulse = QTimer()
    pulse.timeout.connect(lambda: None)
    pulse.start(_SIGNAL_MILLISECONDS)
    window.show()
    window.notice_bar.look()
    trial = StartTrial(choice.bundle, file.with_name("golden.json"))
    trial.failed.connect(window.message_bar.show_error)
    operations.happened.connect(trial.take)
    operations.start()
    if path is not None:
        window.open_file(path)
    elif window.access.folder is None:
        # After the first events, so that the window is there before the wizard covers it.
        QTimer.singleShot(0, window.run_setup)
    code = app.exec()
    trial.stop()
    presenter.uninstall()
    return code


def find_icon() -> QIcon:
    """The icon of the window."""
    return QIcon(str(resources.files("skinvl.desktop").joinpath("assets", "skinvl.png")))


def write_report_without_display(report: Report, file: Path) -> None:
    """Write a report where there is no display.

    Raises:
        OSError: the folder cannot be written.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QGuiApplication([sys.argv[0]])
    write_report(report, file)
    app.shutdown()
