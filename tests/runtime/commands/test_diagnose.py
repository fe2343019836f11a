"""`skinvl diagnose` as a process: what it prints, where, and with which exit code."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from skinvl.contract.finding import Finding
from skinvl.contract.prompt import DESCRIBE_QUESTION

KEYS = {
    "file", "status", "error", "modality", "quality", "abstain", "differential", "malignant",
    "conformal_set", "description", "answer", "stamp",
}  # fmt: skip
STAMP = {
    "bundle", "bundle_sha256", "provider", "precision", "app_version", "image_sha256", "time"
}  # fmt: skip


def read_lines(result: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def complaints(result: subprocess.CompletedProcess[str]) -> list[str]:
    lines = result.stderr.splitlines()
    assert all(line.startswith("skinvl: ") for line in lines), result.stderr
    return lines


def test_report(cli: Any, tiny: Path, images: dict[str, Path]) -> None:
    result = cli.run("diagnose", images["melanoma"], "--bundle", tiny)
    assert result.returncode == 0, result.stderr
    lines = result.stdout.splitlines()
    assert lines[0] == str(images["melanoma"])
    text = result.stdout
    assert "CANNOT SAY" not in text
    assert "dermoscopy (" in text
    assert "90 % set: " in text
    assert "malignant or pre-malignant: " in text
    assert "description (draft, generated text): Dermoscopic image." in text
    assert text.index("[malignant]") < text.index("[benign]")
    assert len(complaints(result)) == 1
    assert "not a medical device" in result.stderr


def test_json_has_the_agreed_keys(cli: Any, tiny: Path, images: dict[str, Path]) -> None:
    result = cli.run(
        "diagnose", images["melanoma"], images["eczema"], "--bundle", tiny, "--json",
        "--question", DESCRIBE_QUESTION,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    first, second = read_lines(result)
    assert set(first) >= KEYS
    assert set(first["stamp"]) == STAMP
    assert set(first["differential"][0]) >= {"code", "name", "probability", "ham10000"}
    assert first["quality"] == {"verdict": "good", "reasons": []}
    assert first["abstain"] == {"value": False, "reason": None}
    assert first["answer"] == first["description"]
    assert second["differential"][0]["code"] == "eczema"
    assert Finding.from_json(first).status == "ok"


def test_abstaining_comes_first(cli: Any, tiny: Path, images: dict[str, Path]) -> None:
    result = cli.run("diagnose", images["pathology"], "--bundle", tiny, "--question", "Why?")
    lines = result.stdout.splitlines()
    assert result.returncode == 0
    assert lines[1].startswith("  CANNOT SAY: this does not look like a skin photograph")
    assert "not to be relied on" in result.stdout
    assert "% set" not in result.stdout
    assert "answer: No answer is given" in result.stdout


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_plan_of_care_is_not_answered(
    cli: Any, tiny: Path, images: dict[str, Path], form: list[str]
) -> None:
    question = ("--question", "Which dose should I give?")
    result = cli.run("diagnose", images["melanoma"], "--bundle", tiny, *question, *form)
    assert result.returncode == 0
    assert "No answer is given: an image shows no treatment, no dose" in result.stdout
    assert "generated text): No answer" not in result.stdout


def test_answer_is_marked_as_generated(cli: Any, tiny: Path, images: dict[str, Path]) -> None:
    result = cli.run(
        "diagnose", images["melanoma"], "--bundle", tiny, "--no-description",
        "--question", DESCRIBE_QUESTION,
    )  # fmt: skip
    assert "answer (generated text): Dermoscopic image. The lesion" in result.stdout
    assert "description" not in result.stdout


def test_answer_appears_token_by_token(cli: Any, tiny: Path, images: dict[str, Path]) -> None:
    """Each piece of the answer is written on its own, as a reader of the pipe sees it."""
    if sys.platform == "win32" or shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    command = cli.command(
        "diagnose", images["melanoma"], "--bundle", tiny, "--question", DESCRIBE_QUESTION
    )
    trace = cli.folder / "trace"
    environment = cli.environment() | {"LC_ALL": "C.UTF-8"}
    result = subprocess.run(
        ["strace", "-qq", "-f", "-e", "trace=write", "-e", "write=none", "-o", trace, *command],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    if "ptrace" in result.stderr or "PTRACE" in result.stderr:
        pytest.skip("this machine may not trace processes")
    writes = [line for line in trace.read_text().splitlines() if "write(1, " in line]
    start = next(i for i, line in enumerate(writes) if "answer (generated text)" in line)
    assert len(writes) - start > 5


def test_bad_images_do_not_stop_the_others(cli: Any, tiny: Path, images: dict[str, Path]) -> None:
    (cli.folder / "empty.png").write_bytes(b"")
    (cli.folder / "text.jpg").write_bytes(b"this is no image")
    whole = images["melanoma"].read_bytes()
    (cli.folder / "cut.png").write_bytes(whole[: len(whole) // 2])
    (cli.folder / "no images").mkdir()
    names = ["absent.png", "empty.png", "text.jpg", "cut.png", "no images"]
    arguments = ["diagnose", *names, images["melanoma"], "--bundle", tiny, "--no-description"]
    for result in (cli.run(*arguments), cli.run(*arguments, "--json")):
        assert result.returncode == 1
        lines = complaints(result)[1:]
        assert len(lines) == len(names)
        assert all(name in line for name, line in zip(names, lines, strict=True))
    records = read_lines(result)
    assert [record["status"] for record in records] == ["failed"] * 5 + ["ok"]
    assert [record["file"] for record in records[:5]] == names
    assert all(record["error"] and record["differential"] == [] for record in records[:5])


def test_folder_stands_for_its_images(cli: Any, tiny: Path, images: dict[str, Path]) -> None:
    folder = cli.folder / "photos"
    folder.mkdir()
    for name in ("b.PNG", "a.png", "c.txt", "._a.png"):
        shutil.copy(images["melanoma"], folder / name)
    (folder / "sub.png").mkdir()
    result = cli.run("diagnose", "photos", "--bundle", tiny, "--json", "--no-description")
    assert result.returncode == 0, result.stderr
    assert [Path(record["file"]).name for record in read_lines(result)] == ["a.png", "b.PNG"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file names")
@pytest.mark.parametrize("name", ["Größe 漢.png", "two\nlines.png", "\x1b[31mred.png", b"\xff.png"])
def test_unusual_file_names(
    cli: Any, tiny: Path, images: dict[str, Path], name: str | bytes
) -> None:
    path = os.fsencode(cli.folder) + b"/" + os.fsencode(name)
    try:
        shutil.copy(images["melanoma"], path)
    except OSError:
        pytest.skip("this file system refuses the name")
    arguments = ["diagnose", os.fsdecode(path), "--bundle", tiny, "--no-description"]
    result = cli.run(*arguments)
    assert result.returncode == 0, result.stderr
    assert "\x1b" not in result.stdout
    assert result.stdout.splitlines()[1].startswith("  quality")
    (record,) = read_lines(cli.run(*arguments, "--json"))
    assert os.fsencode(record["file"]) == path
    os.remove(path)
    missing = cli.run(*arguments)
    assert missing.returncode == 1
    assert len(complaints(missing)) == 2


def test_terminal_without_unicode(cli: Any, tiny: Path, images: dict[str, Path]) -> None:
    path = shutil.copy(images["melanoma"], cli.folder / "Größe.png")
    environment = cli.environment() | {"PYTHONIOENCODING": "ascii"}
    result = subprocess.run(
        cli.command("diagnose", path, "--bundle", tiny),
        capture_output=True, env=environment, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert b"Gr\\xf6\\xdfe.png" in result.stdout
    assert b"####" in result.stdout


def test_reader_that_goes_away(cli: Any, tiny: Path, images: dict[str, Path]) -> None:
    read, write = os.pipe()
    os.close(read)
    result = subprocess.run(
        cli.command("diagnose", *[images["melanoma"]] * 3, "--bundle", tiny, "--json"),
        stdout=write, stderr=subprocess.PIPE, text=True, env=cli.environment(), check=False,
    )  # fmt: skip
    os.close(write)
    assert result.returncode == 1
    assert len(complaints(result)) == 1


def test_refused_bundle_is_one_line_and_nothing_else(
    cli: Any, tiny: Path, images: dict[str, Path]
) -> None:
    broken = shutil.copytree(tiny, cli.folder / "broken")
    (broken / "head.onnx").write_bytes(b"\0" * (broken / "head.onnx").stat().st_size)
    result = cli.run("diagnose", images["melanoma"], "--bundle", broken, "--json")
    assert (result.returncode, result.stdout) == (1, "")
    (line,) = complaints(result)
    assert str(broken / "head.onnx") in line


@pytest.mark.parametrize("arguments", [["--threads", "0"], ["--provider", "tpu"], []])
def test_wrong_usage(cli: Any, tiny: Path, arguments: list[str]) -> None:
    image = ["x.png"] if arguments else []
    assert cli.run("diagnose", *image, "--bundle", tiny, *arguments).returncode == 2


def test_empty_question_is_refused_before_anything(cli: Any, tiny: Path) -> None:
    result = cli.run("diagnose", "x.png", "--bundle", tiny, "--question", " ")
    assert (result.returncode, result.stdout) == (1, "")
    assert "--question" in result.stderr


def test_provider_that_is_not_there_is_reported(
    cli: Any, tiny: Path, images: dict[str, Path]
) -> None:
    import onnxruntime

    if "CUDAExecutionProvider" in onnxruntime.get_available_providers():
        pytest.skip("this onnxruntime has CUDA")
    result = cli.run(
        "diagnose", images["melanoma"], "--bundle", tiny, "--provider", "cuda", "--json"
    )
    assert result.returncode == 0
    assert read_lines(result)[0]["stamp"]["provider"] == "cpu"
    assert "running on the CPU: " in result.stderr


def test_same_image_same_result(cli: Any, tiny: Path, images: dict[str, Path]) -> None:
    records = []
    for threads in ("1", "2"):
        (record,) = read_lines(
            cli.run(
                "diagnose", images["melanoma"], "--bundle", tiny, "--json", "--threads", threads
            )
        )
        del record["stamp"]["time"]
        records.append(record)
    assert records[0] == records[1]


def test_large_photograph(cli: Any, tiny: Path) -> None:
    path = cli.folder / "large.jpg"
    Image.effect_noise((3000, 2000), 40).convert("RGB").save(path)
    result = cli.run("diagnose", path, "--bundle", tiny, "--json", "--no-description")
    assert read_lines(result)[0]["status"] == "ok"
