"""The gate on what is shipped: `python installer/gate/artefact.py`.

The .deb is installed into a bare Debian (`installer/linux`), with nothing but the packages that it
asks for, and used by an ordinary user in an empty network, with strace watching every process:
first run, one image, one folder, one report in the window, and the commands without it. Then what
was done is looked for in the store that the program left: a window that did nothing asks for
nothing.
Exit code 0: nothing left the computer, or, with a word, this could not be tried here. 1: something
did, or the program did not do its work.
"""

from __future__ import annotations

import argparse
import hashlib
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from flows import LEAST_SECONDS, find_sample
from gate import GateUnavailable, empty_network, watch
from system_calls import read_trace

ROOT = Path(__file__).resolve().parents[2]
# The bare system and the person in front of it belong to the packages for Linux.
sys.path.append(str(ROOT / "installer" / "linux"))

import dependencies  # noqa: E402
import minimal_system  # noqa: E402
import person  # noqa: E402
from minimal_system import CACHE, USER, MinimalSystem, run_checked  # noqa: E402
from person import LOGIN, PASSWORD, Person  # noqa: E402

HOME = f"/home/{USER}"
DATA = f"{HOME}/.local/share/skinvl/data"
IMAGES = 3
_ENTERED = "exec chroot"
_DIALOG_SECONDS = 15


class Failed(Exception):
    """The program did not do its work, so that its silence proves nothing."""


