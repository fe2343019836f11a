"""The bundle of the runtime's tests with one golden image, so that it can be installed."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from skinvl.contract.bundle import canonical_json, parse_manifest
from skinvl.contract.prompt import DESCRIBE_QUESTION
from skinvl.runtime import load_bundle

Edit = Callable[[dict[str, Any]], None]
GOLDEN = "golden/a.png"


def build_golden_bundle(
    bundles: Any,
    folder: Path,
    image: Path,
    *,
    name: str = "tiny",
    version: str = "1.2.3",
    signer: Any = None,
    edit: Edit = lambda record: None,
) -> Path:
    """A bundle that reproduces its golden image; `edit` changes the manifest to be signed."""
    bundles.build(folder)
    head = load_bundle(folder, provider="cpu", threads=1, trusted_keys=bundles.keys).encode(image)
    expected = {
        "differential": {ranked.code: ranked.probability for ranked in head.head.differential},
        "modality": dict(head.head.modality),
        "question": DESCRIBE_QUESTION,
        "text_start": "Dermoscopic image. The",
    }
    (folder / "golden").mkdir()
    shutil.copy(image, folder / GOLDEN)
    record = parse_manifest((folder / "bundle.json").read_bytes()).to_json()
    record |= {"name": name, "version": version}
    record["files"][GOLDEN] = describe_file(folder / GOLDEN)
    record["golden"] = [{"file": GOLDEN, "expected": expected, "tolerance": 0.01}]
    edit(record)
    bundles.sign(folder, canonical_json(record), signer)
    return folder


def describe_file(path: Path) -> dict[str, Any]:
    """The entry of a file in a manifest."""
    content = path.read_bytes()
    return {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}


def sign_again(bundles: Any, folder: Path, edit: Edit = lambda record: None) -> None:
    """Sign a folder anew after files in it were changed on purpose."""
    record = parse_manifest((folder / "bundle.json").read_bytes()).to_json()
    for name in record["files"]:
        record["files"][name] = describe_file(folder / name)
    edit(record)
    bundles.sign(folder, canonical_json(record))
