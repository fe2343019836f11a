"""The model bundles of this computer: what is there, and every change of it.

What is installed, verified and tried is the business of the runtime; here it is put into records
for a window, with a way to give up and with advice that fits a window instead of a command line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from skinvl.contract.bundle import BundleManifest, Metric
from skinvl.contract.errors import BundleError, SkinVLError
from skinvl.runtime.benchmark import Speed as Speed
from skinvl.runtime.benchmark import benchmark, choose_providers
from skinvl.runtime.golden import GoldenResult
from skinvl.runtime.installing import Installer
from skinvl.runtime.inventory import list_installed
from skinvl.runtime.location import find_shipped_bundle
from skinvl.runtime.provider import ProviderRequest, count_threads
from skinvl.runtime.signature import read_trusted_keys
from skinvl.runtime.store import SHIPPED, BundleStore
from skinvl.runtime.trial import Trial, run_trial
from skinvl.runtime.verify import (
    SignedManifest,
    VerifiedBundle,
    read_signed_manifest,
    verify_bundle,
)

CARD = "MODEL_CARD.md"
_MEMORY = Path("/proc/meminfo")
_LARGEST_CARD = 1024 * 1024
_ADVICE = (
    (
        "; add --allow-downgrade to install it anyway",
        '; tick "Allow an older version" to install it',
    ),
    ("; run `skinvl bundle rollback`", "; go back to the model before"),
    ("run `skinvl bundle rollback` or install it again", "go back or install it again"),
    ("choose a bundle with `skinvl bundle activate NAME` (or `shipped`)", "activate a model"),
    ("; see `skinvl bundle list`", ""),
    ("; install it with `skinvl bundle install`", ""),
)

Step = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much; raises `GivenUp` to stop."""


class GivenUp(SkinVLError):
    """A person stopped what was going on; nothing was changed."""


@dataclass(frozen=True)
class Model:
    """A bundle of this computer.

    Attributes:
        folder: where it lies.
        name: by which it is activated or removed.
        title: name and version for people.
        licence: of the weights.
        created: day it was made.
        size: bytes of its files.
        variants: precision and providers, one text each.
        sha256: of its manifest.
        key: name and id of the key that signed it.
        evaluation: figures of its maker.
        is_active: whether analyses use it.
        is_shipped: whether it came with SkinVL and cannot be removed.
        cuda_refused: why CUDA may not run it, None where it may or was not tried.
        fault: why it is refused; then nothing else is known of it.
    """

    folder: Path
    name: str
    title: str
    licence: str = ""
    created: str = ""
    size: int = 0
    variants: tuple[str, ...] = ()
    sha256: str = ""
    key: str = ""
    evaluation: Mapping[str, Metric] = field(default_factory=dict)
    is_active: bool = False
    is_shipped: bool = False
    cuda_refused: str | None = None
    fault: str | None = None


@dataclass(frozen=True)
class ModelChange:
    """What a change led to: names of the model that is active now and of the one before."""

    active: str
    former: str


def list_models() -> tuple[Model, ...]:
    """The shipped model and all installed ones; one that is refused says why.

    Raises:
        SkinVLError: the keys or the store of bundles cannot be read.
    """
    with _advising():
        keys = read_trusted_keys()
        store = BundleStore()
        active = store.read_state().active
        models = []
        # An installation without a model of its own lists the installed ones.
        with suppress(BundleError):
            shipped = find_shipped_bundle()
            described = _describe(shipped, SHIPPED, read_signed_manifest(shipped, keys))
            models.append(replace(described, is_shipped=True, is_active=active is None))
        for found in list_installed(store, keys):
            is_active = active is not None and active.folder == found.folder.name
            if found.signed is None:
                name = found.folder.name
                fault = _advise(found.fault or "")
                models.append(Model(found.folder, name, name, is_active=is_active, fault=fault))
                continue
            refused = active.cuda_refused if active is not None and is_active else None
            described = _describe(found.folder, found.folder.name, found.signed)
            models.append(replace(described, is_active=is_active, cuda_refused=refused))
    return tuple(models)


def read_card(model: Model) -> str:
    """The model card: Markdown by the bundle's maker, to be shown without following its links."""
    try:
        with (model.folder / CARD).open("rb") as stream:
            text = stream.read(_LARGEST_CARD).decode("utf-8", errors="replace")
    except OSError:
        return ""
    return without_pictures(text)


