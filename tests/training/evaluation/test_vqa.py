"""The protocol from a request to its report: tables made elsewhere, and a real miniature bundle."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from skinvl.contract.errors import ConfigError
from skinvl.contract.sample import QuestionAnswer, build_card, read_samples, write_samples
from skinvl.training.evaluation.evaluate import Request
from skinvl.training.evaluation.predictions import PREDICTIONS_FILE
from skinvl.training.evaluation.report import Origin, write_report
from skinvl.training.evaluation.vqa import run_vqa
from skinvl.training.evaluation.vqa_arguments import VqaOptions

ROWS = (
    'dataset/bk1_1.png,Is it red?,"Yes, it","Yes, it is red.",skin',
    'dataset/bk1_2.png,Is it red?,Yes.,"No, it is blue.",skin',
    'dataset/bk1_2.png,Is it red?,Yes.,"No, it is blue.",skin',
    "dataset/bk1_3.png,What does the image show?,Psoriasis.,The image shows psoriasis.,pathology",
)


@pytest.fixture
def request_of(tmp_path: Path) -> Any:
    def make(**fields: Any) -> Request:
        values: dict[str, Any] = {
            "protocol": "vqa",
            "split": "test",
            "not_skin_split": "test",
            "out": tmp_path / "out",
            "seed": 0,
            "provider": "cpu",
            "command": "skinvl evaluate vqa",
            "data": (),
            "not_skin": (),
            **fields,
        }
        names = [field.name for field in dataclasses.fields(Request)]
        return Request(**{name: values.get(name) for name in names})

    return make


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "predictions.csv"
    header = "image,question,predicted_answer,ground_truth,modality"
    path.write_text("\n".join((header, *ROWS)))
    return path


def values(report: Any) -> dict[str, float | None]:
    return {name: estimate.value for name, estimate in report.metrics.items()}


def test_table_in_both_forms(table: Path, request_of: Any, tmp_path: Path) -> None:
    training = tmp_path / "train.csv"
    training.write_text("image,question,answer\ndataset/bk1_3.png,Is it red?,No.\n")
    options = VqaOptions("both", answers=table, training_table=training, modality_tables=True)
    result = run_vqa(request_of(), options)
    found = values(result.report)
    # As released the repeated row counts twice.
    assert found["as-released/skin/recall"] == pytest.approx((2 / 4 + 0 + 0) / 3)
    assert found["text/clinical/token-recall/image"] == (2 / 4 + 0) / 2
    assert found["yes-no/all/accuracy/image"] == 1 / 2
    assert found["yes-no/clinical/accuracy/training-majority"] == 1 / 2
    assert found["yes-no/clinical/accuracy/always-yes"] == 1 / 2
    assert found["diagnosis/pathology/match/image"] == 1
    counts = result.report.counts
    assert (counts["questions"], counts["repeated_rows_left_out_when_corrected"]) == (3, 1)
    assert counts["as-released"]["questions"] == 4
    assert counts["images_in_training_table"] == 1
    assert any("1 of the 3 tested images were trained on" in n for n in result.report.notes)
    assert isinstance(result.run, Origin)
    write_report(result.report, result.run, tmp_path, seed=0, command="c")
    assert "# vqa: predictions.csv" in (tmp_path / "table.md").read_text()


@pytest.mark.parametrize(
    ("form", "kept", "gone"),
    [("as-released", "as-released/skin", "text/"), ("corrected", "text/all", "as-released/")],
)
def test_one_form_alone(form: Any, kept: str, gone: str, table: Path, request_of: Any) -> None:
    found = values(run_vqa(request_of(), VqaOptions(form, answers=table)).report)
    assert any(name.startswith(kept) for name in found)
    assert not any(name.startswith(gone) for name in found)
    assert "yes-no/clinical/accuracy/image" not in found


def test_encoder_is_looked_at_before_anything_runs(request_of: Any, tmp_path: Path) -> None:
    options = VqaOptions(bertscore_encoder=tmp_path)
    with pytest.raises(ConfigError, match="holds no encoder"):
        run_vqa(request_of(bundle=tmp_path / "gone"), options)


def test_bundle_in_both_forms_and_its_predictions_again(
    tiny: Path, bundles: Any, skin_data: Path, request_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKINVL_TRUSTED_KEYS", str(bundles.keys))
    request = request_of(bundle=tiny, data=(skin_data,))
    first = run_vqa(request, VqaOptions("both"))
    found = values(first.report)
    # Closed questions are answered freely too where the form as released is wanted.
    assert first.report.counts["as-released"]["questions"] == 15
    assert "as-released/dermoscopy/bleu-4" in found
    assert found["closed/all/accuracy/image"] is not None
    assert "text/dermoscopy/rouge-l/blind" in found
    assert any("cannot reproduce" in note for note in first.report.notes)
    again = request_of(predictions=request.out / PREDICTIONS_FILE)
    assert values(run_vqa(again, VqaOptions("both")).report) == found


def test_predictions_of_the_corrected_form_say_what_they_lack(
    tiny: Path, bundles: Any, skin_data: Path, request_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKINVL_TRUSTED_KEYS", str(bundles.keys))
    request = request_of(bundle=tiny, data=(skin_data,), limit=3)
    asked = run_vqa(request, VqaOptions()).report.counts
    again = request_of(predictions=request.out / PREDICTIONS_FILE)
    report = run_vqa(again, VqaOptions("as-released")).report
    assert report.counts["as-released"]["questions"] == asked["open_questions"]
    said = f"{asked['closed_questions']} closed questions carry no generated answer"
    assert any(said in note for note in report.notes)


def test_data_are_needed_with_a_bundle(tiny: Path, request_of: Any) -> None:
    with pytest.raises(ConfigError, match="--data: needed with --bundle"):
        run_vqa(request_of(bundle=tiny), VqaOptions())


def test_question_too_long_is_left_out_and_counted(
    tiny: Path,
    bundles: Any,
    skin_data: Path,
    request_of: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SKINVL_TRUSTED_KEYS", str(bundles.keys))
    folder = tmp_path / "long"
    folder.mkdir()
    (folder / "images").symlink_to(skin_data / "images")
    asked = (
        QuestionAnswer("Is it " + "very " * 5000 + "red?", "Yes.", "yesno", "colour"),
        QuestionAnswer("Is it red?", "Yes.", "yesno", "colour"),
    )
    samples = [dataclasses.replace(s, qa=asked) for s in read_samples(skin_data)[:2]]
    card = build_card(
        samples, name="long", version="1", created="2025-01-01", licence="CC0", sources=()
    )
    write_samples(folder, samples, card)
    report = run_vqa(request_of(bundle=tiny, data=(folder,)), VqaOptions()).report
    assert report.counts["closed_questions"] == 2
    assert report.counts["left_out"] == 2
    assert all(note.startswith("left out: ") for note in report.notes)
