"""The import law: contracts of import-linter, and which packages each part may name at all."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[1]

TORCH = {"torch", "transformers", "tokenizers", "safetensors"}
ALLOWED = {
    "skinvl.contract": {"numpy", "PIL"},
    "skinvl.cli": set[str](),
    "skinvl.runtime": {"numpy", "onnxruntime", "PIL", "tokenizers", "cryptography"},
    "skinvl.desktop.core": {"cryptography", "numpy", "PIL", "pydicom", "ray", "sqlcipher3"},
    "skinvl.desktop.commands": set[str](),
    "skinvl.desktop.ui": {"numpy", "PIL", "PySide6"},
    "skinvl.dataset": {"numpy", "PIL", "pyarrow", "pymupdf", "ray", "scipy", "tqdm"},
    "skinvl.model": {"accelerate", "numpy", "peft", *TORCH},
    "skinvl.training": {
        "accelerate",
        "bert_score",
        "bitsandbytes",
        "matplotlib",
        "nltk",
        "numpy",
        "onnx",
        "peft",
        "PIL",
        "rouge",
        "rouge_score",
        "sacrebleu",
        "scipy",
        "sklearn",
        "tflite",
        "tqdm",
        "yaml",
        *TORCH,
    },
    "skinvl.export": {
        "accelerate",
        "cryptography",
        "numpy",
        "onnx",
        "onnxruntime",
        "onnxscript",
        "optimum",
        "PIL",
        *TORCH,
    },
}


def run_import_linter(root: Path) -> subprocess.CompletedProcess[str]:
    """Checks the sources under `root`, which win over the installed ones."""
    folders = [str(folder.parent) for folder in sorted(root.glob("*/skinvl"))]
    script = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [str(script), "--no-cache", "--no-logo"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(folders)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_contracts_are_kept() -> None:
    result = run_import_linter(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("dataset/skinvl/dataset/__init__.py", "import skinvl.training"),
        ("export/skinvl/runtime/__init__.py", "import torch"),
        ("desktop/skinvl/desktop/core/__init__.py", "import PySide6"),
        ("cli/skinvl/cli/__init__.py", "import skinvl.runtime"),
        ("contract/skinvl/contract/__init__.py", "import skinvl.runtime"),
    ],
)
def test_contracts_catch(module: str, line: str, tmp_path: Path) -> None:
    """Each law is seen broken once, so that a contract that checks nothing would be noticed."""
    for folder in ROOT.glob("*/skinvl"):
        target = tmp_path / folder.relative_to(ROOT)
        shutil.copytree(folder, target, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    source = tmp_path / module
    source.write_text(f"{source.read_text()}\n{line}\n")
    result = run_import_linter(tmp_path)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "BROKEN" in result.stdout


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    roots = sorted({".".join(part.split(".")[:2]) for part in ALLOWED})
    return grimp.build_graph(*roots, include_external_packages=True, cache_dir=None)


@pytest.mark.parametrize("part", ALLOWED)
def test_external_packages(part: str, graph: grimp.ImportGraph) -> None:
    """Imports inside functions count as well."""
    modules = {part, *graph.find_descendants(part)}
    external = {
        imported.partition(".")[0]
        for module in modules
        for imported in graph.find_modules_directly_imported_by(module)
        if not imported.startswith("skinvl")
    }
    assert external - sys.stdlib_module_names <= ALLOWED[part]
