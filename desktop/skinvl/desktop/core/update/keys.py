"""The keys that may sign a release of the program.

Whoever may bring a model must not thereby be able to bring a program: a key counts only where its
file is marked ``"releases": true`` and comes with the program or from a folder that
``SKINVL_TRUSTED_KEYS`` names. Keys added with ``skinvl bundle keys add`` never do.
"""

from __future__ import annotations

from collections.abc import Mapping

from skinvl.contract.errors import ConfigError
from skinvl.desktop.core.update.errors import UpdateDamaged, UpdateUnsigned
from skinvl.desktop.core.update.release import RELEASE_FILE, SIGNATURE_FILE
from skinvl.runtime.location import find_store_keys
from skinvl.runtime.signature import (
    ALGORITHM,
    TrustedKey,
    list_key_folders,
    read_signature,
    read_trusted_key,
)


def read_release_keys() -> dict[str, TrustedKey]:
    """key_id -> key of everybody who may sign releases.

    Raises:
        ConfigError: a folder of `SKINVL_TRUSTED_KEYS` does not exist, or a file in one is faulty.
    """
    folders = [folder for folder in list_key_folders() if folder != find_store_keys()]
    missing = [f"{path}: no such folder of trusted keys" for path in folders if not path.is_dir()]
    if missing:
        raise ConfigError(missing)
    found: dict[str, TrustedKey] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.pub")):
            key = read_trusted_key(path)
            if key.signs_releases:
                found.setdefault(key.key_id, key)
    return found


def check_release_signature(
    subject: str, content: bytes, signature: bytes, keys: Mapping[str, TrustedKey]
) -> TrustedKey:
    """Check ``release.sig`` over the exact bytes of ``release.json``; the key that signed.

    Raises:
        UpdateUnsigned: no signature file, or by a key that may not sign releases.
        UpdateDamaged: the signature is not one over these bytes.
    """
    try:
        found = read_signature(signature)
    except ValueError as error:
        raise UpdateUnsigned(subject, f"{SIGNATURE_FILE} in it is {error}") from error
    if found.algorithm != ALGORITHM:
        raise UpdateUnsigned(subject, f"signed with {found.algorithm!r}, not {ALGORITHM}")
    key = keys.get(found.key_id)
    if key is None:
        raise UpdateUnsigned(
            subject,
            f"signed by the key {found.key_id!r}, which may not sign releases here; get the file "
            "from the makers of SkinVL again, or ask your IT department",
        )
    if not found.fits(key, content):
        raise UpdateDamaged(
            subject, f"{RELEASE_FILE} was changed after {key.name!r} signed it; get the file again"
        )
    return key
