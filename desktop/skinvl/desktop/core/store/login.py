"""Logging in: from a password to an unlocked session, or a refusal that gives nothing away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from skinvl.desktop.core.store import attempts, audit, keys, upgrade
from skinvl.desktop.core.store.connection import Connection, quick_check
from skinvl.desktop.core.store.errors import LoginRefused, StoreDamaged, StoreError
from skinvl.desktop.core.store.migrations import Migration
from skinvl.desktop.core.store.place import DATABASE, KEYS, PREVIOUS_KEYS
from skinvl.desktop.core.store.session import Change, Member, Session, UserId, open_parts
from skinvl.desktop.core.store.upgrade import TellUpgrade, stay_silent
from skinvl.desktop.core.store.written_by import note_version

_REFUSAL = "user name or password is wrong"


def log_in(
    session: Session,
    user: str,
    password: str,
    migrations: Sequence[Migration],
    *,
    check: bool,
    tell: TellUpgrade = stay_silent,
) -> None:
    """Unlock a session with a password.

    Args:
        session: a locked session.
        user: user name, in any case.
        password: of the user.
        migrations: all versions of the schema.
        check: whether the whole database is checked first.
        tell: told when an older database is brought to the newest schema.

    Raises:
        LoginRefused: user name or password is wrong.
        LoginDelayed: too many wrong tries.
        StoreDamaged: a file is damaged or was changed.
    """
    found = keys.read_keys(session.folder / KEYS)
    holder = keys.digest_login(found.store_id, user)
    attempts.begin_try(session.folder, holder, session.clock())
    unwrapped = keys.unwrap_with_password(found, user, password, session.cost)
    if unwrapped is None:
        raise LoginRefused("login", _REFUSAL)
    data_key, user_id = unwrapped
    keys.check_keys(found, data_key)
    session.unlock(open_parts(session.folder, data_key, found))
    try:
        _prepare(session, migrations, check=check, tell=tell)
        _check_generation(session, found)
        _enter(session, user, user_id)
    except BaseException:
        session.lock()
        raise


def recover(
    session: Session,
    recovery_key: str,
    user: str,
    new_password: str,
    migrations: Sequence[Migration],
) -> None:
    """Unlock a session with the recovery key and give a user a new password.

    Raises:
        RecoveryKeyRefused: mistyped, or of another store.
        LoginRefused: no such user, or a disabled one.
        StoreDamaged: no key file can be read, or the database is damaged.
    """
    found, data_key = _unwrap_any(session.folder, recovery_key)
    session.unlock(open_parts(session.folder, data_key, found))
    try:
        _prepare(session, migrations, check=True)
        with session.writing() as change:
            row = change.execute(
                "SELECT id FROM user WHERE login = ? AND NOT disabled", (keys.fold_login(user),)
            ).fetchone()
            if row is None:
                raise LoginRefused("login", "there is no such user, or the user is disabled")
            change.user_id = UserId(row[0])
            change.execute("UPDATE user SET must_change_password = 0 WHERE id = ?", (row[0],))
            change.record("change", "user", row[0], fields=["password"], by="recovery key")
            slot = keys.make_password_slot(
                found.store_id, user, row[0], new_password, data_key, session.cost
            )
            newest = max(found.generation, _generation(change))
            base = keys.with_slot(_drop_strangers(change, found), slot)
            session.replace_keys(change, _at_generation(base, newest + 1))
        attempts.clear_tries(session.folder, keys.digest_login(found.store_id, user))
        _enter(session, user, UserId(row[0]))
    except BaseException:
        session.lock()
        raise


def _prepare(
    session: Session,
    migrations: Sequence[Migration],
    *,
    check: bool,
    tell: TellUpgrade = stay_silent,
) -> None:
    database = session.unlocked.database
    with database.exclusive() as connection:
        if check and (faults := quick_check(connection)):
            raise StoreDamaged(DATABASE, f"is damaged ({faults[0]}); restore the last backup")
        unlocked = session.unlocked
        sealed = audit.read_seal(session.folder, unlocked.keys.store_id, unlocked.data_key)
        broken = audit.compare_with_seal(connection, unlocked.keys.store_id, sealed)
        upgrade.bring_up_to_date(session, connection, migrations, tell)
        _check_identity(connection, session)
        note_version(session, connection)
    session.warnings.clear()
    if broken is not None:
        # The log goes on, so the break has to stay on record within it.
        session.warnings.append(f"audit log: {broken}; ask who changed the data folder")
        with session.writing() as change:
            change.record("verify", audit.BREAK, reason=broken)


def _check_identity(connection: Connection, session: Session) -> None:
    row = connection.execute("SELECT value FROM meta WHERE key = 'store_id'").fetchone()
    if row is None or row[0] != session.unlocked.keys.store_id:
        raise StoreDamaged(KEYS, "belongs to another store; put back the one of this store")


def _check_generation(session: Session, found: keys.KeyFile) -> None:
    with session.reading() as connection:
        generation = _generation(connection)
    if found.generation < generation:
        raise StoreDamaged(
            KEYS, "is older than the database; put back the newest one, or use the recovery key"
        )
    if found.generation > generation:
        _finish_interrupted_change(session, found)


def _finish_interrupted_change(session: Session, found: keys.KeyFile) -> None:
    """The program ended between writing the keys and the commit: keep slots of known users."""
    with session.writing() as change:
        kept = _drop_strangers(change, found)
        change.record("change", "keys", interrupted=True)
        session.replace_keys(change, _at_generation(kept, found.generation + 1))


def _drop_strangers(change: Change, found: keys.KeyFile) -> keys.KeyFile:
    known = {
        (row[0], keys.digest_login(found.store_id, row[1]))
        for row in change.execute("SELECT id, login FROM user WHERE NOT disabled")
    }
    for slot in found.passwords:
        if (slot.user_id, slot.holder) not in known:
            found = keys.without_user(found, slot.user_id)
    return found


def _enter(session: Session, user: str, user_id: int) -> None:
    """Make the user the one who is logged in, and bring the audit log up to date."""
    with session.reading() as connection:
        row = connection.execute(
            "SELECT id, name, role FROM user WHERE id = ? AND login = ? AND NOT disabled",
            (user_id, keys.fold_login(user)),
        ).fetchone()
    if row is None:
        raise LoginRefused("login", _REFUSAL)
    member = Member(UserId(row[0]), row[1], row[2])
    session.unlocked.member = member
    store_id = session.unlocked.keys.store_id
    holder = keys.digest_login(store_id, user)
    wrong = attempts.clear_tries(session.folder, holder)
    with session.writing() as change:
        ids = {
            keys.digest_login(store_id, login): number
            for number, login in change.execute("SELECT id, login FROM user")
        }
        change.user_id = None
        for tries in wrong:
            change.record(
                "failed-login", "user", ids.get(tries.holder), count=tries.count, last=tries.last
            )
        change.execute("UPDATE exchange SET state = 'stopped' WHERE state = 'answering'")
        change.user_id = member.id
        change.record("login", "user", member.id)


def _unwrap_any(folder: Path, recovery_key: str) -> tuple[keys.KeyFile, bytearray]:
    """The first key file that can be read, is authentic and fits the recovery key."""
    first: StoreError | None = None
    for name in (KEYS, PREVIOUS_KEYS):
        try:
            found = keys.read_keys(folder / name)
            data_key = keys.unwrap_with_recovery_key(found, recovery_key)
            keys.check_keys(found, data_key, name)
        except StoreError as error:
            first = first or error
        else:
            return found, data_key
    assert first is not None
    raise first


def _generation(connection: Connection | Change) -> int:
    row = connection.execute("SELECT value FROM meta WHERE key = 'key_generation'").fetchone()
    return int(row[0])


def _at_generation(found: keys.KeyFile, generation: int) -> keys.KeyFile:
    return keys.KeyFile(
        found.schema_version, found.store_id, generation, found.passwords, found.recovery
    )
