"""`skinvl --selftest`: is everything here, and does it work on this computer?"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from skinvl.desktop.core.self_test import Check

SUMMARY = "Try the whole installation without a window and name what is wrong; also --selftest."
EXAMPLE = """\
skinvl selftest
skinvl selftest --json"""
# Longer than any of its checks takes on a slow computer with a cold disk.
_PATIENCE_SECONDS = 300.0
_OUTCOMES = {True: "ok", False: "FAILED", None: "-"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `skinvl selftest`."""
    parser.add_argument(
        "--bundle", type=Path, metavar="B", help="bundle folder (default: the active one)"
    )
    parser.add_argument(
        "--provider",
        choices=("auto", "cpu", "cuda"),
        help="where to compute (default: what the settings say)",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object, for programs")


def run(args: argparse.Namespace) -> int:
    """Try everything; the exit code is 1 if a check failed, and 0 if none did."""
    from skinvl.runtime.isolation import close_network

    close_network()
    checks = _try_all(args)
    failed = [check for check in checks if check.ok is False]
    if args.json:
        print(json.dumps(_to_json(checks), ensure_ascii=False))
    else:
        for check in checks:
            print(_printable(f"{_OUTCOMES[check.ok]:<7}{check.name}: {check.detail}"))
        print(f"{len(failed)} of {len(checks)} checks failed" if failed else "everything works")
    return 1 if failed else 0


def _try_all(args: argparse.Namespace) -> list[Check]:
    from skinvl.desktop.core.configuration import machine_file, read_configuration, user_file
    from skinvl.desktop.core.installation import (
        check_data_folder,
        check_help,
        check_images,
        check_scratch_store,
        check_settings,
    )
    from skinvl.desktop.core.self_test import (
        Part,
        check_backup_folder,
        list_model_parts,
        run_parts,
    )

    configured = read_configuration(machine_file(), user_file())
    provider = args.provider or configured.values.provider
    parts: list[Part] = [
        ("Network closed", _check_network),
        *list_model_parts(args.bundle, provider),
        ("Image formats", check_images),
        ("Store", check_scratch_store),
        ("Data folder", lambda: check_data_folder(configured)),
        ("Settings", lambda: check_settings(configured)),
        ("Help", lambda: check_help("de")),
        ("Window", try_window),
    ]
    backup = configured.values.backup_folder
    if backup is not None:
        parts.append(("Backup folder", lambda: [check_backup_folder(Path(backup))]))
    return run_parts(parts, lambda name, done, total: None)


def _check_network() -> list[Check]:
    from skinvl.desktop.core.self_test import Check
    from skinvl.runtime.isolation.attempt import judge_network

    return [Check("Network closed", *judge_network())]


def try_window() -> list[Check]:
    """Fonts, languages and printers, as a process says that may end on the way."""
    import multiprocessing

    from skinvl.desktop.core.self_test import Check

    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=tell_window, args=(there,), daemon=True)
    process.start()
    there.close()
    checks: list[Check] | None = None
    try:
        if here.poll(_PATIENCE_SECONDS):
            checks = here.recv()
    except EOFError:
        # It is about to be gone; how it went is what is worth telling.
        process.join(_PATIENCE_SECONDS)
    process.kill()
    process.join()
    if checks is None:
        reason = f"Qt gave no answer and ended with {process.exitcode}"
        return [Check("Window", False, f"{reason}; a library or a plug-in of it is missing")]
    return checks


def tell_window(channel: Connection) -> None:
    """Body of the process: try what Qt brings, and send the outcome."""
    from skinvl.desktop.ui.installation import check_installation
    from skinvl.runtime.isolation import close_network

    close_network()
    channel.send(check_installation())


def _to_json(checks: Sequence[Check]) -> dict[str, object]:
    from skinvl.contract import __version__

    return {
        "version": __version__,
        "ok": all(check.ok is not False for check in checks),
        "checks": [
            {"name": check.name, "ok": check.ok, "detail": check.detail} for check in checks
        ],
    }


def _printable(text: str) -> str:
    """A path may hold letters that the terminal of a script cannot write."""
    encoding = sys.stdout.encoding or "ascii"
    return text.encode(encoding, "backslashreplace").decode(encoding)
