"""Does this workstation work? Every part is tried as it is used, and says what it found."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core.store import Store
from skinvl.runtime.golden import GoldenResult
from skinvl.runtime.provider import ProviderRequest, choose_provider
from skinvl.runtime.signature import read_trusted_keys
from skinvl.runtime.store import DefaultBundle, find_default_bundle
from skinvl.runtime.trial import run_trial
from skinvl.runtime.verify import VerifiedBundle, verify_bundle

_LEAST_FREE = 1024**3

Tell = Callable[[str, int, int], None]
"""Told which check is running, how many are done, of how many; what it raises ends the test."""


@dataclass(frozen=True)
class Check:
    """One check: ``ok`` None is no fault and no success, such as a printer that is not there."""

    name: str
    ok: bool | None
    detail: str


def run_self_test(
    bundle: Path | None = None,
    provider: ProviderRequest = "auto",
    store: Store | None = None,
    backup_folder: Path | None = None,
    printers: Sequence[str] | None = None,
    tell: Tell = lambda name, done, total: None,
) -> list[Check]:
    """Try everything that a working day needs; a part that fails does not stop the others.

    Args:
        bundle: folder of the model, None for the active one.
        provider: what the settings ask for.
        store: the open store, None where there is none.
        backup_folder: where backups go.
        printers: names of the printers; None where nobody looked.
        tell: told before each check.
    """
    found: list[Check] = []
    verified: list[VerifiedBundle] = []
    parts: tuple[tuple[str, Callable[[], list[Check]]], ...] = (
        ("Model", lambda: [_check_bundle(bundle, verified)]),
        ("Golden images", lambda: _check_golden(verified, bundle, provider)),
        ("Store", lambda: [_check_store(store)]),
        ("Free space", lambda: [_check_space(store)]),
        ("Backup folder", lambda: [_check_backup(backup_folder)]),
        ("Printer", lambda: [_check_printers(printers)]),
    )
    for done, (name, check) in enumerate(parts):
        tell(name, done, len(parts))
        try:
            found += check()
        except (SkinVLError, OSError) as error:
            found.append(Check(name, False, str(error)))
    tell("", len(parts), len(parts))
    return found


def _check_bundle(folder: Path | None, verified: list[VerifiedBundle]) -> Check:
    place = DefaultBundle(folder) if folder is not None else find_default_bundle()
    bundle = verify_bundle(place.folder, read_trusted_keys())
    place.check(bundle.sha256)
    verified.append(bundle)
    manifest = bundle.manifest
    return Check(
        "Model",
        True,
        f"{manifest.name} {manifest.version}: signature of {bundle.key.name} and "
        f"{len(manifest.files)} files are as they were signed",
    )


def _check_golden(
    verified: list[VerifiedBundle], folder: Path | None, provider: ProviderRequest
) -> list[Check]:
    """Golden images on the CPU and on CUDA, and whether the provider is the one asked for."""
    if not verified:
        return [Check("Golden images", False, "not tried, because the model is refused")]
    results: list[GoldenResult] = []
    trial = run_trial(verified[0], results.append)
    worst = max((result.distance for result in results), default=0.0)
    count = len(results)
    golden = Check(
        "Golden images",
        count > 0,
        f"{count} reproduced; probabilities differ by {worst:.4f} at most"
        if count
        else "the model holds none, so nothing shows that it works on this computer",
    )
    choice = choose_provider(provider)
    refused = trial.cuda_refused if choice.provider == "cuda" else None
    if choice.reason is not None or (refused is not None and provider == "cuda"):
        return [golden, Check("Provider", False, f"CPU, not CUDA: {choice.reason or refused}")]
    used = "CPU" if choice.provider == "cpu" or refused is not None else "CUDA"
    note = f"; {refused}" if refused is not None else ""
    return [golden, Check("Provider", True, f"{used} (asked for: {provider}){note}")]


def _check_store(store: Store | None) -> Check:
    if store is None:
        return Check("Store", None, "no store is open; images can be read and nothing is kept")
    # An entry in the audit log is a whole durable transaction.
    store.audit.note("verify", "self-test")
    return Check("Store", True, "open, and a record was written and is on the disk")


def _check_space(store: Store | None) -> Check:
    if store is None:
        return Check("Free space", None, "not looked at, because no store is open")
    free = shutil.disk_usage(store.folder).free
    text = f"{free / 1e9:.1f} GB free beside the store"
    if free < _LEAST_FREE:
        return Check("Free space", False, f"{text}; make room, at least 1 GB")
    return Check("Free space", True, text)


def _check_backup(folder: Path | None) -> Check:
    if folder is None:
        return Check("Backup folder", False, "none is chosen; choose one in the settings")
    if not folder.is_dir():
        return Check("Backup folder", False, "is not there; plug it in or choose another one")
    handle, name = tempfile.mkstemp(dir=folder, prefix=".skinvl-test-")
    os.close(handle)
    os.unlink(name)
    free = shutil.disk_usage(folder).free
    return Check("Backup folder", True, f"can be written, {free / 1e9:.1f} GB free")


def _check_printers(printers: Sequence[str] | None) -> Check:
    if printers is None:
        return Check("Printer", None, "not looked for")
    if not printers:
        return Check("Printer", None, "there is none; reports can be saved as PDF files")
    return Check("Printer", True, f"{len(printers)} found")
