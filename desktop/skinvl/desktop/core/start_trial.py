"""Does the model still give its golden results on this computer? Tried again when that may change.

A new driver, onnxruntime or system can change what a model computes without any file of it being
touched, and a store that moved to another computer computes elsewhere. The outcome is remembered
with what it depends on; what has passed is tried again after a week.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from importlib.metadata import PackageNotFoundError, version
from multiprocessing.connection import Connection
from pathlib import Path

from skinvl.contract import __version__
from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core import messages
from skinvl.desktop.core.settings import write_json

HOLDS_FOR = timedelta(days=7)
_NVIDIA = Path("/proc/driver/nvidia/version")
_RUNTIMES = ("onnxruntime-gpu", "onnxruntime")


@dataclass(frozen=True)
class Surroundings:
    """What a result depends on besides the image."""

    skinvl: str
    onnxruntime: str
    bundle_sha256: str
    provider: str
    precision: str
    system: str
    driver: str


def read_surroundings(ready: messages.Ready) -> Surroundings:
    """What the model computes with on this computer."""
    runtime = ""
    for name in _RUNTIMES:
        try:
            runtime = f"{name} {version(name)}"
            break
        except PackageNotFoundError:
            continue
    try:
        driver = _NVIDIA.read_text(encoding="utf-8").partition("\n")[0]
    except OSError:
        driver = ""
    return Surroundings(
        __version__,
        runtime,
        ready.bundle_sha256,
        ready.provider,
        ready.precision,
        f"{platform.platform()} {platform.node()}",
        driver,
    )


def is_trial_due(file: Path, surroundings: Surroundings, today: date) -> bool:
    """Whether nothing shows that the model passed with these; a doubt means yes."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        age = today - date.fromisoformat(kept["passed_on"])
        return bool(kept["with"] != asdict(surroundings)) or not timedelta(0) <= age < HOLDS_FOR
    except (OSError, ValueError, KeyError, TypeError):
        return True


def note_passed(file: Path, surroundings: Surroundings, today: date) -> None:
    """Remember that the model passed with these.

    Raises:
        OSError: the file cannot be written; the next start tries again.
    """
    write_json({"passed_on": today.isoformat(), "with": asdict(surroundings)}, file)


def find_fault(bundle: Path | None, provider: str) -> str | None:
    """Run the golden images; in what they differ, None where they are reproduced.

    Args:
        bundle: folder of the model, None for the active one.
        provider: "cpu" or "cuda", which the model really uses here.
    """
    from skinvl.runtime.signature import read_trusted_keys
    from skinvl.runtime.store import DefaultBundle, find_default_bundle
    from skinvl.runtime.trial import run_trial
    from skinvl.runtime.verify import verify_bundle

    try:
        place = DefaultBundle(bundle) if bundle is not None else find_default_bundle()
        verified = verify_bundle(place.folder, read_trusted_keys())
        place.check(verified.sha256)
        trial = run_trial(verified)
    except SkinVLError as error:
        return str(error)
    return trial.cuda_refused if provider == "cuda" else None


def tell_fault(channel: Connection, bundle: Path | None, provider: str) -> None:
    """Body of a process: send what `find_fault` finds."""
    from skinvl.runtime.isolation import close_network

    close_network()
    if sys.platform != "win32":
        # Nobody waits for it.
        os.nice(10)
    channel.send(find_fault(bundle, provider))
