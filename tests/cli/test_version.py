"""The line that an inventory collects."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from skinvl.cli.version import describe_version, find_flavour
from skinvl.contract import __version__


def make_onnxruntime(folder: Path, *libraries: str) -> None:
    (folder / "onnxruntime" / "capi").mkdir(parents=True)
    (folder / "onnxruntime" / "__init__.py").touch()
    for library in libraries:
        (folder / "onnxruntime" / "capi" / library).touch()


def test_package_says_its_version_alone() -> None:
    assert describe_version() == f"skinvl {__version__}"


def test_installed_program_says_what_it_was_made_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    expected = rf"skinvl {re.escape(__version__)} \((cpu|gpu), \w+-\w+, Python 3\.\d+\.\d+\)"
    assert re.fullmatch(expected, describe_version())


def test_flavour_is_told_by_the_cuda_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for flavour, libraries in (
        ("cpu", ("libonnxruntime_providers_shared.so",)),
        ("gpu", ("libonnxruntime_providers_shared.so", "libonnxruntime_providers_cuda.so")),
    ):
        make_onnxruntime(tmp_path / flavour, *libraries)
        with monkeypatch.context() as patch:
            patch.delitem(sys.modules, "onnxruntime", raising=False)
            patch.setattr(sys, "path", [str(tmp_path / flavour)])
            assert find_flavour() == flavour
            assert "onnxruntime" not in sys.modules


def test_without_onnxruntime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "onnxruntime", raising=False)
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert find_flavour() == "cpu"
