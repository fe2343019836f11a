"""Makes and signs releases: update files, and the list of a folder that goes on a stick.

    python installer/release.py sign dist/skinvl --version 0.2.0 --notes notes.txt
    python installer/release.py sign-setup dist/skinvl-0.2.0-windows-x86_64-setup.exe \\
        --version 0.2.0 --store-schema 3 --notes notes.txt
    python installer/release.py sign-folder dist/skinvl-0.2.0-offline --version 0.2.0
    python installer/release.py verify dist/skinvl-0.2.0-linux-x86_64.update

The same input gives the same bytes. The key is that of bundles: the user's own, or --key FILE.
"""

from __future__ import annotations

import argparse
import hashlib
import lzma
import os
import stat
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from skinvl.contract import __version__
from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core.update.archive import UpdateFile
from skinvl.desktop.core.update.errors import UpdateDamaged, UpdateMissing
from skinvl.desktop.core.update.installation import find_flavour, find_program, find_store_schema
from skinvl.desktop.core.update.keys import check_release_signature, read_release_keys
from skinvl.desktop.core.update.release import (
    FLAVOURS,
    PAYLOADS,
    RELEASE_FILE,
    SCHEMA,
    SIGNATURE_FILE,
    SUFFIX,
    Flavour,
    Platform,
    Release,
    ReleaseFile,
    Unpacked,
    read_release,
    write_release,
)
from skinvl.export.signing import SigningKey, open_signing_key
from skinvl.runtime.signature import TrustedKey

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
_CHUNK = 1024 * 1024
# Machine code packs better once its jumps are absolute (xz(1), --x86).
_FILTERS = (
    {"id": lzma.FILTER_X86},
    {"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": 32 * 1024 * 1024},
)


def sign_program(
    frozen: Path,
    out: Path,
    key: SigningKey,
    version: str = __version__,
    notes: str = "",
    store_schema: int | None = None,
) -> Path:
    """Pack a frozen folder for Linux into a signed update file; the file.

    Args:
        frozen: the folder of the program.
        out: folder for the file.
        key: signs.
        version: of the program.
        notes: what has changed, plain text.
        store_schema: the newest schema that it knows; None looks into the folder.

    Raises:
        UpdateError: the folder holds no program that can be released.
        ValueError: a field of the release is out of range.
    """
    schema = store_schema if store_schema is not None else find_store_schema(frozen)
    if schema is None:
        raise UpdateDamaged(frozen, "holds no migrations of the store; name --store-schema")
    if not os.access(find_program(frozen), os.X_OK):
        raise UpdateMissing(find_program(frozen), "is no program")
    platform: Platform = "linux-x86_64"
    flavour = find_flavour(frozen)
    with tempfile.TemporaryDirectory(dir=out) as scratch:
        payload = Path(scratch) / PAYLOADS[platform]
        unpacked = pack_folder(frozen, payload)
        release = Release(
            SCHEMA, "skinvl", version, platform, flavour, schema, notes,
            (describe(payload, payload.name),), unpacked,
        )  # fmt: skip
        return write_update(release, payload, out / name_update(release), key)


def sign_setup(
    setup: Path,
    out: Path,
    key: SigningKey,
    store_schema: int,
    version: str = __version__,
    flavour: Flavour = "cpu",
    notes: str = "",
) -> Path:
    """Put a Windows set-up into a signed update file; the file.

    Raises:
        OSError: the set-up cannot be read.
        ValueError: a field of the release is out of range.
    """
    platform: Platform = "windows-x86_64"
    release = Release(
        SCHEMA, "skinvl", version, platform, flavour, store_schema, notes,
        (describe(setup, PAYLOADS[platform]),),
    )  # fmt: skip
    return write_update(release, setup, out / name_update(release), key)


def sign_folder(
    folder: Path,
    key: SigningKey,
    version: str = __version__,
    platform: Platform = "linux-x86_64",
    flavour: Flavour = "cpu",
    store_schema: int = 1,
    notes: str = "",
) -> Release:
    """Write ``release.json`` and ``release.sig`` over every file in a folder.

    Raises:
        UpdateDamaged: a link in it, which a stick cannot hold.
        ValueError: a name that not every system has.
    """
    files = tuple(describe(path, name) for name, path in list_files(folder))
    release = Release(SCHEMA, "skinvl", version, platform, flavour, store_schema, notes, files)
    content = write_release(release)
    (folder / RELEASE_FILE).write_bytes(content)
    (folder / SIGNATURE_FILE).write_bytes(key.sign(content))
    return release


def verify_folder(folder: Path, keys: Mapping[str, TrustedKey]) -> tuple[Release, TrustedKey]:
    """Check that a folder holds exactly what was signed.

    Raises:
        UpdateError: names the first file that differs.
    """
    try:
        content = (folder / RELEASE_FILE).read_bytes()
        signature = (folder / SIGNATURE_FILE).read_bytes()
    except OSError as error:
        raise UpdateMissing(folder, f"holds no signed list ({error.strerror})") from error
    key = check_release_signature(str(folder), content, signature, keys)
    try:
        release = read_release(content)
    except ValueError as error:
        raise UpdateDamaged(folder, f"{RELEASE_FILE}: {error}") from error
    signed = {file.name: file for file in release.files}
    there = dict(list_files(folder))
    for name in sorted(signed.keys() ^ there.keys()):
        raise UpdateDamaged(folder / name, "is missing" if name in signed else "was not signed")
    for name, path in there.items():
        if describe(path, name) != signed[name]:
            raise UpdateDamaged(path, "is not the file that was signed")
    return release, key


