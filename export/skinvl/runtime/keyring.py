"""Keys that make bundles acceptable: those of the project, and those an administrator adds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from skinvl.contract.errors import ConfigError
from skinvl.runtime.durable import sync_folder, write_atomically
from skinvl.runtime.inventory import list_installed
from skinvl.runtime.signature import (
    LARGEST_KEY_FILE,
    SHIPPED_KEYS,
    TrustedKey,
    list_key_folders,
    read_trusted_key,
    read_trusted_keys,
)
from skinvl.runtime.store import BundleStore


@dataclass(frozen=True)
class KeyFile:
    """A trusted key and the file that makes it trusted."""

    key: TrustedKey
    file: Path

    @property
    def is_shipped(self) -> bool:
        """Whether it is a key of the project."""
        return self.file.parent == SHIPPED_KEYS


def list_keys() -> list[KeyFile]:
    """Every file that makes a key trusted, the project's first.

    Raises:
        ConfigError: a folder that is not there, or a file that is no key.
    """
    read_trusted_keys()
    return [
        KeyFile(read_trusted_key(path), path)
        for folder in list_key_folders()
        for path in sorted(folder.glob("*.pub"))
    ]


def add_key(store: BundleStore, file: Path) -> TrustedKey:
    """Trust a key from now on.

    Raises:
        ConfigError: not a key file, a key that is trusted already, or the store cannot be written.
        BundleError: another process is changing the store.
    """
    key = read_trusted_key(file)
    present = [entry for entry in list_keys() if entry.key.key_id == key.key_id]
    if present:
        raise ConfigError([f"{file}: this key is trusted already ({present[0].file})"])
    with store.change():
        try:
            store.keys_folder.mkdir(exist_ok=True)
            content = json.loads(file.read_bytes()[:LARGEST_KEY_FILE])
            record = {name: content[name] for name in ("key_id", "name", "public_key")}
            text = json.dumps(record, indent=2, sort_keys=True) + "\n"
            write_atomically(store.keys_folder / f"{key.key_id}.pub", text.encode("utf-8"))
        except OSError as error:
            raise ConfigError(
                [f"{store.keys_folder}: cannot be written ({error.strerror})"]
            ) from error
    return key


def remove_key(store: BundleStore, key_id: str, *, force: bool = False) -> KeyFile:
    """Trust a key no more.

    Raises:
        ConfigError: no such key, one of the project or of `SKINVL_TRUSTED_KEYS`, or installed
            bundles would be refused without it and `force` is False.
        BundleError: another process is changing the store.
    """
    with store.change():
        # A damaged key file must not keep another key from being removed.
        path = store.keys_folder / f"{key_id}.pub"
        own = key_id.isalnum() and path.is_file()
        entry = KeyFile(read_trusted_key(path), path) if own else _refuse_removal(store, key_id)
        orphans = find_orphans(store, entry.key, read_trusted_keys())
        if orphans and not force and not _is_trusted_elsewhere(entry):
            raise ConfigError(
                [
                    f"{key_id}: without this key the installed {', '.join(orphans)} would be "
                    "refused; add --force to remove it anyway"
                ]
            )
        try:
            path.unlink()
            sync_folder(store.keys_folder)
        except OSError as error:
            raise ConfigError([f"{path}: cannot be removed ({error.strerror})"]) from error
    return entry


def find_orphans(
    store: BundleStore, key: TrustedKey, keys: Mapping[str, TrustedKey]
) -> Sequence[str]:
    """Names of the installed bundles that are signed by `key`."""
    return [
        entry.folder.name
        for entry in list_installed(store, keys)
        if entry.signed is not None and entry.signed.key.key_id == key.key_id
    ]


def _is_trusted_elsewhere(entry: KeyFile) -> bool:
    files = [other.file for other in list_keys() if other.key.key_id == entry.key.key_id]
    return any(file != entry.file for file in files)


def _refuse_removal(store: BundleStore, key_id: str) -> KeyFile:
    for entry in list_keys():
        if entry.key.key_id == key_id:
            reason = "belongs to the project" if entry.is_shipped else f"comes from {entry.file}"
            raise ConfigError([f"{key_id}: {reason} and cannot be removed with this command"])
    raise ConfigError([f"{key_id}: no such key in {store.keys_folder}; see `skinvl bundle keys`"])
