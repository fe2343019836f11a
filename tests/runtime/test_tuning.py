"""Thread settings: measured on real graphs, kept for this machine alone, never a reason to fail."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from skinvl.runtime import load_bundle
from skinvl.runtime.location import CACHE_VARIABLE
from skinvl.runtime.signature import read_trusted_keys
from skinvl.runtime.threads import ALONE, SMALL_DECODER, Pool, ThreadSettings, choose_default
from skinvl.runtime.tuning import (
    Trial,
    choose,
    keep_settings,
    list_candidates,
    recall_settings,
    tune,
)
from skinvl.runtime.verify import VerifiedBundle, verify_bundle

SHA = "ab" * 32
KEPT = ThreadSettings(ALONE, Pool(1, spinning=True))


@pytest.fixture(scope="module")
def verified(bundles: Any, tiny: Path) -> VerifiedBundle:
    return verify_bundle(tiny, read_trusted_keys(bundles.keys))


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The file of `KEPT`."""
    return keep_settings(SHA, KEPT, tmp_path / "cache")


def change(file: Path, *keys: str, value: object) -> None:
    record = json.loads(file.read_text(encoding="utf-8"))
    place = record
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = value
    file.write_text(json.dumps(record), encoding="utf-8")


def test_kept_settings_come_back(kept: Path) -> None:
    assert recall_settings(SHA, kept.parent) == KEPT
    assert recall_settings("cd" * 32, kept.parent) is None
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_kept_settings_are_replaced(kept: Path) -> None:
    other = ThreadSettings(ALONE, ALONE)
    assert keep_settings(SHA, other, kept.parent) == kept
    assert recall_settings(SHA, kept.parent) == other


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"null", b"[" * 60000])
def test_damaged_file_is_ignored(kept: Path, content: bytes) -> None:
    kept.write_bytes(content)
    assert recall_settings(SHA, kept.parent) is None


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("version",), 2),
        (("key", "processor"), "another"),
        (("key", "affinity"), [99]),
        (("key", "onnxruntime"), "0.1"),
        (("settings", "vision", "threads"), 0),
        (("settings", "vision", "threads"), 100_000),
        (("settings", "vision", "threads"), True),
        (("settings", "decoder", "spinning"), "yes"),
        (("settings", "decoder"), None),
    ],
)
def test_what_does_not_fit_this_machine_is_ignored(
    kept: Path, keys: tuple[str, ...], value: object
) -> None:
    change(kept, *keys, value=value)
    assert recall_settings(SHA, kept.parent) is None


def test_candidates() -> None:
    counts = {one.vision.threads for one in list_candidates(threads=12, cores=6)}
    assert counts == {1, 2, 4, 6, 8, 12}
    assert list_candidates(1, 1) == (ThreadSettings(ALONE, ALONE),)


def test_small_decoder_runs_alone() -> None:
    pool = Pool(4, spinning=True)
    assert choose_default(4, SMALL_DECODER - 1) == ThreadSettings(pool, ALONE)
    assert choose_default(4, SMALL_DECODER) == ThreadSettings(pool, pool)
    assert choose_default(1, SMALL_DECODER) == ThreadSettings(ALONE, ALONE)


def test_default_stays_unless_clearly_slower() -> None:
    default = Trial(ThreadSettings(ALONE, ALONE), 10, 100, 50)
    best = Trial(KEPT, 10, 100, 49)
    assert choose(default, best) == default.settings
    assert choose(default, dataclasses.replace(best, total_ms=45)) == KEPT


def test_tuning_measures_every_candidate(verified: VerifiedBundle) -> None:
    seen: list[tuple[int, int]] = []
    tuning = tune(verified, rounds=1, progress=lambda done, total: seen.append((done, total)))
    assert all(trial.vision_ms > 0 and trial.token_rate > 0 for trial in tuning.trials)
    assert tuning.chosen in (tuning.trials[-2].settings, tuning.trials[-1].settings)
    assert seen == [(done, len(tuning.trials)) for done in range(1, len(tuning.trials) + 1)]


def test_bundle_opens_with_kept_settings(
    bundles: Any,
    tiny: Path,
    verified: VerifiedBundle,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    keep_settings(verified.sha256, KEPT)
    opened = load_bundle(tiny, provider="cpu", trusted_keys=bundles.keys)
    assert opened._models.plan.threads == KEPT
    assert opened.threads == 1
    options = opened._models.language._decoder.graph.session.get_session_options()
    assert options.intra_op_num_threads == 1
    named = load_bundle(tiny, provider="cpu", threads=3, trusted_keys=bundles.keys)
    assert named.threads == 3
    assert named._models.vision.vision.session.get_session_options().intra_op_num_threads == 3
