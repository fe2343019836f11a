"""From a build folder to its questions: the files, twice the same, and what a model adds."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from skinvl.contract.errors import ConfigError
from skinvl.contract.sample import QuestionAnswer, read_samples
from skinvl.dataset.books.records import Pair
from skinvl.dataset.vqa import writing
from skinvl.dataset.vqa.llm import LlmConfig, Written
from skinvl.dataset.vqa.writing import FORMATS, VqaConfig, write_questions

WriteBuild = Callable[[Sequence[Pair]], Path]


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_build_folder_becomes_a_dataset_folder(
    pairs: list[Pair], write_build: WriteBuild
) -> None:
    folder = write_build(pairs)
    result = write_questions(VqaConfig(folder))
    samples = read_samples(folder)
    assert [sample.id for sample in samples] == ["atlas/" + Path(p.image_path).stem for p in pairs]
    assert [sample.split for sample in samples] == [pair.split for pair in pairs]
    assert result.report["questions"] == sum(len(sample.qa) for sample in samples) > 500
    assert json.loads((folder / "qa_report.json").read_text()) == result.report
    assert result.card.licence == "CC BY 4.0"
    assert result.report["dropped"] == {} and (folder / "qa_rejects.jsonl").read_text() == ""
    yesno = result.report["yesno"]
    assert all(yesno[f"{split}/yes"] == yesno[f"{split}/no"] for split in ("train", "val", "test"))


def test_the_subsets_of_mm_skin(pairs: list[Pair], write_build: WriteBuild) -> None:
    folder = write_build(pairs)
    report = write_questions(VqaConfig(folder)).report
    rows = {
        path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for path in (folder / "subsets").iterdir()
    }
    assert report["subsets"] == {name: len(found) for name, found in rows.items()}
    assert len(rows["MM-Skin-C"]) == len(pairs)
    assert {row["gender"] for row in rows["MM-Skin-D"]} == {"male", "female"}
    assert len(rows["MM-Skin-D"]) == sum(pair.sex is not None for pair in pairs)
    assert len(rows["MM-Skin-O"]) > len(pairs) and {"question", "answer"} <= set(
        rows["MM-Skin-O"][0]
    )


def test_a_second_time_changes_no_byte(pairs: list[Pair], write_build: WriteBuild) -> None:
    folder = write_build(pairs)
    write_questions(VqaConfig(folder, FORMATS))
    first = _files(folder)
    assert {"llava/train.json", "mm-skin/VQA.csv", "parquet/val.parquet"} <= set(first)
    write_questions(VqaConfig(folder, FORMATS))
    assert _files(folder) == first
    write_questions(VqaConfig(folder, seed=1))
    assert _files(folder)["samples.jsonl"] != first["samples.jsonl"]


def test_questions_never_divide_a_picture(pairs: list[Pair], write_build: WriteBuild) -> None:
    folder = write_build(pairs)
    write_questions(VqaConfig(folder, ("llava", "mm-skin")))
    seen: dict[str, set[str]] = {}
    for path in (folder / "llava").iterdir():
        for entry in json.loads(path.read_text(encoding="utf-8")):
            seen.setdefault(entry["image"], set()).add(path.stem)
    assert len(seen) == len(pairs) and all(len(splits) == 1 for splits in seen.values())


def test_a_folder_without_pairs_has_nothing_to_ask(write_build: WriteBuild, tmp_path: Path) -> None:
    (tmp_path / "pairs.jsonl").write_text("")
    with pytest.raises(ConfigError, match="nothing to ask"):
        write_questions(VqaConfig(tmp_path))


GARBAGE = (
    QuestionAnswer("Is there anything else you would like to know?", "No", "yesno", "written"),
    QuestionAnswer("How is this treated?", "Surgery.", "open", "written"),
    QuestionAnswer("Is this contagious?", "no", "yesno", "written"),
    QuestionAnswer("What is shown?", "As an AI, I cannot see it.", "open", "written"),
    QuestionAnswer("What is shown?", "Lupus pernio with 3 nodules.", "open", "written"),
    QuestionAnswer("How old is the patient?", "Old.", "open", "written"),
)


def test_what_a_model_gets_wrong_is_dropped_and_the_rules_stay(
    pairs: list[Pair],
    write_build: WriteBuild,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    folder = write_build(pairs)
    plain = write_questions(VqaConfig(folder))
    ruled = {sample.id: sample.qa for sample in read_samples(folder)}
    good = QuestionAnswer("What tumour or disease is this?", "melanoma", "open", "written")

    def answer(asked: Sequence[Pair], _config: LlmConfig) -> Iterator[Written]:
        for pair in asked:
            if pair.modality == "pathology":
                yield Written(reason="not json", detail="line 1")
            elif "melanoma" in pair.caption.lower():
                yield Written((good,))
            else:
                yield Written(GARBAGE)

    monkeypatch.setattr(writing, "ask_model", answer)
    llm = LlmConfig("http://localhost:1", "small", tmp_path / "cache")
    report = write_questions(VqaConfig(folder, llm=llm)).report
    melanomas = sum("melanoma" in pair.caption.lower() for pair in pairs)
    sections = sum(pair.modality == "pathology" for pair in pairs)
    others = len(pairs) - melanomas - sections
    assert report["topics"]["written/open"] == melanomas
    assert report["dropped"] == {
        "llm/demographics": others,
        "llm/not json": sections,
        "llm/residue": 2 * others,
        "llm/unanswerable": 2 * others,
        "llm/unsupported": others,
    }
    for sample in read_samples(folder):
        assert [qa for qa in sample.qa if qa.topic != "written"] == list(ruled[sample.id])
    rows = [json.loads(line) for line in (folder / "qa_rejects.jsonl").read_text().splitlines()]
    assert Counter(row["reason"] for row in rows)["not json"] == sections
    assert plain.report["questions"] + melanomas == report["questions"]


def test_the_blind_figures_are_in_the_report(pairs: list[Pair], write_build: WriteBuild) -> None:
    blind: dict[str, Any] = write_questions(VqaConfig(write_build(pairs))).report["blind"]
    assert blind["diagnosis (choice)"]["accuracy"] == blind["diagnosis (choice)"]["chance"]
    assert blind["is diagnosis (yesno)"]["accuracy"] == 0.5
