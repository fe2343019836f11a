"""The modules of installer/windows, which are scripts, and a payload of a few files for them."""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

WINDOWS = Path(__file__).resolve().parents[2] / "installer" / "windows"


@contextmanager
def scripts(*names: str) -> Iterator[list[ModuleType]]:
    """The modules named, found beside one another as when one of them is run.

    They go again afterwards: other folders of scripts have modules of the same names.
    """
    places = [str(WINDOWS), str(WINDOWS.parent)]
    before = set(sys.modules)
    sys.path[:0] = places
    try:
        yield [importlib.import_module(name) for name in names]
    finally:
        for place in places:
            sys.path.remove(place)
        for name in set(sys.modules) - before:
            file = getattr(sys.modules[name], "__file__", None)
            if file is not None and Path(file).is_relative_to(WINDOWS.parent):
                del sys.modules[name]


def make_payload(folder: Path) -> Path:
    """A payload whose programs are not even programs; enough to be packed."""
    content = {
        "skinvl.exe": b"MZ console",
        "skinvl-desktop.exe": b"MZ windowed",
        "_internal/LICENSE": b"licence\n",
        "_internal/PySide6/Qt6Core.dll": bytes(range(256)) * 40,
        "_internal/skinvl/golden/lesion 1 (it's).png": b"\x89PNG",
    }
    for name, data in content.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder
