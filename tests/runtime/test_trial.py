"""Golden images in a process of their own: what crashes or hangs there is refused here."""

import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from miniatures.golden_bundle import GOLDEN, build_golden_bundle, sign_again

from skinvl.contract.errors import BundleError
from skinvl.runtime.golden import GoldenResult, compare_golden
from skinvl.runtime.provider import choose_provider
from skinvl.runtime.signature import read_trusted_keys
from skinvl.runtime.trial import NOT_TRIED, _Run, judge_cuda, run_trial
from skinvl.runtime.verify import VerifiedBundle, verify_bundle

ORPHAN = Path(__file__).with_name("orphaned_trial.py")


@pytest.fixture(scope="module")
def verified(
    bundles: Any, images: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> VerifiedBundle:
    folder = tmp_path_factory.mktemp("trial") / "b"
    build_golden_bundle(bundles, folder, images["melanoma"])
    return verify_bundle(folder, read_trusted_keys(bundles.keys))


class Crash:
    """Ends the process that unpickles it, as a segmentation fault of a library would."""

    def __reduce__(self) -> Any:
        return os.abort, ()


class Hang:
    def __reduce__(self) -> Any:
        return time.sleep, (600,)


def spoil(verified: VerifiedBundle, key: Any) -> VerifiedBundle:
    return dataclasses.replace(verified, key=key)


def test_reproduced(verified: VerifiedBundle) -> None:
    seen: list[GoldenResult] = []
    trial = run_trial(verified, seen.append)
    assert [result.file for result in seen] == [GOLDEN]
    assert trial.results == tuple(seen)
    assert set(seen[0].found) > {"melanoma", "modality dermoscopy"}
    # This bundle has no variant for CUDA, so there is nothing to refuse.
    assert trial.cuda_refused is None


def test_cuda_that_is_not_there_was_not_tried(
    bundles: Any, images: dict[str, Path], tmp_path: Path
) -> None:
    if choose_provider("auto").provider == "cuda":
        pytest.skip("this onnxruntime has CUDA")

    def add(record: dict[str, Any]) -> None:
        record["variants"][0]["providers"] = ["cpu", "cuda"]

    folder = build_golden_bundle(bundles, tmp_path / "b", images["melanoma"], edit=add)
    trial = run_trial(verify_bundle(folder, read_trusted_keys(bundles.keys)))
    assert trial.cuda_refused == NOT_TRIED


def test_crash_is_a_refusal(verified: VerifiedBundle) -> None:
    with pytest.raises(BundleError, match=r"crashes when it is run \(SIGABRT|exit code 3\)"):
        run_trial(spoil(verified, Crash()))


def test_hang_is_a_refusal(verified: VerifiedBundle) -> None:
    with pytest.raises(BundleError, match="does not answer within 1 seconds"):
        run_trial(spoil(verified, Hang()), patience=1.0)


def is_running(process: int) -> bool:
    """Whether a process runs; one that ended and that nobody has asked about does not."""
    try:
        os.kill(process, 0)
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except ProcessLookupError:
        return False
    except OSError:
        return True


@pytest.mark.skipif(sys.platform == "win32", reason="waits for a process by its number")
def test_no_trial_outlives_its_parent(verified: VerifiedBundle, bundles: Any) -> None:
    command = [sys.executable, ORPHAN, verified.folder, bundles.keys]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        os.kill(child, 0)
        parent.kill()
    for _ in range(600):
        if not is_running(child):
            return
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    pytest.fail("the trial went on without its parent")


def test_other_results_are_a_refusal(bundles: Any, images: dict[str, Path], tmp_path: Path) -> None:
    def shift(record: dict[str, Any]) -> None:
        record["golden"][0]["expected"]["differential"]["melanoma"] -= 0.02

    folder = build_golden_bundle(bundles, tmp_path / "b", images["melanoma"], edit=shift)
    with pytest.raises(BundleError, match=r"golden/a\.png: probabilities differ by 0\.020"):
        run_trial(verify_bundle(folder, read_trusted_keys(bundles.keys)))


def test_file_that_changed_since(verified: VerifiedBundle) -> None:
    path = verified.folder / "head.onnx"
    content = path.read_bytes()
    try:
        path.write_bytes(content + b"\0")
        with pytest.raises(BundleError, match="changed while the bundle was in use"):
            run_trial(verified)
    finally:
        path.write_bytes(content)


def result(value: float) -> GoldenResult:
    return GoldenResult("g.png", 0.0, 0.01, True, {"melanoma": value})


def test_two_providers_are_compared() -> None:
    assert compare_golden(result(0.5), result(0.505)) is None
    assert "differ by 0.020" in str(compare_golden(result(0.5), result(0.52)))
    assert "inf" in str(compare_golden(result(0.5), dataclasses.replace(result(0.5), found={})))
    assert "nan" in str(compare_golden(result(0.5), result(float("nan"))))


@pytest.mark.parametrize(
    ("run", "words"),
    [
        (_Run("cuda", (result(0.505),), None), None),
        (_Run("cuda", (result(0.52),), None), "CUDA is refused for this bundle"),
        (_Run("cuda", (), "crashes when it is run (SIGSEGV)"), "SIGSEGV"),
        (_Run("cpu", (), None), "CUDA was not there"),
    ],
)
def test_cuda_is_judged_by_the_cpu(run: _Run, words: str | None) -> None:
    verdict = judge_cuda((result(0.5),), run)
    assert verdict is None if words is None else words in str(verdict)


@pytest.mark.parametrize("damage", ["panics", "lacks the image", "more scores"])
def test_broken_part_is_named(
    bundles: Any, images: dict[str, Path], tmp_path: Path, damage: str
) -> None:
    """Found by damaging signed bundles: a panic of the tokenizer, a lost token, a wrong shape."""
    folder = build_golden_bundle(bundles, tmp_path / "b", images["melanoma"])
    tokenizer = json.loads((folder / "tokenizer.json").read_bytes())
    if damage == "panics":
        tokenizer["model"]["continuing_subword_prefix"] = "1.0"
    elif damage == "lacks the image":
        tokenizer["added_tokens"] = []
    else:
        onnx = pytest.importorskip("onnx")
        model = onnx.load(str(folder / "head.onnx"))
        target = next(node for node in model.graph.node if node.output[0] == "typicality")
        twice = onnx.helper.make_node("Concat", ["flat", "flat"], ["typicality"], axis=0)
        target.CopyFrom(twice)
        shape = onnx.numpy_helper.from_array(np.array([-1]), "flat.shape")
        model.graph.initializer.append(shape)
        flat = onnx.helper.make_node("Reshape", ["column", "flat.shape"], ["flat"])
        model.graph.node.insert(len(model.graph.node) - 1, flat)
        (folder / "head.onnx").write_bytes(model.SerializeToString())
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    sign_again(bundles, folder)
    words = "head.onnx: gave scores" if damage == "more scores" else "tokenizer.json: "
    with pytest.raises(BundleError, match=words):
        run_trial(verify_bundle(folder, read_trusted_keys(bundles.keys)))
