"""What would make an application for macOS; it was not built, so its parts are checked."""

import importlib.util
import plistlib
from pathlib import Path
from typing import Any

import pytest

from skinvl.contract import __version__

MACOS = Path(__file__).resolve().parents[2] / "installer" / "macos"


@pytest.fixture(scope="module")
def application() -> dict[str, Any]:
    specification = importlib.util.spec_from_file_location("application", MACOS / "application.py")
    assert specification is not None and specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    found: dict[str, Any] = module.describe_application()
    return found


def test_the_properties_can_be_written_and_start_the_window(application: dict[str, Any]) -> None:
    properties = plistlib.loads(plistlib.dumps(application["info_plist"]))
    assert properties["CFBundleExecutable"] == "skinvl-desktop"
    assert application["version"] == __version__
    assert Path(application["icon"]).is_file()
    declared = {kind["UTTypeIdentifier"] for kind in properties["UTExportedTypeDeclarations"]}
    opened = {
        kind
        for document in properties["CFBundleDocumentTypes"]
        if document["LSHandlerRank"] == "Owner"
        for kind in document["LSItemContentTypes"]
    }
    assert opened == declared


def test_no_right_to_a_network_is_asked_for() -> None:
    rights = plistlib.loads((MACOS / "entitlements.plist").read_bytes())
    assert list(rights) == ["com.apple.security.cs.allow-unsigned-executable-memory"]
