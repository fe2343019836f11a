"""A new version proves itself before it is used: in a process of its own, with nothing of ours."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from skinvl.desktop.core.update.errors import UpdateFailed

_TRIAL_SECONDS = 600.0
_LOOK_SECONDS = 0.1
_LONGEST_REASON = 300
_FAILED = "FAILED "

OnPulse = Callable[[], None]
"""Called while the trial runs; what it raises ends the trial."""


def try_program(program: Path, version: str, on_pulse: OnPulse) -> None:
    """Ask a program for its version, then let it test itself.

    Raises:
        UpdateFailed: it does not start, is another version, or finds itself unfit.
    """
    told = _ask(program, ("--version",), on_pulse)
    if version not in told.split():
        raise UpdateFailed(program, f"says that it is {told.strip()[:80]!r}, not {version}")
    _ask(program, ("--selftest",), on_pulse)


def clean_environment() -> dict[str, str]:
    """The environment for another version: without what a frozen program sets for itself.

    https://pyinstaller.org/en/stable/common-issues-and-pitfalls.html, "independent subprocess".
    """
    kept = {name: value for name, value in os.environ.items() if not _is_own(name)}
    if "LD_LIBRARY_PATH_ORIG" in kept:
        kept["LD_LIBRARY_PATH"] = kept.pop("LD_LIBRARY_PATH_ORIG")
    elif _runs_frozen():
        kept.pop("LD_LIBRARY_PATH", None)
    return {**kept, "PYINSTALLER_RESET_ENVIRONMENT": "1"}


def _runs_frozen() -> bool:
    return "_PYI_ARCHIVE_FILE" in os.environ


def _is_own(name: str) -> bool:
    return name.startswith(("_PYI_", "_MEIPASS", "PYTHON", "QT_PLUGIN", "QT_QPA_PLATFORM_PLUGIN"))


def _ask(program: Path, arguments: tuple[str, ...], on_pulse: OnPulse) -> str:
    """What the program prints.

    Raises:
        UpdateFailed: it does not start, or ends with a fault.
    """
    words = " ".join(("skinvl", *arguments))
    with (
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as faults,
        tempfile.TemporaryDirectory(prefix="skinvl-trial-") as settings,
    ):
        try:
            process = subprocess.Popen(
                [str(program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=faults,
                cwd=program.parent,
                env=_trial_environment(Path(settings)),
                start_new_session=True,
            )
        except OSError as error:
            raise UpdateFailed(
                program, f"cannot be started ({error.strerror}); the former version stays"
            ) from error
        try:
            code = _wait(process, on_pulse)
        finally:
            process.kill()
            process.wait()
        out.seek(0)
        faults.seek(0)
        told = out.read(64 * 1024).decode("utf-8", "replace")
        if code is None:
            raise UpdateFailed(
                program, f"`{words}` did not end in {_TRIAL_SECONDS:.0f} s; the former stays"
            )
        if code != 0:
            reason = _find_reason(faults.read(64 * 1024).decode("utf-8", "replace"), told)
            raise UpdateFailed(
                program,
                f"does not work on this computer (`{words}` ended with {code}: {reason}); the "
                "former version stays",
            )
        return told


def _trial_environment(settings: Path) -> Mapping[str, str]:
    # The program is on trial, not what this user has set: a backup stick that is not plugged in
    # is no reason to refuse it. And whoever runs the trial may have no display.
    return {
        **clean_environment(),
        "SKINVL_CONFIG": str(settings),
        "SKINVL_POLICY": str(settings / "policy.json"),
        "QT_QPA_PLATFORM": "offscreen",
    }


def _wait(process: subprocess.Popen[bytes], on_pulse: OnPulse) -> int | None:
    end = time.monotonic() + _TRIAL_SECONDS
    while time.monotonic() < end:
        on_pulse()
        try:
            return process.wait(_LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            continue
    return None


def _find_reason(faults: str, told: str) -> str:
    """The failed checks of a self-test, else the last line that was said."""
    failed = [line.partition(_FAILED)[2].strip() for line in told.splitlines() if _FAILED in line]
    said = [line.strip() for line in (*told.splitlines(), *faults.splitlines()) if line.strip()]
    reason = "; ".join(failed) if failed else (said[-1] if said else "it said nothing")
    return reason[:_LONGEST_REASON]
