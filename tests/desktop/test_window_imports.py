"""The window starts fast because what only the engine needs is loaded in the engine."""

from __future__ import annotations

import subprocess
import sys

# pydicom decodes in a process of its own; the others run the model.
OF_OTHER_PROCESSES = ("onnxruntime", "tokenizers", "pydicom")


def test_window_loads_no_library_of_the_engine() -> None:
    code = (
        "import sys, skinvl.desktop.ui.application;"
        f"print(sorted(set({OF_OTHER_PROCESSES!r}) & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout == "[]\n"
