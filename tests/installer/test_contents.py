"""What is in the frozen folder: the rules, the check of them, and the folder itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Load = Callable[[str], ModuleType]
NEEDED = (
    "skinvl",
    "_internal/LICENSE",
    "_internal/PySide6/QtDBus.abi3.so",
    "_internal/PySide6/Qt/plugins/platforms/libqxcb.so",
    "_internal/PySide6/Qt/plugins/platforms/libqoffscreen.so",
    "_internal/PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
    "_internal/PySide6/Qt/translations/qtbase_de.qm",
    "_internal/pydicom/data/urls.json",
    "_internal/pydicom/data/hashes.json",
    "_internal/skinvl/contract/ontology.json",
    "_internal/skinvl/desktop/assets/sample.png",
    "_internal/skinvl/desktop/core/diagnostics_words.txt",
    "_internal/skinvl/desktop/core/help/de/01-reading.md",
    "_internal/skinvl/desktop/core/help/en/01-reading.md",
    "_internal/skinvl/desktop/core/store/migrations/0001_records.sql",
    "_internal/skinvl/desktop/translations/skinvl_de.qm",
    "_internal/skinvl/runtime/trusted_keys/skinvl-2026.pub",
    "_internal/sqlcipher3/_sqlite3.cpython-311-x86_64-linux-gnu.so",
    *(
        f"_internal/skinvl/runtime/_bundles/skinvl-mini/{name}"
        for name in (
            "bundle.json", "bundle.sig", "vision.onnx", "head.onnx", "embed.onnx", "decoder.onnx",
            "tokenizer.json", "MODEL_CARD.md", "golden/lesion-1.png",
        )
    ),
)  # fmt: skip


@pytest.fixture
def contents(load_script: Load) -> ModuleType:
    return load_script("contents")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Everything that has to be there, empty."""
    for name in NEEDED:
        (tmp_path / "skinvl" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "skinvl" / name).touch()
    return tmp_path / "skinvl"


def check(contents: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Faults of a folder of empty files, which hold no modules and ask for no libraries."""
    monkeypatch.setattr(contents, "find_missing_libraries", lambda *arguments: [])
    monkeypatch.setattr(contents, "find_foreign_modules", lambda *arguments: [])
    faults: list[str] = contents.check_contents(folder)
    return faults


def test_what_was_frozen_holds_what_it_may_and_all_it_needs(
    contents: ModuleType, frozen: Path
) -> None:
    assert contents.check_contents(frozen) == []
    program, model = contents.measure(frozen)
    assert model > 10_000_000
    if contents.detect_flavour(frozen) == "cpu":
        assert program <= 230_000_000


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("_internal/*.so", "_internal/a.so", True),
        ("_internal/*.so", "_internal/a/b.so", False),
        ("_internal/**.so", "_internal/a/b.so", True),
        ("_internal/{a,b}.so", "_internal/b.so", True),
        ("_internal/{a,b}.so", "_internal/c.so", False),
        ("_internal/a.so", "_internal/axso", False),
        ("_internal/??.md", "_internal/de.md", True),
        ("_internal/vcruntime*.dll", "_internal/VCRUNTIME140.dll", True),
    ],
)
def test_patterns(contents: ModuleType, pattern: str, path: str, fits: bool) -> None:
    assert bool(contents.compile_pattern(pattern).fullmatch(path)) is fits


def test_every_rule_has_a_reason_and_entries(contents: ModuleType) -> None:
    for section in contents.read_rules().sections.values():
        for reason, entries in section.items():
            assert len(reason) > 3
            assert entries and all(isinstance(entry, str) and entry for entry in entries)


def test_complete_folder_has_no_fault(
    contents: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check(contents, folder, monkeypatch) == []


@pytest.mark.parametrize("name", NEEDED[1:])
def test_what_is_missing_is_named(
    contents: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (folder / name).unlink()
    (fault,) = check(contents, folder, monkeypatch)
    assert "missing; needed for" in fault


@pytest.mark.parametrize(
    "name",
    [
        "_internal/PySide6/QtNetwork.abi3.so",
        "_internal/PySide6/Qt/lib/libQt6Network.so.6",
        "_internal/PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "_internal/PySide6/Qt/plugins/platforms/libqvnc.so",
        "_internal/libcrypto.so.3",
        "_internal/libssl.so.3",
        "_internal/libcups.so.2",
        "_internal/torch/lib/libtorch.so",
        "_internal/pymupdf/_mupdf.so",
        "_internal/ray/_raylet.so",
        "_internal/certifi/cacert.pem",
        "_internal/pydicom/data/test_files/CT_small.dcm",
        "_internal/numpy/_core/tests/test_api.py",
        "_internal/skinvl/training/configs/mini.yaml",
        "_internal/nvidia/cu13/lib/libcudart.so.13",
        "anything.txt",
    ],
)
def test_what_must_not_be_there_is_named(
    contents: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).touch()
    (fault,) = check(contents, folder, monkeypatch)
    assert fault.startswith(f"{name}: ")


def test_gpu_flavour_may_hold_cuda(
    contents: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        "_internal/onnxruntime/capi/libonnxruntime_providers_cuda.so",
        "_internal/nvidia/cu13/lib/libcudart.so.13",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    assert contents.detect_flavour(folder) == "gpu"
    assert check(contents, folder, monkeypatch) == []


def test_links_are_named_dangling_or_not(
    contents: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "_internal/libxcb-util.so.1").symlink_to("nowhere")
    (folder / "_internal/libxkbcommon.so.0").symlink_to("LICENSE")
    faults = check(contents, folder, monkeypatch)
    assert [fault.partition(": ")[0] for fault in faults] == [
        "_internal/libxcb-util.so.1",
        "_internal/libxkbcommon.so.0",
    ]


def test_model_that_is_there_twice_is_named(
    contents: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = folder / "_internal/skinvl/runtime/_bundles/skinvl-mini"
    for name in ("vision.onnx", "head.onnx"):
        (model / name).write_bytes(bytes(200_000))
    (fault,) = check(contents, folder, monkeypatch)
    assert "the same as" in fault


def test_library_that_nobody_brings_is_named(contents: ModuleType, tmp_path: Path) -> None:
    if shutil.which("objdump") is None:
        pytest.skip("objdump (package binutils) is not installed")
    source = next(Path("/lib/x86_64-linux-gnu").glob("libm.so.6"), None)
    if source is None:
        pytest.skip("no library of the system to look at")
    library = tmp_path / "libm.so.6"
    shutil.copy(source, library)
    assert contents.find_missing_libraries(tmp_path, [library], {"ld-linux-x86-64.so.2"}) == [
        "libm.so.6: asks for libc.so.6, which is not there"
    ]
    everything = {"ld-linux-x86-64.so.2", "libc.so.6"}
    assert contents.find_missing_libraries(tmp_path, [library], everything) == []


def test_specification_leaves_out_what_the_check_would_refuse(contents: ModuleType) -> None:
    rules = contents.read_rules()
    assert rules.is_left_out("libgtk-3.so.0")
    assert rules.is_left_out("PySide6/Qt/lib/libQt6Network.so.6")
    assert rules.is_left_out("PySide6\\plugins\\tls\\qschannelbackend.dll")
    assert not rules.is_left_out("libxcb-cursor.so.0")
    assert not rules.is_left_out("PySide6/Qt/translations/qtbase_de.qm")
    assert rules.is_left_out("PySide6/Qt/translations/qtbase_fr.qm")
    # Nobody named it: it is collected, and the check says so.
    assert not rules.is_left_out("something/new.so")
