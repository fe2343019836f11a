"""Corrected overlap: conditions, modalities and what style alone earns."""

import pytest

from skinvl.training.evaluation.report import Report
from skinvl.training.evaluation.vqa_table import TextAnswer
from skinvl.training.evaluation.vqa_texts import references_of_others, score_texts


def answer(image: str, question: str, reference: str, modality: str = "skin") -> TextAnswer:
    texts = {"image": reference, "blind": "blue"}
    return TextAnswer(image, question, reference, texts, modality, image)


def test_conditions_and_modalities() -> None:
    members = [answer(str(n), "q", "red mole" if n % 2 else "a spot") for n in range(8)]
    members += [answer("p", "q", "nests of cells", "pathology")]
    report = Report()
    score_texts(report, members, None, seed=0)
    values = {name: e.value for name, e in report.metrics.items()}
    assert values["text/all/bleu-2/image"] == pytest.approx(1)
    assert values["text/clinical/rouge-l/image"] == 1
    assert values["text/all/token-f1/blind"] == values["text/clinical/bleu-1/blind"] == 0
    assert "text/all/token-f1/swapped" not in values
    assert 0 <= (values["text/clinical/token-f1/other-reference"] or 0) < 1
    assert report.metrics["text/clinical/rouge-1/image"].groups == 8
    # One image: no interval, and no other one to take a reference from.
    assert report.metrics["text/pathology/token-f1/image"].low is None
    assert "text/pathology/token-f1/other-reference" not in values


def test_intervals_are_resampled_by_image() -> None:
    def score(images: list[str]) -> tuple[float, float]:
        members = [
            TextAnswer(image, "q", "red", {"image": "red" if n % 2 else "blue"}, "skin", image)
            for n, image in enumerate(images)
        ]
        report = Report()
        score_texts(report, members, None, seed=0)
        found = report.metrics["text/clinical/token-f1/image"]
        assert found.value == 0.5 and found.low is not None and found.high is not None
        return found.low, found.high

    alone = score([str(n) for n in range(40)])
    # Pairs of unlike answers always come together: every resample has the same mean.
    together = score([str(n // 2) for n in range(40)])
    assert alone[0] < 0.45 < 0.55 < alone[1]
    assert together == (0.5, 0.5)


def test_other_references_are_of_another_image_and_the_same_question_if_there_is_one() -> None:
    members = [answer(str(n % 3), "colour", f"colour {n}") for n in range(6)]
    members += [answer("0", "shape", "shape 0"), answer("1", "site", "site 1")]
    for seed in range(5):
        found = references_of_others(members, seed)
        assert found == references_of_others(members, seed)
        for n, reference in enumerate(found[:6]):
            assert reference.startswith("colour")
            assert int(reference.split()[1]) % 3 != n % 3
        assert found[6] != "shape 0" and found[7] != "site 1"


def test_one_modality_needs_no_table_of_all() -> None:
    report = Report()
    score_texts(report, [answer("a", "q", "r"), answer("b", "q", "s")], None, seed=0)
    assert {name.split("/")[1] for name in report.metrics} == {"clinical"}
    assert report.metrics["text/clinical/bleu-1/image"].value == pytest.approx(1)
