"""Golden images decide whether a bundle works on this machine."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from skinvl.contract.errors import BundleSchemaError
from skinvl.contract.prompt import DESCRIBE_QUESTION
from skinvl.runtime import load_bundle
from skinvl.runtime.golden import check_golden

Edit = Callable[[dict[str, Any]], None]


@pytest.fixture
def expected(bundle: Any, images: dict[str, Path]) -> dict[str, Any]:
    head = bundle.encode(images["melanoma"]).head
    return {
        "differential": {ranked.code: ranked.probability for ranked in head.differential},
        "modality": dict(head.modality),
        "question": DESCRIBE_QUESTION,
        "text_start": "Dermoscopic image. The",
    }


@pytest.fixture
def build(bundles: Any, images: dict[str, Path], tmp_path: Path) -> Callable[..., Path]:
    """Builds a bundle with one golden image and the given expectation."""
    folder = tmp_path / "golden bundle"

    def make(expected: dict[str, Any]) -> Path:
        def add_golden(record: dict[str, Any]) -> None:
            (folder / "golden").mkdir()
            path = Path(shutil.copy(images["melanoma"], folder / "golden" / "a.png"))
            entry = {
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
                "size": path.stat().st_size,
            }
            record["files"]["golden/a.png"] = entry
            record["golden"] = [{"file": "golden/a.png", "expected": expected, "tolerance": 0.01}]

        return Path(bundles.build(folder, edit=add_golden))

    return make


def test_reproduced(build: Any, bundles: Any, expected: dict[str, Any], cli: Any) -> None:
    folder = build(expected)
    assert check_golden(load_bundle(folder, trusted_keys=bundles.keys)) == []
    result = cli.run("bundle", "verify", folder)
    assert result.returncode == 0, result.stderr
    assert "ok      run golden/a.png: reproduced within 0.010" in result.stdout


def shift(expected: dict[str, Any]) -> None:
    expected["differential"]["melanoma"] -= 0.02


def rename(expected: dict[str, Any]) -> None:
    expected["differential"]["keloid"] = expected["differential"].pop("melanoma")


def retitle(expected: dict[str, Any]) -> None:
    expected["modality"]["dermoscopy"] += 0.02


def rewrite(expected: dict[str, Any]) -> None:
    expected["text_start"] = "Clinical"


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (shift, "differ by 0.020"),
        (rename, "differ by inf"),
        (retitle, "differ by 0.020"),
        (rewrite, "text does not begin"),
    ],
)
def test_not_reproduced(
    build: Any, bundles: Any, expected: dict[str, Any], edit: Edit, words: str
) -> None:
    edit(expected)
    (fault,) = check_golden(load_bundle(build(expected), trusted_keys=bundles.keys))
    assert fault.startswith("golden/a.png: ")
    assert words in fault


def test_verify_fails_where_a_golden_image_does(
    build: Any, expected: dict[str, Any], cli: Any
) -> None:
    shift(expected)
    result = cli.run("bundle", "verify", build(expected))
    assert result.returncode == 1
    assert "golden/a.png: probabilities differ" in result.stderr


@pytest.mark.parametrize("key", ["differential", "modality", "question", "text_start"])
def test_expectation_of_another_form(
    build: Any, bundles: Any, expected: dict[str, Any], key: str
) -> None:
    del expected[key]
    with pytest.raises(BundleSchemaError, match=r"golden\[0\]\.expected"):
        check_golden(load_bundle(build(expected), trusted_keys=bundles.keys))