def list_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """(name, path) of the files below a folder, by name, without the signed list itself."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            raise UpdateDamaged(path, "is a link")
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in (RELEASE_FILE, SIGNATURE_FILE):
            yield name, path


def name_update(release: Release) -> str:
    """File name of an update: ``skinvl-0.2.0-linux-x86_64.update``."""
    gpu = "-gpu" if release.flavour == "gpu" else ""
    return f"skinvl-{release.version}{gpu}-{release.platform}{SUFFIX}"


def pack_folder(folder: Path, target: Path) -> Unpacked:
    """Pack a folder as ``tar.xz`` without owners and times; equal folders give equal bytes."""
    size = entries = 0
    with (
        lzma.open(target, "wb", check=lzma.CHECK_SHA256, filters=list(_FILTERS)) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).parts):
            member = tarfile.TarInfo(path.relative_to(folder).as_posix())
            if path.is_symlink():
                member.type, member.linkname, member.mode = (
                    tarfile.SYMTYPE,
                    os.readlink(path),
                    0o777,
                )
            elif path.is_dir():
                member.type, member.mode = tarfile.DIRTYPE, 0o755
            else:
                found = path.stat()
                member.size = found.st_size
                member.mode = 0o755 if found.st_mode & stat.S_IXUSR else 0o644
                size += member.size
                with path.open("rb") as stream:
                    archive.addfile(member, stream)
                entries += 1
                continue
            archive.addfile(member)
            entries += not member.isdir()
    return Unpacked(size, entries)


def write_update(release: Release, payload: Path, target: Path, key: SigningKey) -> Path:
    """Write the signed file: a zip without compression and without times.

    Raises:
        ValueError: the release is not one of an update file.
    """
    content = write_release(release)
    name = release.payload.name
    part = target.with_name(f"{target.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(_make_entry(RELEASE_FILE, len(content)), content)
            signature = key.sign(content)
            archive.writestr(_make_entry(SIGNATURE_FILE, len(signature)), signature)
            entry = _make_entry(name, payload.stat().st_size)
            with payload.open("rb") as source, archive.open(entry, "w") as stream:
                while chunk := source.read(_CHUNK):
                    stream.write(chunk)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)
    return target


def describe(path: Path, name: str) -> ReleaseFile:
    """Size and SHA-256 of a file."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return ReleaseFile(name, path.stat().st_size, digest)


def _make_entry(name: str, size: int) -> zipfile.ZipInfo:
    # 1980 is the first year that the format has.
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.create_system = 3
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    entry.file_size = size
    return entry


def build_parser() -> argparse.ArgumentParser:
    """The arguments of this script."""
    parser = argparse.ArgumentParser(prog="release.py", description=(__doc__ or "").split("\n")[0])
    actions = parser.add_subparsers(dest="action", required=True)
    texts = {
        "sign": "an update file for Linux from a frozen folder",
        "sign-setup": "an update file for Windows from a set-up",
        "sign-folder": "a signed list of all files of a folder",
        "verify": "check an update file or a folder with a signed list",
    }
    for name, text in texts.items():
        action = actions.add_parser(name, help=text)
        action.add_argument("path", type=Path)
        if name == "verify":
            continue
        action.add_argument("--version", default=__version__)
        action.add_argument("--key", type=Path, help="PEM private key (default: your own)")
        action.add_argument("--notes", type=Path, help="text file: what has changed")
        action.add_argument("--store-schema", type=int, required=name == "sign-setup")
        if name != "sign-folder":
            action.add_argument("--out", type=Path, default=DIST, help="folder (default: dist)")
        if name != "sign":
            action.add_argument("--flavour", choices=FLAVOURS, default="cpu")
    return parser


def run(args: argparse.Namespace) -> str:
    """Do what was asked; one line about it.

    Raises:
        SkinVLError, OSError, ValueError: it could not be done.
    """
    if args.action == "verify":
        return _verify(args.path)
    key = open_signing_key(args.key)
    notes = args.notes.read_text(encoding="utf-8").strip() if args.notes else ""
    if args.action == "sign-folder":
        schema = args.store_schema or 1
        release = sign_folder(
            args.path, key, args.version, "linux-x86_64", args.flavour, schema, notes
        )
        return f"{args.path}: {len(release.files)} files signed with {key.key_id}"
    args.out.mkdir(parents=True, exist_ok=True)
    if args.action == "sign":
        made = sign_program(args.path, args.out, key, args.version, notes, args.store_schema)
    else:
        made = sign_setup(
            args.path, args.out, key, args.store_schema, args.version, args.flavour, notes
        )
    return f"{made} ({made.stat().st_size / 1e6:.1f} MB), signed with {key.key_id}"


def _verify(path: Path) -> str:
    keys = read_release_keys()
    if path.is_dir():
        release, key = verify_folder(path, keys)
    else:
        with UpdateFile(path) as file:
            signed = file.read_signed_release(keys)
            file.check_payload(signed.release, lambda done, total: None)
        release, key = signed.release, signed.key
    return (
        f"{path}: SkinVL {release.version} for {release.platform} ({release.flavour}), "
        f"{len(release.files)} files as {key.name} signed them"
    )


def main(argv: list[str] | None = None) -> int:
    """Run the script; the exit code."""
    try:
        print(run(build_parser().parse_args(argv)))
    except (SkinVLError, OSError, ValueError) as error:
        print(f"release.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
