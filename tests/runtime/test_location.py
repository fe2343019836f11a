"""The shipped bundle, where there is one."""

import pytest

from skinvl.contract.errors import BundleMissingFile
from skinvl.runtime import load_bundle
from skinvl.runtime.location import find_shipped_bundle


def test_shipped_bundle_loads_and_is_trusted() -> None:
    try:
        folder = find_shipped_bundle()
    except BundleMissingFile:
        pytest.skip("no bundle ships with this tree yet")
    bundle = load_bundle(provider="cpu")
    assert bundle.folder == folder
    assert bundle.info.name == "skinvl-mini"
