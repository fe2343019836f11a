"""Beside the installers: checksums, bill of materials, notices, guides."""

from __future__ import annotations

import importlib
import json
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "installer" / "offline"
pytest.importorskip("PyInstaller", reason="the extra `installer` is not installed")
pytest.importorskip("cyclonedx", reason="the extra `installer` is not installed")


@pytest.fixture(scope="module")
def load() -> Any:
    """Imports a script of the folder as they import one another."""
    sys.path.insert(0, str(FOLDER))

    def load(name: str) -> ModuleType:
        return importlib.import_module(name)

    yield load
    sys.path.remove(str(FOLDER))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "linux").mkdir()
    (tmp_path / "linux" / "program.run").write_bytes(bytes(range(256)))
    (tmp_path / "READ-ME.txt").write_text("hello", encoding="utf-8")
    return tmp_path


def sign(load: Any, folder: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = Ed25519PrivateKey.generate()
    assert load("checksums").write_checksums(folder, key) == 2
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (folder.parent / "key.pem").write_bytes(pem)


def sums_hold(folder: Path) -> bool:
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0


def signature_holds(folder: Path) -> bool:
    key = str(folder.parent / "key.pem")
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", key, "-rawin"]
    command += ["-in", "SHA256SUMS", "-sigfile", "SHA256SUMS.sig"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum here")
def test_a_changed_file_is_found_with_the_tools_of_every_linux(load: Any, folder: Path) -> None:
    sign(load, folder)
    assert sums_hold(folder)
    content = bytearray((folder / "linux" / "program.run").read_bytes())
    content[100] ^= 1
    (folder / "linux" / "program.run").write_bytes(content)
    assert not sums_hold(folder)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here")
def test_sums_that_were_written_anew_are_found(load: Any, folder: Path) -> None:
    sign(load, folder)
    assert signature_holds(folder)
    sums = folder / "SHA256SUMS"
    sums.write_text(sums.read_text(encoding="utf-8").replace("a", "b", 1), encoding="utf-8")
    assert not signature_holds(folder)


def test_the_bill_of_materials_names_parts_within_parts(load: Any, tmp_path: Path) -> None:
    parts, sbom = load("parts"), load("sbom")
    bundle = tmp_path / "frozen" / "bundle"
    bundle.mkdir(parents=True)
    manifest = {"name": "skinvl-mini", "version": "0.1.0"}
    (bundle / "bundle.json").write_text(json.dumps(manifest), encoding="utf-8")
    found = [
        parts.Part("own", "skinvl", "0.1.0", "Apache-2.0", ""),
        parts.Part("package", "pillow", "13.0.0", "MIT-CMU", "pkg:pypi/pillow@13.0.0"),
        parts.Part("inside", "libwebp", "1.6.0", "BSD-3-Clause", "", within="pillow"),
        parts.Part("system", "libglib2.0-0", "2.74", "LGPL-2.1+", "", files=("libglib-2.0.so.0",)),
    ]
    sbom.write_sbom(found, tmp_path / "frozen", tmp_path / "sbom.json")
    written = json.loads((tmp_path / "sbom.json").read_text(encoding="utf-8"))
    assert written["specVersion"] == "1.6"
    assert written["metadata"]["component"]["name"] == "skinvl"
    kinds = {component["name"]: component["type"] for component in written["components"]}
    assert kinds["skinvl-mini"] == "machine-learning-model"
    assert {"pillow", "libwebp", "libglib2.0-0"} < set(kinds)
    needs = {entry["ref"]: entry.get("dependsOn", []) for entry in written["dependencies"]}
    assert needs["package:pillow@13.0.0"] == ["pillow:libwebp@1.6.0"]
    assert "pillow:libwebp@1.6.0" not in needs["own:skinvl@0.1.0"]


def test_what_is_built_into_a_package_is_listed(load: Any) -> None:
    parts = load("parts")
    declared = {part.name: part for part in parts._list_declared(metadata.distribution("pillow"))}
    assert declared["libwebp"].within == "pillow"
    # Named by Pillow as possible, and not in its wheels: under the GPL.
    assert "libimagequant" not in declared
    assert all(part.licence for part in declared.values())


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="no dpkg here")
def test_a_library_from_nowhere_is_an_error(load: Any) -> None:
    parts = load("parts")
    with pytest.raises(parts.Untraced, match=r"libnowhere\.so\.7"):
        parts._trace_strangers(["libz.so.1", "libnowhere.so.7"])
    found = {part.name: part for part in parts._trace_strangers(["libz.so.1"])}
    assert found["zlib1g"].files == ("libz.so.1",)
    assert "Zlib" in found["zlib1g"].licence


def test_every_part_has_a_licence_and_a_shared_text_is_printed_once(
    load: Any, tmp_path: Path
) -> None:
    parts, notices = load("parts"), load("notices")
    text = tmp_path / "LICENSE"
    text.write_text("Permission is granted to the one and only.", encoding="utf-8")
    found = [
        parts.Part("package", "one", "1", "MIT", "", (text,)),
        parts.Part("package", "two", "2", "", "", (text,)),
    ]
    notices.write_notices(found, tmp_path / "notices.txt")
    written = (tmp_path / "notices.txt").read_text(encoding="utf-8")
    assert written.count("the one and only") == 1
    assert "Text of: one (LICENSE), two (LICENSE)" in written
    bare = [parts.Part("package", "three", "3", "", "")]
    with pytest.raises(notices.NoLicenceText, match="three 3"):
        notices.write_notices(bare, tmp_path / "bare.txt")
    assert not (tmp_path / "bare.txt").exists()


def test_a_guide_is_one_file_with_its_pictures(load: Any, tmp_path: Path) -> None:
    guides = load("guides")
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "window.png").write_bytes(b"\x89PNG")
    (tmp_path / "guide.md").write_text(
        "# Guide & more\n\n![The window](images/window.png)\n\nSee [the other](other.md) and "
        "[the web](https://example.org).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        encoding="utf-8",
    )
    guides.write_guide(tmp_path / "guide.md", tmp_path / "guide.html")
    written = (tmp_path / "guide.html").read_text(encoding="utf-8")
    assert "<title>Guide &amp; more</title>" in written
    assert 'src="data:image/png;base64,' in written
    assert "other.md" not in written and "the other" in written
    assert 'href="https://example.org"' in written
    assert "<td>1</td>" in written
    (tmp_path / "images" / "window.png").unlink()
    with pytest.raises(OSError, match=r"window\.png"):
        guides.write_guide(tmp_path / "guide.md", tmp_path / "guide.html")


def test_every_guide_on_the_stick_can_be_written(load: Any, tmp_path: Path) -> None:
    stick, guides = load("stick"), load("guides")
    for name in stick.GUIDES:
        guides.write_guide(stick.ROOT / "docs" / f"{name}.md", tmp_path / f"{name}.html")
    assert len(list(tmp_path.iterdir())) == len(stick.GUIDES)
