"""Packs a frozen folder as one file that installs itself: `python installer/linux/run.py [FROZEN]`.

The file is a shell script (`run/*.sh`, one after the other) with a tar archive behind it. It is our
own and not one of makeself because it unpacks straight to the place where the program will lie: no
second copy, and nothing runs from a folder for temporary files, which clinics mount noexec. The
archive is a gzip: every base system has gzip, while a minimal Debian has no xz. The same folder and
the same day give the same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import tarfile
import tempfile
from pathlib import Path

from desktop_entries import write_entries
from libraries import Needs, read_needs
from payload import Payload, copy_payload, pack, release_time

SOURCES = Path(__file__).resolve().parent / "run"
PARTS = ("header", "machine", "versions", "entries", "main")


def file_name(payload: Payload) -> str:
    """The name of the file that installs a payload."""
    flavour = "" if payload.flavour == "cpu" else f"-{payload.flavour}"
    return f"skinvl-{payload.version}{flavour}-linux-x86_64.run"


def write_archive(payload: Payload, scratch: Path, seconds: int, level: int) -> Path:
    """Write the program (`skinvl/`) and the desktop's part (`share/`) as one archive; its file."""
    tree = scratch / "tree"
    copy_payload(payload, tree / "skinvl")
    write_entries(tree / "share", payload.version, seconds)

    def make_equal(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        member.mtime = seconds
        if member.isdir():
            member.mode = 0o755
        return member

    file = scratch / "archive.tar.gz"
    with (
        file.open("wb") as raw,
        gzip.GzipFile("", "wb", level, raw, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as archive,
    ):
        for part in ("share", "skinvl"):
            archive.add(tree / part, arcname=part, filter=make_equal)
    shutil.rmtree(tree)
    return file


def write_header(payload: Payload, needs: Needs, archive: Path) -> bytes:
    """The shell script in front of the archive, which knows its size and its own."""
    text = "".join((SOURCES / f"{part}.sh").read_text(encoding="utf-8") for part in PARTS)
    packages = {**needs.required, **needs.optional}
    with archive.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    words = {
        "@VERSION@": payload.version,
        "@FLAVOUR@": payload.flavour,
        "@NAME@": file_name(payload),
        "@ARCHIVE_BYTES@": str(archive.stat().st_size),
        "@ARCHIVE_SHA256@": sha256,
        "@INSTALLED_KIB@": str(-(-payload.size() // 1024)),
        "@GLIBC@": needs.glibc,
        "    # @PACKAGES@\n": "".join(
            f"    {library}) echo {package} ;;\n" for library, package in packages.items()
        ),
    }
    for word, value in words.items():
        text = text.replace(word, value)
    # The number is a part of what it counts.
    size = len(text.encode())
    while len(text.replace("@HEADER_BYTES@", str(size)).encode()) != size:
        size = len(text.replace("@HEADER_BYTES@", str(size)).encode())
    return text.replace("@HEADER_BYTES@", str(size)).encode()


def build(payload: Payload, out: Path, level: int = 9) -> Path:
    """Build the file in a folder; the file.

    Args:
        payload: what it installs.
        out: the folder.
        level: of the compression, 1 (quick) to 9 (small).

    Raises:
        LookupError: the frozen folder needs a library of an unknown package.
    """
    needs = read_needs(payload.folder)
    out.mkdir(parents=True, exist_ok=True)
    file = out / file_name(payload)
    with tempfile.TemporaryDirectory(dir=out, prefix=".run-") as scratch:
        archive = write_archive(payload, Path(scratch), release_time(), level)
        whole = Path(scratch, "whole")
        with whole.open("wb") as target, archive.open("rb") as source:
            target.write(write_header(payload, needs, archive))
            shutil.copyfileobj(source, target)
        whole.chmod(0o755)
        whole.replace(file)
    return file


def main() -> None:
    """Build the file and print its name and size."""
    pack(build, __doc__.splitlines()[0] if __doc__ else "", ("objdump",))


if __name__ == "__main__":
    main()
