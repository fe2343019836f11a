"""Somebody at the keyboard of a workstation that runs in a bare system, by Xvfb and xdotool.

The display lies outside: the program reaches it by its socket in the file system alone, as nothing
else leads out of its network namespace.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from minimal_system import USER, MinimalSystem

TOOLS = ("Xvfb", "openbox", "xdotool", "import", "pdftotext")
SIZE = (1280, 860)
LOGIN = "anna"
PASSWORD = "correct horse battery"
# A point of the body map at that size.
CHEST = (980, 640)
# The window manager hands the focus on; frames would shift what is clicked.
WITHOUT_FRAMES = """<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
<placement><policy>Smart</policy><center>yes</center></placement>
<applications><application class="*"><decor>no</decor></application></applications>
</openbox_config>
"""
_KEY = re.compile(r"^[0-9A-Z]{5}(?:-[0-9A-Z]{5})+", re.MULTILINE)


def lacks() -> str | None:
    """What is missing on this computer, in words; None if nothing is."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    return f"{', '.join(missing)} not installed" if missing else None


class Person:
    """A display and somebody in front of it.

    Args:
        system: where the program runs.
        pictures: folder for pictures of the screen.
        patience: factor for every wait; a busy computer needs more than 1.
    """

    def __init__(self, system: MinimalSystem, pictures: Path, patience: float = 1.0) -> None:
        self._system = system
        self._pictures = pictures
        self._patience = patience
        self._display = ""
        self._screen: list[subprocess.Popen[bytes]] = []
        self._program: subprocess.Popen[bytes] | None = None
        self._errors = system.outside(f"/home/{USER}/errors.txt")

    def __enter__(self) -> Person:
        read, write = os.pipe()
        screen = f"{SIZE[0]}x{SIZE[1]}x24"
        options = ["-displayfd", str(write), "-screen", "0", screen, "-noreset", "-nolisten", "tcp"]
        quiet = subprocess.DEVNULL
        self._screen.append(
            subprocess.Popen(["Xvfb", *options], pass_fds=[write], stdout=quiet, stderr=quiet)
        )
        os.close(write)
        with os.fdopen(read, encoding="ascii") as told:
            self._display = f":{told.readline().strip()}"
        self._pictures.mkdir(parents=True, exist_ok=True)
        frames = self._pictures / "openbox.xml"
        frames.write_text(WITHOUT_FRAMES, encoding="utf-8")
        command = ["openbox", "--config-file", str(frames)]
        self._screen.append(
            subprocess.Popen(command, env=self._environment, stdout=quiet, stderr=quiet)
        )
        time.sleep(1)
        return self

    def __exit__(self, *_: object) -> None:
        if self._program is not None and self._program.poll() is None:
            # `unshare` ignores SIGTERM; killed, it takes what it runs along.
            self._program.kill()
            self._program.wait(30)
        for process in reversed(self._screen):
            process.terminate()
            process.wait(30)

    @property
    def _environment(self) -> dict[str, str]:
        return {**os.environ, "DISPLAY": self._display, "LC_ALL": "C.UTF-8"}

    def start(self, program: str, *arguments: str) -> float:
        """Start the workstation; seconds until its window was there."""
        given = {"DISPLAY": self._display, "QT_QPA_PLATFORM": "xcb"}
        command = self._system.command(program, *arguments, user=USER, environment=given)
        began = time.monotonic()
        with self._errors.open("ab") as errors:
            self._program = subprocess.Popen(command, stderr=errors, stdout=errors)
        window = self._find_window()
        took = time.monotonic() - began
        self.wait(8)
        self._ask("windowmove", window, "0", "0")
        self._ask("windowsize", window, str(SIZE[0]), str(SIZE[1]))
        self.wait(1)
        return took

    def close(self) -> None:
        """End the program with its key, as a person does.

        Raises:
            RuntimeError: it ended with another code than 0, or wrote to stderr.
        """
        self.press("ctrl+q")
        assert self._program is not None
        code = self._program.wait(90)
        said = self._errors.read_text(encoding="utf-8")
        if code or said:
            raise RuntimeError(f"the workstation ended with {code}: {said[-600:]}")

    def wait(self, seconds: float) -> None:
        """Do nothing for a while."""
        time.sleep(seconds * self._patience)

    def press(self, *keys: str, then: float = 0.5) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self._ask("key", "--clearmodifiers", key)
            self.wait(0.15)
        self.wait(then)

    def write(self, text: str) -> None:
        """Type a text."""
        self._ask("type", "--delay", "15", text)
        self.wait(0.3)

    def take(self, name: str) -> Path:
        """Keep a picture of the screen; its file."""
        file = self._pictures / f"{name}.png"
        command = ["import", "-window", "root", str(file)]
        subprocess.run(command, env=self._environment, check=True)
        return file

    def set_up(self) -> None:
        """The wizard of the first run; the recovery key is copied from its sheet."""
        sheet = f"/home/{USER}/sheet.pdf"
        self._system.outside(f"/home/{USER}/backups").mkdir()
        owner = self._system.home.stat()
        os.chown(self._system.outside(f"/home/{USER}/backups"), owner.st_uid, owner.st_gid)
        self.press("alt+r", "Return", "Return")
        for text in ("Dr. Anna Berg", LOGIN, PASSWORD, PASSWORD):
            self.write(text)
            self.press("Tab", then=0.1)
        self.press("alt+m", then=5)
        self.press("Return")
        self.take("recovery-sheet")
        self.press("alt+d", then=2)
        self.write(sheet)
        self.press("Return", then=2)
        command = ["pdftotext", str(self._system.outside(sheet)), "-"]
        words = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        self.press("alt+l")
        self.write(_KEY.findall(words)[-1].rpartition("-")[2])
        self.press("Return")
        self.write(f"/home/{USER}/backups")
        # Backups, the model, the self-test, the end.
        self.press("Return", then=2)
        self.press("Return", then=15)
        self.take("self-test")
        self.press("Return", then=2)

    def enter_patient(self, number: str, name: str, first_name: str, born: str) -> None:
        """A patient with one lesion, which is then chosen."""
        self.press("alt+3", "alt+w", then=1)
        for text in (number, name, first_name, born):
            self.write(text)
            self.press("Tab", then=0.1)
        self.press("Return", then=1)
        self.press("alt+b", then=1)
        self._ask("mousemove", *map(str, CHEST), "click", "1")
        # The form may not have the focus yet when the first one comes; none is open for the last.
        self.press("Return", then=1)
        self.press("Return", then=1)
        self.press("Escape", then=1)

    def open_image(self, file: str) -> None:
        """Open an image by its dialog and wait for the result."""
        self.press("ctrl+o", then=1)
        self.write(file)
        self.press("Return", then=10)

    def log_in(self) -> None:
        """Log in at the page that the program starts with."""
        self.write(LOGIN)
        self.press("Tab")
        self.write(PASSWORD)
        self.press("Return", then=4)

    def _find_window(self) -> str:
        # `search --sync` gives up when a window goes while it looks.
        command = ["xdotool", "search", "--onlyvisible", "--name", "^SkinVL$"]
        end = time.monotonic() + 60 * self._patience
        while time.monotonic() < end and self._program and self._program.poll() is None:
            found = subprocess.run(command, env=self._environment, capture_output=True, text=True)
            if found.returncode == 0 and found.stdout.split():
                return found.stdout.split()[-1]
            time.sleep(0.05)
        said = self._errors.read_text(encoding="utf-8")
        raise RuntimeError(f"the workstation opened no window: {said[-600:]}")

    def _ask(self, *words: str, timeout: float = 60) -> str:
        return subprocess.run(
            ["xdotool", *words],
            env=self._environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=timeout,
        ).stdout
