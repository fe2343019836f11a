"""Installed bundles by name and version."""

from pathlib import Path
from typing import Any

import pytest
from miniatures.golden_bundle import build_golden_bundle

from skinvl.contract.errors import BundleError
from skinvl.runtime.inventory import find_installed, list_installed, order_version
from skinvl.runtime.signature import read_trusted_keys
from skinvl.runtime.store import BundleStore, name_folder
from skinvl.runtime.verify import read_signed_manifest


@pytest.fixture
def store(
    bundles: Any, images: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> BundleStore:
    """Two versions of one bundle, and a bundle whose name begins with that of the other."""
    monkeypatch.setenv("SKINVL_TRUSTED_KEYS", str(bundles.keys))
    for name, version in (("tiny", "1.0.0"), ("tiny", "1.1.0"), ("tiny-more", "1.0.0")):
        folder = build_golden_bundle(
            bundles, tmp_path / "new", images["melanoma"], name=name, version=version
        )
        signed = read_signed_manifest(folder, read_trusted_keys())
        (tmp_path / "store").mkdir(exist_ok=True)
        folder.rename(tmp_path / "store" / name_folder(signed, folder))
    return BundleStore(tmp_path / "store")


def find(store: BundleStore, wanted: str) -> Path:
    return find_installed(store, read_trusted_keys(), wanted)


def test_versions_in_order() -> None:
    versions = ["1.0rc1", "1.0", "1.0.1", "1.2", "1.10", "2.0.dev3", "2"]
    assert sorted(versions, key=order_version) == versions
    assert order_version("1.0.0") == order_version("1")
    assert order_version("1.0+build5") == order_version("1.0")


def test_names_of_installed_bundles(store: BundleStore) -> None:
    first, second, other = store.list_folders()
    assert find(store, "tiny-more") == find(store, "tiny-more@1.0.0") == other
    assert find(store, "tiny@1.0.0") == first
    assert find(store, f"tiny@{second.name[-12:]}") == second
    assert find(store, f"tiny@{second.name[-12:-4]}") == second
    assert find(store, first.name) == first
    with pytest.raises(BundleError, match="could be tiny-1"):
        find(store, "tiny")
    for wanted in ("other", "tiny@9", "tiny@", "../store", "tiny@../x", ""):
        with pytest.raises(BundleError):
            find(store, wanted)


def test_refused_bundle_is_listed_and_can_be_meant(store: BundleStore) -> None:
    first = store.list_folders()[0]
    (first / "bundle.sig").unlink()
    entry = list_installed(store, read_trusted_keys())[0]
    assert entry.signed is None
    assert "not signed" in str(entry.fault)
    assert find(store, "tiny@1.0.0") == first
