"""Takes the pictures of the user guide: `python docs/images/take.py [name of a picture ...]`.

Drives the real program as a person does, with keys, in a new configuration and data folder on a
display of its own. Needs Xvfb, xdotool, openbox, ImageMagick's `import` and pdftotext. Only the
sample image is shown, which a program drew; the patient is invented.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageDraw

from skinvl.desktop.core.sample_image import find_sample

FOLDER = Path(__file__).resolve().parent
PICTURES = (
    "setup", "login", "window", "cannot-say", "heat-map", "patient", "body-map", "compare",
    "report", "review", "models", "keys",
)  # fmt: skip
DISPLAY = ":88"
# On a computer that does something else everything takes longer.
PACE = float(os.environ.get("TAKE_PACE", "1"))
SIZE = (1280, 860)
LARGEST = 200_000
PASSWORD = "correct horse battery"
# Points of the screen at that size: what has no key of its own.
CHEST = (980, 640)
IMAGE = (250, 500)
FIRST_PATIENT = (150, 165)
FIRST_LESION = (420, 236)
FOLDER_LINE = (600, 115)
START = (132, 167)
FIGURES = (296, 393)
# The window manager only hands the focus on; frames would not be part of the program.
WITHOUT_FRAMES = """<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
<placement><policy>Smart</policy><center>yes</center></placement>
<applications><application class="*"><decor>no</decor></application></applications>
</openbox_config>
"""


def draw_letter(file: Path) -> None:
    """A page with lines of writing, which is no skin."""
    page = Image.new("RGB", (900, 675), (246, 245, 240))
    pen = ImageDraw.Draw(page)
    for row in range(60, 620, 34):
        for column in range(70, 800, 62):
            pen.rectangle((column, row, column + 30 + (column * row) % 24, row + 9), (40, 44, 60))
    page.save(file)


class Person:
    """Somebody at the keyboard of a workstation.

    Args:
        scratch: folder for configuration, data and files.
        wanted: names of the pictures to keep.
    """

    def __init__(self, scratch: Path, wanted: tuple[str, ...]) -> None:
        self._scratch = scratch
        self._wanted = wanted
        self._environment: Mapping[str, str] = {
            **os.environ,
            "DISPLAY": DISPLAY,
            "QT_QPA_PLATFORM": "xcb",
            "LC_ALL": "C.UTF-8",
            "HOME": str(scratch / "home"),
            "SKINVL_CONFIG": str(scratch / "config"),
            "SKINVL_POLICY": str(scratch / "no-policy.json"),
        }
        (scratch / "home").mkdir()
        self._screen: list[subprocess.Popen[bytes]] = []
        self._program: subprocess.Popen[bytes] | None = None

    def enter(self) -> None:
        """Switch the screen on."""
        frames = self._scratch / "openbox.xml"
        frames.write_text(WITHOUT_FRAMES, encoding="utf-8")
        screen = f"{SIZE[0]}x{SIZE[1]}x24"
        self._start_part("Xvfb", DISPLAY, "-screen", "0", screen, "-nolisten", "tcp")
        time.sleep(1)
        self._start_part("openbox", "--config-file", str(frames))
        time.sleep(0.5)

    def leave(self) -> None:
        """Switch everything off."""
        for process in (self._program, *reversed(self._screen)):
            if process is not None and process.poll() is None:
                process.terminate()
                process.wait(30)

    def start(self, *arguments: str) -> None:
        """Start the program and wait for its window."""
        command = [sys.executable, "-m", "skinvl.cli", "desktop", *arguments]
        with (self._scratch / "errors.txt").open("ab") as errors:
            self._program = subprocess.Popen(command, env=self._environment, stderr=errors)
        window = self._ask("xdotool", "search", "--sync", "--onlyvisible", "--name", "^SkinVL$")
        # A model that is still loading would make a picture that nobody sees for long.
        time.sleep(8)
        for do in (("windowmove", "0", "0"), ("windowsize", str(SIZE[0]), str(SIZE[1]))):
            self._ask("xdotool", do[0], window.split()[-1], *do[1:])
        time.sleep(1)

    def wait_for_end(self) -> None:
        """Wait until the program has ended; say what it wrote to stderr."""
        assert self._program is not None
        code = self._program.wait(60)
        written = (self._scratch / "errors.txt").read_text(encoding="utf-8")
        if code or written:
            print(f"take: the program ended with {code}\n{written}", file=sys.stderr)

    def press(self, *keys: str, then: float = 0.5) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self._ask("xdotool", "key", "--clearmodifiers", key)
            time.sleep(0.15 * PACE)
        time.sleep(then * PACE)

    def write(self, text: str) -> None:
        """Type a text."""
        self._ask("xdotool", "type", "--delay", "15", text)
        time.sleep(0.3 * PACE)

    def click(self, x: int, y: int) -> None:
        """Click at a point of the screen."""
        self._ask("xdotool", "mousemove", str(x), str(y), "click", "1")
        time.sleep(0.6)

    def take(self, name: str) -> None:
        """Keep a picture of the screen."""
        if name not in self._wanted:
            return
        file = FOLDER / f"{name}.png"
        self._ask("import", "-window", "root", str(file))
        with Image.open(file) as picture:
            whole = picture.convert("RGB")
        for colours in (256, 128, 64, 32):
            whole.quantize(colours, dither=Image.Dither.NONE).save(file, optimize=True)
            if file.stat().st_size <= LARGEST:
                break

    def _ask(self, *command: str) -> str:
        return subprocess.run(
            command, env=self._environment, check=True, capture_output=True, text=True
        ).stdout

    def _start_part(self, *command: str) -> None:
        quiet = subprocess.DEVNULL
        self._screen.append(
            subprocess.Popen(command, env=self._environment, stdout=quiet, stderr=quiet)
        )


def set_up(person: Person, scratch: Path) -> None:
    """The wizard of the first run; its key is copied from the sheet, as a person does."""
    sheet, backups = scratch / "sheet.pdf", scratch / "backups"
    backups.mkdir()
    person.press("alt+r", "Return", "Return")
    for text in ("Dr. Anna Berg", "anna", PASSWORD, PASSWORD):
        person.write(text)
        person.press("Tab", then=0.1)
    person.press("alt+m", then=5)
    person.press("Return")
    person.take("setup")
    person.press("alt+d", then=2)
    person.write(str(sheet))
    person.press("Return", then=1)
    words = subprocess.run(
        ["pdftotext", sheet, "-"], check=True, capture_output=True, text=True
    ).stdout
    key = re.findall(r"^[0-9A-Z]{5}(?:-[0-9A-Z]{5})+", words, re.MULTILINE)[-1]
    person.press("alt+l")
    person.write(key.rpartition("-")[2])
    person.press("Return")
    person.write(str(backups))
    # Backups, the model, the self-test, the end.
    person.press("Return", then=2)
    person.press("Return", then=15)
    person.press("Return", then=2)


def enter_patient(person: Person) -> None:
    """A patient, and a lesion on the body map."""
    person.press("alt+3", "alt+w")
    for text in ("4711", "Doe", "Jane", "1958-03-27"):
        person.write(text)
        person.press("Tab", then=0.1)
    person.press("Return", then=1)
    person.press("alt+b")
    person.click(*CHEST)
    # The form may not have the focus yet when the first one comes; none is open for the last.
    person.press("Return", then=1)
    person.press("Return", then=1)
    person.press("Escape", then=1)
    person.take("body-map")


def read_image(person: Person) -> None:
    """The sample under that lesion: result, question, heat map, another diagnosis."""
    person.press("alt+f", "m", then=8)
    person.take("window")
    person.press("ctrl+k")
    person.write("Is the border irregular?")
    person.press("Return", then=6)
    person.take("questions")
    person.press("Escape")
    person.click(*IMAGE)
    person.press("h", then=5)
    person.take("heat-map")
    person.press("h", "2", then=2)


def sign_report(person: Person) -> None:
    """Confirm the draft and sign."""
    person.press("ctrl+p", then=3)
    person.press("alt+r")
    person.take("report")
    person.press("alt+s")
    person.write(PASSWORD)
    person.press("Return", then=3)
    person.take("report-signed")
    person.press("Escape")


def photograph_again(person: Person, scratch: Path) -> None:
    """The same lesion on another day, to compare."""
    second = scratch / "sample-later.png"
    with Image.open(find_sample()) as picture:
        width, height = picture.size
        turned = picture.convert("RGB").rotate(4, Image.Resampling.BICUBIC)
        turned.crop((60, 60, width - 60, height - 60)).save(second)
    person.press("ctrl+o", then=1)
    person.write(str(second))
    person.press("Return", then=8)
    person.press("alt+4", then=4)
    person.take("compare")
    person.press("alt+3", then=1)
    person.press("alt+s", then=1)
    person.take("patient")
    person.press("alt+2", then=1)
    person.take("cases")


def look_around(person: Person, scratch: Path) -> None:
    """Models, keys, the review of a folder."""
    person.press("alt+r", "m", then=3)
    person.click(*FIGURES)
    person.take("models")
    person.press("Escape", "alt+1", "question", then=1)
    person.take("keys")
    person.press("Escape")
    folder = scratch / "folder"
    folder.mkdir()
    with Image.open(find_sample()) as picture:
        for number, angle in enumerate((0, 90, 180, 270), 1):
            picture.convert("RGB").rotate(angle, expand=True).save(folder / f"image{number}.png")
    draw_letter(folder / "letter.png")
    person.press("alt+5", then=1)
    person.click(*FOLDER_LINE)
    person.write(str(folder))
    person.click(*START)
    time.sleep(12 * PACE)
    person.press("F5", "Right", then=2)
    person.take("review")


def main() -> None:
    needed = ("Xvfb", "openbox", "xdotool", "import", "pdftotext")
    missing = [name for name in needed if shutil.which(name) is None]
    if missing:
        sys.exit(f"take: install {', '.join(missing)}")
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        person = Person(scratch, tuple(sys.argv[1:]) or PICTURES)
        person.enter()
        try:
            person.start()
            set_up(person, scratch)
            enter_patient(person)
            read_image(person)
            sign_report(person)
            person.press("ctrl+l", then=1)
            person.take("login")
            person.write(PASSWORD)
            person.press("Return", then=3)
            person.press("alt+3", then=1)
            person.click(*FIRST_PATIENT)
            person.click(*FIRST_LESION)
            person.take("unlocked")
            photograph_again(person, scratch)
            look_around(person, scratch)
            person.press("ctrl+q")
            person.wait_for_end()
            letter = scratch / "letter.png"
            draw_letter(letter)
            person.start()
            person.write("anna")
            person.press("Tab")
            person.write(PASSWORD)
            person.press("Return", then=3)
            person.press("alt+3", then=1)
            person.click(*FIRST_PATIENT)
            person.take("reopened")
            person.press("ctrl+o", then=1)
            person.write(str(letter))
            person.press("Return", then=8)
            person.take("cannot-say")
            person.press("ctrl+q")
            person.wait_for_end()
        finally:
            person.leave()


if __name__ == "__main__":
    main()
