"""``keys.json``: the data key, wrapped once per user by the password and once by the recovery key.

The names of the users are not in it, only a digest that finds the slot. The whole file is
authenticated with a key derived from the data key, and its generation is written into the database
as well, so that a changed or an older file is noticed.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from skinvl.contract.record import canonical_json, read_record, write_record
from skinvl.desktop.core.store import sealing
from skinvl.desktop.core.store.errors import RecoveryKeyRefused, StoreDamaged, StoreMissing
from skinvl.desktop.core.store.passwords import Cost, make_salt, stretch
from skinvl.desktop.core.store.place import KEYS, PREVIOUS_KEYS, write_private
from skinvl.desktop.core.store.recovery_key import read_recovery_key

_SCHEMA_VERSION = 1
_PURPOSE = "key file"


@dataclass(frozen=True)
class PasswordSlot:
    """The data key under one user's password; bytes as hex."""

    holder: str
    user_id: int
    cost: Cost
    salt: str
    sealed: str


@dataclass(frozen=True)
class RecoverySlot:
    """The data key under the recovery key; bytes as hex."""

    salt: str
    sealed: str


@dataclass(frozen=True)
class KeyFile:
    """Content of ``keys.json``. ``generation`` grows by one with every change."""

    schema_version: int
    store_id: str
    generation: int
    passwords: tuple[PasswordSlot, ...]
    recovery: RecoverySlot
    code: str = ""