def without_pictures(text: str) -> str:
    """Markdown whose pictures are left out and whose links keep only their words."""
    text = re.sub(r"!\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"<[^>]{0,2000}>", "", text)


def install_model(path: Path, step: Step, *, allow_older: bool = False) -> ModelChange:
    """Copy a bundle folder or `.skinvl` file here, verify it, try it and make it the active one.

    Args:
        path: the file, the bundle folder, or a USB folder that holds exactly one of them.
        step: told of the progress.
        allow_older: install a version older than the active one.

    Raises:
        GivenUp: `step` raised it; the former model stays active.
        SkinVLError: refused; the former model stays active.
    """
    with _advising():
        source = find_bundle(path)
        installer = _make_installer(step, copies=True)
        before = _name_active()
        installer.install(source, allow_downgrade=allow_older)
        return ModelChange(_name_active(), before)


def find_bundle(path: Path) -> Path:
    """The bundle that a person means by a file or by a folder, such as that of a USB stick.

    Raises:
        BundleError: there is none, or more than one.
    """
    if path.is_file() or (path / "bundle.json").is_file():
        return path
    packed = [item for item in path.glob("*.skinvl") if not item.name.startswith(".")]
    found = sorted(packed) + sorted(item.parent for item in path.glob("*/bundle.json"))
    if not found:
        raise BundleError(path, "holds no model: no .skinvl file and no bundle folder")
    if len(found) > 1:
        names = ", ".join(item.name for item in found[:5])
        raise BundleError(path, f"holds several models ({names}); choose one of them")
    return found[0]


def activate_model(name: str, step: Step) -> ModelChange:
    """Verify and try an installed model, or the shipped one, and make it the active one.

    Raises:
        GivenUp: `step` raised it; the former model stays active.
        SkinVLError: refused; the former model stays active.
    """
    with _advising():
        before = _name_active()
        _make_installer(step).activate(name)
        return ModelChange(_name_active(), before)


def roll_back_model(step: Step) -> ModelChange:
    """Return to the model that was active before the present one.

    Raises:
        GivenUp: `step` raised it; the present model stays active.
        SkinVLError: there is none, or it is refused.
    """
    with _advising():
        before = _name_active()
        _make_installer(step).roll_back()
        return ModelChange(_name_active(), before)


def remove_model(name: str) -> None:
    """Delete an installed model that is not active.

    Raises:
        SkinVLError: it is the active one, or cannot be deleted.
    """
    with _advising():
        Installer(BundleStore(), read_trusted_keys()).remove(name)


def measure_model(model: Model, request: ProviderRequest, step: Step) -> Speed:
    """How fast a model is on this computer.

    Raises:
        GivenUp: `step` raised it, between two variants.
        SkinVLError: the model is refused.
    """
    with _advising():
        verified = verify_bundle(model.folder, read_trusted_keys())
        return benchmark(
            verified,
            request,
            count_threads(None),
            progress=lambda done, total, name: step(name, done, total),
        )


def read_memory() -> int | None:
    """Bytes of memory that programs can still have; None where the system does not say."""
    with suppress(OSError, ValueError, IndexError):
        for line in _MEMORY.read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return None


def explain_provider(request: ProviderRequest) -> str | None:
    """Why this computer cannot do what was asked for; None if it can."""
    providers, notes = choose_providers("cuda" if request == "cuda" else "cpu")
    return None if providers else " ".join(notes)


def _make_installer(step: Step, *, copies: bool = False) -> Installer:
    rounds = ("copy", "verify") if copies else ("verify",)
    last = [0, 0]

    def on_progress(done: int, total: int) -> None:
        # Bytes are counted from the start again when the next round begins.
        if done < last[1]:
            last[0] = min(last[0] + 1, len(rounds) - 1)
        last[1] = done
        step(rounds[last[0]], done, total)

    return Installer(
        BundleStore(), read_trusted_keys(), partial(_run_trial, step=step), on_progress
    )


def _run_trial(verified: VerifiedBundle, step: Step) -> Trial:
    total = len(verified.manifest.golden)
    step("try", 0, total)
    count = [0]

    def report(result: GoldenResult) -> None:
        count[0] += 1
        step("try", count[0], total)

    return run_trial(verified, report)


def _describe(folder: Path, name: str, signed: SignedManifest) -> Model:
    manifest: BundleManifest = signed.manifest
    return Model(
        folder=folder,
        name=name,
        title=f"{manifest.name} {manifest.version}",
        licence=manifest.licence,
        created=manifest.created,
        size=signed.size,
        variants=tuple(
            f"{variant.precision} ({', '.join(variant.providers)})" for variant in manifest.variants
        ),
        sha256=signed.sha256,
        key=f"{signed.key.name} ({signed.key.key_id})",
        evaluation=manifest.evaluation,
    )


def _name_active() -> str:
    try:
        active = BundleStore().read_state().active
    except BundleError:
        return "unknown"
    return active.folder if active is not None else SHIPPED


@contextmanager
def _advising() -> Iterator[None]:
    """Errors say what to do in a window."""
    try:
        yield
    except BundleError as error:
        error.reason = _advise(error.reason)
        raise


def _advise(text: str) -> str:
    for command, words in _ADVICE:
        text = text.replace(command, words)
    return text
