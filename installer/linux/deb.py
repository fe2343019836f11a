"""Packs a frozen folder as a Debian package: `python installer/linux/deb.py [FROZEN]`.

Needs `dpkg-deb` and, to see what the folder needs from the system, `objdump`. The same folder and
the same day give the same bytes.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from desktop_entries import compress, write_entries
from libraries import Needs, read_needs
from payload import Payload, copy_payload, pack, release_time, set_times

SOURCES = Path(__file__).resolve().parent / "debian"
SCRIPTS = ("preinst", "prerm")
MAINTAINER = "The SkinVL authors <skinvl@localhost>"
# dpkg replaces one flavour by the other instead of installing both over one another.
OTHER = {"cpu": "skinvl-gpu", "gpu": "skinvl"}
SUMMARY = {
    "cpu": "dermatology workstation that works fully offline",
    "gpu": "dermatology workstation that works fully offline (with CUDA)",
}
DESCRIPTION = """\
 Assesses photographs of the skin with a model on this computer: ranked
 differential with calibrated probabilities, description, questions, patients
 with a body map and follow-up, whole folders, reports.
 .
 Data are stored encrypted. No network is used. Research software, not a
 medical device.
"""


def package_name(flavour: str) -> str:
    """The package's name for a flavour."""
    return "skinvl" if flavour == "cpu" else f"skinvl-{flavour}"


def write_control(payload: Payload, needs: Needs, root: Path) -> None:
    """Write `DEBIAN/`: control, checksums of the files, and the scripts."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    name = package_name(payload.flavour)
    folder = root / "DEBIAN"
    folder.mkdir()
    other = OTHER[payload.flavour]
    fields = {
        "Package": name,
        "Version": payload.sortable,
        "Architecture": "amd64",
        "Maintainer": MAINTAINER,
        # In KiB, as policy 5.6.20 asks.
        "Installed-Size": str(-(-sum(path.stat().st_size for path in files) // 1024)),
        "Depends": needs.depends(),
        "Recommends": needs.recommends(),
        "Conflicts": other,
        "Replaces": other,
        "Section": "science",
        "Priority": "optional",
        "Description": SUMMARY[payload.flavour],
    }
    lines = [f"{field}: {value}\n" for field, value in fields.items() if value]
    (folder / "control").write_text("".join(lines) + DESCRIPTION, encoding="utf-8")
    sums = [f"{_md5(path)}  {path.relative_to(root)}\n" for path in files]
    (folder / "md5sums").write_text("".join(sums), encoding="utf-8")
    for script in SCRIPTS:
        text = (SOURCES / script).read_text(encoding="utf-8")
        target = folder / script
        target.write_text(text.replace("@VERSION@", payload.sortable), encoding="utf-8")
        target.chmod(0o755)


def write_documents(payload: Payload, root: Path, seconds: int) -> None:
    """Write copyright, changelog and the reasons for what lintian would complain about."""
    name = package_name(payload.flavour)
    folder = root / "usr" / "share" / "doc" / name
    folder.mkdir(parents=True)
    shutil.copyfile(SOURCES / "copyright", folder / "copyright")
    day = format_datetime(datetime.fromtimestamp(seconds, UTC))
    changelog = folder / "changelog"
    changelog.write_text(
        f"{name} ({payload.sortable}) stable; urgency=medium\n\n"
        f"  * SkinVL {payload.version}.\n\n -- {MAINTAINER}  {day}\n",
        encoding="utf-8",
    )
    compress(changelog)
    overrides = root / "usr" / "share" / "lintian" / "overrides" / name
    overrides.parent.mkdir(parents=True)
    text = (SOURCES / "lintian-overrides").read_text(encoding="utf-8")
    overrides.write_text(text.replace("@PACKAGE@", name), encoding="utf-8")


def build(payload: Payload, out: Path) -> Path:
    """Build the package in a folder; its file.

    Raises:
        LookupError: the frozen folder needs a library of an unknown package.
        subprocess.CalledProcessError: `dpkg-deb` failed.
    """
    needs = read_needs(payload.folder)
    seconds = release_time()
    out.mkdir(parents=True, exist_ok=True)
    # Everybody can read what root owns in the end.
    os.umask(0o022)
    file = out / f"{package_name(payload.flavour)}_{payload.sortable}_amd64.deb"
    with tempfile.TemporaryDirectory(dir=out, prefix=".deb-") as scratch:
        root = Path(scratch, "root")
        (root / "usr" / "bin").mkdir(parents=True)
        copy_payload(payload, root / "usr" / "lib" / "skinvl")
        (root / "usr" / "bin" / "skinvl").symlink_to("../lib/skinvl/skinvl")
        write_entries(root / "usr" / "share", payload.version, seconds)
        write_documents(payload, root, seconds)
        write_control(payload, needs, root)
        set_times(root, seconds)
        # xz: the format that dpkg of every supported release and lintian know.
        options = ["--root-owner-group", "-Zxz", "--build"]
        subprocess.run(
            ["dpkg-deb", *options, str(root), str(file)],
            env={**os.environ, "SOURCE_DATE_EPOCH": str(seconds)},
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return file


def _md5(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "md5").hexdigest()


def main() -> None:
    """Build the package and print its name and size."""
    pack(build, __doc__.splitlines()[0] if __doc__ else "", ("dpkg-deb", "objdump"))


if __name__ == "__main__":
    main()
