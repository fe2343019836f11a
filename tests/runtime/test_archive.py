"""`.skinvl` files: the same bytes each time, and zips that are made to harm."""

import random
import shutil
import stat
import struct
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from miniatures.golden_bundle import sign_again

from skinvl.contract.errors import (
    BundleError,
    BundleMissingFile,
    BundleSchemaError,
    BundleTampered,
    BundleUnsigned,
    SkinVLError,
)
from skinvl.runtime.archive import BundleArchive, pack_bundle
from skinvl.runtime.signature import read_trusted_keys
from skinvl.runtime.source import copy_bundle, unpacked
from skinvl.runtime.verify import LARGEST_MANIFEST, verify_bundle

Entry = tuple[zipfile.ZipInfo, bytes]


@pytest.fixture(scope="module")
def packed(bundles: Any, tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("packed") / "tiny.skinvl"
    pack_bundle(tiny, path, read_trusted_keys(bundles.keys))
    return path


def unpack(bundles: Any, path: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    copy_bundle(path, target, read_trusted_keys(bundles.keys))


def entries(packed: Path) -> list[Entry]:
    with zipfile.ZipFile(packed) as archive:
        return [(info, archive.read(info)) for info in archive.infolist()]


def write(path: Path, content: list[Entry], comment: bytes = b"") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for info, data in content:
            archive.writestr(info, data, compress_type=info.compress_type)
        archive.comment = comment
    return path


def test_the_same_bytes_each_time(bundles: Any, packed: Path, tiny: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(tiny, tmp_path / "copy")
    (copy / "tokenizer.json").touch()
    pack_bundle(copy, tmp_path / "b.skinvl", read_trusted_keys(bundles.keys))
    assert (tmp_path / "b.skinvl").read_bytes() == packed.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.skinvl", "copy"]


def test_there_and_back(bundles: Any, packed: Path, tiny: Path, tmp_path: Path) -> None:
    unpack(bundles, packed, tmp_path / "out")
    keys = read_trusted_keys(bundles.keys)
    found, given = verify_bundle(tmp_path / "out", keys), verify_bundle(tiny, keys)
    assert (found.sha256, found.manifest) == (given.sha256, given.manifest)


def test_deflated_by_another_program(bundles: Any, packed: Path, tmp_path: Path) -> None:
    content = entries(packed)
    for info, _ in content:
        info.compress_type = zipfile.ZIP_DEFLATED
    folder = zipfile.ZipInfo("golden/")
    folder.external_attr = (stat.S_IFDIR | 0o755) << 16
    path = write(tmp_path / "a.skinvl", [(folder, b""), *content])
    assert path.stat().st_size < packed.stat().st_size
    unpack(bundles, path, tmp_path / "out")


def test_only_a_good_bundle_is_packed(bundles: Any, tiny: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(tiny, tmp_path / "copy")
    (copy / "head.onnx").write_bytes(b"")
    with pytest.raises(BundleTampered, match=r"head\.onnx"):
        pack_bundle(copy, tmp_path / "a.skinvl", read_trusted_keys(bundles.keys))
    for out, words in ((tmp_path / "a.zip", "ends in"), (tmp_path / "no/a.skinvl", "written")):
        with pytest.raises(BundleError, match=words):
            pack_bundle(tiny, out, read_trusted_keys(bundles.keys))
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def add(name: str, data: bytes = b"x", mode: int = stat.S_IFREG | 0o644) -> Callable[..., None]:
    def change(content: list[Entry]) -> None:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        content.append((info, data))

    return change


def drop(name: str) -> Callable[..., None]:
    def change(content: list[Entry]) -> None:
        content[:] = [entry for entry in content if entry[0].filename != name]

    return change


def replace(name: str, data: bytes) -> Callable[..., None]:
    def change(content: list[Entry]) -> None:
        content[:] = [(i, data if i.filename == name else d) for i, d in content]

    return change


def nest(content: list[Entry]) -> None:
    for info, _ in content:
        info.filename = f"tiny/{info.filename}"


def link(content: list[Entry]) -> None:
    for info, _ in content:
        if info.filename == "head.onnx":
            info.external_attr = (stat.S_IFLNK | 0o777) << 16


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("change", "kind", "words"),
    [
        (add("../out.onnx"), BundleTampered, "not a path inside"),
        (add("/etc/cron"), BundleTampered, "not a path inside"),
        (add("a/../../b.onnx"), BundleTampered, "not a path inside"),
        (add("C:/b.onnx"), BundleTampered, "not a path inside"),
        (add("a\\b.onnx"), BundleTampered, "not a path inside|read differently"),
        (add("con:.onnx"), BundleTampered, "not a path inside"),
        (add("b.onnx ", b"x"), BundleTampered, "not a path inside"),
        (add("../"), BundleTampered, "not a path inside"),
        (add("pipe.onnx", b"", stat.S_IFIFO), BundleTampered, "link or a device"),
        (link, BundleTampered, "link or a device"),
        (add("folder/", b"content", stat.S_IFDIR), BundleTampered, "folder with content"),
        (add("head.onnx"), BundleTampered, "twice"),
        (add("HEAD.onnx"), BundleTampered, "twice"),
        (add("extra.onnx"), BundleTampered, "not part of the signed bundle"),
        (drop("head.onnx"), BundleMissingFile, "holds no head.onnx"),
        (drop("bundle.json"), BundleMissingFile, "holds no bundle.json"),
        (drop("bundle.sig"), BundleUnsigned, "not signed"),
        (nest, BundleMissingFile, "at its top level"),
        (replace("head.onnx", b"short"), BundleTampered, "were signed"),
        (replace("bundle.json", b"{}"), BundleTampered, "changed after it was signed"),
        (replace("bundle.sig", b"{}"), BundleUnsigned, "not a signature"),
    ],
)
def test_zip_that_is_refused(
    bundles: Any, packed: Path, tmp_path: Path, change: Any, kind: type[SkinVLError], words: str
) -> None:
    content = entries(packed)
    change(content)
    path = write(tmp_path / "a.skinvl", content)
    target = tmp_path / "out"
    with pytest.raises(kind, match=words) as refusal:
        unpack(bundles, path, target)
    assert str(path) in str(refusal.value)
    assert not [p for p in target.rglob("*") if p.name in ("out.onnx", "extra.onnx", "b.onnx")]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.skinvl", "out"]


def test_changed_byte_of_the_same_size(bundles: Any, packed: Path, tmp_path: Path) -> None:
    content = entries(packed)
    data = dict((info.filename, data) for info, data in content)["head.onnx"]
    replace("head.onnx", bytes([data[0] ^ 1]) + data[1:])(content)
    path = write(tmp_path / "a.skinvl", content)
    with pytest.raises(BundleTampered, match=r"head\.onnx differs from what was signed"):
        unpack(bundles, path, tmp_path / "out")


def test_manifest_that_unpacks_to_gigabytes(bundles: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.skinvl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bundle.json", bytes(LARGEST_MANIFEST + 1))
        archive.writestr("bundle.sig", b"{}")
    with pytest.raises(BundleTampered, match="at most"):
        unpack(bundles, path, tmp_path / "out")


def patch_central(content: bytes, name: bytes, offset: int, value: bytes) -> bytes:
    """Change a field of the entry `name` in the central directory (APPNOTE.TXT 4.3.12)."""
    place = content.rindex(b"PK\x01\x02", 0, content.rindex(name))
    return content[: place + offset] + value + content[place + offset + len(value) :]


@pytest.mark.parametrize(
    ("offset", "value", "words"),
    [
        (8, struct.pack("<H", 1), "encrypted"),
        (10, struct.pack("<H", 99), "compressed in a way"),
        (24, struct.pack("<L", 7), "two sizes"),
        (42, struct.pack("<L", 2**31), "sound archive"),
        (46, b"\x00", "read differently"),
    ],
)
def test_directory_that_lies(
    bundles: Any, packed: Path, tmp_path: Path, offset: int, value: bytes, words: str
) -> None:
    path = tmp_path / "a.skinvl"
    path.write_bytes(patch_central(packed.read_bytes(), b"head.onnx", offset, value))
    with pytest.raises(BundleTampered, match=words):
        unpack(bundles, path, tmp_path / "out")


def test_deflated_entry_longer_than_it_says(bundles: Any, packed: Path, tmp_path: Path) -> None:
    """A signed size of n bytes never lets more than n bytes onto the disk."""
    content = entries(packed)
    data = dict((info.filename, data) for info, data in content)["head.onnx"]
    replace("head.onnx", data + bytes(10_000_000))(content)
    for info, _ in content:
        info.compress_type = zipfile.ZIP_DEFLATED
    path = write(tmp_path / "a.skinvl", content)
    lied = patch_central(path.read_bytes(), b"head.onnx", 24, struct.pack("<L", len(data)))
    path.write_bytes(lied)
    with pytest.raises(BundleTampered):
        unpack(bundles, path, tmp_path / "out")
    written = tmp_path / "out" / "head.onnx"
    assert not written.exists() or written.stat().st_size <= len(data)


def test_directory_too_large_to_read(bundles: Any, packed: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.skinvl"
    content = packed.read_bytes()
    many = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 60_000, 60_000, 100, 0, 0)
    path.write_bytes(content[:-22] + many)
    with pytest.raises(BundleTampered, match="too many files"):
        unpack(bundles, path, tmp_path / "out")


def test_large_form_of_the_directory(bundles: Any, packed: Path, tmp_path: Path) -> None:
    """zip64: read like the usual form, and its numbers are bounded as well."""
    content = packed.read_bytes()
    _, _, _, _, count, size, offset, _ = struct.unpack("<4s4H2LH", content[-22:])
    path = tmp_path / "a.skinvl"
    for claimed, words in ((size, None), (2**40, "too many files")):
        end64 = struct.pack(
            "<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, claimed, offset
        )
        locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(content) - 22, 1)
        path.write_bytes(content[:-22] + end64 + locator + content[-22:])
        if words is None:
            unpack(bundles, path, tmp_path / "out")
        else:
            with pytest.raises(BundleTampered, match=words):
                unpack(bundles, path, tmp_path / "out")


def test_comment_and_trailing_bytes(bundles: Any, packed: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "a.skinvl", entries(packed), comment=b"PK")
    with pytest.raises(BundleTampered, match="not a packed bundle"):
        unpack(bundles, path, tmp_path / "out")
    path.write_bytes(packed.read_bytes() + b"#!/bin/sh\n")
    with pytest.raises(BundleTampered, match="not a packed bundle"):
        unpack(bundles, path, tmp_path / "out")


@pytest.mark.parametrize("content", [b"", b"text", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_archive(bundles: Any, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.skinvl"
    path.write_bytes(content)
    with pytest.raises(BundleError, match=r"a\.skinvl"):
        unpack(bundles, path, tmp_path / "out")
    with pytest.raises(BundleMissingFile):
        BundleArchive(tmp_path / "absent.skinvl")


def test_changed_and_cut_archives_never_pass(bundles: Any, packed: Path, tmp_path: Path) -> None:
    """Whatever happens to the bytes, the bundle that comes out is the signed one, or none does."""
    whole = packed.read_bytes()
    directory = whole.index(b"PK\x01\x02")
    draw = random.Random(1)
    path, target = tmp_path / "a.skinvl", tmp_path / "out"
    keys = read_trusted_keys(bundles.keys)
    refused = 0
    for turn in range(150):
        content = bytearray(whole)
        if turn % 3 == 0:
            del content[draw.randrange(len(content)) :]
        for _ in range(draw.randint(1, 3)):
            first = directory if turn % 3 == 1 and len(content) > directory else 0
            content[draw.randrange(first, len(content))] ^= 1 << draw.randrange(8)
        path.write_bytes(content)
        try:
            unpack(bundles, path, target)
        except SkinVLError:
            refused += 1
        else:
            verify_bundle(target, keys)
    assert refused > 100


def test_graph_inside_is_checked_after_unpacking(bundles: Any, tiny: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(tiny, tmp_path / "copy")
    (copy / "head.onnx").write_bytes(b"\x08\x0a\x12\x04ORTM")
    sign_again(bundles, copy)
    path = tmp_path / "a.skinvl"
    with zipfile.ZipFile(path, "w") as archive:
        for file in copy.iterdir():
            archive.write(file, file.name)
    keys = read_trusted_keys(bundles.keys)
    with (
        pytest.raises(BundleSchemaError, match=r"head\.onnx is not a graph") as refusal,
        unpacked(path, keys) as folder,
    ):
        place = folder
        verify_bundle(folder, keys)
    assert refusal.value.path == str(path)
    assert not place.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of POSIX")
def test_unpacked_copy_is_private(bundles: Any, packed: Path) -> None:
    with unpacked(packed, read_trusted_keys(bundles.keys)) as folder:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert (folder / "bundle.json").is_file()
    assert not folder.exists()


def test_entries_with_safe_names_are_listed(packed: Path) -> None:
    with closing(BundleArchive(packed)) as archive:
        assert {"bundle.json", "bundle.sig", "head.onnx"} <= archive.names
        assert archive.read_small("MODEL_CARD.md", 100) == b"# A bundle for tests\n"
        with pytest.raises(BundleTampered, match="at most 3"):
            archive.read_small("MODEL_CARD.md", 3)
