"""Takes the pictures of the user guide: `QT_QPA_PLATFORM=offscreen python docs/images/take.py`.

Needs PySide6, a bundle (the shipped one, or a folder as the only argument) and pdftoppm. Only
images that a program drew are shown.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw
from PySide6.QtWidgets import QApplication

from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.settings import Settings
from skinvl.desktop.ui.errors import ErrorPresenter
from skinvl.desktop.ui.main_window import MainWindow
from skinvl.desktop.ui.operations import Operations

FOLDER = Path(__file__).resolve().parent
QUESTION = "Is the border irregular?"
SECONDS = 120


def draw_letter(file: Path) -> None:
    """A page with lines of writing, which is no skin."""
    page = Image.new("RGB", (900, 675), (246, 245, 240))
    pen = ImageDraw.Draw(page)
    for row in range(60, 620, 34):
        for column in range(70, 800, 62):
            pen.rectangle((column, row, column + 30 + (column * row) % 24, row + 9), (40, 44, 60))
    page.save(file)


def wait_for(app: QApplication, condition: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not condition():
        if time.monotonic() > end:
            sys.exit("take: the workstation did not finish")
        app.processEvents()
        time.sleep(0.01)


def main() -> None:
    app = QApplication([])
    bundle = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    operations = Operations(EngineChoice(bundle, "cpu"))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        window = MainWindow(operations, ErrorPresenter(), Settings(), folder / "desktop.json")
        window.show()
        operations.start()

        def settled() -> bool:
            return window.reading is not None and window.reading.can_report

        window.open_sample()
        wait_for(app, settled)
        window.ask(QUESTION)
        wait_for(app, settled)
        app.processEvents()
        window.grab().save(str(FOLDER / "window.png"))
        report = folder / "report.pdf"
        window.save_report(report)
        wait_for(app, lambda: "Report saved" in window.message_bar.text)
        subprocess.run(
            ["pdftoppm", "-r", "80", "-png", "-singlefile", report, FOLDER / "report"], check=True
        )
        letter = folder / "letter.png"
        draw_letter(letter)
        window.open_file(letter)
        wait_for(app, settled)
        app.processEvents()
        if not window.result.abstention:
            print("take: this bundle makes a statement on a page of writing", file=sys.stderr)
        window.grab().save(str(FOLDER / "cannot-say.png"))
        window.close()


if __name__ == "__main__":
    main()
