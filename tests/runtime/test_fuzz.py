"""Damaged bundles: refused, or run as what they are; never a crash of the program.

`SKINVL_FUZZ=5000` asks for more than the few hundred mutations of an ordinary run.
"""

import collections
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from miniatures.golden_bundle import build_golden_bundle
from miniatures.mutations import mutate_bytes, mutate_json

from skinvl.contract.errors import BundleError, SkinVLError
from skinvl.runtime.signature import read_trusted_keys
from skinvl.runtime.trial import run_trial
from skinvl.runtime.verify import verify_bundle

SIGNED = int(os.environ.get("SKINVL_FUZZ", "200"))
UNSIGNED = max(300, SIGNED)
DRIVER = Path(__file__).with_name("fuzzed_bundles.py")
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def whole(bundles: Any, images: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fuzz") / "whole"
    return build_golden_bundle(bundles, folder, images["melanoma"])


def test_unsigned_damage_is_refused(bundles: Any, whole: Path, tmp_path: Path) -> None:
    keys = read_trusted_keys(bundles.keys)
    given = verify_bundle(whole, keys)
    copy = shutil.copytree(whole, tmp_path / "copy")
    names = sorted(path.name for path in copy.iterdir() if path.is_file())
    for seed in range(UNSIGNED):
        path = copy / names[seed % len(names)]
        content = path.read_bytes()
        mutate = mutate_json if path.suffix == ".json" and seed % 2 else mutate_bytes
        changed = mutate(content, random.Random(seed))
        if changed == content:
            continue
        path.write_bytes(changed)
        # A signature file may carry more than the signature; what was signed stays the same.
        if path.name == "bundle.sig":
            try:
                found = verify_bundle(copy, keys)
            except SkinVLError:
                pass
            else:
                assert found.sha256 == given.sha256
        else:
            with pytest.raises(SkinVLError):
                verify_bundle(copy, keys)
        path.write_bytes(content)
    assert verify_bundle(copy, keys).sha256 == given.sha256


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the damaged bundles run in forks")
def test_signed_damage_never_takes_the_program_down(
    bundles: Any, whole: Path, tmp_path: Path
) -> None:
    """Where onnxruntime itself crashes, the trial that stands before every activation says so."""
    key = bundles.signer.private.private_bytes_raw().hex()
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
        "TOKENIZERS_PARALLELISM": "false",
    }
    result = subprocess.run(
        [sys.executable, DRIVER, whole, tmp_path, key, bundles.keys, "0", str(SIGNED)],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    reports = [json.loads(line) for line in result.stdout.splitlines()]
    outcomes = collections.Counter(report["outcome"] for report in reports)
    print(outcomes)
    assert len(reports) == SIGNED
    assert [report for report in reports if report["outcome"] in ("defect", "hang")] == []
    assert outcomes["refused"] > SIGNED // 2
    assert outcomes["valid"] > 0
    keys = read_trusted_keys(bundles.keys)
    for report in reports:
        if report["outcome"] not in ("valid", "refused"):
            with pytest.raises(BundleError, match="crashes when it is run"):
                run_trial(verify_bundle(tmp_path / str(report["seed"]), keys))
