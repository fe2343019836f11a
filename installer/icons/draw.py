"""Draws the icon in every size that desktops ask for: `python installer/icons/draw.py`.

`skinvl.svg` is the original. Qt renders it as `skinvl-<pixels>.png`, and Pillow puts the sizes that
Windows uses into `skinvl.ico`; one size goes to the workstation for its window. The results are
committed, so that nobody else needs to run this.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parent
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
WINDOW = FOLDER.parents[1] / "desktop" / "skinvl" / "desktop" / "assets" / "skinvl.png"
WINDOW_SIZE = 128
WINDOWS_SIZES = (16, 24, 32, 48, 64, 128, 256)


def draw(renderer: QSvgRenderer, pixels: int) -> Path:
    """Render the icon as a square PNG with a transparent ground; the file."""
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    file = FOLDER / f"skinvl-{pixels}.png"
    image.save(str(file))
    return file


def main() -> None:
    """Every size as PNG, and the icon for Windows."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    renderer = QSvgRenderer(str(FOLDER / "skinvl.svg"))
    files = {pixels: draw(renderer, pixels) for pixels in SIZES}
    del application
    shutil.copyfile(files[WINDOW_SIZE], WINDOW)
    pictures = [Image.open(files[pixels]) for pixels in WINDOWS_SIZES]
    sizes = [(pixels, pixels) for pixels in WINDOWS_SIZES]
    pictures[-1].save(FOLDER / "skinvl.ico", sizes=sizes, append_images=pictures[:-1])


if __name__ == "__main__":
    main()
