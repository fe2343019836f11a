"""Settings that every test shares."""

import os
import tempfile

# Qt aborts the process when it finds no display; off screen it draws into memory.
if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# What a developer has installed must not take the place of the bundles under test.
os.environ["SKINVL_BUNDLES"] = os.path.join(tempfile.gettempdir(), "skinvl-tests-no-store")
