"""Opening and making a store, and what hangs on an open one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from skinvl.desktop.core.store import attempts, keys, login
from skinvl.desktop.core.store.annotations import Annotations
from skinvl.desktop.core.store.audit_log import AuditLog
from skinvl.desktop.core.store.batches import Batches
from skinvl.desktop.core.store.checklists import Checklists
from skinvl.desktop.core.store.decisions import Decisions
from skinvl.desktop.core.store.descriptions import Descriptions
from skinvl.desktop.core.store.drafts import Drafts
from skinvl.desktop.core.store.errors import StoreExists, StoreMissing
from skinvl.desktop.core.store.exchanges import Exchanges
from skinvl.desktop.core.store.images import Images
from skinvl.desktop.core.store.lesions import Lesions
from skinvl.desktop.core.store.migrations import Migration, load_migrations
from skinvl.desktop.core.store.opinions import Opinions
from skinvl.desktop.core.store.passwords import Cost, check_password
from skinvl.desktop.core.store.patients import Patients
from skinvl.desktop.core.store.place import (
    KEYS,
    InstanceLock,
    make_private_folder,
    refuse_network_place,
)
from skinvl.desktop.core.store.preferences import Preferences
from skinvl.desktop.core.store.readings import Readings
from skinvl.desktop.core.store.recovery_key import make_recovery_key
from skinvl.desktop.core.store.reports import Reports
from skinvl.desktop.core.store.search import Search
from skinvl.desktop.core.store.second_reads import SecondReads
from skinvl.desktop.core.store.session import (
    Clock,
    Session,
    read_clock,
)
from skinvl.desktop.core.store.setup import has_store, make_files
from skinvl.desktop.core.store.sweep import is_sweep_due, sweep_orphans
from skinvl.desktop.core.store.upgrade import TellUpgrade, stay_silent
from skinvl.desktop.core.store.users import User, Users


class Store:
    """An open store. Every verb of its parts is one transaction, on the disk when it returns.

    Verbs may be called from any thread; one transaction writes at a time and reading never waits.
    `lock` wipes the keys, after which every verb raises `StoreLocked` until `unlock`.
    """

    def __init__(self, session: Session, instance: InstanceLock) -> None:
        self._session = session
        self._instance = instance
        self.users = Users(session)
        self.patients = Patients(session)
        self.lesions = Lesions(session)
        self.images = Images(session)
        self.readings = Readings(session)
        self.decisions = Decisions(session)
        self.opinions = Opinions(session)
        self.exchanges = Exchanges(session)
        self.descriptions = Descriptions(session)
        self.drafts = Drafts(session)
        self.checklists = Checklists(session)
        self.annotations = Annotations(session)
        self.reports = Reports(session)
        self.second_reads = SecondReads(session)
        self.preferences = Preferences(session)
        self.batches = Batches(session)
        self.search = Search(session)
        self.audit = AuditLog(session)

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self._session.folder

    @property
    def session(self) -> Session:
        """Keys, database and user, for what works on the store as a whole."""
        return self._session

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the login has found and the user has to be told, one line each."""
        return tuple(self._session.warnings)

    @property
    def user(self) -> User:
        """Who is logged in.

        Raises:
            StoreLocked: nobody is.
        """
        return self.users.current

    @property
    def is_locked(self) -> bool:
        """Whether the keys are not in memory."""
        return self._session.is_locked

    def lock(self) -> None:
        """Wipe the keys; waits for a transaction that is running. The folder stays reserved."""
        if not self.is_locked:
            self.audit.note("lock", "session")
            self._session.lock()

    def unlock(self, user: str, password: str) -> User:
        """Log in again, as the same user or another one.

        Raises:
            LoginRefused: user name or password is wrong.
            LoginDelayed: too many wrong tries.
            StoreDamaged: a file was changed meanwhile.
        """
        if not self.is_locked:
            self.lock()
        login.log_in(self._session, user, password, load_migrations(), check=False)
        return self.user

    def close(self) -> None:
        """Log out, wipe the keys and give the folder free; does nothing the second time."""
        try:
            if not self.is_locked:
                self.audit.note("logout", "session")
        finally:
            self._session.lock()
            self._instance.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


