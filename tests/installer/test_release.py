"""`installer/release.py`: the same input gives the same bytes; what is signed can be checked."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from miniatures.update_files import load_release_script, make_key, make_program

release = load_release_script()


@pytest.fixture
def key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A private key in a file; its public half may sign releases here."""
    monkeypatch.setenv("SKINVL_TRUSTED_KEYS", str(tmp_path / "keys"))
    key = make_key(tmp_path / "keys")
    file = tmp_path / "key.pem"
    file.write_bytes(key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    file.chmod(0o600)
    return file


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    return make_program(tmp_path / "frozen", "0.2.0", schema=3)


def sign(frozen: Path, out: Path, key_file: Path, *more: str) -> int:
    arguments = ["sign", frozen, "--out", out, "--version", "0.2.0", "--key", key_file, *more]
    return int(release.main([str(argument) for argument in arguments]))


def test_same_folder_gives_the_same_bytes(frozen: Path, tmp_path: Path, key_file: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("What is new.\n")
    for name in ("a", "b"):
        assert sign(frozen, tmp_path / name, key_file, "--notes", str(notes)) == 0
        for path in sorted(frozen.rglob("*"), reverse=True):
            if not path.is_symlink():
                os.utime(path, (1, 1))
    name = "skinvl-0.2.0-linux-x86_64.update"
    assert os.listdir(tmp_path / "a") == [name]
    assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_signed_file_says_what_it_is(
    frozen: Path, tmp_path: Path, key_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sign(frozen, tmp_path, key_file) == 0
    assert release.main(["verify", str(tmp_path / "skinvl-0.2.0-linux-x86_64.update")]) == 0
    told = capsys.readouterr().out
    assert "SkinVL 0.2.0 for linux-x86_64 (cpu), 1 files as Maker signed them" in told


def test_gpu_has_its_own_name(frozen: Path, tmp_path: Path, key_file: Path) -> None:
    library = frozen / "_internal/onnxruntime/capi/libonnxruntime_providers_cuda.so"
    library.parent.mkdir(parents=True)
    library.touch()
    assert sign(frozen, tmp_path, key_file) == 0
    assert (tmp_path / "skinvl-0.2.0-gpu-linux-x86_64.update").is_file()


@pytest.mark.parametrize("missing", ["skinvl", "_internal/skinvl"])
def test_folder_that_is_no_program(
    frozen: Path,
    tmp_path: Path,
    key_file: Path,
    missing: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (frozen / missing).rename(tmp_path / "away")
    assert sign(frozen, tmp_path / "out", key_file) == 1
    assert capsys.readouterr().err.startswith("release.py: ")
    assert os.listdir(tmp_path / "out") == []


def test_version_has_to_be_one(frozen: Path, tmp_path: Path, key_file: Path) -> None:
    assert sign(frozen, tmp_path / "out", key_file, "--version", "new") == 1
    assert os.listdir(tmp_path / "out") == []


def test_folder_for_a_stick(
    tmp_path: Path, key_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "stick"
    (stick / "deb").mkdir(parents=True)
    (stick / "deb" / "a.deb").write_bytes(b"a")
    (stick / "README.txt").write_bytes(b"read me")
    command = ["sign-folder", str(stick), "--version", "0.2.0", "--key", str(key_file)]
    assert release.main(command) == 0
    record: dict[str, Any] = json.loads((stick / "release.json").read_bytes())
    assert [file["name"] for file in record["files"]] == ["README.txt", "deb/a.deb"]
    assert release.main(["verify", str(stick)]) == 0
    readme = stick / "README.txt"
    readme.write_bytes(b"read mE")
    assert release.main(["verify", str(stick)]) == 1
    assert "not the file that was signed" in capsys.readouterr().err
    readme.unlink()
    assert release.main(["verify", str(stick)]) == 1
    assert "is missing" in capsys.readouterr().err
    readme.write_bytes(b"read me")
    (stick / "more.txt").touch()
    assert release.main(["verify", str(stick)]) == 1
    assert "was not signed" in capsys.readouterr().err
    (stick / "link").symlink_to("deb")
    assert release.main(command) == 1
