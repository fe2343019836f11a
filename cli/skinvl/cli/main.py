"""Entry point of `skinvl`: finds the command, imports only that command, runs it.

A command is a module with `SUMMARY`, `EXAMPLE`, `add_arguments(parser)` and `run(args) -> int`.
Exit codes: 0 success, 1 an error that the user can act on, 2 wrong usage, 130 Ctrl-C.
"""

from __future__ import annotations

import argparse
import difflib
import importlib.util
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from skinvl.cli.machine import describe_missing_library

# Read by onnxruntime when it is imported, so it has to stand before any command is loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"


class Command(Protocol):
    """What every command module offers."""

    SUMMARY: str
    EXAMPLE: str  # one complete command line, or several, one a line

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, args: argparse.Namespace) -> int: ...


@dataclass(frozen=True)
class Entry:
    """Where a command lives and which extra of the package brings what it needs."""

    module: str
    extra: str


COMMANDS: dict[str, Entry] = {
    "diagnose": Entry("skinvl.runtime.commands.diagnose", "cpu"),
    "desktop": Entry("skinvl.desktop.commands.desktop", "desktop"),
    "review": Entry("skinvl.desktop.commands.review", "cpu"),
    "bundle": Entry("skinvl.runtime.commands.bundle", "cpu"),
    "update": Entry("skinvl.desktop.commands.update", "desktop"),
    "selftest": Entry("skinvl.desktop.commands.selftest", "desktop"),
    "dataset": Entry("skinvl.dataset.commands.dataset", "dataset"),
    "train": Entry("skinvl.training.commands.train", "training"),
    "convert": Entry("skinvl.training.commands.convert", "training"),
    "evaluate": Entry("skinvl.training.commands.evaluate", "training"),
    "export": Entry("skinvl.export.commands.export", "export"),
}


def is_installed(name: str) -> bool:
    """Whether the part of a command is there; a frozen workstation has no training part."""
    part = ".".join(COMMANDS[name].module.split(".")[:2])
    return importlib.util.find_spec(part) is not None


def load_command(name: str) -> Command:
    """The module of a command.

    Raises:
        ImportError: the command needs a package that is not installed.
    """
    return cast(Command, importlib.import_module(COMMANDS[name].module))


def build_parser(name: str, command: Command) -> argparse.ArgumentParser:
    """The argument parser of one command; its help ends with the command's examples."""
    parser = argparse.ArgumentParser(
        prog=f"skinvl {name}",
        description=command.SUMMARY,
        epilog="\n  ".join(["example:", *map(str.strip, command.EXAMPLE.splitlines())]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_arguments(parser)
    return parser


def overview() -> str:
    """Help of `skinvl` itself: every command with its summary."""
    rows = []
    for name in filter(is_installed, COMMANDS):
        try:
            summary = load_command(name).SUMMARY
        except ImportError as error:
            summary = f"(not available: {explain_import_error(name, error)})"
        rows.append(f"  {name:<10} {summary}")
    return "\n".join(
        [
            "usage: skinvl COMMAND [ARGUMENTS]",
            "       skinvl COMMAND --help",
            "       skinvl --version | --selftest [--json]",
            "",
            "Offline dermatology vision-language system. Research software, not a medical device.",
            "",
            "commands:",
            *rows,
            "",
            "example:",
            "  skinvl diagnose photo.jpg",
        ]
    )


def explain_import_error(name: str, error: ImportError) -> str:
    """One line that says what to install so that the command can be imported.

    Raises:
        ImportError: the module that failed is part of SkinVL, which is a defect.
    """
    library = describe_missing_library(str(error))
    if library is not None:
        return library
    missing = (error.name or "").partition(".")[0]
    if not isinstance(error, ModuleNotFoundError) or missing in ("", "skinvl"):
        raise error
    extra = "cpu" if missing == "onnxruntime" else COMMANDS[name].extra
    return f"`skinvl {name}` needs {missing}: pip install 'skinvl[{extra}]'"


def fail(message: str, code: int) -> int:
    print(f"skinvl: {message}", file=sys.stderr)
    return code


def run_command(name: str, arguments: Sequence[str]) -> int:
    """Parses the arguments of one command and runs it; the exit code."""
    from skinvl.contract.errors import ConfigError, SkinVLError

    try:
        command = load_command(name)
        args = build_parser(name, command).parse_args(arguments)
        code = command.run(args)
        sys.stdout.flush()
        return code
    except ConfigError as error:
        # A new configuration may have thirty faults: one line each.
        return fail("\n  ".join(error.errors), 1)
    except SkinVLError as error:
        return fail(str(error), 1)
    except ImportError as error:
        return fail(explain_import_error(name, error), 1)
    except BrokenPipeError:
        # The reader (`| head`) went away; without this the interpreter complains again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return fail("interrupted", 130)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs `skinvl` with the given arguments (default: those of the process).

    Returns:
        The exit code of the process.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] in ("-h", "--help"):
        print(overview(), file=sys.stdout if arguments else sys.stderr)
        return 0 if arguments else 2
    if arguments[0] == "--version":
        from skinvl.cli.version import describe_version

        print(describe_version())
        return 0
    # An installer and an inventory ask by options, whatever commands there are.
    name = "selftest" if arguments[0] == "--selftest" else arguments[0]
    if name not in COMMANDS:
        near = difflib.get_close_matches(name, COMMANDS, n=1)
        hint = f"did you mean `skinvl {near[0]}`?" if near else "see `skinvl --help`"
        return fail(f"unknown command {name!r}; {hint}", 2)
    if not is_installed(name):
        return fail(f"`skinvl {name}` is not part of this installation", 2)
    try:
        return run_command(name, arguments[1:])
    except SystemExit as stop:
        # argparse ends this way: 0 after --help, 2 after wrong usage.
        return stop.code if isinstance(stop.code, int) else 1


if __name__ == "__main__":
    sys.exit(main())
