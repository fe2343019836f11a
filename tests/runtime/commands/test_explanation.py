"""`skinvl diagnose --explain` as a process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image


def test_picture_and_its_words(cli: Any, tiny: Path, images: dict[str, Path]) -> None:
    out = cli.folder / "map.png"
    result = cli.run("diagnose", images["melanoma"], "--bundle", tiny, "--explain", out)
    assert result.returncode == 0, result.stderr
    assert f"picture: {out} (where, not why)" in result.stdout
    assert "90 % set: " in result.stdout
    with Image.open(out) as picture:
        assert picture.format == "PNG"
        assert picture.text["skinvl:code"] == "melanoma"
    assert [entry.name for entry in cli.folder.iterdir()] == ["map.png"]


@pytest.mark.parametrize("method", ["fast", "occlusion"])
def test_json_names_the_picture(cli: Any, tiny: Path, images: dict[str, Path], method: str) -> None:
    result = cli.run(
        "diagnose", images["melanoma"], "--bundle", tiny, "--no-description", "--json",
        "--explain", "map.png", "--explain-method", method, "--outline",
        "--explain-code", "melanocytic-nevus",
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    explained = json.loads(result.stdout)["explanation"]
    assert explained["method"] == method
    assert (explained["code"], explained["file"]) == ("melanocytic-nevus", "map.png")
    assert explained["modality"] == "dermoscopy"
    assert 0 <= explained["positive_share"] <= 1
    assert (explained["inside_outline"] is None) or explained["outline_unreliable"] is None
    assert (cli.folder / "map.png").stat().st_size > 1000


def test_no_explanation_without_the_option(cli: Any, tiny: Path, images: dict[str, Path]) -> None:
    result = cli.run("diagnose", images["melanoma"], "--bundle", tiny, "--no-description", "--json")
    assert "explanation" not in json.loads(result.stdout)


def test_image_that_cannot_be_used_leaves_no_picture(cli: Any, tiny: Path) -> None:
    (cli.folder / "broken.jpg").write_bytes(b"\xff\xd8\xff no picture")
    result = cli.run("diagnose", "broken.jpg", "--bundle", tiny, "--explain", "map.png", "--json")
    assert result.returncode == 1
    assert json.loads(result.stdout)["status"] == "failed"
    assert "map.png: no picture was written" in result.stderr
    assert not (cli.folder / "map.png").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--outline"], "--outline: give --explain OUT.png as well"),
        (["--explain-method", "occlusion"], "--explain-method: give --explain"),
        (["--explain-code", "melanoma"], "--explain-code: give --explain"),
        (["--explain", "map.jpg"], "map.jpg does not end in .png"),
        (["--explain", "missing/map.png"], "missing is no folder"),
        (["--explain", "own.png"], "own.png is the image itself"),
        (["own.png", "--explain", "map.png"], "one image at a time, not 2"),
        (["--explain", "map.png", "--explain-code", "acne"], "does not know the diagnosis 'acne'"),
    ],
)
def test_options_that_do_not_fit(
    cli: Any, tiny: Path, images: dict[str, Path], options: list[str], words: str
) -> None:
    content = images["melanoma"].read_bytes()
    (cli.folder / "own.png").write_bytes(content)
    result = cli.run("diagnose", "own.png", *options, "--bundle", tiny)
    assert result.returncode != 0
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert [entry.name for entry in cli.folder.iterdir()] == ["own.png"]
    assert (cli.folder / "own.png").read_bytes() == content
