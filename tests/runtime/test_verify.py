"""A bundle is exactly what was signed, or it is refused with a line that names the file."""

import hashlib
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from skinvl.contract.bundle import canonical_json
from skinvl.contract.errors import (
    BundleError,
    BundleMissingFile,
    BundleSchemaError,
    BundleTampered,
    BundleUnsigned,
    ContractMismatch,
)
from skinvl.runtime import load_bundle
from skinvl.runtime.signature import read_trusted_keys
from skinvl.runtime.verify import LARGEST_MANIFEST, Check, verify_bundle

FILES = [
    "MODEL_CARD.md",
    "bundle.json",
    "decoder.onnx",
    "embed.onnx",
    "head.onnx",
    "tokenizer.json",
    "vision.onnx",
]


@pytest.fixture
def copy(tiny: Path, tmp_path: Path) -> Path:
    return shutil.copytree(tiny, tmp_path / "copy")


def verify(bundles: Any, folder: Path) -> list[Check]:
    checks: list[Check] = []
    verify_bundle(folder, read_trusted_keys(bundles.keys), checks.append)
    return checks


def test_a_good_bundle_reports_every_check(bundles: Any, tiny: Path) -> None:
    names = [check.name for check in verify(bundles, tiny)]
    files = sorted(set(FILES) - {"bundle.json"})
    assert names == ["signature", "manifest", "contract", *files, "graphs"]
    assert {path.name for path in tiny.iterdir()} == {*FILES, "bundle.sig"}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("place", [0, -1])
def test_one_changed_byte(bundles: Any, copy: Path, name: str, place: int) -> None:
    content = bytearray((copy / name).read_bytes())
    content[place] ^= 0x01
    (copy / name).write_bytes(content)
    with pytest.raises(BundleTampered, match=name):
        load_bundle(copy, trusted_keys=bundles.keys)


@pytest.mark.parametrize("name", FILES)
def test_missing_file(bundles: Any, copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(BundleMissingFile, match=name):
        verify(bundles, copy)


@pytest.mark.parametrize("change", [b"", b"twice"])
def test_other_size_is_refused_before_reading(bundles: Any, copy: Path, change: bytes) -> None:
    path = copy / "decoder.onnx"
    path.write_bytes(path.read_bytes() + change if change else b"")
    with pytest.raises(BundleTampered, match=r"has \d+ bytes where \d+ were signed"):
        verify(bundles, copy)


def test_manifest_too_large_to_read(bundles: Any, copy: Path) -> None:
    with (copy / "bundle.json").open("r+b") as stream:
        stream.truncate(LARGEST_MANIFEST + 1)
    with pytest.raises(BundleTampered, match="at most"):
        verify(bundles, copy)


def test_unsigned(bundles: Any, copy: Path) -> None:
    (copy / "bundle.sig").unlink()
    with pytest.raises(BundleUnsigned, match="not signed"):
        verify(bundles, copy)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff\xfe",
        b'{"key_id": "0"}',
        b'{"key_id": [], "algorithm": "ed25519", "signature": ""}',
        b'{"key_id": "0", "algorithm": "none", "signature": ""}',
        b'{"key_id": "0", "algorithm": "ed25519", "signature": "%%%"}',
        b'{"key_id": "0", "algorithm": "ed25519", "signature": 7}',
        b"[" * 30_000,
    ],
)
def test_what_is_no_signature(bundles: Any, copy: Path, content: bytes) -> None:
    (copy / "bundle.sig").write_bytes(content)
    with pytest.raises(BundleUnsigned):
        verify(bundles, copy)


def test_signature_by_a_stranger(bundles: Any, copy: Path, stranger: Any) -> None:
    bundles.sign(copy, (copy / "bundle.json").read_bytes(), stranger)
    with pytest.raises(BundleUnsigned, match="not trusted"):
        verify(bundles, copy)


def test_signature_of_a_stranger_under_a_trusted_name(
    bundles: Any, copy: Path, stranger: Any
) -> None:
    bundles.sign(copy, (copy / "bundle.json").read_bytes(), stranger)
    record = json.loads((copy / "bundle.sig").read_text())
    record["key_id"] = bundles.signer.key_id
    (copy / "bundle.sig").write_text(json.dumps(record))
    with pytest.raises(BundleTampered, match="changed after it was signed"):
        verify(bundles, copy)


