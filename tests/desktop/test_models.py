"""Model bundles as the window sees them: listed, installed, refused, gone back from."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from miniatures.golden_bundle import build_golden_bundle

from skinvl.contract.errors import BundleError, BundleTampered, BundleUnsigned
from skinvl.desktop.core import models
from skinvl.desktop.core.models import GivenUp
from skinvl.runtime.archive import pack_bundle
from skinvl.runtime.signature import read_trusted_keys
from skinvl.runtime.store import BundleStore


def quiet(name: str, done: int, total: int) -> None:
    pass


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SKINVL_BUNDLES", str(tmp_path / "store"))
    return tmp_path / "store"


@pytest.fixture(scope="module")
def made(
    bundles: Any, images: dict[str, Path], tmp_path_factory: Any, trusted: None
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("made")
    return {
        version: build_golden_bundle(bundles, folder / version, images["melanoma"], version=version)
        for version in ("1.0.0", "1.1.0")
    }


def active() -> list[str]:
    return [model.title for model in models.list_models() if model.is_active]


def test_shipped_model_is_listed_with_its_facts() -> None:
    (shipped,) = models.list_models()
    assert shipped.is_active and shipped.is_shipped
    assert shipped.size > 1_000_000 and len(shipped.sha256) == 64
    assert shipped.evaluation and shipped.licence
    assert any("cpu" in variant for variant in shipped.variants)
    assert "Research software" in models.read_card(shipped)


def test_install_activates_after_a_trial_and_tells_each_step(made: dict[str, Path]) -> None:
    told: list[str] = []
    change = models.install_model(made["1.0.0"], lambda name, done, total: told.append(name))
    assert change.former == "shipped" and change.active.startswith("tiny-1.0.0-")
    assert list(dict.fromkeys(told)) == ["copy", "verify", "try"]
    assert active() == ["tiny 1.0.0"]
    change = models.install_model(made["1.1.0"], quiet)
    assert active() == ["tiny 1.1.0"]
    assert models.roll_back_model(quiet).active.startswith("tiny-1.0.0-")
    assert active() == ["tiny 1.0.0"]
    models.activate_model("shipped", quiet)
    models.remove_model(change.active)
    assert [model.title for model in models.list_models()][1:] == ["tiny 1.0.0"]


def test_usb_folder_with_one_packed_bundle(made: dict[str, Path], tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with pytest.raises(BundleError, match="holds no model"):
        models.install_model(stick, quiet)
    pack_bundle(made["1.0.0"], stick / "tiny.skinvl", read_trusted_keys())
    models.install_model(stick, quiet)
    assert active() == ["tiny 1.0.0"]
    shutil.copytree(made["1.1.0"], stick / "other")
    with pytest.raises(BundleError, match=r"several models \(tiny\.skinvl, other\)"):
        models.install_model(stick, quiet)


def test_refusals_name_the_file_and_change_nothing(
    made: dict[str, Path], tmp_path: Path, bundles: Any, images: dict[str, Path]
) -> None:
    models.install_model(made["1.0.0"], quiet)
    changed = tmp_path / "changed"
    shutil.copytree(made["1.1.0"], changed)
    content = bytearray((changed / "vision.onnx").read_bytes())
    content[10] ^= 1
    (changed / "vision.onnx").write_bytes(content)
    with pytest.raises(BundleTampered, match=r"vision\.onnx"):
        models.install_model(changed, quiet)
    unsigned = tmp_path / "unsigned"
    shutil.copytree(made["1.1.0"], unsigned)
    (unsigned / "bundle.sig").unlink()
    with pytest.raises(BundleUnsigned):
        models.install_model(unsigned, quiet)

    def spoil(record: dict[str, Any]) -> None:
        record["golden"][0]["expected"]["text_start"] = "Something else"

    wrong = build_golden_bundle(
        bundles, tmp_path / "wrong", images["melanoma"], version="2.0", edit=spoil
    )
    with pytest.raises(BundleError, match="text does not begin as expected"):
        models.install_model(wrong, quiet)
    assert active() == ["tiny 1.0.0"]
    assert len(BundleStore().list_folders()) == 1


def test_older_version_needs_a_word(made: dict[str, Path]) -> None:
    models.install_model(made["1.1.0"], quiet)
    with pytest.raises(BundleError, match='tick "Allow an older version"') as refused:
        models.install_model(made["1.0.0"], quiet)
    assert "--" not in str(refused.value)
    models.install_model(made["1.0.0"], quiet, allow_older=True)
    assert active() == ["tiny 1.0.0"]


@pytest.mark.parametrize("stage", ["copy", "verify", "try"])
def test_giving_up_leaves_everything_as_it_was(
    made: dict[str, Path], place: Path, stage: str
) -> None:
    models.install_model(made["1.0.0"], quiet)

    def give_up(name: str, done: int, total: int) -> None:
        if name == stage:
            raise GivenUp("given up")

    with pytest.raises(GivenUp):
        models.install_model(made["1.1.0"], give_up)
    assert active() == ["tiny 1.0.0"]
    assert [item.name for item in place.iterdir() if item.name.startswith(".incoming")] == []
    assert len(BundleStore().list_folders()) == 1


def test_active_model_is_not_removed(made: dict[str, Path]) -> None:
    change = models.install_model(made["1.0.0"], quiet)
    with pytest.raises(BundleError, match="go back to the model before or activate another"):
        models.remove_model(change.active)
    assert active() == ["tiny 1.0.0"]


def test_damaged_model_is_listed_with_its_fault(made: dict[str, Path], place: Path) -> None:
    change = models.install_model(made["1.0.0"], quiet)
    (place / change.active / "bundle.sig").write_text("{}")
    damaged = models.list_models()[1]
    assert damaged.is_active and damaged.fault
    models.activate_model("shipped", quiet)
    models.remove_model(damaged.name)
    assert len(models.list_models()) == 1


def test_benchmark_measures_every_variant(made: dict[str, Path]) -> None:
    models.install_model(made["1.0.0"], quiet)
    model = models.list_models()[1]
    told: list[str] = []
    speed = models.measure_model(model, "cpu", lambda name, done, total: told.append(name))
    assert told == ["fp32-cpu"]
    assert [one.fault for one in speed.variants] == [None]
    assert speed.variants[0].metrics["differential_ms"].value > 0


def test_card_has_no_links_and_no_pictures() -> None:
    text = "See [here](http://a.b) ![dot](http://c.d/x.png) <img src='http://e.f'>end"
    assert models.without_pictures(text) == "See here dot end"


def test_memory_is_read_where_the_system_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "meminfo"
    monkeypatch.setattr(models, "_MEMORY", file)
    assert models.read_memory() is None
    file.write_text("MemTotal: 2000 kB\nMemAvailable: 1000 kB\n")
    assert models.read_memory() == 1_024_000
