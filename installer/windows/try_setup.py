"""The NSIS set-up under Wine: every exit code, upgrade, downgrade, data that stay."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from try_place import Place, compare
from wine import Wine

KEY = r"Software\SkinVL"
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\SkinVL"
PATHS = r"Software\Microsoft\Windows\CurrentVersion\App Paths\skinvl.exe"
LOG = r"C:\logs of today\skinvl-setup.log"
# Unlike any code page of Windows: German, Greek and Chinese together, with a space.
STRANGE = r"C:\Praxis Größe Ωμ 皮肤"
Checks = Iterator[tuple[str, bool]]


def try_setup(wine: Wine, old: Place, new: Place) -> Checks:
    """Each check with its outcome; nothing is installed at the end."""
    code, _ = wine.run(old.setup, "/S")
    yield "a Windows that is too old is refused with 10", code == 10
    wine.say_windows_10()
    yield from _try_user(wine, old, new)
    yield from _try_folders(wine, old, new)
    yield from _try_machine(wine, old)
    yield from _try_data(wine, old)


def _try_user(wine: Wine, old: Place, new: Place) -> Checks:
    local, roaming = wine.ask("LOCALAPPDATA"), wine.ask("APPDATA")
    folder = rf"{local}\Programs\SkinVL"
    here = wine.find(folder)
    wine.find(LOG).parent.mkdir()
    code, _ = wine.run(old.setup, "/S", f"/LOG={LOG}")
    yield "silent installation for one user", code == 0 and not compare(old.payload, here)
    log = wine.find(LOG).read_text(encoding="utf-16")
    yield "the log tells the place and the end", folder in log and "0.1.0: installed" in log
    yield "the registry says where and what", _registered(wine, "HKCU", folder, "0.1.0")
    shortcut = wine.find(rf"{roaming}\Microsoft\Windows\Start Menu\Programs\SkinVL.lnk")
    yield "start menu", shortcut.is_file()
    code, printed = wine.run(wine.read_value(rf"HKCU\{PATHS}", None) or "", "--version")
    yield "Start > Run finds the program", code == 0 and printed.startswith("skinvl 0.1.0")
    opened = wine.read_value(r"HKCU\Software\Classes\SkinVL.Bundle\shell\open\command", None)
    yield "a model bundle opens with it", opened == rf'"{folder}\skinvl-desktop.exe" "%1"'

    data = wine.find(rf"{local}\skinvl\data")
    data.mkdir(parents=True)
    (data / "skinvl.db").write_bytes(b"records")
    (here / "mine.txt").write_text("of somebody else")
    program = wine.start(rf"{folder}\skinvl.exe", "--wait", "20")
    code, _ = wine.run(new.setup, "/S")
    unchanged = not compare(old.payload, here, "mine.txt")
    yield "a running program is refused with 4, nothing changed", code == 4 and unchanged
    code, _ = wine.run(new.setup, "/S", "/WAIT=60")
    program.communicate()
    upgraded = not compare(new.payload, here, "mine.txt")
    yield "upgrade after waiting for it: new files only, others kept", code == 0 and upgraded
    yield "the registry tells the new version", _registered(wine, "HKCU", folder, "0.2.0")
    # As a power cut leaves it in the moment in which the set-up looks for open files.
    (here / "_internal").rename(here / "_internal.aside")
    (here / "skinvl.exe").unlink()
    code, _ = wine.run(new.setup, "/S")
    same = not compare(new.payload, here, "mine.txt")
    yield "the same version again repairs", code == 0 and same
    code, _ = wine.run(old.setup, "/S")
    same = not compare(new.payload, here, "mine.txt")
    yield "downgrade is refused with 3, nothing changed", code == 3 and same

    code, _ = wine.run(rf"{folder}\uninstall.exe", "/S")
    wine.wait()
    left = [path.name for path in here.rglob("*")]
    yield "removed, but what somebody else put there", code == 0 and left == ["mine.txt"]
    yield "data stay", (data / "skinvl.db").read_bytes() == b"records"
    gone = wine.read_value(rf"HKCU\{UNINSTALL}", "DisplayName") is None
    gone &= wine.read_value(r"HKCU\Software\Classes\SkinVL.Bundle", None) is None
    yield "registry and start menu are clean", gone and not shortcut.exists()
    (here / "mine.txt").unlink()
    here.rmdir()


def _try_folders(wine: Wine, old: Place, new: Place) -> Checks:
    # Wine quotes an argument with spaces, and NSIS wants this path last and without quotes.
    code, _ = wine.run(old.setup, "/S", *f"/D={STRANGE}".split(" "))
    here = wine.find(STRANGE)
    installed = code == 0 and not compare(old.payload, here)
    yield "a folder with spaces and letters of three scripts", installed
    code, _ = wine.run(new.setup, "/S")
    yield "upgrade finds that folder", code == 0 and not compare(new.payload, here)
    code, _ = wine.run(rf"{STRANGE}\uninstall.exe", "/S")
    wine.wait()
    yield "removed with the folder that was made for it", code == 0 and not here.exists()

    taken = wine.find(r"C:\Taken")
    taken.mkdir()
    (taken / "letter.txt").write_text("of somebody else")
    code, _ = wine.run(old.setup, "/S", r"/D=C:\Taken")
    kept = [path.name for path in taken.iterdir()] == ["letter.txt"]
    yield "a folder with files of others is refused with 7", code == 7 and kept
    empty = wine.find(r"C:\Empty")
    empty.mkdir()
    wine.run(old.setup, "/S", r"/D=C:\Empty")
    wine.run(r"C:\Empty\uninstall.exe", "/S")
    wine.wait()
    yield "an empty folder that was there stays", empty.is_dir() and not list(empty.iterdir())
    code, _ = wine.run(old.setup, "/S", rf"/D=C:\{'long' * 50}")
    yield "a path that is too long is refused with 7", code == 7
    code, _ = wine.run(old.setup, "/S", rf"/D={wine.ask('LOCALAPPDATA')}\SkinVL\program")
    yield "the folder of the data is refused with 7", code == 7
    code, _ = wine.run(old.setup, "/S", r"/LOG=C:\no\such\folder\log.txt")
    yield "a log that cannot be written is refused with 2", code == 2
    with _small_drive(wine) as letter:
        if letter is None:
            print("windows: no small file system can be mounted here; exit code 5 not tried")
        else:
            code, _ = wine.run(old.setup, "/S", rf"/D={letter}\SkinVL")
            yield "too little space is refused with 5", code == 5


def _try_machine(wine: Wine, place: Place) -> Checks:
    folder = r"C:\Program Files\SkinVL"
    code, _ = wine.run(place.setup, "/S", "/AllUsers", "/SELFTEST", "/DESKTOPICON")
    installed = code == 0 and not compare(place.payload, wine.find(folder))
    yield "silent installation for all users, self-test passed", installed
    yield "registered for all users", _registered(wine, "HKLM", folder, "0.1.0")
    code, _ = wine.run("msiexec", "/i", place.package, "/qn")
    yield "the MSI is refused beside it", code != 0
    code, _ = wine.run(rf"{folder}\uninstall.exe", "/S")
    wine.wait()
    links = list(wine.drive.rglob("SkinVL.lnk"))
    yield "removed for all users", code == 0 and not wine.find(folder).exists() and not links
    code, _ = wine.run(place.setup, "/S", "/SELFTEST", extra={"SKINVL_STUB_FAILS": "1"})
    yield "a self-test that fails ends with 8", code == 8


def _try_data(wine: Wine, place: Place) -> Checks:
    """Removing with data, of a user whose profile has no Latin name."""
    local = rf"{STRANGE}\Local"
    shell = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
    folder = rf"{wine.ask('LOCALAPPDATA')}\Programs\SkinVL"
    wine.run(rf"{folder}\uninstall.exe", "/S")
    wine.wait()
    wine.run("reg", "add", shell, "/v", "Local AppData", "/d", local, "/f")
    wine.find(local).mkdir(parents=True)
    folder = rf"{local}\Programs\SkinVL"
    code, _ = wine.run(place.setup, "/S")
    installed = code == 0 and not compare(place.payload, wine.find(folder))
    yield "a user with a profile in three scripts", installed
    data = wine.find(rf"{local}\skinvl\data\skinvl.db")
    data.parent.mkdir(parents=True)
    data.write_bytes(b"records")
    code, _ = wine.run(rf"{folder}\uninstall.exe", "/S", "/REMOVEDATA")
    wine.wait()
    gone = not data.parent.parent.exists() and not wine.find(folder).exists()
    yield "/REMOVEDATA removes the data too", code == 0 and gone


def _registered(wine: Wine, root: str, folder: str, version: str) -> bool:
    found = {
        name: wine.read_value(rf"{root}\{UNINSTALL}", name)
        for name in ("DisplayVersion", "InstallLocation", "QuietUninstallString", "EstimatedSize")
    }
    return (
        found["DisplayVersion"] == version
        and found["InstallLocation"] == folder
        and found["QuietUninstallString"] == rf'"{folder}\uninstall.exe" /S'
        and found["EstimatedSize"] is not None
        and wine.read_value(rf"{root}\{KEY}", "Version") == version
    )


@contextmanager
def _small_drive(wine: Wine) -> Iterator[str | None]:
    """A drive of 8 MB, None where this user may not mount one."""
    place = wine.drive.parent / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        yield None
        return
    link = Path(wine.drive.parent / "dosdevices" / "s:")
    link.symlink_to(place)
    try:
        yield "S:"
    finally:
        link.unlink()
        wine.wait()
        subprocess.run(["umount", str(place)], check=True)
