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
from skinvl.runtime.isolation import read_isolation
from skinvl.runtime.isolation.attempt import judge_network
from skinvl.runtime.provider import ProviderRequest, choose_provider
from skinvl.runtime.signature import read_trusted_keys
from skinvl.runtime.store import DefaultBundle, find_default_bundle
from skinvl.runtime.trial import run_trial
from skinvl.runtime.verify import VerifiedBundle, verify_bundle

LEAST_FREE = 1024**3
"""Bytes below which a place for data has too little room."""

Tell = Callable[[str, int, int], None]
"""Told which check is running, how many are done, of how many; what it raises ends the test."""


@dataclass(frozen=True)
class Check:
    """One check: ``ok`` None is no fault and no success, such as a printer that is not there."""

    name: str
    ok: bool | None
    detail: str


Part = tuple[str, Callable[[], list[Check]]]
"""The name of a part of the workstation, and what tries it."""


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
    parts: tuple[Part, ...] = (
        ("Network closed", lambda: [check_network()]),
        *list_model_parts(bundle, provider),
        ("Store", lambda: [_check_store(store)]),
        ("Free space", lambda: [_check_space(store)]),
        ("Backup folder", lambda: [check_backup_folder(backup_folder)]),
        ("Printer", lambda: [check_printers(printers)]),
    )
    return run_parts(parts, tell)


def check_network() -> Check:
    """Whether this process is refused sockets and names; `skinvl selftest` lists each attempt."""
    closed, told = judge_network()
    isolation = read_isolation()
    if not closed:
        return Check("Network closed", False, told)
    if not isolation.kernel:
        text = f"refused to Python; code outside Python is not watched ({isolation.reason})"
        return Check("Network closed", True, text)
    return Check("Network closed", True, "sockets and names were asked for, and each was refused")


def list_model_parts(bundle: Path | None, provider: ProviderRequest) -> tuple[Part, ...]:
    """The model as it was signed, and its golden images in a process of their own."""
    verified: list[VerifiedBundle] = []
    return (
        ("Model", lambda: [_check_bundle(bundle, verified)]),
        ("Golden images", lambda: _check_golden(verified, bundle, provider)),
    )


def run_parts(parts: Sequence[Part], tell: Tell) -> list[Check]:
    """Try parts one after the other; whatever one of them raises is its outcome."""
    found: list[Check] = []
    for done, (name, check) in enumerate(parts):
        tell(name, done, len(parts))
        try:
            found += check()
        except (SkinVLError, OSError) as error:
            found.append(Check(name, False, str(error)))
        except Exception as error:
            # A part that is missing or broken in an unknown way is what the test is there to find.
            found.append(Check(name, False, f"defect: {type(error).__name__}: {error}"))
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
    if free < LEAST_FREE:
        return Check("Free space", False, f"{text}; make room, at least 1 GB")
    return Check("Free space", True, text)


def check_backup_folder(folder: Path | None) -> Check:
    """Whether backups can be written to the chosen folder."""
    if folder is None:
        return Check("Backup folder", False, "none is chosen; choose one in the settings")
    if not folder.is_dir():
        return Check("Backup folder", False, "is not there; plug it in or choose another one")
    handle, name = tempfile.mkstemp(dir=folder, prefix=".skinvl-test-")
    os.close(handle)
    os.unlink(name)
    free = shutil.disk_usage(folder).free
    return Check("Backup folder", True, f"can be written, {free / 1e9:.1f} GB free")


def check_printers(printers: Sequence[str] | None) -> Check:
    """No printer is no fault."""
    if printers is None:
        return Check("Printer", None, "not looked for")
    if not printers:
        return Check("Printer", None, "there is none; reports can be saved as PDF files")
    return Check("Printer", True, f"{len(printers)} found")
