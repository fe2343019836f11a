"""Configurations: the shipped ones are valid, and every fault of a broken one is told at once."""

from __future__ import annotations

import importlib.resources
from pathlib import Path

import pytest
import yaml

from skinvl.contract.errors import ConfigError
from skinvl.training.config import load_config

SHIPPED = Path(str(importlib.resources.files("skinvl.training") / "configs"))
CONFIGS = [
    file
    for file in sorted(SHIPPED.glob("*.yaml"))
    if yaml.safe_load(file.read_text(encoding="utf-8"))["recipe"] == "mini"
]


@pytest.mark.parametrize("file", CONFIGS, ids=lambda f: f.stem)
def test_shipped_configurations_are_valid(file: Path) -> None:
    config = load_config(file)
    assert config.name
    assert config.vision.train_size % 32 == 0


def test_all_faults_are_reported_together(tmp_path: Path) -> None:
    content = yaml.safe_load(CONFIGS[0].read_text(encoding="utf-8"))
    content["seed"] = "seventeen"
    content["vision"]["epochs"] = 0
    content["vision"]["architecture"] = "resnet"
    content["language"]["heads"] = 3
    content["language"]["surprise"] = 1
    del content["licence"]
    file = tmp_path / "broken.yaml"
    file.write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    text = str(caught.value)
    for expected in ("seed", "vision.architecture", "language.surprise", "licence: missing"):
        assert expected in text


@pytest.mark.parametrize(
    ("recipe", "expected"),
    ((None, "recipe: missing"), ("giant", "recipe: 'giant' is none of mini, llava")),
)
def test_the_recipe_must_be_named(recipe: str | None, expected: str, tmp_path: Path) -> None:
    content = yaml.safe_load(CONFIGS[0].read_text(encoding="utf-8"))
    content["recipe"] = recipe
    if recipe is None:
        del content["recipe"]
    content["loop"]["keep_last"] = 0
    del content["language"]["heads"]
    file = tmp_path / "nameless.yaml"
    file.write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    assert expected in str(caught.value)
    assert "loop.keep_last" in str(caught.value), "rules are told beside faults of type"
    assert "language.heads: missing" in str(caught.value)


def test_rules_across_keys(tmp_path: Path) -> None:
    content = yaml.safe_load(CONFIGS[0].read_text(encoding="utf-8"))
    content["vision"]["epochs"] = 0
    content["vision"]["mix"] = {"clinical": 0.5, "dermoscopy": 0.6, "pathology": 0.0, "other": 0.0}
    content["language"]["heads"] = 3
    file = tmp_path / "broken.yaml"
    file.write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    text = str(caught.value)
    assert "vision.epochs" in text
    assert "vision.mix" in text
    assert "language.heads" in text


def test_missing_file_and_bad_yaml(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such configuration"):
        load_config(tmp_path / "none.yaml")
    file = tmp_path / "bad.yaml"
    file.write_text("a: [1", encoding="utf-8")
    with pytest.raises(ConfigError, match="not valid YAML"):
        load_config(file)
