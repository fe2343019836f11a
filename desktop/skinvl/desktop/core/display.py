"""Whether a window can be shown on this machine, found out before Qt is asked.

Qt ends the process when it cannot reach a display or load its platform plugin.
"""

from __future__ import annotations

import ctypes
import os
import sys

BASE_PACKAGES = (
    "libglib2.0-0", "libgl1", "libegl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1",
)  # fmt: skip
WINDOW_PACKAGES = (
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxcb-xkb1",
    "libxkbcommon-x11-0",
)  # fmt: skip
_WINDOW_LIBRARIES = (
    "libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-keysyms.so.1", "libxcb-shape.so.0",
    "libxcb-xkb.so.1", "libxkbcommon-x11.so.0",
)  # fmt: skip


def explain_missing_libraries(cause: str) -> str:
    """One line for a system library that Qt lacks; `cause` is the loader's own message."""
    packages = " ".join((*BASE_PACKAGES, *WINDOW_PACKAGES))
    return f"the window needs system libraries ({cause}); on Debian: apt-get install {packages}"


def is_windowless() -> bool:
    """Whether Qt was told to draw into memory (QT_QPA_PLATFORM=offscreen or minimal)."""
    return os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in ("offscreen", "minimal")


def has_display() -> bool:
    """Whether there is a screen to open a window on."""
    if not sys.platform.startswith("linux") or is_windowless():
        return True
    if os.environ.get("WAYLAND_DISPLAY"):
        return True
    return bool(os.environ.get("DISPLAY")) and _answers()


def find_remote_display() -> str | None:
    """One line that says what to do where the X server is another computer's, or behind SSH.

    Both are reached over the network, which the workstation keeps closed.
    """
    name = os.environ.get("DISPLAY", "")
    host = name.rpartition("/")[2].rpartition(":")[0]
    local = not host or host == "unix" or name.startswith("/")
    if not sys.platform.startswith("linux") or is_windowless() or local:
        return None
    if os.environ.get("WAYLAND_DISPLAY"):
        return None
    return (
        f"the display {name} is reached over the network, which SkinVL does not use; open the "
        "window on a display of this computer (for remote work through VNC or RDP), or unset "
        "DISPLAY to read one image without a window"
    )


def missing_window_library() -> str | None:
    """The loader's message for a library that a window on X lacks, None if all are there."""
    if not sys.platform.startswith("linux") or is_windowless():
        return None
    if os.environ.get("WAYLAND_DISPLAY") and not os.environ.get("DISPLAY"):
        return None
    for library in _WINDOW_LIBRARIES:
        try:
            ctypes.CDLL(library)
        except OSError as error:
            return str(error)
    return None


def _answers() -> bool:
    """Whether the X server named by DISPLAY accepts a connection."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        # Qt needs this library as well; importing it will say which package is missing.
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    broken = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not broken
