"""The people who work with the store, their roles and passwords."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from skinvl.desktop.core.store import keys, rows
from skinvl.desktop.core.store.errors import LoginRefused, RecordConflict
from skinvl.desktop.core.store.passwords import check_password
from skinvl.desktop.core.store.recovery_key import make_recovery_key
from skinvl.desktop.core.store.roles import Role
from skinvl.desktop.core.store.session import Change, Session, UserId


@dataclass(frozen=True)
class User:
    """``login`` is the folded user name; ``name`` is the name of the person in reports."""

    id: UserId
    login: str
    name: str
    role: Role
    disabled: bool
    must_change_password: bool
    created_at: datetime


_SELECT = f"SELECT {rows.column_names(User)} FROM user"


def insert_user(change: Change, login: str, name: str, role: Role, *, must_change: bool) -> UserId:
    """Insert a user within a running transaction.

    Raises:
        RecordConflict: the login is empty.
    """
    folded = keys.fold_login(login)
    if not folded or not name.strip():
        raise RecordConflict("user", "needs a user name and the name of the person")
    user_id = change.insert(
        "user",
        login=folded,
        name=name.strip(),
        role=role,
        must_change_password=must_change,
        created_at=change.now,
    )
    change.record("create", "user", user_id, role=role)
    return UserId(user_id)


class Users:
    """Verbs on users; what changes another user is for administrators."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def current(self) -> User:
        """Who is logged in."""
        return self.get(self._session.member.id)

    def get(self, user_id: UserId) -> User:
        """One user.

        Raises:
            RecordMissing: there is none with this id.
        """
        return self._session.read_one(User, f"{_SELECT} WHERE id = ?", (user_id,), "user")

    def list(self) -> tuple[User, ...]:
        """All users, disabled ones too, by login."""
        return self._session.read_all(User, f"{_SELECT} ORDER BY login")

    def add(self, login: str, name: str, role: Role, password: str) -> User:
        """Create a user; the first thing to do is to choose an own password.

        Raises:
            NotPermitted: the caller is no administrator.
            PasswordRefused: the password is too short or too common.
            RecordConflict: the login is taken.
        """
        self._session.require("administrator", "creating a user")
        check_password(password, login)
        with self._session.writing() as change:
            user_id = insert_user(change, login, name, role, must_change=True)
            self._give_password(change, user_id, login, password)
        return self.get(user_id)

    def set_role(self, user_id: UserId, role: Role) -> User:
        """Give a user another role.

        Raises:
            NotPermitted: the caller is no administrator.
            RecordConflict: the user is the last administrator.
        """
        self._session.require("administrator", "changing a role")
        with self._session.writing() as change:
            change.execute("UPDATE user SET role = ? WHERE id = ?", (role, user_id))
            change.record("change", "user", user_id, role=role)
        return self.get(user_id)

    def rename(self, user_id: UserId, name: str) -> User:
        """Correct the name of the person.

        Raises:
            NotPermitted: the caller is no administrator.
        """
        self._session.require("administrator", "renaming a user")
        if not name.strip():
            raise RecordConflict("user", "needs the name of the person")
        with self._session.writing() as change:
            change.execute("UPDATE user SET name = ? WHERE id = ?", (name.strip(), user_id))
            change.record("change", "user", user_id, fields=["name"])
        return self.get(user_id)

    def disable(self, user_id: UserId) -> User:
        """Take away the right to log in; the records of the user stay.

        Raises:
            NotPermitted: the caller is no administrator.
            RecordConflict: the user is the last administrator, or oneself.
        """
        self._session.require("administrator", "disabling a user")
        if user_id == self._session.member.id:
            raise RecordConflict("user", "you cannot disable yourself; another administrator can")
        with self._session.writing() as change:
            change.execute("UPDATE user SET disabled = 1 WHERE id = ?", (user_id,))
            change.record("change", "user", user_id, disabled=True)
            changed = keys.without_user(self._session.unlocked.keys, user_id)
            self._session.replace_keys(change, changed)
        return self.get(user_id)

    def enable(self, user_id: UserId, password: str) -> User:
        """Give back the right to log in, with a new password.

        Raises:
            NotPermitted: the caller is no administrator.
            PasswordRefused: the password is too short or too common.
        """
        return self._reset(user_id, password, enable=True)

    def reset_password(self, user_id: UserId, password: str) -> User:
        """Give a user who forgot it a new password, to be changed at the next login.

        Raises:
            NotPermitted: the caller is no administrator.
            PasswordRefused: the password is too short or too common.
            RecordConflict: the user is disabled.
        """
        return self._reset(user_id, password, enable=False)

    def change_password(self, old: str, new: str) -> None:
        """Change one's own password.

        Raises:
            LoginRefused: the old password is wrong.
            PasswordRefused: the new one is too short or too common.
        """
        user = self.current
        check_password(new, user.login)
        session = self._session
        found = keys.unwrap_with_password(session.unlocked.keys, user.login, old, session.cost)
        if found is None:
            raise LoginRefused("password", "the old password is wrong")
        with session.writing() as change:
            change.execute("UPDATE user SET must_change_password = 0 WHERE id = ?", (user.id,))
            change.record("change", "user", user.id, fields=["password"])
            self._give_password(change, user.id, user.login, new)

    def renew_recovery_key(self) -> str:
        """Make a new recovery key, to be printed at once; the old one no longer fits.

        Raises:
            NotPermitted: the caller is no administrator.
        """
        self._session.require("administrator", "renewing the recovery key")
        printed = make_recovery_key()
        unlocked = self._session.unlocked
        slot = keys.make_recovery_slot(unlocked.keys.store_id, printed, unlocked.data_key)
        with self._session.writing() as change:
            change.record("change", "recovery-key")
            self._session.replace_keys(change, keys.with_recovery(unlocked.keys, slot))
        return printed

    def _reset(self, user_id: UserId, password: str, *, enable: bool) -> User:
        self._session.require("administrator", "resetting a password")
        user = self.get(user_id)
        if user.disabled and not enable:
            raise RecordConflict("user", "is disabled; enable the user first")
        check_password(password, user.login)
        with self._session.writing() as change:
            change.execute(
                "UPDATE user SET must_change_password = 1, disabled = 0 WHERE id = ?", (user_id,)
            )
            change.record("change", "user", user_id, fields=["password"], enabled=enable)
            self._give_password(change, user_id, user.login, password)
        return self.get(user_id)

    def _give_password(self, change: Change, user_id: UserId, login: str, password: str) -> None:
        unlocked = self._session.unlocked
        slot = keys.make_password_slot(
            unlocked.keys.store_id, login, user_id, password, unlocked.data_key, self._session.cost
        )
        self._session.replace_keys(change, keys.with_slot(unlocked.keys, slot))
