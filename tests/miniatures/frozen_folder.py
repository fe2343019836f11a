"""A frozen folder in miniature: a real program of the system in place of the workstation."""

import shutil
from pathlib import Path

# Any ELF program that knows `--version` and can be kept running.
STAND_IN = shutil.which("sleep") or "/bin/sleep"


def make_frozen_folder(folder: Path, mark: str = "first") -> Path:
    """Make a folder as the freeze leaves it; `mark` tells two of them apart."""
    internal = folder / "_internal"
    internal.mkdir(parents=True)
    shutil.copyfile(STAND_IN, folder / "skinvl")
    (folder / "skinvl").chmod(0o700)
    (internal / "mark.txt").write_text(mark, encoding="utf-8")
    (internal / "Läsion mit Namen.txt").write_text("ä", encoding="utf-8")
    (internal / "link.txt").symlink_to("mark.txt")
    return folder
