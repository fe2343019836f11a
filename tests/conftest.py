"""Settings that every test shares."""

import os

# Qt aborts the process when it finds no display; off screen it draws into memory.
if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