@dataclass(frozen=True)
class Created:
    """A new store, and the recovery key that has to be printed now: it is kept nowhere."""

    store: Store
    recovery_key: str


def create_store(
    folder: Path,
    user: str,
    name: str,
    password: str,
    *,
    cost: Cost | None = None,
    clock: Clock = read_clock,
    migrations: Sequence[Migration] | None = None,
) -> Created:
    """Make an empty store with its first administrator.

    Args:
        folder: where; it is made where it is missing and must not hold a store.
        user: user name of the administrator.
        name: name of the person.
        password: at least ten characters.
        cost: of the password function.
        clock: gives the time.
        migrations: versions of the schema to make.

    Raises:
        StorePlaceRefused: a network drive, or a folder that cannot be written.
        StoreExists: there is a store in it.
        PasswordRefused: the password is too short or too common.
    """
    check_password(password, user)
    refuse_network_place(folder)
    make_private_folder(folder)
    instance = InstanceLock(folder)
    session = Session(folder, clock, cost)
    try:
        if has_store(folder):
            raise StoreExists(folder, "there is a store in this folder already; log in to it")
        recovery_key = make_recovery_key()
        versions = migrations or load_migrations()
        make_files(session, user, name, password, recovery_key, versions)
        login.log_in(session, user, password, versions, check=False)
    except BaseException:
        session.lock()
        instance.release()
        raise
    return Created(Store(session, instance), recovery_key)


def open_store(
    folder: Path,
    user: str,
    password: str,
    *,
    cost: Cost | None = None,
    clock: Clock = read_clock,
    migrations: Sequence[Migration] | None = None,
    tell: TellUpgrade = stay_silent,
) -> Store:
    """Log in to the store in a folder; checks the database and brings it to the newest schema.

    Args:
        folder: the data folder.
        user: user name.
        password: of the user.
        cost: of the password function.
        clock: gives the time.
        migrations: versions of the schema.
        tell: told when an older database is brought to the newest schema, which may take long.

    Raises:
        StoreMissing: there is none.
        StoreInUse: another process has it open.
        StorePlaceRefused: it lies on a network drive.
        LoginRefused: user name or password is wrong.
        LoginDelayed: too many wrong tries.
        StoreDamaged: a file is damaged or was changed; names it.
        StoreTooNew: it was written by a newer version.
        MigrationFailed: it could not be brought to the newest schema and is unchanged.
    """
    instance = _reserve(folder)
    session = Session(folder, clock, cost)
    try:
        versions = migrations or load_migrations()
        login.log_in(session, user, password, versions, check=True, tell=tell)
        if is_sweep_due(session):
            sweep_orphans(session)
    except BaseException:
        session.lock()
        instance.release()
        raise
    return Store(session, instance)


def recover_store(
    folder: Path,
    recovery_key: str,
    user: str,
    new_password: str,
    *,
    cost: Cost | None = None,
    clock: Clock = read_clock,
) -> Store:
    """Open a store with the printed recovery key and give a user a new password.

    Works with a damaged ``keys.json``, too, as long as the one before it is readable.

    Raises:
        RecoveryKeyRefused: mistyped, or of another store.
        LoginRefused: no such user, or a disabled one.
        PasswordRefused: the new password is too short or too common.
        StoreDamaged: the database is damaged.
    """
    check_password(new_password, user)
    instance = _reserve(folder)
    session = Session(folder, clock, cost)
    try:
        login.recover(session, recovery_key, user, new_password, load_migrations())
    except BaseException:
        session.lock()
        instance.release()
        raise
    return Store(session, instance)


def seconds_to_wait(folder: Path, user: str, clock: Clock = read_clock) -> float:
    """Seconds until a login of this user is looked at, 0 where it is at once."""
    found = keys.read_keys(folder / KEYS)
    holder = keys.digest_login(found.store_id, user)
    return attempts.seconds_to_wait(folder, holder, clock())


def _reserve(folder: Path) -> InstanceLock:
    if not has_store(folder):
        raise StoreMissing(folder, "there is no store in this folder; set one up or choose another")
    refuse_network_place(folder)
    return InstanceLock(folder)