def test_signature_of_another_bundle(bundles: Any, copy: Path, tmp_path: Path) -> None:
    other = bundles.build(tmp_path / "other", text="Another.")
    shutil.copy(other / "bundle.sig", copy / "bundle.sig")
    with pytest.raises(BundleTampered, match=r"bundle\.json"):
        verify(bundles, copy)


def test_stranger_becomes_trusted_by_the_administrator(
    copy: Path, bundles: Any, stranger: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundles.sign(copy, (copy / "bundle.json").read_bytes(), stranger)
    monkeypatch.setenv("SKINVL_TRUSTED_KEYS", str(stranger.folder))
    assert load_bundle(copy).key.name == "a stranger"


@pytest.mark.parametrize("name", ["extra.onnx", "sub/extra.py", "decoder.onnx.data"])
def test_file_that_was_not_signed(bundles: Any, copy: Path, name: str) -> None:
    (copy / name).parent.mkdir(exist_ok=True)
    (copy / name).write_bytes(b"anything")
    with pytest.raises(BundleTampered, match="not part of the signed bundle"):
        verify(bundles, copy)


def test_what_file_managers_leave_behind_is_ignored(bundles: Any, copy: Path) -> None:
    (copy / ".DS_Store").write_bytes(b"anything")
    assert verify(bundles, copy)


@pytest.mark.parametrize("name", [*FILES, "bundle.sig"])
def test_symbolic_link_to_the_very_same_bytes(
    bundles: Any, copy: Path, tmp_path: Path, name: str
) -> None:
    target = (copy / name).rename(tmp_path / "elsewhere")
    (copy / name).symlink_to(target)
    with pytest.raises(BundleTampered, match="symbolic link"):
        verify(bundles, copy)


def test_folder_inside_the_bundle_that_leads_out(bundles: Any, copy: Path, tmp_path: Path) -> None:
    (copy / "golden").symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(BundleTampered, match="golden"):
        verify(bundles, copy)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_pipe_in_place_of_a_file_is_not_opened(bundles: Any, copy: Path) -> None:
    """Opening it would wait for a writer for ever."""
    (copy / "head.onnx").unlink()
    os.mkfifo(copy / "head.onnx")
    with pytest.raises(BundleTampered, match="not a regular file"):
        verify(bundles, copy)


def set_fingerprint(record: dict[str, Any]) -> None:
    record["contract"]["fingerprint"] = "0" * 64


def set_pixels(record: dict[str, Any]) -> None:
    record["contract"]["preprocess"]["fit"] = "pad"


def set_prompt(record: dict[str, Any]) -> None:
    record["contract"]["prompt"]["text"] += " "


def set_ontology(record: dict[str, Any]) -> None:
    record["contract"]["ontology_version"] = "0"


def set_grammar(record: dict[str, Any]) -> None:
    record["contract"]["grammar_version"] = "0"


@pytest.mark.parametrize(
    "edit", [set_fingerprint, set_pixels, set_prompt, set_ontology, set_grammar]
)
def test_signed_bundle_of_another_contract(bundles: Any, tmp_path: Path, edit: Any) -> None:
    folder = bundles.build(tmp_path / "b", edit=edit)
    with pytest.raises(ContractMismatch, match=r"bundle\.json"):
        load_bundle(folder, trusted_keys=bundles.keys)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("schema_version", 3),
        ("schema_version", "1"),
        ("name", 7),
        ("files", []),
        ("variants", {}),
        ("variants", []),
        ("decoder", None),
        ("calibration", {}),
        ("unknown", 1),
    ],
)
def test_signed_manifest_of_wrong_types(
    bundles: Any, tmp_path: Path, key: str, value: object
) -> None:
    folder = bundles.build(tmp_path / "b", edit=lambda record: record.update({key: value}))
    with pytest.raises(BundleSchemaError) as refusal:
        verify(bundles, folder)
    assert str(folder / "bundle.json") in str(refusal.value)


@pytest.mark.parametrize("name", ["../out.bin", "/etc/passwd", "a/../../out.bin", "C:\\out.bin"])
def test_signed_path_out_of_the_folder(bundles: Any, tmp_path: Path, name: str) -> None:
    entry = {"sha256": "0" * 64, "size": 0}
    folder = bundles.build(tmp_path / "b", edit=lambda r: r["files"].update({name: entry}))
    with pytest.raises(BundleSchemaError, match="not a path inside the bundle"):
        verify(bundles, folder)


