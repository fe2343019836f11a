"""Where sticks are, for a file dialog to begin at."""

from __future__ import annotations

import getpass
import sys
from contextlib import suppress
from pathlib import Path

from skinvl.desktop.core.update.release import SUFFIX


def find_media(places: tuple[Path, ...] | None = None) -> Path:
    """The first stick with an update file at its top, else the first stick, else the home folder.

    Args:
        places: folders in which sticks appear; None takes those of this system.
    """
    if places is None:
        places = _list_places()
    sticks: list[Path] = []
    for place in places:
        with suppress(OSError):
            sticks += sorted(path for path in place.iterdir() if path.is_dir())
    for stick in sticks:
        with suppress(OSError):
            if any(path.suffix == SUFFIX for path in stick.iterdir()):
                return stick
    return sticks[0] if sticks else Path.home()


def _list_places() -> tuple[Path, ...]:
    if sys.platform == "win32":
        # The dialog of Windows shows drives itself.
        return ()
    if sys.platform == "darwin":
        return (Path("/Volumes"),)
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        return ()
    return (Path("/run/media") / user, Path("/media") / user)
