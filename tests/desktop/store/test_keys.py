"""The key file, and a change of it that is interrupted between the file and the database."""

from collections.abc import Callable
from pathlib import Path

import pytest
from miniatures.stores import PASSWORD, QUICK

from skinvl.desktop.core.store import Store, keys, open_store, recover_store, session
from skinvl.desktop.core.store.errors import LoginRefused, StoreDamaged, StoreFull
from skinvl.desktop.core.store.passwords import Cost

OTHER = "another long one"


class PowerCut(BaseException):
    """Ends the program between two steps."""


def test_interrupted_new_user_is_no_user(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch, reopen: Callable[..., Store]
) -> None:
    write = keys.write_keys
    content: list[bytes] = []

    def write_and_end(*args: object) -> None:
        write(*args)  # type: ignore[arg-type]
        content.append((folder / "keys.json").read_bytes())
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(session.keys, "write_keys", write_and_end)
        with pytest.raises(PowerCut):
            store.users.add("ben", "Ben Roth", "reader", OTHER)
    store.close()
    # What the disk holds had the program ended there.
    (folder / "keys.json").write_bytes(content[0])
    again = reopen()
    assert [user.login for user in again.users.list()] == ["anna"]
    assert len(again.session.unlocked.keys.passwords) == 1
    assert again.audit.list(subject="keys")[0].detail == {"interrupted": True}
    with pytest.raises(LoginRefused):
        reopen("ben", OTHER)


def test_failed_commit_takes_the_keys_back(store: Store, folder: Path) -> None:
    before = keys.read_keys(folder / "keys.json")
    changed = keys.without_user(before, 99)
    with pytest.raises(StoreFull), store.session.writing() as change:
        change.record("change", "keys")
        store.session.replace_keys(change, changed)
        raise StoreFull("skinvl.db", "disk is full")
    assert keys.read_keys(folder / "keys.json") == before
    store.close()
    open_store(folder, "anna", PASSWORD, cost=QUICK).close()


def test_damaged_keys_are_mended_with_the_recovery_key(
    store: Store, folder: Path, recovery_key: list[str]
) -> None:
    store.users.add("ben", "Ben Roth", "reader", OTHER)
    store.close()
    (folder / "keys.json").write_text("rubbish")
    with pytest.raises(StoreDamaged, match=r"keys\.json.*recovery key"):
        open_store(folder, "anna", PASSWORD, cost=QUICK)
    recover_store(folder, recovery_key[0], "anna", "a fresh password", cost=QUICK).close()
    with open_store(folder, "anna", "a fresh password", cost=QUICK) as mended:
        assert len(mended.users.list()) == 2


def test_name_of_a_user_is_not_in_the_file(store: Store, folder: Path) -> None:
    store.users.add("wilhelmina", "Wilhelmina Roth", "reader", OTHER)
    for file in ("keys.json", "keys.previous.json", "attempts.json"):
        assert "wilhelmina" not in (folder / file).read_text().casefold()


def test_cost_of_a_changed_file_is_limited() -> None:
    for memory, iterations, lanes in ((2**21, 3, 2), (64, 100, 1), (64, 1, 64), (8, 1, 4)):
        with pytest.raises(ValueError, match="cost"):
            Cost(memory, iterations, lanes)


def test_default_cost_is_what_the_standard_asks_for() -> None:
    """RFC 9106, section 4: at least 64 MiB with three passes."""
    assert Cost().memory_kib >= 64 * 1024
    assert Cost().iterations >= 3
