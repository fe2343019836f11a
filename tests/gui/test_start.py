"""What a start of the window loads: nothing that is only needed when somebody asks for it."""

from __future__ import annotations

import json
import subprocess
import sys

LATER = {
    "onnxruntime", "pydicom", "tokenizers", "skinvl.runtime.bundle", "skinvl.runtime.models",
    "skinvl.desktop.core.models", "skinvl.desktop.core.self_test",
    "skinvl.desktop.ui.setup_wizard", "skinvl.desktop.ui.models_dialog",
    "skinvl.desktop.ui.help_window", "skinvl.desktop.ui.restore_wizard",
}  # fmt: skip


def test_a_start_loads_no_model_and_no_dialog() -> None:
    code = (
        "import json, sys; import skinvl.desktop.ui.main_window; print(json.dumps([*sys.modules]))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(json.loads(found.stdout))
    assert "skinvl.desktop.ui.reading_page" in loaded
    assert loaded & LATER == set()
