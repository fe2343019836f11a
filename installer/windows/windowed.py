"""What the frozen `skinvl-desktop.exe` starts: the workstation, in a program without a console.

Such a program has no standard streams. What would be printed is collected, and shown in a box
when the program ends with an error: nobody would see it otherwise.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence

TITLE = "SkinVL"
_MB_ICONERROR = 0x10
_LONGEST_TEXT = 4000


def show_box(text: str) -> None:
    """Show an error and wait until it was read."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, TITLE, _MB_ICONERROR)


def start(
    arguments: Sequence[str],
    run: Callable[[Sequence[str]], int],
    show: Callable[[str], None] = show_box,
) -> int:
    """Run `skinvl desktop` with these arguments; the exit code.

    Args:
        arguments: those of the program; the file that was double-clicked.
        run: takes the arguments of `skinvl` and returns its exit code.
        show: shows the last words of a program that failed.
    """
    printed = io.StringIO()
    kept = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = printed
    try:
        code = run(["desktop", *arguments])
    except Exception as error:
        code = 1
        print(f"skinvl: defect: {type(error).__name__}", file=printed)
    finally:
        sys.stdout, sys.stderr = kept
    if code != 0:
        show(printed.getvalue()[-_LONGEST_TEXT:].strip() or f"SkinVL ended with code {code}.")
    return code


def main() -> None:
    """Start the workstation, or one of its child processes."""
    # Libraries that print would fail on streams that are None; children have nobody to print to.
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    multiprocessing.freeze_support()
    from skinvl.cli.main import main as run

    sys.exit(start(sys.argv[1:], run))


if __name__ == "__main__":
    main()
