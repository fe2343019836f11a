"""The self-test tries every part, and one that fails does not hide the others."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from miniatures.golden_bundle import build_golden_bundle

from skinvl.desktop.core.self_test import Check, run_self_test
from skinvl.desktop.core.store import Store, create_store
from skinvl.desktop.core.store.passwords import Cost

CHEAP = Cost(iterations=1, lanes=1, memory_kib=64)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = create_store(tmp_path / "data", "anna", "Dr. Berg", "correct horse battery", cost=CHEAP)
    yield made.store
    made.store.close()


@pytest.fixture(scope="module")
def golden(bundles: Any, images: dict[str, Path], tmp_path_factory: Any, trusted: None) -> Path:
    folder = tmp_path_factory.mktemp("golden") / "bundle"
    return build_golden_bundle(bundles, folder, images["melanoma"])


def by_name(checks: list[Check]) -> dict[str, Check]:
    return {check.name: check for check in checks}


def test_everything_works(golden: Path, store: Store, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    told: list[tuple[str, int, int]] = []
    checks = run_self_test(
        golden, "cpu", store, tmp_path / "stick", ["Laser"], lambda *step: told.append(step)
    )
    found = by_name(checks)
    assert {name: check.ok for name, check in found.items()} == {
        # The process of the tests has not closed it.
        "Network closed": False,
        "Model": True,
        "Golden images": True,
        "Provider": True,
        "Store": True,
        "Free space": True,
        "Backup folder": True,
        "Printer": True,
    }
    assert found["Golden images"].detail.startswith("1 reproduced")
    assert store.audit.list(subject="self-test")[0].event == "verify"
    assert list((tmp_path / "stick").iterdir()) == []
    assert [done for _, done, _ in told] == list(range(8))


def test_closed_network_is_tried_and_told() -> None:
    # What is refused is refused for good, so a process of its own closes it.
    code = (
        "from skinvl.runtime.isolation import close_network\n"
        "from skinvl.desktop.core.self_test import run_self_test\n"
        "close_network()\n"
        "check = run_self_test()[0]\n"
        "print(check.name, check.ok, check.detail, sep='|')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    name, ok, detail = done.stdout.strip().split("|")
    assert (name, ok) == ("Network closed", "True")
    assert "refused" in detail


def test_damaged_model_is_named_and_the_rest_is_tried(
    golden: Path, store: Store, tmp_path: Path, bundles: Any, images: dict[str, Path]
) -> None:
    damaged = build_golden_bundle(bundles, tmp_path / "damaged", images["melanoma"])
    content = bytearray((damaged / "head.onnx").read_bytes())
    content[-1] ^= 1
    (damaged / "head.onnx").write_bytes(content)
    found = by_name(run_self_test(damaged, "cpu", store, tmp_path / "gone", []))
    assert found["Model"].ok is False and "head.onnx" in found["Model"].detail
    assert found["Golden images"].ok is False
    assert found["Store"].ok is True
    assert found["Backup folder"].ok is False and "plug it in" in found["Backup folder"].detail
    assert found["Printer"].ok is None


def test_golden_image_that_differs_fails(
    tmp_path: Path, bundles: Any, images: dict[str, Path]
) -> None:
    def spoil(record: dict[str, Any]) -> None:
        record["golden"][0]["expected"]["differential"]["melanoma"] = 0.01

    folder = build_golden_bundle(bundles, tmp_path / "other", images["melanoma"], edit=spoil)
    found = by_name(run_self_test(folder, "cpu"))
    assert found["Model"].ok is True
    assert found["Golden images"].ok is False and "differ by" in found["Golden images"].detail
    assert found["Store"].ok is None


def test_cuda_that_is_not_there_is_told(golden: Path) -> None:
    from skinvl.runtime.provider import choose_provider

    found = by_name(run_self_test(golden, "cuda"))
    if choose_provider("cuda").provider == "cuda":
        assert found["Provider"].detail.startswith(("CUDA", "CPU, not CUDA"))
    else:
        assert found["Provider"].ok is False and "no CUDA" in found["Provider"].detail
