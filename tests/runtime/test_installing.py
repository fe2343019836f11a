"""Bundles become active after a trial, or nothing changes."""

import json
import os
import shutil
import subprocess
import sys
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest
from miniatures.golden_bundle import build_golden_bundle, sign_again

from skinvl.contract.errors import BundleError, BundleTampered, BundleUnsigned
from skinvl.runtime import installing, load_bundle
from skinvl.runtime.activation import StoreState
from skinvl.runtime.archive import pack_bundle
from skinvl.runtime.installing import Installer
from skinvl.runtime.signature import read_trusted_keys
from skinvl.runtime.store import BundleStore
from skinvl.runtime.trial import Trial
from skinvl.runtime.verify import VerifiedBundle

KILLER = Path(__file__).with_name("killed_install.py")


@pytest.fixture(scope="module")
def made(
    bundles: Any, images: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Bundles by version."""
    place = tmp_path_factory.mktemp("made")
    return {
        version: build_golden_bundle(bundles, place / version, images["melanoma"], version=version)
        for version in ("1.0.0", "1.1.0", "1.2.0")
    }


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bundles: Any) -> BundleStore:
    monkeypatch.setenv("SKINVL_BUNDLES", str(tmp_path / "store"))
    monkeypatch.setenv("SKINVL_TRUSTED_KEYS", str(bundles.keys))
    return BundleStore()


def succeed(verified: VerifiedBundle) -> Trial:
    return Trial((), None)


def fail(verified: VerifiedBundle) -> Trial:
    raise BundleError(verified.folder, "golden/a.png: probabilities differ")


def make_installer(store: BundleStore, trial: Any = succeed) -> Installer:
    return Installer(store, read_trusted_keys(), trial)


def look(store: BundleStore) -> tuple[str | None, list[str], list[str]]:
    """The active folder, the installed folders, and everything else that lies in the store."""
    state = store.read_state()
    folders = [path.name for path in store.list_folders()]
    others = sorted(p.name for p in store.folder.iterdir() if p.name not in folders)
    return state.active.folder if state.active else None, folders, others


def test_real_trial_and_real_use(
    store: BundleStore, made: dict[str, Path], images: dict[str, Path]
) -> None:
    assert load_bundle(provider="cpu").info.name == "skinvl-mini"
    change = Installer(store, read_trusted_keys()).install(made["1.0.0"])
    assert change.activation is not None
    bundle = load_bundle()
    assert bundle.folder == store.folder / change.activation.folder
    assert bundle.info.version == "1.0.0"
    assert bundle.provider == "cpu"
    assert bundle.diagnose(images["melanoma"], describe=False).stamp.bundle == "tiny 1.0.0"


def test_install_from_folder_and_archive(
    store: BundleStore, made: dict[str, Path], tmp_path: Path
) -> None:
    packed = tmp_path / "b.skinvl"
    pack_bundle(made["1.1.0"], packed, read_trusted_keys())
    make_installer(store).install(made["1.0.0"])
    change = make_installer(store).install(packed)
    active, folders, others = look(store)
    assert folders[1] == active
    assert active is not None
    assert active.startswith("tiny-1.1.0-")
    assert [folder[:11] for folder in folders] == ["tiny-1.0.0-", "tiny-1.1.0-"]
    assert others == [".lock", "active.json"]
    assert change.former is not None
    assert change.former.folder == folders[0]


def test_roll_back_to_the_shipped_one(store: BundleStore, made: dict[str, Path]) -> None:
    installer = make_installer(store)
    for version in ("1.0.0", "1.1.0", "1.2.0"):
        installer.install(made[version])
    seen = []
    for _ in range(3):
        activation = installer.roll_back().activation
        seen.append(activation.folder[:10] if activation else None)
    assert seen == ["tiny-1.1.0", "tiny-1.0.0", None]
    assert store.read_state() == StoreState()
    with pytest.raises(BundleError, match="no bundle was active before"):
        installer.roll_back()
    assert load_bundle(provider="cpu").info.name == "skinvl-mini"


def test_failing_trial_changes_nothing(store: BundleStore, made: dict[str, Path]) -> None:
    make_installer(store).install(made["1.0.0"])
    before = look(store)
    for action in (
        lambda: make_installer(store, fail).install(made["1.1.0"]),
        lambda: make_installer(store, fail).activate("tiny"),
    ):
        with pytest.raises(BundleError, match="probabilities differ") as refusal:
            action()
        assert ".incoming" not in str(refusal.value)
        assert look(store) == before
    make_installer(store).install(made["1.1.0"])
    with pytest.raises(BundleError, match="probabilities differ"):
        make_installer(store, fail).roll_back()
    assert look(store)[0] == look(store)[1][1]


def test_bundle_without_golden_images(store: BundleStore, tiny: Path) -> None:
    with pytest.raises(BundleError, match="holds no golden images") as refusal:
        make_installer(store).install(tiny)
    assert refusal.value.path == str(tiny)
    assert look(store) == (None, [], [".lock"])


def test_refused_bundle_leaves_nothing(
    store: BundleStore, made: dict[str, Path], tmp_path: Path, bundles: Any, stranger: Any
) -> None:
    broken = shutil.copytree(made["1.0.0"], tmp_path / "broken")
    content = bytearray((broken / "head.onnx").read_bytes())
    content[-1] ^= 1
    (broken / "head.onnx").write_bytes(content)
    with pytest.raises(BundleTampered, match=r"head\.onnx differs"):
        make_installer(store).install(broken)
    (broken / "head.onnx").write_bytes(b"\x08\x0a\x12\x04ORTM")
    sign_again(bundles, broken)
    with pytest.raises(BundleError, match="is not a graph") as refusal:
        make_installer(store).install(broken)
    assert refusal.value.path == str(broken / "head.onnx")
    bundles.sign(broken, (broken / "bundle.json").read_bytes(), stranger)
    with pytest.raises(BundleUnsigned, match="skinvl bundle keys add"):
        make_installer(store).install(broken)
    assert look(store) == (None, [], [".lock"])


@pytest.mark.parametrize(
    "change",
    [{"name": "../x"}, {"name": "shipped"}, {"name": "A b"}, {"version": "1/2"}, {"version": ""}],
)
def test_names_that_no_folder_can_have(
    store: BundleStore, made: dict[str, Path], tmp_path: Path, bundles: Any, change: dict[str, str]
) -> None:
    copy = shutil.copytree(made["1.0.0"], tmp_path / "copy")
    sign_again(bundles, copy, lambda record: record.update(change))
    with pytest.raises(BundleError, match="cannot name an installed bundle"):
        make_installer(store).install(copy)
    assert look(store) == (None, [], [".lock"])


def test_downgrade_needs_a_word(store: BundleStore, made: dict[str, Path]) -> None:
    make_installer(store).install(made["1.1.0"])
    with pytest.raises(BundleError, match=r"1\.0\.0 is older than the active 1\.1\.0"):
        make_installer(store).install(made["1.0.0"])
    assert len(look(store)[1]) == 1
    make_installer(store).install(made["1.0.0"], allow_downgrade=True)
    assert str(look(store)[0]).startswith("tiny-1.0.0")


def test_installed_again(store: BundleStore, made: dict[str, Path]) -> None:
    make_installer(store).install(made["1.0.0"])
    before = look(store)
    make_installer(store).install(made["1.0.0"])
    assert look(store) == before
    # A damaged copy is replaced by a good one.
    active = store.folder / str(before[0])
    (active / "head.onnx").write_bytes(b"")
    with pytest.raises(BundleTampered, match=r"head\.onnx"):
        load_bundle(provider="cpu")
    make_installer(store).install(made["1.0.0"])
    assert look(store) == before
    assert load_bundle(provider="cpu").info.version == "1.0.0"


def test_active_bundle_is_never_replaced_silently(
    store: BundleStore, made: dict[str, Path]
) -> None:
    """Another bundle of the same signer in the active one's folder is not the active one."""
    make_installer(store).install(made["1.1.0"])
    active = store.folder / str(look(store)[0])
    shutil.rmtree(active)
    with pytest.raises(BundleError, match="is gone"):
        load_bundle()
    shutil.copytree(made["1.0.0"], active)
    with pytest.raises(BundleTampered, match="not the bundle that was activated"):
        load_bundle(provider="cpu")
    assert make_installer(store).roll_back().activation is None
    assert load_bundle(provider="cpu").info.name == "skinvl-mini"


def test_former_bundle_that_was_exchanged(store: BundleStore, made: dict[str, Path]) -> None:
    make_installer(store).install(made["1.0.0"])
    make_installer(store).install(made["1.1.0"])
    former = store.folder / look(store)[1][0]
    shutil.rmtree(former)
    shutil.copytree(made["1.2.0"], former)
    with pytest.raises(BundleError, match="not the bundle that was active before"):
        make_installer(store).roll_back()
    assert str(look(store)[0]).startswith("tiny-1.1.0")


def test_damaged_state_can_be_left(store: BundleStore, made: dict[str, Path]) -> None:
    make_installer(store).install(made["1.0.0"])
    (store.folder / "active.json").write_bytes(b"{")
    with pytest.raises(BundleError, match="damaged"):
        load_bundle()
    make_installer(store).activate("tiny")
    assert load_bundle(provider="cpu").info.version == "1.0.0"
    (store.folder / "active.json").write_bytes(b"{")
    assert make_installer(store).activate("shipped").activation is None
    assert load_bundle(provider="cpu").info.name == "skinvl-mini"


def test_remove(store: BundleStore, made: dict[str, Path]) -> None:
    installer = make_installer(store)
    for version in ("1.0.0", "1.1.0"):
        installer.install(made[version])
    with pytest.raises(BundleError, match="is active"):
        installer.remove("tiny@1.1.0")
    installer.remove("tiny@1.0.0")
    active, folders, others = look(store)
    assert (folders, others) == ([active], [".lock", "active.json"])
    assert installer.roll_back().activation is None


def test_cuda_that_differs_is_not_used(
    store: BundleStore, made: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reason stays with the installed bundle and is given at each load."""
    from skinvl.runtime import models
    from skinvl.runtime.provider import ProviderChoice

    reason = "CUDA is refused for this bundle (golden/a.png: probabilities differ)"
    make_installer(store, lambda verified: Trial((), reason)).install(made["1.0.0"])
    monkeypatch.setattr(models, "choose_provider", lambda request: ProviderChoice("cuda", None))
    bundle = load_bundle()
    assert (bundle.provider, bundle.provider_reason) == ("cpu", reason)


def test_disk_that_is_too_small(
    store: BundleStore, made: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "free")
    monkeypatch.setattr(installing.shutil, "disk_usage", lambda place: usage(1000))
    with pytest.raises(BundleError, match="0 MB are free"):
        make_installer(store).install(made["1.0.0"])
    assert look(store) == (None, [], [".lock"])


@pytest.mark.skipif(sys.platform != "linux", reason="a limit on file sizes")
def test_disk_that_fills_up_meanwhile(
    store: BundleStore, made: dict[str, Path], tmp_path: Path
) -> None:
    """A real failing write: the kernel refuses to let a file grow beyond a few kilobytes."""
    make_installer(store).install(made["1.0.0"])
    before = look(store)
    script = (
        "import resource, sys\nresource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "from skinvl.cli.main import main\n"
        f"sys.exit(main(['bundle', 'install', {str(made['1.1.0'])!r}]))"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        f"skinvl: {store.folder}: cannot be changed (File too large); the active bundle stays as "
        "it was"
    ]
    assert look(store) == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the killed processes are forks")
def test_killed_at_any_moment(
    store: BundleStore, made: dict[str, Path], tmp_path: Path, bundles: Any
) -> None:
    """SIGKILL before each of many system calls of an update: the former or the new bundle."""
    make_installer(store).install(made["1.0.0"])
    former = str(look(store)[0])
    result = subprocess.run(
        [sys.executable, KILLER, store.folder, tmp_path / "copies", made["1.1.0"]],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    reports = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(reports) >= 35
    ends = {True: 0, False: 0}
    for report in reports:
        assert report["killed"]
        assert report["fault"] is None
        assert report["active"] in (former, report["new"])
        assert set(report["folders"]) <= {former, report["new"]}
        ends[report["active"] == former] += 1
        assert report["after"] == report["new"]
        assert report["left"] == [".lock", "active.json"]
    assert ends[True] > 15
    assert ends[False] >= 1
