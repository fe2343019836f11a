"""Takes the pictures of the user guide: `python docs/images/take.py [--into FOLDER] [NAME ...]`.

Drives the real program as a person does, with keys, in a new configuration and data folder on a
display of its own. Needs Xvfb, xdotool, openbox, ImageMagick's `import` and pdftotext. Only the
sample image is shown, which a program drew; the patients are invented. TAKE_PACE=3 gives a busy
computer three times as long, TAKE_DISPLAY names the display.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from drawn_files import draw_letter, turn_sample, write_dicom
from person import PACE, PASSWORD, TOOLS, Person
from PIL import Image

from skinvl.desktop.core.sample_image import find_sample

FOLDER = Path(__file__).resolve().parent
PICTURES = (
    "setup", "setup-test", "login", "window", "cannot-say", "heat-map", "patient", "body-map",
    "compare", "report", "review", "models", "keys", "dicom", "opinion", "german",
)  # fmt: skip
# Points of the screen at that size: what has no key of its own.
CHEST = (812, 566)
IMAGE = (250, 500)
FIRST_PATIENT = (150, 165)
FIRST_LESION = (420, 236)
FIGURES = (296, 393)
UNSURE, KEEP = (980, 313), (1050, 366)


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
    person.press("Return", then=2)
    command = ["pdftotext", str(sheet), "-"]
    words = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    key = re.findall(r"^[0-9A-Z]{5}(?:-[0-9A-Z]{5})+", words, re.MULTILINE)[-1]
    person.press("alt+l")
    person.write(key.rpartition("-")[2])
    person.press("Return")
    person.write(str(backups))
    # Backups, the model, the self-test, the end.
    person.press("Return", then=2)
    person.press("Return", then=15)
    person.take("setup-test")
    person.press("Return", then=2)


def enter_patient(person: Person) -> None:
    """A patient, and a lesion on the body map."""
    person.press("alt+3", "alt+w", then=1)
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
    """The sample under that lesion: result, heat map, opinion, another diagnosis, question."""
    person.press("alt+f", "m", then=8)
    person.take("window")
    person.click(*IMAGE)
    person.press("h", then=5)
    person.take("heat-map")
    person.press("h", "i", then=1)
    person.write("dysplastic")
    person.press("Down", "Return", then=1)
    person.click(*UNSURE)
    person.take("opinion")
    person.click(*KEEP)
    person.click(*IMAGE)
    person.press("2", "ctrl+k", then=1)
    person.write("Is the border irregular?")
    person.press("Return", then=6)
    person.take("questions")


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


def log_in(person: Person) -> None:
    """Name, password."""
    person.write("anna")
    person.press("Tab")
    person.write(PASSWORD)
    person.press("Return", then=3)


def photograph_again(person: Person, scratch: Path) -> None:
    """The same lesion on another day, to compare."""
    second = scratch / "sample-later.png"
    turn_sample(second)
    open_file(person, second)
    person.press("alt+4", then=4)
    person.press("alt+m", then=8)
    person.take("compare")
    person.press("alt+3", then=1)
    person.press("alt+s", then=1)
    person.take("patient")
    person.press("alt+2", then=1)
    person.take("cases")


def open_file(person: Person, file: Path) -> None:
    """Open a file by its name and wait for the result."""
    person.press("ctrl+o", then=1)
    person.write(str(file))
    person.press("Return", then=8)


def review_folder(person: Person, scratch: Path) -> None:
    """Four images and a letter, by keyboard alone."""
    folder = scratch / "camera"
    folder.mkdir()
    with Image.open(find_sample()) as picture:
        for number, angle in enumerate((0, 90, 180, 270), 1):
            picture.convert("RGB").rotate(angle, expand=True).save(folder / f"image{number}.png")
    draw_letter(folder / "letter.png")
    person.press("alt+5", then=1)
    person.press("alt+g")
    # The program works in the folder above it; a path of this computer would mean nothing.
    person.write(folder.name)
    person.press("alt+a", then=12)
    person.press("F5", "Right", then=2)
    person.take("review")


def look_around(person: Person) -> None:
    """Models, keys."""
    person.press("alt+r", "m", then=3)
    person.click(*FIGURES)
    person.take("models")
    person.press("Escape", "alt+1", "question", then=1)
    person.take("keys")
    person.press("Escape")


def open_others(person: Person, scratch: Path) -> None:
    """After another start: a DICOM file of somebody new, and a page that is no skin."""
    camera, letter = scratch / "photograph.dcm", scratch / "letter.png"
    write_dicom(camera)
    draw_letter(letter)
    log_in(person)
    open_file(person, camera)
    person.take("dicom")
    person.press("alt+3", then=1)
    person.click(*FIRST_PATIENT)
    person.take("reopened")
    open_file(person, letter)
    person.take("cannot-say")


def read_german(person: Person, scratch: Path) -> None:
    """The window in German; the language is that of the settings."""
    log_in(person)
    person.press("alt+3", then=1)
    person.click(*FIRST_PATIENT)
    open_file(person, scratch / "sample-later.png")
    person.take("german")


def choose_german(scratch: Path) -> None:
    """What Settings > Language writes."""
    file = scratch / "config" / "preferences.json"
    values = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**values, "language": "de"}), encoding="utf-8")


def spend_a_day(person: Person, scratch: Path) -> None:
    """From the first run to the end of the third start."""
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
    look_around(person)
    review_folder(person, scratch)
    person.press("ctrl+q")
    person.wait_for_end()
    person.start()
    open_others(person, scratch)
    person.press("ctrl+q")
    person.wait_for_end()
    choose_german(scratch)
    person.start()
    read_german(person, scratch)
    person.press("ctrl+q")
    person.wait_for_end()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=PICTURES)
    parser.add_argument("--into", type=Path, default=FOLDER)
    args = parser.parse_args()
    missing = [name for name in TOOLS if shutil.which(name) is None]
    if missing:
        sys.exit(f"take: install {', '.join(missing)}")
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        person = Person(scratch, tuple(args.names), args.into)
        person.enter()
        try:
            spend_a_day(person, scratch)
        except BaseException:
            person.take("where-it-ended", always=True)
            raise
        finally:
            person.leave()


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"{time.monotonic() - started:.0f} s at pace {PACE:g}")
