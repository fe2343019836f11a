"""The folder of installed bundles: its state and its lock."""

import subprocess
import sys
from pathlib import Path

import pytest

from skinvl.contract.errors import BundleError, BundleMissingFile, BundleTampered
from skinvl.runtime.activation import Activation, StoreState
from skinvl.runtime.location import find_shipped_bundle
from skinvl.runtime.store import BundleStore, DefaultBundle, find_default_bundle

A = Activation("a-1-0123456789ab", "0" * 64, None)
B = Activation("b-1-0123456789ab", "1" * 64, "CUDA differs")


def test_state_there_and_back(tmp_path: Path) -> None:
    store = BundleStore(tmp_path)
    assert store.read_state() == StoreState()
    for state in (StoreState(A, (None, B)), StoreState(None, (A,)), StoreState()):
        store.write_state(state)
        assert store.read_state() == state
    assert [path.name for path in tmp_path.iterdir()] == ["active.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"[" * 100_000,
        b'{"active": 7}',
        b'{"active":{"folder":"../x","sha256":"","cuda_refused":null},"history":[]}',
        b'{"active":{"folder":"/etc","sha256":"","cuda_refused":null},"history":[]}',
        b'{"active":null,"history":[],"more":1}',
    ],
)
def test_damaged_state_is_no_other_bundle(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "active.json").write_bytes(content)
    with pytest.raises(BundleError, match=r"active\.json: damaged; choose a bundle"):
        find_default_bundle(BundleStore(tmp_path))


def test_default_without_a_store(tmp_path: Path) -> None:
    place = find_default_bundle(BundleStore(tmp_path / "absent"))
    assert place == DefaultBundle(find_shipped_bundle())
    assert not (tmp_path / "absent").exists()


def test_active_bundle_that_is_gone(tmp_path: Path) -> None:
    store = BundleStore(tmp_path)
    store.write_state(StoreState(A))
    with pytest.raises(BundleMissingFile, match="skinvl bundle rollback"):
        find_default_bundle(store)
    (tmp_path / A.folder).mkdir()
    place = find_default_bundle(store)
    place.check(A.sha256)
    with pytest.raises(BundleTampered, match="not the bundle that was activated"):
        place.check(B.sha256)


def test_second_writer_is_refused(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib\nfrom skinvl.runtime.store import BundleStore\n"
        "with BundleStore(pathlib.Path(sys.argv[1])).change():\n"
        "    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(BundleError, match="another process"), BundleStore(tmp_path).change():
            pass
        other.kill()
    with BundleStore(tmp_path).change():
        assert (tmp_path / ".lock").is_file()


def test_store_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with (
        pytest.raises(BundleError, match="cannot be written"),
        BundleStore(tmp_path / "file" / "store").change(),
    ):
        pass
