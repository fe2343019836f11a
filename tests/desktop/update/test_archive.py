"""Update files that are cut, changed, made up or signed by somebody else."""

from __future__ import annotations

import json
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from miniatures.update_files import load_release_script, make_key

from skinvl.desktop.core.update.archive import UpdateFile
from skinvl.desktop.core.update.errors import (
    UpdateDamaged,
    UpdateError,
    UpdateMissing,
    UpdateUnsigned,
)
from skinvl.desktop.core.update.keys import read_release_keys
from skinvl.desktop.core.update.release import Release, read_release
from skinvl.export.signing import SigningKey
from skinvl.runtime.keyring import add_key
from skinvl.runtime.store import BundleStore

MakeUpdate = Callable[..., Path]


def verify(path: Path) -> Release:
    with UpdateFile(path) as file:
        signed = file.read_signed_release(read_release_keys())
        file.check_payload(signed.release, lambda done, total: None)
    return signed.release


def read_entries(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_entries(path: Path, entries: dict[str, bytes], **options: Any) -> Path:
    with zipfile.ZipFile(path, "w", **options) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def test_whole_file(make_update: MakeUpdate) -> None:
    release = verify(make_update(notes="Über alles."))
    assert (release.version, release.flavour, release.store_schema) == ("0.2.0", "cpu", 2)
    assert release.notes == "Über alles."


def test_every_changed_byte_is_noticed(make_update: MakeUpdate) -> None:
    path = make_update()
    content = path.read_bytes()
    # Bytes of the directory that hold times and versions of a zip say nothing about the content.
    end_of_content = content.rindex(b"PK\x01\x02", 0, content.rindex(b"PK\x01\x02"))
    for offset in range(40, end_of_content, max(1, end_of_content // 60)):
        changed = bytearray(content)
        changed[offset] ^= 0x10
        path.write_bytes(changed)
        try:
            release = verify(path)
        except UpdateError as error:
            assert "\n" not in str(error)
        else:
            # What was changed belongs to the zip's own headers.
            assert release.version == "0.2.0"
            assert read_entries(path) == read_entries_of(content, path)
    path.write_bytes(content)
    verify(path)


def read_entries_of(content: bytes, beside: Path) -> dict[str, bytes]:
    other = beside.with_name("whole.zip")
    other.write_bytes(content)
    return read_entries(other)


@pytest.mark.parametrize("part", [0.0, 0.01, 0.5, 0.9, 0.999])
def test_cut_file(make_update: MakeUpdate, part: float) -> None:
    path = make_update()
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    with pytest.raises(UpdateDamaged, match="get it again"):
        verify(path)


def test_missing_file(key: SigningKey, tmp_path: Path) -> None:
    with pytest.raises(UpdateMissing):
        verify(tmp_path / "none.update")
    with pytest.raises(UpdateMissing):
        verify(tmp_path)


@pytest.mark.parametrize("name", ["release.json", "release.sig", "program.tar.xz"])
def test_missing_part(make_update: MakeUpdate, name: str) -> None:
    path = make_update()
    entries = read_entries(path)
    del entries[name]
    with pytest.raises(UpdateError, match=r"release\.json|not signed|program\.tar\.xz"):
        verify(write_entries(path, entries))


def test_other_files_are_no_updates(key: SigningKey, tmp_path: Path) -> None:
    path = tmp_path / "a.update"
    with pytest.raises(UpdateDamaged, match="not an update file"):
        verify(write_entries(path, {"letter.txt": b"x"}))
    path.write_bytes(b"\0" * 5000)
    with pytest.raises(UpdateDamaged, match="not an update file"):
        verify(path)


def test_release_that_says_something_else(make_update: MakeUpdate) -> None:
    path = make_update()
    entries = read_entries(path)
    record = json.loads(entries["release.json"])
    entries["release.json"] = json.dumps({**record, "version": "9.9.9"}).encode()
    with pytest.raises(UpdateDamaged, match="was changed after 'Maker' signed it"):
        verify(write_entries(path, entries))


def test_payload_of_another_release(make_update: MakeUpdate) -> None:
    path, other = make_update(), read_entries(make_update("0.3.0"))
    entries = {**read_entries(path), "program.tar.xz": other["program.tar.xz"]}
    with pytest.raises(UpdateDamaged):
        verify(write_entries(path, entries))


@pytest.mark.parametrize(
    "signature",
    [
        b"",
        b"not json",
        b"[]",
        b'{"key_id": "x"}',
        b'{"key_id": "0", "algorithm": "none", "signature": ""}',
        b'{"key_id": "0", "algorithm": "ed25519", "signature": "AAAA"}',
    ],
)
def test_made_up_signature(make_update: MakeUpdate, signature: bytes) -> None:
    path = make_update()
    with pytest.raises(UpdateUnsigned):
        verify(write_entries(path, {**read_entries(path), "release.sig": signature}))


def test_key_for_models_signs_no_program(
    make_update: MakeUpdate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_update()
    sign = load_release_script().sign_program
    unmarked = make_key(tmp_path / "keys", name="Model maker", releases=False)
    with pytest.raises(UpdateUnsigned, match="may not sign releases"):
        verify(sign(tmp_path / "frozen-0.2.0", tmp_path, unmarked, "0.2.0"))
    # Marked, and added by somebody as a key for models.
    monkeypatch.setenv("SKINVL_BUNDLES", str(tmp_path / "bundles"))
    added = make_key(tmp_path / "elsewhere", name="Added")
    add_key(BundleStore(), tmp_path / "elsewhere" / f"{added.key_id}.pub")
    stored = tmp_path / "bundles" / "keys" / f"{added.key_id}.pub"
    stored.write_text(json.dumps({**json.loads(stored.read_text()), "releases": True}))
    path = sign(tmp_path / "frozen-0.2.0", tmp_path, added, "0.2.0")
    with pytest.raises(UpdateUnsigned, match="may not sign releases"):
        verify(path)
    monkeypatch.setenv("SKINVL_TRUSTED_KEYS", str(tmp_path / "elsewhere"))
    assert verify(path).version == "0.2.0"


def test_key_of_the_project_may_sign_releases() -> None:
    assert "e0e559124daf2e19" in read_release_keys()


def test_file_that_was_not_signed_is_refused(make_update: MakeUpdate) -> None:
    path = make_update()
    with pytest.raises(UpdateDamaged, match="'extra', which was not signed"):
        verify(write_entries(path, {**read_entries(path), "extra": b"x"}))


@pytest.mark.parametrize("name", ["../up", "/abs", "a\\b", "c:d", "release.JSON", "release.json"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_lead_elsewhere(make_update: MakeUpdate, name: str) -> None:
    path = make_update()
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, b"x")
    with pytest.raises(UpdateDamaged):
        verify(path)


def test_link_and_encrypted_entries(make_update: MakeUpdate) -> None:
    path = make_update()
    entries = read_entries(path)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name)
            kind = stat.S_IFLNK if name == "program.tar.xz" else stat.S_IFREG
            entry.external_attr = (kind | 0o644) << 16
            archive.writestr(entry, content)
    with pytest.raises(UpdateDamaged, match="is a link"):
        verify(path)


def test_bomb_of_zeros_is_not_unpacked(make_update: MakeUpdate) -> None:
    path = make_update()
    bomb = {**read_entries(path), "release.json": b" " * 50_000_000}
    with pytest.raises(UpdateDamaged, match="at most"):
        verify(write_entries(path, bomb, compression=zipfile.ZIP_DEFLATED))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"schema": 2}, "schema 2"),
        ({"version": "../../etc"}, "cannot be a version"),
        ({"version": "1..2"}, "cannot be a version"),
        ({"version": ""}, "cannot be a version"),
        ({"platform": "plan9"}, "platform"),
        ({"flavour": "tpu"}, "flavour"),
        ({"files": []}, "files"),
        ({"files": [{"name": "other.bin", "size": 1, "sha256": "0" * 64}]}, "no other file"),
        ({"files": [{"name": "../x", "size": 1, "sha256": "0" * 64}]}, "path inside"),
        ({"files": [{"name": "program.tar.xz", "size": -1, "sha256": "0" * 64}]}, "no size"),
        ({"unpacked": None}, "no other file"),
        ({"unpacked": {"size": 1 << 60, "entries": 1}}, "unpacked"),
        ({"store_schema": 0}, "store_schema"),
        ({"notes": "x" * 100_000}, "notes"),
        ({"more": 1}, "unknown key"),
    ],
)
def test_signed_nonsense_is_refused_too(
    make_update: MakeUpdate, key: SigningKey, change: dict[str, Any], words: str
) -> None:
    path = make_update()
    entries = read_entries(path)
    content = json.dumps({**json.loads(entries["release.json"]), **change}).encode()
    entries |= {"release.json": content, "release.sig": key.sign(content)}
    with pytest.raises(UpdateDamaged, match=words):
        verify(write_entries(path, entries))


def test_record_and_back(make_update: MakeUpdate) -> None:
    release = verify(make_update())
    from skinvl.desktop.core.update.release import write_release

    assert read_release(write_release(release)) == release
    with pytest.raises(ValueError, match="version"):
        write_release(replace(release, version="a b"))
