"""The recovery key that is printed at set-up: 160 random bits that a person can type.

Eight groups of five characters; the fifth of a group checks the four before it and their place, so
that a mistyped or swapped group is named.
"""

from __future__ import annotations

import hashlib
import os

from skinvl.desktop.core.store.errors import RecoveryKeyRefused

SECRET_BYTES = 20
_GROUPS = 8
_DATA_CHARACTERS = 4
# Crockford's Base32: no I, L, O or U; what is read as one of them is taken for 1, 1, 0 and V.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("ILOU", "110V")


def make_recovery_key() -> str:
    """A fresh recovery key, as it is printed: "7K3QF-...", eight groups."""
    return print_recovery_key(os.urandom(SECRET_BYTES))


def print_recovery_key(secret: bytes) -> str:
    """The printed form of 20 bytes."""
    number = int.from_bytes(secret, "big")
    digits = ""
    for _ in range(_GROUPS * _DATA_CHARACTERS):
        number, digit = divmod(number, 32)
        digits = _ALPHABET[digit] + digits
    groups = [digits[i : i + _DATA_CHARACTERS] for i in range(0, len(digits), _DATA_CHARACTERS)]
    return "-".join(group + _check(index, group) for index, group in enumerate(groups))


def read_recovery_key(text: str) -> bytes:
    """The 20 bytes of a typed recovery key; case, spaces and dashes do not matter.

    Raises:
        RecoveryKeyRefused: its length is wrong, or names the first group that is mistyped.
    """
    typed = "".join(text.split()).replace("-", "").upper().translate(_MISREAD)
    size = _DATA_CHARACTERS + 1
    if len(typed) != _GROUPS * size:
        raise RecoveryKeyRefused(
            "recovery key",
            f"has {len(typed)} characters instead of {_GROUPS * size}; type it again",
        )
    digits = ""
    for index in range(_GROUPS):
        group = typed[index * size : (index + 1) * size]
        data, check = group[:-1], group[-1]
        if any(character not in _ALPHABET for character in group) or check != _check(index, data):
            raise RecoveryKeyRefused("recovery key", f"group {index + 1} is mistyped")
        digits += data
    number = 0
    for character in digits:
        number = number * 32 + _ALPHABET.index(character)
    return number.to_bytes(SECRET_BYTES, "big")


def _check(index: int, group: str) -> str:
    return _ALPHABET[hashlib.sha256(f"{index}{group}".encode()).digest()[0] % 32]
