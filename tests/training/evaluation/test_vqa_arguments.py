"""Options of `skinvl evaluate vqa`."""

import argparse
from pathlib import Path

import pytest

from skinvl.contract.errors import ConfigError
from skinvl.training.evaluation.vqa_arguments import (
    VqaOptions,
    add_arguments,
    add_source,
    read_options,
)


def read(*words: str | Path) -> VqaOptions:
    parser = argparse.ArgumentParser()
    add_source(parser.add_mutually_exclusive_group())
    add_arguments(parser)
    return read_options(parser.parse_args(list(map(str, words))))


def test_defaults() -> None:
    found = read()
    assert found == VqaOptions()
    assert found.corrected and not found.as_released


@pytest.mark.parametrize(
    ("form", "as_released", "corrected"),
    [("as-released", True, False), ("corrected", False, True), ("both", True, True)],
)
def test_forms(form: str, as_released: bool, corrected: bool) -> None:
    found = read("--protocol-form", form)
    assert (found.as_released, found.corrected) == (as_released, corrected)


def test_every_option(tmp_path: Path) -> None:
    files = {name: tmp_path / f"{name}.csv" for name in ("answers", "references", "captions")}
    for file in files.values():
        file.touch()
    words = [word for name, file in files.items() for word in (f"--{name}", file)]
    more = ("--bertscore-encoder", tmp_path, "--bertscore-layer", "4", "--modality-tables")
    found = read(*words, *more, "--training-table", files["captions"])
    assert found == VqaOptions(
        modality_tables=True,
        training_table=files["captions"],
        bertscore_encoder=tmp_path,
        bertscore_layer=4,
        **files,
    )


def test_every_fault_at_once(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    with pytest.raises(ConfigError) as caught:
        read(
            *("--references", gone, "--captions", gone, "--training-table", gone),
            *("--bertscore-encoder", gone, "--bertscore-layer", "0"),
        )
    assert [error.split(":")[0] for error in caught.value.errors] == [
        "--references",
        "--captions",
        "--bertscore-layer",
        "--references",
        "--captions",
        "--training-table",
        "--bertscore-encoder",
    ]