def fold_login(name: str) -> str:
    """The form in which a user name is compared: without case and outer spaces."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def digest_login(store_id: str, name: str) -> str:
    """What stands for a user name outside the database, 32 hex digits."""
    return hashlib.sha256(f"{store_id} {fold_login(name)}".encode()).hexdigest()[:32]


def make_password_slot(
    store_id: str, name: str, user_id: int, password: str, data_key: bytearray, cost: Cost
) -> PasswordSlot:
    """Wrap the data key under a password with a fresh salt."""
    salt = make_salt()
    holder = digest_login(store_id, name)
    sealed = sealing.seal(
        stretch(password, salt, cost), bytes(data_key), _about(store_id, holder, user_id)
    )
    return PasswordSlot(holder, user_id, cost, salt.hex(), sealed.hex())


def make_recovery_slot(store_id: str, recovery_key: str, data_key: bytearray) -> RecoverySlot:
    """Wrap the data key under the recovery key with a fresh salt."""
    salt = make_salt()
    key = _stretch_recovery_key(recovery_key, salt, store_id)
    sealed = sealing.seal(key, bytes(data_key), _about(store_id, "recovery", 0))
    return RecoverySlot(salt.hex(), sealed.hex())


def unwrap_with_password(
    keys: KeyFile, name: str, password: str, cost: Cost
) -> tuple[bytearray, int] | None:
    """The data key and the id of the user; None where name or password is wrong.

    Takes as long for a name that has no slot: `cost` is then spent for nothing.
    """
    holder = digest_login(keys.store_id, name)
    slot = next((slot for slot in keys.passwords if slot.holder == holder), None)
    if slot is None:
        stretch(password, bytes.fromhex(holder), keys.passwords[0].cost if keys.passwords else cost)
        return None
    key = stretch(password, bytes.fromhex(slot.salt), slot.cost)
    about = _about(keys.store_id, holder, slot.user_id)
    data_key = sealing.unseal(key, bytes.fromhex(slot.sealed), about)
    return None if data_key is None else (bytearray(data_key), slot.user_id)


def unwrap_with_recovery_key(keys: KeyFile, recovery_key: str) -> bytearray:
    """The data key.

    Raises:
        RecoveryKeyRefused: mistyped, or the key of another store.
    """
    key = _stretch_recovery_key(recovery_key, bytes.fromhex(keys.recovery.salt), keys.store_id)
    sealed = bytes.fromhex(keys.recovery.sealed)
    data_key = sealing.unseal(key, sealed, _about(keys.store_id, "recovery", 0))
    if data_key is None:
        raise RecoveryKeyRefused("recovery key", "does not fit; is it the newest one printed?")
    return bytearray(data_key)


def read_keys(file: Path) -> KeyFile:
    """Read a key file; whether it is authentic is known once the data key is (`check_keys`).

    Raises:
        StoreMissing: there is none.
        StoreDamaged: it cannot be read or is not one.
    """
    try:
        content = file.read_bytes()
    except FileNotFoundError as error:
        raise StoreMissing(
            file.parent, f"there is no store here ({file.name} is missing)"
        ) from error
    except OSError as error:
        raise StoreDamaged(file.name, f"cannot be read ({error.strerror})") from error
    try:
        keys = read_record(KeyFile, json.loads(content), "")
        if keys.schema_version != _SCHEMA_VERSION:
            raise ValueError(f"schema version {keys.schema_version}")
        for text in (keys.recovery.salt, keys.recovery.sealed, *_hex_fields(keys)):
            bytes.fromhex(text)
    except ValueError as error:
        raise StoreDamaged(
            file.name, f"is damaged ({error}); use the recovery key, or restore a backup"
        ) from error
    return keys


def check_keys(keys: KeyFile, data_key: bytearray, file: str = KEYS) -> None:
    """Notice a key file that was changed outside SkinVL.

    Raises:
        StoreDamaged: it was changed.
    """
    key = sealing.derive_key(data_key, _PURPOSE, keys.store_id)
    if not sealing.is_authentic(key, _signed_part(keys), keys.code):
        raise StoreDamaged(
            file, "was changed outside SkinVL; use the recovery key, or restore a backup"
        )


def sign_keys(keys: KeyFile, data_key: bytearray) -> KeyFile:
    """The same content with its authentication code."""
    key = sealing.derive_key(data_key, _PURPOSE, keys.store_id)
    return replace(keys, code=sealing.authenticate(key, _signed_part(keys)))


def write_keys(folder: Path, keys: KeyFile, data_key: bytearray) -> KeyFile:
    """Write ``keys.json`` in one step; the one before stays as ``keys.previous.json``.

    Raises:
        OSError: it could not be written; the old one stays.
    """
    signed = sign_keys(keys, data_key)
    content = json.dumps(write_record(signed), indent=1).encode("ascii")
    current = folder / KEYS
    previous = content
    with suppress(OSError):
        previous = current.read_bytes()
    write_private(folder / PREVIOUS_KEYS, previous)
    write_private(current, content)
    return signed


def new_keys(store_id: str, slot: PasswordSlot, recovery: RecoverySlot) -> KeyFile:
    """The first key file of a store."""
    return KeyFile(_SCHEMA_VERSION, store_id, 1, (slot,), recovery)


def with_slot(keys: KeyFile, slot: PasswordSlot) -> KeyFile:
    """The next generation, with this slot in place of any other of the same user."""
    others = tuple(item for item in keys.passwords if item.user_id != slot.user_id)
    return replace(keys, generation=keys.generation + 1, passwords=(*others, slot))


def without_user(keys: KeyFile, user_id: int) -> KeyFile:
    """The next generation, without a slot of this user."""
    kept = tuple(item for item in keys.passwords if item.user_id != user_id)
    return replace(keys, generation=keys.generation + 1, passwords=kept)


def with_recovery(keys: KeyFile, recovery: RecoverySlot) -> KeyFile:
    """The next generation, with another recovery key."""
    return replace(keys, generation=keys.generation + 1, recovery=recovery)


def _hex_fields(keys: KeyFile) -> list[str]:
    return [text for slot in keys.passwords for text in (slot.holder, slot.salt, slot.sealed)]


def _signed_part(keys: KeyFile) -> bytes:
    return canonical_json(write_record(replace(keys, code="")))


def _about(store_id: str, holder: str, user_id: int) -> bytes:
    return f"skinvl key slot {store_id} {holder} {user_id}".encode()


def _stretch_recovery_key(recovery_key: str, salt: bytes, store_id: str) -> bytearray:
    # 160 random bits need no slow function.
    secret = read_recovery_key(recovery_key)
    return sealing.derive_key(secret, f"recovery {salt.hex()}", store_id)
