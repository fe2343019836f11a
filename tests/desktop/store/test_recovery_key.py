"""The printed recovery key."""

import random

import pytest

from skinvl.desktop.core.store.errors import RecoveryKeyRefused
from skinvl.desktop.core.store.recovery_key import (
    SECRET_BYTES,
    make_recovery_key,
    print_recovery_key,
    read_recovery_key,
)


def test_round_trip() -> None:
    for number in (0, 1, 2**160 - 1, *(random.Random(4).getrandbits(160) for _ in range(50))):
        secret = number.to_bytes(SECRET_BYTES, "big")
        assert read_recovery_key(print_recovery_key(secret)) == secret
    assert make_recovery_key() != make_recovery_key()


def test_how_it_is_typed_does_not_matter() -> None:
    printed = print_recovery_key(bytes(range(SECRET_BYTES)))
    typed = printed.lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    assert read_recovery_key(f" {typed}\n") == bytes(range(SECRET_BYTES))


def test_mistyped_group_is_named() -> None:
    printed = print_recovery_key(bytes(range(SECRET_BYTES)))
    groups = printed.split("-")
    groups[2] = ("Z" if groups[2][0] != "Z" else "Y") + groups[2][1:]
    with pytest.raises(RecoveryKeyRefused, match="group 3"):
        read_recovery_key("-".join(groups))
    with pytest.raises(RecoveryKeyRefused, match="39 characters"):
        read_recovery_key(printed[:-1])


def test_most_slips_are_noticed() -> None:
    """The check of a group lets one slip of 32 through; the key then does not fit."""
    chance = random.Random(1)
    noticed = 0
    for _ in range(400):
        printed = print_recovery_key(chance.randbytes(SECRET_BYTES))
        place = chance.randrange(len(printed))
        slip = chance.choice([c for c in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" if c != printed[place]])
        try:
            read_recovery_key(printed[:place] + slip + printed[place + 1 :])
        except RecoveryKeyRefused:
            noticed += 1
    assert noticed > 360
