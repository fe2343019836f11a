"""What a folder holds, and what to do with one that cannot be exported as it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from skinvl.contract.errors import ExportError
from skinvl.model.llava.layouts import ADAPTER_FILE, PROJECTOR_FILE
from skinvl.model.llava.original import find_family
from skinvl.model.llava.weights import has_weights

CONFIG_FILE = "config.json"
Layout = Literal["skinvl", "llava"]


def find_exportable(path: Path) -> Layout:
    """Which of the two layouts that are exported a checkpoint folder has.

    Raises:
        ExportError: neither; for a LLaVA of another layout with the command that converts it.
    """
    if not path.is_dir():
        raise ExportError(f"{path}: no such checkpoint folder")
    target = f"{path.name}-hf"
    if (path / ADAPTER_FILE).is_file():
        base = read_json(path / ADAPTER_FILE).get("base_model_name_or_path") or "BASE"
        raise _ask_to_convert(path, "an adapter", f"--base {base} --merge --out {target}")
    if (path / PROJECTOR_FILE).is_file() and not has_weights(path):
        raise _ask_to_convert(path, "a projector without its model", f"--base BASE --out {target}")
    config = read_json(path / CONFIG_FILE)
    found = config.get("model_type")
    if found == "skinvl":
        return "skinvl"
    if found == "llava" and "vision_config" in config:
        return "llava"
    if find_family(config) is not None:
        raise _ask_to_convert(path, "a LLaVA in its original layout", f"--out {target}")
    raise ExportError(
        f"{path / CONFIG_FILE}: the architecture {found!r} cannot be exported; expected 'skinvl', "
        "which `skinvl train` writes, or 'llava', which `skinvl convert` writes"
    )


def read_json(file: Path) -> dict[str, Any]:
    """The JSON object in a file of a checkpoint.

    Raises:
        ExportError: not there, not JSON, or no object.
    """
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ExportError(
            f"{file}: no such file; is {file.parent} a checkpoint folder of `skinvl train`?"
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        raise ExportError(f"{file}: not readable as JSON ({error})") from error
    if not isinstance(record, dict):
        raise ExportError(f"{file}: not a JSON object")
    return record


def _ask_to_convert(path: Path, what: str, options: str) -> ExportError:
    return ExportError(
        f"{path}: is {what}; run `skinvl convert {path} {options}` first and export what it writes"
    )
