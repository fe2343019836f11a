"""What the machine must bring: a Python with `venv`, and the system libraries that Qt loads.

Uses the standard library of any Python 3 alone, so that `make` can run it as a script before
anything is installed: `python3 cli/skinvl/cli/machine.py`. It prints one line per thing that is
missing, with the Debian package that brings it, and exits with 1. `--packages` prints only the
package names, for a machine that may install them itself.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
import sys

MINIMUM_PYTHON = (3, 11)

# Qt does not start without these, even off screen (tried on a bare Debian 12).
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}

# A window on an X display needs these as well.
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
FONT_PACKAGE = "fonts-dejavu-core"

SHARED_OBJECT = re.compile(r"(?P<library>[\w.+-]+\.so[\w.]*): cannot open shared object file")


def describe_missing_library(message: str) -> str | None:
    """One line for a loader's message about a missing system library; None if it is not one."""
    match = SHARED_OBJECT.search(message)
    if match is None:
        return None
    library = match["library"]
    package = {**QT_LIBRARIES, **WINDOW_LIBRARIES}.get(library)
    remedy = f"apt-get install {package} (Debian, Ubuntu)" if package else "install its package"
    return f"the system library {library} is missing: {remedy}"


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_fonts() -> bool:
    """Whether a TrueType or OpenType font is installed; Qt brings none and would draw boxes."""
    return any(
        name.lower().endswith((".ttf", ".otf", ".ttc"))
        for folder in FONT_FOLDERS
        for _, _, names in os.walk(os.path.expanduser(folder))
        for name in names
    )


def missing_packages(display: bool) -> list[str]:
    """Debian packages that Qt needs and that are not there, sorted.

    Args:
        display: whether a window will be opened on an X display.
    """
    libraries = {**QT_LIBRARIES, **(WINDOW_LIBRARIES if display else {})}
    packages = {package for library, package in libraries.items() if not loads(library)}
    if not has_fonts():
        packages.add(FONT_PACKAGE)
    return sorted(packages)


def python_problem() -> str | None:
    """What is wrong with this Python, in one line; None if nothing is."""
    if sys.version_info[:2] < MINIMUM_PYTHON:
        found = ".".join(str(part) for part in sys.version_info[:2])
        wanted = ".".join(str(part) for part in MINIMUM_PYTHON)
        return f"Python {wanted} or newer is needed, this is {found}: make PYTHON=/path/to/python3"
    if any(importlib.util.find_spec(name) is None for name in ("venv", "ensurepip")):
        return "this Python cannot make virtual environments: apt-get install python3-venv"
    return None


def main(arguments: list[str]) -> int:
    display = bool(os.environ.get("DISPLAY"))
    packages = missing_packages(display) if sys.platform.startswith("linux") else []
    if "--packages" in arguments:
        print(" ".join(packages))
        return 0
    problem = python_problem()
    if problem is not None:
        print(problem, file=sys.stderr)
    if packages:
        print(
            "system libraries are missing; on Debian or Ubuntu:\n"
            f"  apt-get install --no-install-recommends {' '.join(packages)}",
            file=sys.stderr,
        )
    return 1 if problem or packages else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
