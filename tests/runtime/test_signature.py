"""Keys that are trusted, and files that only look like keys."""

import base64
import hashlib
import json
from pathlib import Path

import pytest

from skinvl.contract.errors import ConfigError
from skinvl.runtime.signature import KEYS_VARIABLE, SHIPPED_KEYS, read_trusted_keys

RAW = bytes(range(32))
GOOD = {
    "key_id": hashlib.sha256(RAW).hexdigest()[:16],
    "public_key": base64.b64encode(RAW).decode(),
    "name": "somebody",
}


def write_key(folder: Path, **changes: object) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "key.pub"
    path.write_text(json.dumps({**GOOD, **changes}), encoding="utf-8")
    return path


def test_shipped_keys_are_well_formed() -> None:
    keys = read_trusted_keys()
    assert len(keys) == len(list(SHIPPED_KEYS.glob("*.pub")))


def test_folders_add_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_key(tmp_path / "one")
    raw = bytes(32)
    write_key(
        tmp_path / "two",
        key_id=hashlib.sha256(raw).hexdigest()[:16],
        public_key=base64.b64encode(raw).decode(),
    )
    monkeypatch.setenv(KEYS_VARIABLE, str(tmp_path / "one"))
    keys = read_trusted_keys(tmp_path / "two")
    assert {key.raw for key in keys.values()} >= {RAW, raw}
    assert keys[str(GOOD["key_id"])].name == "somebody"


@pytest.mark.parametrize(
    "changes",
    [
        {"key_id": "0" * 16},
        {"public_key": base64.b64encode(bytes(31)).decode()},
        {"public_key": "not base64!"},
        {"public_key": 7},
        {"name": None},
    ],
)
def test_faulty_key_names_its_file(tmp_path: Path, changes: dict[str, object]) -> None:
    path = write_key(tmp_path / "keys", **changes)
    with pytest.raises(ConfigError) as refusal:
        read_trusted_keys(path.parent)
    assert str(path) in str(refusal.value)


def test_key_that_is_no_json_object(tmp_path: Path) -> None:
    path = write_key(tmp_path / "keys")
    for content in (b"", b"[]", b"\xff", b"7"):
        path.write_bytes(content)
        with pytest.raises(ConfigError, match=r"key\.pub"):
            read_trusted_keys(path.parent)


def test_folder_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEYS_VARIABLE, str(tmp_path / "absent"))
    with pytest.raises(ConfigError, match="absent"):
        read_trusted_keys()
