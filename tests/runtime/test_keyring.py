"""Trusting further keys, and trusting them no more."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from miniatures.golden_bundle import build_golden_bundle

from skinvl.contract.errors import BundleUnsigned, ConfigError
from skinvl.runtime.installing import Installer
from skinvl.runtime.inventory import list_installed
from skinvl.runtime.keyring import add_key, list_keys, remove_key
from skinvl.runtime.signature import SHIPPED_KEYS, read_trusted_keys
from skinvl.runtime.store import BundleStore
from skinvl.runtime.trial import Trial
from skinvl.runtime.verify import verify_bundle


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BundleStore:
    monkeypatch.setenv("SKINVL_BUNDLES", str(tmp_path / "store"))
    return BundleStore()


@pytest.fixture
def foreign(bundles: Any, stranger: Any, images: dict[str, Path], tmp_path: Path) -> Path:
    """A bundle by somebody whom nobody here trusts yet."""
    return build_golden_bundle(bundles, tmp_path / "b", images["melanoma"], signer=stranger)


def test_added_and_removed(store: BundleStore, foreign: Path, stranger: Any) -> None:
    with pytest.raises(BundleUnsigned, match="not trusted here"):
        verify_bundle(foreign, read_trusted_keys())
    key = add_key(store, stranger.folder / "test.pub")
    assert (key.key_id, key.name) == (stranger.key_id, "a stranger")
    assert key.fingerprint.startswith(key.key_id)
    assert verify_bundle(foreign, read_trusted_keys()).key == key
    assert [entry.is_shipped for entry in list_keys()][-1] is False
    with pytest.raises(ConfigError, match="trusted already"):
        add_key(store, stranger.folder / "test.pub")
    assert remove_key(store, key.key_id).key == key
    with pytest.raises(BundleUnsigned):
        verify_bundle(foreign, read_trusted_keys())


def test_key_of_an_installed_bundle(store: BundleStore, foreign: Path, stranger: Any) -> None:
    add_key(store, stranger.folder / "test.pub")
    installer = Installer(store, read_trusted_keys(), lambda verified: Trial((), None))
    installer.install(foreign)
    (folder,) = store.list_folders()
    with pytest.raises(ConfigError, match=f"{folder.name} would be refused; add --force"):
        remove_key(store, stranger.key_id)
    assert stranger.key_id in read_trusted_keys()
    remove_key(store, stranger.key_id, force=True)
    (entry,) = list_installed(store, read_trusted_keys())
    assert entry.signed is None
    assert "not trusted" in str(entry.fault)


def test_keys_that_cannot_be_removed(
    store: BundleStore, stranger: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = next(entry for entry in list_keys() if entry.is_shipped)
    with pytest.raises(ConfigError, match="belongs to the project"):
        remove_key(store, shipped.key.key_id, force=True)
    monkeypatch.setenv("SKINVL_TRUSTED_KEYS", str(stranger.folder))
    with pytest.raises(ConfigError, match=r"comes from .*test\.pub"):
        remove_key(store, stranger.key_id, force=True)
    for wanted in ("0" * 16, "../../x", ""):
        with pytest.raises(ConfigError, match="no such key"):
            remove_key(store, wanted)
    assert shipped.file.parent == SHIPPED_KEYS
    assert shipped.file.is_file()


@pytest.mark.parametrize(
    "change",
    [
        {"public_key": "not base64!"},
        {"public_key": "AAAA"},
        {"key_id": "0" * 16},
        {"name": 7},
    ],
)
def test_faulty_key_is_not_added(
    store: BundleStore, stranger: Any, tmp_path: Path, change: dict[str, Any]
) -> None:
    path = tmp_path / "key.pub"
    record = json.loads((stranger.folder / "test.pub").read_text())
    path.write_text(json.dumps(record | change))
    with pytest.raises(ConfigError, match=r"key\.pub"):
        add_key(store, path)
    assert not store.keys_folder.exists()


def test_project_key_keeps_its_name(store: BundleStore) -> None:
    """A file in the store cannot put another name to a key of the project."""
    source = next(SHIPPED_KEYS.glob("*.pub"))
    record = json.loads(source.read_text())
    store.keys_folder.mkdir(parents=True)
    fake = store.keys_folder / "fake.pub"
    shutil.copy(source, fake)
    fake.write_text(json.dumps(record | {"name": "somebody else"}))
    assert read_trusted_keys()[record["key_id"]].name == record["name"]


def test_damaged_key_in_the_store_is_named(store: BundleStore) -> None:
    store.keys_folder.mkdir(parents=True)
    (store.keys_folder / "bad.pub").write_bytes(b"{")
    with pytest.raises(ConfigError, match=r"bad\.pub"):
        read_trusted_keys()