class WatchedSystem(MinimalSystem):
    """A bare system whose programs are watched.

    Args:
        root: the system.
        notes: what each command asked for, a folder each.
    """

    def __init__(self, root: Path, notes: Path) -> None:
        super().__init__(root)
        self._notes = notes
        self.watched: list[tuple[str, Path]] = []

    def command(
        self,
        *words: str | Path,
        user: str | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> list[str]:
        """As that of the bare system, with strace around what happens in it."""
        folder = self._notes / str(len(self.watched))
        folder.mkdir()
        self.watched.append((" ".join(map(str, words)), folder))
        plain = super().command(*words, user=user, environment=environment)
        # Inside the namespaces, so that their end is the end of strace as well.
        return [
            word.replace(_ENTERED, f"exec {shlex.join(watch(folder))} chroot") for word in plain
        ]


class Reader(Person):
    """Somebody who opens an image, saves a report and reads a folder."""

    def open_image(self, file: str) -> None:
        """Open an image by its dialog and wait for the result."""
        self.answer_dialog("ctrl+o", file)
        self.wait(10)

    def save_report(self, file: str) -> None:
        """The report of an image that belongs to no patient, as a PDF file."""
        self.answer_dialog("ctrl+s", file)
        self.wait(4)
        self.take("report")

    def answer_dialog(self, key: str, text: str) -> None:
        """Press the key that opens a dialog, and write into it once it is there.

        Raises:
            RuntimeError: it did not open, or did not close.
        """
        before = self._count_windows()
        self.press(key)
        self._await_windows(lambda count: count > before, f"{key} opened no dialog")
        self.write(text)
        self.press("Return")
        self._await_windows(lambda count: count <= before, f"the dialog of {key} stayed")

    def _count_windows(self) -> int:
        return len(self._ask("search", "--onlyvisible", "--name", ".").split())

    def _await_windows(self, fits: Callable[[int], bool], fault: str) -> None:
        for _ in range(_DIALOG_SECONDS):
            self.wait(1)
            if fits(self._count_windows()):
                return
        self.take("fault")
        raise RuntimeError(fault)

    def read_folder(self, folder: str) -> None:
        """A folder, into the store; the line of the folder is two before that of the table."""
        self.press("alt+5", then=1)
        self.press("alt+b", "shift+Tab", "shift+Tab")
        self.write(folder)
        self.press("Tab", "Tab", "Tab", "Tab", "space", then=15)
        self.take("folder")


def install(system: MinimalSystem, deb: Path) -> None:
    """Install the package and nothing but what it asks for."""
    wanted = subprocess.run(
        ["dpkg-deb", "--field", str(deb), "Depends", "Recommends"], check=True, capture_output=True
    ).stdout
    packages = CACHE / f"packages-{hashlib.sha256(wanted).hexdigest()[:12]}"
    if not packages.is_dir():
        dependencies.collect(deb, packages)
    stick = system.outside("/stick")
    shutil.copytree(packages, stick)
    shutil.copyfile(deb, stick / "skinvl.deb")
    run_checked(system, ["sh", "-c", "dpkg --install /stick/*.deb"])
    shutil.rmtree(stick)


def lay_out_images(system: MinimalSystem) -> None:
    """One image in the home, and a folder of them."""
    sample = find_sample(system.outside("/usr/lib/skinvl/skinvl")).read_bytes()
    folder = system.home / "images"
    folder.mkdir()
    for number in range(IMAGES):
        (folder / f"{number}.png").write_bytes(sample + bytes(number))
    (system.home / "lesion.png").write_bytes(sample)
    run_checked(system, ["chown", "-R", f"{USER}:{USER}", HOME])


def use_window(system: WatchedSystem, patience: float) -> None:
    """The first run, an image, a report, a folder."""
    reader = Reader(system, CACHE / "gate-pictures", patience)
    with reader:
        reader.start("skinvl", "desktop")
        reader.set_up()
        reader.open_image(f"{HOME}/lesion.png")
        reader.take("image")
        reader.save_report(f"{HOME}/report.pdf")
        reader.read_folder(f"{HOME}/images")
        reader.close()


def use_commands(system: WatchedSystem) -> None:
    """What a user types where there is no display."""
    image = f"{HOME}/lesion.png"
    for words in (
        ("--version",),
        ("diagnose", image, "--json", "--question", "Is the border irregular?"),
        ("review", f"{HOME}/images", "--out", f"{HOME}/out"),
        ("desktop", image, "--report", f"{HOME}/headless.pdf"),
        ("bundle", "verify"),
    ):
        run_checked(system, ["skinvl", *words], USER)


def check_work(system: MinimalSystem) -> str:
    """What the program left behind, in words.

    Raises:
        Failed: something is missing.
    """
    from skinvl.desktop.core.store.store import open_store

    for name in ("report.pdf", "headless.pdf"):
        file = system.home / name
        if not file.is_file() or not file.read_bytes().startswith(b"%PDF-"):
            raise Failed(f"{name} was not written")
    with open_store(system.outside(DATA), LOGIN, PASSWORD) as store:
        batches = store.batches.list()
        counts = [store.batches.counts(batch.id) for batch in batches]
        entries = store.audit.list()
    done = sum(count.get("done", 0) for count in counts)
    if done != IMAGES:
        raise Failed(f"the window read {done} of {IMAGES} images of the folder: {counts}")
    return f"store with {len(entries)} entries in its log, {done} images of a folder, 2 reports"


def judge(watched: list[tuple[str, Path]]) -> int:
    """Print what each command asked for; how many leaks there were.

    Raises:
        Failed: the window was not watched for long enough.
    """
    leaks = 0
    for name, folder in watched:
        trace = read_trace(folder)
        print(
            f"{name}: {trace.seconds:.0f} s, {trace.processes} processes and threads, "
            f"{trace.calls} calls about sockets, {len(trace.leaks)} leave the computer"
        )
        for leak in trace.leaks[:20]:
            print(f"  {leak}")
        leaks += len(trace.leaks)
        if name.endswith("skinvl desktop") and trace.longest < LEAST_SECONDS:
            raise Failed(f"the window was there for {trace.longest:.0f} s only")
    return leaks


def find_obstacle(deb: Path | None) -> str | None:
    """What keeps this from being tried here; None if nothing does."""
    if deb is None:
        return "there is no .deb in dist/: run `make installer packages`"
    try:
        empty_network()
    except GateUnavailable as error:
        return str(error)
    return minimal_system.lacks() or person.lacks()


def main() -> int:
    found = sorted(
        (ROOT / "dist").glob("skinvl_*_amd64.deb"), key=lambda file: file.stat().st_mtime
    )
    parser = argparse.ArgumentParser(description="Does the shipped program ask for the network?")
    parser.add_argument("--deb", type=Path, default=found[-1] if found else None)
    parser.add_argument("--patience", type=float, default=1.0, help="factor for every wait")
    args = parser.parse_args()
    obstacle = find_obstacle(args.deb)
    if obstacle is not None:
        print(f"gate: skipped, {obstacle}")
        return 0
    began = time.monotonic()
    try:
        with (
            minimal_system.minimal_system() as system,
            tempfile.TemporaryDirectory(prefix="skinvl-notes-") as notes,
        ):
            install(system, args.deb)
            print(f"installed into a bare Debian: {args.deb.name}")
            lay_out_images(system)
            watched = WatchedSystem(system.root, Path(notes))
            use_window(watched, args.patience)
            use_commands(watched)
            leaks = judge(watched.watched)
            print(f"left behind: {check_work(system)}")
    except (Failed, RuntimeError, ValueError, subprocess.SubprocessError) as error:
        print(f"gate: {error}", file=sys.stderr)
        return 1
    print(f"gate: {leaks} leaks, {time.monotonic() - began:.0f} s")
    return 1 if leaks else 0


if __name__ == "__main__":
    sys.exit(main())
