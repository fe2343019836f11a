"""Passwords: which ones are taken, and the key that Argon2id makes of one."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from skinvl.desktop.core.store.errors import PasswordRefused
from skinvl.desktop.core.store.sealing import KEY_BYTES

SHORTEST = 10
LONGEST = 1024
SALT_BYTES = 16

# Among the most used of ten characters or more (NIST SP 800-63B, 3.1.1.2: refuse common values).
_COMMON = frozenset(
    (
        "1234567890", "12345678910", "0123456789", "9876543210", "0987654321", "1q2w3e4r5t",
        "qwertyuiop", "qwertzuiop", "password12", "password123", "passwort12", "passwort123",
        "iloveyou12", "dermatology", "dermatologie", "administrator", "hautarztpraxis",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Cost:
    """What one derivation takes: memory in KiB, passes over it, and lanes.

    The default takes about 0.3 s on two cores. RFC 9106, section 4, asks for at least 64 MiB and
    three passes.

    Raises:
        ValueError: outside what this program would ever write.
    """

    memory_kib: int = 128 * 1024
    iterations: int = 3
    lanes: int = 2

    def __post_init__(self) -> None:
        # A changed key file must not make the program take all memory.
        if not (
            8 * self.lanes <= self.memory_kib <= 2**20
            and 1 <= self.iterations <= 32
            and 1 <= self.lanes <= 16
        ):
            raise ValueError("cost of the password function out of range")


def make_salt() -> bytes:
    """A fresh random salt of 16 bytes."""
    return os.urandom(SALT_BYTES)


def stretch(password: str, salt: bytes, cost: Cost) -> bytes:
    """The key of 32 bytes that Argon2id (RFC 9106) makes of a password."""
    function = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    # The same password typed on another keyboard may be composed differently (NIST SP 800-63B).
    return function.derive(unicodedata.normalize("NFKC", password).encode("utf-8"))


def check_password(password: str, login: str) -> None:
    """Refuse a new password that is too short or easily guessed; no composition rules.

    Raises:
        PasswordRefused: says what is wrong.
    """
    plain = unicodedata.normalize("NFKC", password)
    if len(plain) < SHORTEST:
        raise PasswordRefused("password", f"is too short; use at least {SHORTEST} characters")
    if len(plain) > LONGEST:
        raise PasswordRefused("password", f"is too long; use at most {LONGEST} characters")
    folded = plain.casefold()
    if len(set(folded)) < 3 or folded in _COMMON or folded == login.casefold():
        raise PasswordRefused("password", "is easily guessed; choose another, such as four words")
