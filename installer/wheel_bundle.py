"""Hatch build hook: puts the default bundle, where the tree has one, into the wheel."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = "bundles/skinvl-mini"
TARGET = "skinvl/runtime/_bundles/skinvl-mini"


class WheelBundle(BuildHookInterface):  # type: ignore[type-arg]
    """An editable install reads the bundle from the tree, so only a real wheel carries it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable" and Path(self.root, SOURCE, "bundle.json").is_file():
            build_data["force_include"][SOURCE] = TARGET
