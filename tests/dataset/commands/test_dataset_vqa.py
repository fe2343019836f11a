"""``skinvl dataset vqa`` as a user calls it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from skinvl.contract.record import write_record
from skinvl.contract.sample import read_samples
from skinvl.dataset.books.records import Pair


def _call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "skinvl.cli", "dataset", "vqa", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A build folder of four pictures."""
    folder = tmp_path / "build"
    (folder / "images").mkdir(parents=True)
    lines = []
    for number, code in enumerate(("psoriasis", "eczema", "psoriasis", "eczema")):
        path = folder / "images" / f"{number}.png"
        Image.fromarray(np.full((8, 8, 3), 50 * number, np.uint8)).save(path)
        pair = Pair(
            pdf="b.pdf",
            page=1,
            bbox=(0.0, 0.0, 9.0, 9.0),
            panel=None,
            figure=f"p1-{number}",
            figure_number=None,
            caption=f"{code.capitalize()} of the knee.",
            figure_caption=f"{code.capitalize()} of the knee.",
            caption_page=1,
            image_path=f"images/{number}.png",
            image_sha256=f"{number:064x}",
            width=8,
            height=8,
            encoding="decoded",
            modality="clinical",
            modality_by_pixels="clinical",
            modality_by_words=None,
            modality_probability=1.0,
            diagnosis=code,  # type: ignore[arg-type]
            label=code,
            site="knee",
            age=None,
            age_range=None,
            sex=None,
            stain=None,
            magnification=None,
            mentions=(),
            confidence=1.0,
            group=f"g{number}",
        )
        lines.append(json.dumps(write_record(pair)) + "\n")
    (folder / "pairs.jsonl").write_text("".join(lines))
    return folder


def test_a_build_folder(build: Path) -> None:
    done = _call(build, "--format", "samples,llava,mm-skin,parquet")
    assert done.returncode == 0, done.stderr
    assert "questions about 4 pictures" in done.stdout and "MM-Skin-C 4" in done.stdout
    assert len(read_samples(build)) == 4
    for name in ("llava/train.json", "mm-skin/VQA.csv", "parquet/train.parquet"):
        assert (build / name).is_file()
    as_json = json.loads(_call(build, "--json").stdout)
    assert as_json["samples"] == 4 and as_json["report"]["images"] == 4


def test_formats_of_an_imported_archive(ham10000: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    importing = ("dataset", "import", "ham10000", ham10000, "--out", out)
    subprocess.run(
        [sys.executable, "-m", "skinvl.cli", *importing], check=True, capture_output=True
    )
    done = _call(out, "--format", "llava,parquet")
    assert done.returncode == 0, done.stderr
    assert list((out / "llava").iterdir()) and list((out / "parquet").iterdir())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--writer", "llm"), "--endpoint: needed"),
        (("--writer", "llm", "--endpoint", "http://10.0.0.1", "--model", "m"), "--allow-remote"),
        (("--format", "word"), "none of samples"),
    ],
)
def test_faults_are_told_in_a_line(build: Path, arguments: tuple[str, ...], told: str) -> None:
    failed = _call(build, *arguments)
    assert failed.returncode != 0 and failed.stdout == "" and told in failed.stderr
    assert "Traceback" not in failed.stderr


def test_a_server_that_is_not_there_costs_no_question_of_the_rules(build: Path) -> None:
    plain = json.loads(_call(build, "--json").stdout)["report"]
    done = _call(
        build,
        *("--writer", "llm", "--endpoint", "http://127.0.0.1:9", "--model", "m", "--json"),
        *("--llm-retries", "0"),
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)["report"]
    assert report["questions"] == plain["questions"]
    assert report["dropped"] == {"llm/unreachable": 4}
