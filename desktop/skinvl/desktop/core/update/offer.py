"""What an update file offers to this installation, before anything is changed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from skinvl.desktop.core.models import Step
from skinvl.desktop.core.update.archive import SignedRelease, UpdateFile
from skinvl.desktop.core.update.errors import UpdateUnfit
from skinvl.desktop.core.update.installation import Installation
from skinvl.desktop.core.update.keys import read_release_keys
from skinvl.desktop.core.update.release import Release
from skinvl.desktop.core.update.store_state import StoreState
from skinvl.runtime.inventory import order_version

Direction = Literal["newer", "same", "older"]
_RESERVE = 256 * 1024 * 1024


@dataclass(frozen=True)
class Offer:
    """A verified update file.

    Attributes:
        path: the file.
        signed: what was signed, and by whom.
        installation: what would be changed.
        direction: how its version stands to the one in use.
        size: of the file, bytes.
    """

    path: Path
    signed: SignedRelease
    installation: Installation
    direction: Direction
    size: int

    @property
    def release(self) -> Release:
        """The release."""
        return self.signed.release

    @property
    def signer(self) -> str:
        """Name and id of the key that signed."""
        return f"{self.signed.key.name} ({self.signed.key.key_id})"


def examine_update(path: Path, installation: Installation, step: Step) -> Offer:
    """Verify an update file whole; nothing is changed.

    Args:
        path: the file.
        installation: what it is for.
        step: told of ``verify`` and bytes; raises to stop.

    Raises:
        UpdateMissing: no such file.
        UpdateUnsigned: not signed by somebody who may sign releases.
        UpdateDamaged: not exactly what was signed.
    """
    with UpdateFile(path) as file:
        signed = file.read_signed_release(read_release_keys())
        file.check_payload(signed.release, lambda done, total: step("verify", done, total))
    direction = compare_versions(signed.release.version, installation.version)
    return Offer(path, signed, installation, direction, path.stat().st_size)


def refuse_unfit(offer: Offer, state: StoreState, *, allow_downgrade: bool) -> None:
    """Refuse what this installation cannot or must not take.

    Raises:
        UpdateUnfit: says what and what to do.
    """
    release, installation, path = offer.release, offer.installation, offer.path
    if installation.platform is not None and release.platform != installation.platform:
        raise UpdateUnfit(
            path, f"is for {release.platform}, this is {installation.platform}; get that file"
        )
    if installation.obstacle is not None:
        reason = installation.obstacle.replace("VERSION", release.version)
        raise UpdateUnfit(path, f"{reason}; nothing was changed")
    if release.flavour != installation.flavour:
        raise UpdateUnfit(
            path,
            f"is the {release.flavour.upper()} flavour, this is the "
            f"{installation.flavour.upper()} flavour; get the file for that",
        )
    if offer.direction == "same":
        raise UpdateUnfit(path, f"SkinVL {release.version} is installed already")
    if offer.direction == "older" and installation.kind == "windows":
        raise UpdateUnfit(
            path,
            f"version {release.version} is older than the installed {installation.version}, which "
            "the set-up refuses; remove the program (the data stay), then install the older one",
        )
    if offer.direction == "older" and not allow_downgrade:
        raise UpdateUnfit(
            path,
            f"version {release.version} is older than the installed {installation.version}; "
            "add --allow-downgrade to install it anyway",
        )
    refuse_newer_store(path, release.version, release.store_schema, state)
    if release.unpacked is not None:
        _require_space(path, installation.root, release.unpacked.size)


def refuse_newer_store(
    subject: Path, version: str, known_schema: int | None, state: StoreState
) -> None:
    """Refuse a program that could not open the store of this user.

    Raises:
        UpdateUnfit: the store is newer than what the program knows.
    """
    if known_schema is not None and state.schema is not None and state.schema > known_schema:
        raise UpdateUnfit(
            subject,
            f"SkinVL {version} cannot open the store in {state.folder}: it has schema "
            f"{state.schema} (SkinVL {state.app_version or 'of a newer version'}) and that version "
            f"knows {known_schema}; put back a copy from before the update first",
        )


def compare_versions(version: str, present: str) -> Direction:
    """How `version` stands to the one in use."""
    new, old = order_version(version), order_version(present)
    if new == old:
        return "same"
    return "newer" if new > old else "older"


def _require_space(path: Path, root: Path, size: int) -> None:
    free = shutil.disk_usage(root).free
    if free < size + _RESERVE:
        raise UpdateUnfit(
            path,
            f"needs {(size + _RESERVE) / 1e6:.0f} MB in {root}, where {free / 1e6:.0f} MB are "
            "free; make room",
        )
