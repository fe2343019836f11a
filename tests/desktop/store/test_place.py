"""Where a store may lie."""

import os
from pathlib import Path

import pytest

from skinvl.desktop.core.store.errors import StorePlaceRefused
from skinvl.desktop.core.store.place import InstanceLock, match_mount, network_type, write_private

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
tmpfs /run tmpfs rw 0 0
server:/export /srv/clinic nfs4 rw 0 0
//server/share /media/My\\040Share cifs rw 0 0
/dev/sdb1 /srv/clinic/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/skinvl", None),
        ("/srv/clinic", "nfs4"),
        ("/srv/clinic/data", "nfs4"),
        ("/srv/clinics", None),
        ("/srv/clinic/local/data", None),
        ("/media/My Share/data", "cifs"),
    ],
)
def test_mount_decides(path: str, kind: str | None) -> None:
    assert match_mount(path, MOUNTS) == kind


def test_later_mount_on_the_same_point_shows() -> None:
    assert match_mount("/srv/clinic", MOUNTS + "/dev/sdc1 /srv/clinic ext4 rw 0 0\n") is None


def test_here_is_local(tmp_path: Path) -> None:
    assert network_type(tmp_path) is None


def test_lock_is_given_free(tmp_path: Path) -> None:
    first = InstanceLock(tmp_path)
    first.release()
    second = InstanceLock(tmp_path)
    assert (tmp_path / "skinvl.lock").read_text() == f"{os.getpid()}\n"
    second.release()
    second.release()
    with pytest.raises(StorePlaceRefused):
        InstanceLock(tmp_path / "missing")


def test_failed_write_leaves_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    write_private(file, b"old")

    def refuse(handle: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("skinvl.runtime.durable.sync_file", refuse)
    with pytest.raises(OSError, match="Input/output"):
        write_private(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]