def test_signed_manifest_that_is_no_object(bundles: Any, copy: Path) -> None:
    for content in (b"", b"[]", b"null", b"\xff", canonical_json("text")):
        bundles.sign(copy, content)
        with pytest.raises(BundleSchemaError):
            verify(bundles, copy)


def test_what_is_not_a_bundle(bundles: Any, tmp_path: Path) -> None:
    with pytest.raises(BundleMissingFile, match="no such folder"):
        verify(bundles, tmp_path / "absent")
    with pytest.raises(BundleMissingFile, match=r"bundle\.json"):
        verify(bundles, tmp_path)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BundleError, match="not a bundle folder"):
        verify(bundles, tmp_path / "file")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_link_to_a_whole_bundle_is_fine(bundles: Any, tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tiny, target_is_directory=True)
    assert verify(bundles, tmp_path / "link")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text + b"\n",
        lambda text: text.replace(b'"name":"tiny"', b'"name": "tiny"'),
        lambda text: text.replace(b'"name":"tiny"', b'"name":"other","name":"tiny"'),
        lambda text: text.replace(b'"name":"tiny"', b'"name":"t\\u0069ny"'),
        lambda text: text.replace(b'"parity":{}', b'"parity":{"a":1.50}'),
        lambda text: text.replace(b'"parity":{}', b'"parity":{"a":NaN}'),
        lambda text: text.replace(b'"parity":{}', b'"parity":{"a":1e999}'),
        lambda text: text.replace(b'"parity":{}', b'"parity":{"a":"\\ud800"}'),
        lambda text: text.replace(b'"parity":{}', b'"parity":' + b"[" * 900 + b"]" * 900),
        lambda text: text.replace(b'"parity":{}', b'"parity":' + b"[" * 9**5 + b"]" * 9**5),
        lambda text: text.replace(b'"parity":{}', b'"parity":' + b"9" * 9000),
    ],
)
def test_signed_manifest_that_could_be_read_in_two_ways(
    bundles: Any, copy: Path, change: Any
) -> None:
    content = (copy / "bundle.json").read_bytes()
    assert change(content) != content
    bundles.sign(copy, change(content))
    with pytest.raises(BundleSchemaError) as refusal:
        verify(bundles, copy)
    assert str(copy / "bundle.json") in str(refusal.value)
    assert len(str(refusal.value)) < 1000


@pytest.mark.parametrize("name", ["hook.py", "weights.pkl", "weights.pt", "ops.so", "a.bin", "run"])
def test_signed_file_of_a_kind_that_no_bundle_holds(
    bundles: Any, tmp_path: Path, name: str
) -> None:
    entry = {"sha256": "0" * 64, "size": 0}
    folder = bundles.build(tmp_path / "b", edit=lambda r: r["files"].update({name: entry}))
    with pytest.raises(BundleSchemaError, match="of a kind that no bundle holds"):
        verify(bundles, folder)


@pytest.mark.parametrize("name", ["decoder.onnx.data", "decoder.onnx_data_1", "golden/a.JPG"])
def test_files_that_a_bundle_may_hold(bundles: Any, tmp_path: Path, name: str) -> None:
    entry = {"sha256": hashlib.sha256(b"").hexdigest(), "size": 0}
    folder = bundles.build(tmp_path / "b", edit=lambda r: r["files"].update({name: entry}))
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"")
    assert verify(bundles, folder)


def test_signed_dimensions_beyond_any_model(bundles: Any, tmp_path: Path) -> None:
    def widen(record: dict[str, Any]) -> None:
        record["decoder"]["kv_heads"] = 10**30

    folder = bundles.build(tmp_path / "b", edit=widen)
    with pytest.raises(BundleSchemaError, match=r"decoder\.kv_heads: .* is too large"):
        verify(bundles, folder)


def test_progress_counts_every_byte(bundles: Any, tiny: Path) -> None:
    seen: list[tuple[int, int]] = []
    keys = read_trusted_keys(bundles.keys)
    verified = verify_bundle(tiny, keys, None, lambda done, total: seen.append((done, total)))
    total = sum(entry.size for entry in verified.manifest.files.values())
    assert seen[-1] == (total, total)
