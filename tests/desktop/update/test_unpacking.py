"""Packed programs that try to leave their folder, or are more than was signed."""

from __future__ import annotations

import hashlib
import io
import lzma
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from skinvl.desktop.core.update.archive import PayloadStream
from skinvl.desktop.core.update.errors import UpdateDamaged
from skinvl.desktop.core.update.release import Unpacked
from skinvl.desktop.core.update.unpacking import unpack_program

Entry = tuple[str, bytes, bytes | str]
"""Name, kind, content or target."""


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Path]:
    """An empty folder; nothing may appear beside it."""
    place = tmp_path / "place"
    folder = place / "folder"
    folder.mkdir(parents=True)
    yield folder
    assert os.listdir(place) == ["folder"]


def pack(entries: list[Entry]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:xz") as archive:
        for name, kind, content in entries:
            member = tarfile.TarInfo(name)
            member.type = kind
            if isinstance(content, str):
                member.linkname = content
                archive.addfile(member)
            else:
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
    return stream.getvalue()


def unpack(packed: bytes, folder: Path, expected: Unpacked, sha256: str | None = None) -> None:
    digest = sha256 or hashlib.sha256(packed).hexdigest()
    chunks = iter([packed[start : start + 777] for start in range(0, len(packed), 777)])
    stream = PayloadStream(Path("a.update"), digest, len(packed), chunks, lambda d, t: None)
    unpack_program(stream, folder, expected, Path("a.update"))


FILE, LINK, FOLDER = tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.DIRTYPE
GOOD: list[Entry] = [
    ("skinvl", FILE, b"program"),
    ("_internal", FOLDER, b""),
    ("_internal/a b/Läsion.txt", FILE, b"x" * 5000),
    ("_internal/link", LINK, "a b/Läsion.txt"),
    ("_internal/up", LINK, "../skinvl"),
]


def test_files_folders_and_links(target: Path) -> None:
    unpack(pack(GOOD), target, Unpacked(5007, 4))
    assert (target / "_internal/up").read_bytes() == b"program"
    assert (target / "_internal/link").read_bytes() == b"x" * 5000


def test_other_users_can_read_it_whatever_the_umask(target: Path) -> None:
    former = os.umask(0o077)
    try:
        unpack(pack(GOOD), target, Unpacked(5007, 4))
    finally:
        os.umask(former)
    for folder in (target / "_internal", target / "_internal/a b"):
        assert folder.stat().st_mode & 0o777 == 0o755, folder
    assert (target / "_internal/a b/Läsion.txt").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    "entry",
    [
        ("../escaped", FILE, b"x"),
        ("/escaped", FILE, b"x"),
        ("a/../../escaped", FILE, b"x"),
        ("a\\b", FILE, b"x"),
        ("c:x", FILE, b"x"),
        ("out", LINK, "/etc"),
        ("out", LINK, "../.."),
        ("_internal/out", LINK, "../../x"),
        ("out", LINK, ""),
        ("nowhere", LINK, "is/not/there"),
        ("hard", tarfile.LNKTYPE, "skinvl"),
        ("hard", tarfile.LNKTYPE, "/etc/passwd"),
        ("pipe", tarfile.FIFOTYPE, b""),
        ("device", tarfile.CHRTYPE, b""),
        ("skinvl", FILE, b"again"),
        ("SKINVL", FILE, b"again"),
        ("skinvl/below", FILE, b"x"),
        ("_internal/link/below", FILE, b"x"),
    ],
)
def test_entry_that_leaves_the_folder_or_is_no_file(entry: Entry, target: Path) -> None:
    size = len(entry[2]) if isinstance(entry[2], bytes) else 0
    with pytest.raises(UpdateDamaged) as refusal:
        unpack(pack([*GOOD, entry]), target, Unpacked(5007 + size, 5))
    assert entry[0].replace("\\", "\\\\") in str(refusal.value)


def test_writing_through_a_link_is_refused(target: Path, tmp_path: Path) -> None:
    entries: list[Entry] = [
        ("d/e/f", FILE, b"x"),
        ("top", LINK, "d/e"),
        ("top/../../g", FILE, b"x"),
    ]
    with pytest.raises(UpdateDamaged):
        unpack(pack(entries), target, Unpacked(2, 3))


def test_chain_of_links_that_leads_outside(target: Path) -> None:
    entries: list[Entry] = [
        ("a/b/c/file", FILE, b"x"),
        ("a/b/c/top", LINK, "../../.."),
        ("out", LINK, "a/b/c/top/../.."),
    ]
    with pytest.raises(UpdateDamaged, match="leads outside"):
        unpack(pack(entries), target, Unpacked(1, 3))


@pytest.mark.parametrize("expected", [Unpacked(5006, 4), Unpacked(5007, 3), Unpacked(5007, 5)])
def test_more_or_less_than_signed(expected: Unpacked, target: Path) -> None:
    with pytest.raises(UpdateDamaged, match="signed"):
        unpack(pack(GOOD), target, expected)


def test_bomb_ends_at_the_signed_size(target: Path) -> None:
    packed = pack([("skinvl", FILE, b"x"), ("bomb", FILE, bytes(200_000_000))])
    with pytest.raises(UpdateDamaged, match="beyond the 10 bytes"):
        unpack(packed, target, Unpacked(10, 2))
    assert sorted(os.listdir(target)) == ["skinvl"]


@pytest.mark.parametrize("cut", [1, 100, 250])
def test_cut_and_broken(cut: int, target: Path) -> None:
    packed = pack(GOOD)
    whole = hashlib.sha256(packed).hexdigest()
    with pytest.raises(UpdateDamaged):
        unpack(packed[:-cut], target, Unpacked(5007, 4), whole)


def test_no_archive_at_all(target: Path) -> None:
    for content in (b"", b"x" * 1000, lzma.compress(b"no tar" * 1000)):
        with pytest.raises(UpdateDamaged):
            unpack(content, target, Unpacked(1, 1))


def test_bytes_after_the_archive_count(target: Path) -> None:
    packed = pack(GOOD)
    with pytest.raises(UpdateDamaged, match="not the one that was signed"):
        unpack(packed + b"x", target, Unpacked(5007, 4), hashlib.sha256(packed).hexdigest())
