"""Installing, activating, going back and removing: every change of the store of bundles.

A bundle becomes active only after it was verified where it lies and reproduced its golden images;
until the last step, the replacement of one small file, the former bundle stays the active one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from skinvl.contract.errors import BundleError, ContractMismatch
from skinvl.runtime.activation import Activation, StoreState
from skinvl.runtime.durable import sync_folder
from skinvl.runtime.inventory import find_installed, inspect_installed, order_version
from skinvl.runtime.location import find_shipped_bundle
from skinvl.runtime.signature import TrustedKey
from skinvl.runtime.source import copy_bundle, read_source_manifest, rename_refusal
from skinvl.runtime.store import SHIPPED, BundleStore, name_folder
from skinvl.runtime.trial import Trial, run_trial
from skinvl.runtime.verify import (
    Progress,
    SignedManifest,
    VerifiedBundle,
    verify_bundle,
)

RunTrial = Callable[[VerifiedBundle], Trial]
# Left free on the disk beside a new bundle.
_RESERVE = 16 * 1024 * 1024


@dataclass(frozen=True)
class Change:
    """What a change led to; `activation` None is the shipped bundle.

    Attributes:
        activation: what is active now.
        signed: its manifest; None for the shipped bundle.
        former: what was active before.
    """

    activation: Activation | None
    signed: SignedManifest | None
    former: Activation | None


class Installer:
    """Changes one store.

    Args:
        store: the store.
        keys: trusted keys by id.
        trial: how golden images are run.
        on_progress: told of bytes copied and compared, one round each.
    """

    def __init__(
        self,
        store: BundleStore,
        keys: Mapping[str, TrustedKey],
        trial: RunTrial = run_trial,
        on_progress: Progress | None = None,
    ) -> None:
        self._store = store
        self._keys = keys
        self._trial = trial
        self._on_progress = on_progress

    def install(self, path: Path, *, allow_downgrade: bool = False) -> Change:
        """Copy a bundle folder or `.skinvl` file into the store and activate it.

        Raises:
            BundleError: refused, older than the active one, or it does not run as expected; the
                former bundle stays active and nothing is left in the store.
            ContractMismatch: made under another contract.
        """
        with self._store.change(), self._explaining():
            signed = read_source_manifest(path, self._keys)
            name = name_folder(signed, path)
            state = self._store.read_state()
            if not allow_downgrade:
                self._refuse_downgrade(path, signed, state)
            target = self._store.folder / name
            if self._is_intact(target):
                return self._activate(target, state)
            self._require_space(path, signed)
            incoming = self._store.make_incoming()
            try:
                copied = copy_bundle(path, incoming, self._keys, self._on_progress)
                if copied.sha256 != signed.sha256:
                    raise BundleError(path, "changed while it was read; get the bundle again")
                # What lies on the disk counts, not what was sent there.
                try:
                    verified = verify_bundle(incoming, self._keys, None, self._on_progress)
                    activation = self._try(verified, name)
                except BundleError as error:
                    raise rename_refusal(error, incoming, path) from error
                if target.exists():
                    self._store.delete(target)
                os.rename(incoming, target)
                sync_folder(self._store.folder)
            finally:
                shutil.rmtree(incoming, ignore_errors=True)
            self._store.write_state(state.activate(activation))
            return Change(activation, signed, state.active)

    def activate(self, wanted: str) -> Change:
        """Make an installed bundle (or `shipped`) the active one, after verifying and trying it.

        Raises:
            BundleError: not installed, or refused; the former bundle stays active.
        """
        with self._store.change(), self._explaining():
            try:
                state = self._store.read_state()
            except BundleError:
                # This is the way out of a damaged state.
                state = StoreState()
            if wanted == SHIPPED:
                return self._activate_shipped(state, state.activate(None))
            return self._activate(find_installed(self._store, self._keys, wanted), state)

    def roll_back(self) -> Change:
        """Return to the bundle that was active before the present one.

        Raises:
            BundleError: there is none, or it is refused; the present bundle stays active.
        """
        with self._store.change(), self._explaining():
            state = self._store.read_state()
            if not state.history:
                if state.active is None:
                    raise BundleError(self._store.folder, "no bundle was active before this one")
                return self._activate_shipped(state, StoreState())
            former = state.history[-1]
            rest = state.history[:-1]
            if former is None:
                return self._activate_shipped(state, StoreState(None, rest))
            return self._activate(
                self._store.folder / former.folder, state, StoreState(None, rest), former.sha256
            )

    def remove(self, wanted: str) -> Path:
        """Delete an installed bundle that is not active.

        Raises:
            BundleError: not installed, or the active one.
        """
        with self._store.change(), self._explaining():
            folder = find_installed(self._store, self._keys, wanted)
            state = self._store.read_state()
            if state.active is not None and state.active.folder == folder.name:
                raise BundleError(
                    folder, "is active; run `skinvl bundle rollback` or activate another one first"
                )
            self._store.delete(folder)
            self._store.write_state(state.forget(folder.name))
            return folder

    def _activate(
        self,
        folder: Path,
        state: StoreState,
        base: StoreState | None = None,
        sha256: str | None = None,
    ) -> Change:
        """Verify, try and activate an installed bundle; `base` is the history without it."""
        verified = verify_bundle(folder, self._keys, None, self._on_progress)
        if sha256 not in (None, verified.sha256):
            raise BundleError(folder, "not the bundle that was active before; remove it")
        activation = self._try(verified, folder.name)
        after = state.activate(activation) if base is None else StoreState(activation, base.history)
        self._store.write_state(after)
        signed = SignedManifest(verified.manifest, verified.sha256, verified.key)
        return Change(activation, signed, state.active)

    def _activate_shipped(self, state: StoreState, after: StoreState) -> Change:
        verify_bundle(find_shipped_bundle(), self._keys)
        self._store.write_state(after)
        return Change(None, None, state.active)

    def _try(self, verified: VerifiedBundle, name: str) -> Activation:
        if not verified.manifest.golden:
            raise BundleError(
                verified.folder,
                "holds no golden images, so nothing shows that it works on this computer",
            )
        return Activation(name, verified.sha256, self._trial(verified).cuda_refused)

    def _refuse_downgrade(self, path: Path, signed: SignedManifest, state: StoreState) -> None:
        if state.active is None:
            return
        active = inspect_installed(self._store.folder / state.active.folder, self._keys).signed
        if active is None or active.manifest.name != signed.manifest.name:
            return
        version, present = signed.manifest.version, active.manifest.version
        if order_version(version) < order_version(present):
            raise BundleError(
                path,
                f"version {version} is older than the active {present}; add --allow-downgrade "
                "to install it anyway",
            )

    def _require_space(self, path: Path, signed: SignedManifest) -> None:
        free = shutil.disk_usage(self._store.folder).free
        if free < signed.size + _RESERVE:
            raise BundleError(
                path,
                f"needs {(signed.size + _RESERVE) / 1e6:.0f} MB in {self._store.folder}, where "
                f"{free / 1e6:.0f} MB are free",
            )

    def _is_intact(self, folder: Path) -> bool:
        """Whether a bundle is installed already; a damaged copy of it is replaced instead."""
        if not folder.exists():
            return False
        try:
            verify_bundle(folder, self._keys)
        except (BundleError, ContractMismatch):
            return False
        return True

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise BundleError(
                self._store.folder,
                f"cannot be changed ({error.strerror or error}); the active bundle stays as it was",
            ) from error
