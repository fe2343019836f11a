"""Roles, passwords, and the administrator who has to stay."""

from collections.abc import Callable
from pathlib import Path

import pytest
from miniatures.stores import PASSWORD, QUICK

from skinvl.desktop.core.store import Store, open_store
from skinvl.desktop.core.store.errors import (
    LoginRefused,
    NotPermitted,
    PasswordRefused,
    RecordConflict,
)
from skinvl.desktop.core.store.session import UserId

OTHER = "another long one"


def test_new_user_logs_in_and_chooses_a_password(
    reopen: Callable[..., Store], store: Store
) -> None:
    added = store.users.add(" Ben ", "Ben Roth", "reader", OTHER)
    assert (added.login, added.must_change_password) == ("ben", True)
    as_ben = reopen("BEN", OTHER)
    as_ben.users.change_password(OTHER, "my own password")
    assert not as_ben.user.must_change_password
    with pytest.raises(LoginRefused):
        as_ben.users.change_password(OTHER, "something else here")
    reopen("ben", "my own password")


def test_reader_may_not_manage_users(reopen: Callable[..., Store], store: Store) -> None:
    anna = store.user
    store.users.add("ben", "Ben Roth", "senior", OTHER)
    as_ben = reopen("ben", OTHER)
    users = as_ben.users
    forbidden: list[Callable[[], object]] = [
        lambda: users.add("eve", "Eve", "reader", OTHER),
        lambda: users.set_role(as_ben.user.id, "administrator"),
        lambda: users.disable(anna.id),
        lambda: users.reset_password(anna.id, OTHER),
        lambda: users.renew_recovery_key(),
        lambda: as_ben.preferences.set_for_clinic("review.opinion_first", False),
    ]
    for verb in forbidden:
        with pytest.raises(NotPermitted):
            verb()


def test_last_administrator_stays(reopen: Callable[..., Store], store: Store) -> None:
    anna = store.user
    with pytest.raises(RecordConflict, match="last administrator"):
        store.users.set_role(anna.id, "senior")
    ben = store.users.add("ben", "Ben Roth", "administrator", OTHER)
    as_ben = reopen("ben", OTHER)
    as_ben.users.disable(anna.id)
    with pytest.raises(RecordConflict, match="last administrator"):
        as_ben.users.set_role(ben.id, "reader")
    assert [user.disabled for user in as_ben.users.list()] == [True, False]


def test_disabled_user_is_refused_until_enabled(
    reopen: Callable[..., Store], store: Store, folder: Path
) -> None:
    ben = store.users.add("ben", "Ben Roth", "reader", OTHER)
    store.users.disable(ben.id)
    with pytest.raises(RecordConflict, match="disabled"):
        store.users.reset_password(ben.id, OTHER)
    store.close()
    with pytest.raises(LoginRefused):
        open_store(folder, "ben", OTHER, cost=QUICK)
    again = reopen()
    again.users.enable(ben.id, "back once more")
    reopen("ben", "back once more")


def test_administrator_resets_a_password(reopen: Callable[..., Store], store: Store) -> None:
    ben = store.users.add("ben", "Ben Roth", "reader", OTHER)
    store.users.reset_password(ben.id, "a temporary one")
    as_ben = reopen("ben", "a temporary one")
    assert as_ben.user.must_change_password


def test_login_is_taken_once(store: Store) -> None:
    with pytest.raises(RecordConflict, match="taken"):
        store.users.add("ANNA", "Anna Other", "reader", OTHER)
    assert len(store.users.list()) == 1
    assert len(store.session.unlocked.keys.passwords) == 1
    with pytest.raises(RecordConflict):
        store.users.disable(UserId(store.user.id))


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaa", "1234567890", "dermatology"])
def test_weak_passwords_are_refused(store: Store, password: str) -> None:
    with pytest.raises(PasswordRefused):
        store.users.change_password(PASSWORD, password)


def test_any_long_password_is_taken(store: Store, folder: Path) -> None:
    store.users.change_password(PASSWORD, "nur kleine w\u00f6rter")
    store.close()
    open_store(folder, "anna", "nur kleine wo\u0308rter", cost=QUICK).close()
