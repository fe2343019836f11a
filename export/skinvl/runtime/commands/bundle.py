"""`skinvl bundle`: everything about model bundles, one module per group of actions."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass

from skinvl.runtime.commands import (
    bundle_benchmark,
    bundle_change,
    bundle_info,
    bundle_install,
    bundle_keys,
    bundle_list,
    bundle_pack,
    bundle_verify,
)
from skinvl.runtime.isolation import close_network

SUMMARY = "Show, verify, pack, install and choose model bundles, and the keys they are signed with."
EXAMPLE = """\
skinvl bundle verify bundles/skinvl-mini
skinvl bundle install mine-1.2.0.skinvl"""


@dataclass(frozen=True)
class Action:
    """A sub-command: its module's functions, one line of help, and a complete example."""

    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    summary: str
    example: str


ACTIONS: dict[str, Action] = {
    "info": Action(
        bundle_info.add_arguments,
        bundle_info.run,
        "name, licence, training images, variants and measured figures",
        "skinvl bundle info mine-1.2.0.skinvl",
    ),
    "verify": Action(
        bundle_verify.add_arguments,
        bundle_verify.run,
        "check signature, contract and every file, and run the golden images",
        "skinvl bundle verify bundles/skinvl-mini",
    ),
    "pack": Action(
        bundle_pack.add_arguments,
        bundle_pack.run,
        "write a verified bundle folder as one .skinvl file",
        "skinvl bundle pack bundles/mine --out mine-1.2.0.skinvl",
    ),
    "install": Action(
        bundle_install.add_arguments,
        bundle_install.run,
        "copy a bundle into the store, try it, and make it the active one",
        "skinvl bundle install mine-1.2.0.skinvl",
    ),
    "list": Action(
        bundle_list.add_arguments,
        bundle_list.run,
        "installed bundles, and which is active",
        "skinvl bundle list",
    ),
    "activate": Action(
        bundle_change.add_activate_arguments,
        bundle_change.run_activate,
        "verify and try an installed bundle, and make it the active one",
        "skinvl bundle activate mine@1.2.0",
    ),
    "rollback": Action(
        bundle_change.add_rollback_arguments,
        bundle_change.run_rollback,
        "return to the bundle that was active before",
        "skinvl bundle rollback",
    ),
    "remove": Action(
        bundle_change.add_remove_arguments,
        bundle_change.run_remove,
        "delete an installed bundle that is not active",
        "skinvl bundle remove mine@1.1.0",
    ),
    "benchmark": Action(
        bundle_benchmark.add_arguments,
        bundle_benchmark.run,
        bundle_benchmark.SUMMARY,
        "skinvl bundle benchmark --images photos --keep",
    ),
    "keys": Action(
        bundle_keys.add_arguments,
        bundle_keys.run,
        "the keys whose signatures are accepted",
        "skinvl bundle keys list",
    ),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the sub-commands of `skinvl bundle`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="|".join(ACTIONS))
    for name, action in ACTIONS.items():
        child = actions.add_parser(
            name,
            help=action.summary,
            description=f"{name}: {action.summary}",
            epilog=f"example:\n  {action.example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        action.add_arguments(child)


def run(args: argparse.Namespace) -> int:
    """Carry out one action.

    Raises:
        SkinVLError: refused, with the reason.
    """
    close_network()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    return ACTIONS[args.action].run(args)
