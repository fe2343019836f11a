"""Other models' tables beside ours."""

import csv
import json
import os
from pathlib import Path

import numpy as np
import pytest

from skinvl.contract.errors import DataError
from skinvl.training.evaluation.labelspace import ham10000_space
from skinvl.training.evaluation.peers import compare_with_peers, read_peers
from skinvl.training.evaluation.report import Report
from skinvl.training.evaluation.scores import Classified, score_images

CLASSES = (
    "actinic keratosis",
    "basal cell carcinoma",
    "benign keratosis",
    "dermatofibroma",
    "melanoma",
    "nevus",
    "vascular",
)
DATA = Path(os.environ.get("SKINVL_DATA", Path(__file__).parents[4] / "shared" / "data"))
HOLDOUT = DATA / "peers" / "ham10000_holdout"


def write_peers(folder: Path, tables: dict[str, list[tuple[str, int, int]]]) -> Path:
    """Tables of (image, true class, predicted class); returns the classes' file."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "class2label.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("diag", "label"), *((c, n) for n, c in enumerate(CLASSES))])
    for name, rows in tables.items():
        path = folder / f"{name}.csv"
        path.parent.mkdir(exist_ok=True)
        with path.open("w", newline="") as file:
            writer = csv.writer(file)
            header = [f"probability_class_{n}" for n in range(7)]
            writer.writerow(["image_id", "true_label", "predicted_label", *header])
            for image, truth, guess in rows:
                values = [0.82 if n == guess else 0.03 for n in range(7)]
                writer.writerow([image, truth, guess, *values])
    return folder / "class2label.csv"


def make_ours(predict, guesses: list[tuple[int, int]]):
    codes = ham10000_space().codes
    return [
        predict(
            n,
            codes[truth],
            {code: 0.82 if k == guess else 0.03 for k, code in enumerate(codes)},
            id=f"HAM10000_images/ISIC_{n}",
            malignant=0.82 + 2 * 0.03 if guess in (0, 1, 4) else 0.09,
        )
        for n, (truth, guess) in enumerate(guesses)
    ]


def test_same_answers_differ_by_nothing(tmp_path: Path, predict) -> None:
    guesses = [(4, 4), (4, 5), (5, 5), (5, 5), (2, 2), (1, 4)]
    rows = [(f"ISIC_{n}", truth, guess) for n, (truth, guess) in enumerate(guesses)]
    worse = [(name, truth, 5) for name, truth, _ in rows]
    classes = write_peers(tmp_path / "p", {"lp/same": rows, "lp/worse": worse})
    peers = read_peers(tmp_path / "p", classes, ham10000_space())
    assert [peer.name for peer in peers] == ["lp/same", "lp/worse"]
    report = Report()
    compare_with_peers(report, make_ours(predict, guesses), peers)
    for metric, estimate in report.metrics.items():
        if metric.startswith("peers/SkinVL/"):
            twin = report.metrics[metric.replace("SkinVL", "lp/same")]
            assert (twin.value, twin.low, twin.high) == pytest.approx(
                (estimate.value, estimate.low, estimate.high), nan_ok=True
            )
    same = report.comparisons["peers"]["lp/same"]
    assert same["balanced_accuracy"]["difference"] == 0
    assert same["mcnemar"] == {"only_skinvl_right": 0, "only_peer_right": 0, "p": 1.0, "p_holm": 1}
    found = report.comparisons["peers"]["lp/worse"]
    assert found["mcnemar"]["only_skinvl_right"] == 2
    assert found["balanced_accuracy"]["difference"] == pytest.approx(2.5 / 4 - 1 / 4)


def test_part_of_the_images_is_compared_and_counted(tmp_path: Path, predict) -> None:
    guesses = [(4, 4), (5, 5), (5, 4)]
    rows = [(f"ISIC_{n}", truth, guess) for n, (truth, guess) in enumerate(guesses)]
    rows.append(("ISIC_99", 5, 5))
    peers = read_peers(tmp_path, write_peers(tmp_path, {"a": rows}), ham10000_space())
    report = Report()
    compare_with_peers(report, make_ours(predict, guesses), peers)
    assert report.counts["peers"]["images"] == 3
    assert report.counts["peers"]["published"] == 4


def test_images_without_a_malignant_one(tmp_path: Path, predict, run) -> None:
    rows = [("ISIC_0", 5, 5), ("ISIC_1", 2, 5)]
    peers = read_peers(tmp_path, write_peers(tmp_path, {"a": rows}), ham10000_space())
    report = Report()
    compare_with_peers(report, make_ours(predict, [(5, 5), (2, 2)]), peers)
    record = report.to_json(run, 0, "c")
    assert record["comparisons"]["peers"]["a"]["malignant_auroc"]["p_holm"] is None
    assert "peers/a/malignant_auroc" in record["undefined"]
    json.dumps(record, allow_nan=False)


def test_contradicting_truth_is_refused(tmp_path: Path, predict) -> None:
    peers = read_peers(tmp_path, write_peers(tmp_path, {"a": [("ISIC_0", 5, 5)]}), ham10000_space())
    with pytest.raises(DataError, match="ISIC_0"):
        compare_with_peers(Report(), make_ours(predict, [(4, 4)]), peers)
    with pytest.raises(DataError, match="none of their images"):
        compare_with_peers(Report(), [predict(0, "melanoma", {}, id="x/y")], peers)


def test_damaged_tables_are_named(tmp_path: Path) -> None:
    classes = write_peers(tmp_path, {})
    with pytest.raises(DataError, match="no table"):
        read_peers(tmp_path, classes, ham10000_space())
    (tmp_path / "bad.csv").write_text("image_id,true_label\nx,1\n")
    with pytest.raises(DataError, match=r"bad\.csv.*probability_class_0"):
        read_peers(tmp_path, classes, ham10000_space())
    classes.write_text("diag,label\nnonsense,0\n")
    with pytest.raises(DataError, match="nonsense"):
        read_peers(tmp_path, classes, ham10000_space())


@pytest.mark.skipif(not HOLDOUT.is_dir(), reason="the published HAM10000 hold-out is not here")
def test_published_figures_are_reproduced() -> None:
    """Figures printed with DermFM-Zero's release, computed there by other code."""
    space = ham10000_space()
    peers = {p.name: p for p in read_peers(HOLDOUT, HOLDOUT / "class2label.csv", space)}
    published = {
        "linear_probe/CLIP-Large": (0.846, 0.668, 0.968),
        "linear_probe/PanDerm": (0.882, 0.783, 0.981),
        "zero_shot/MAKE": (0.455, 0.558, 0.890),
    }
    for name, (accuracy, balanced, macro) in published.items():
        ids = sorted(peers[name].truth)
        assert len(ids) == 1503
        truth = np.array([peers[name].truth[i] for i in ids])
        probabilities = np.array([peers[name].probabilities[i] for i in ids])
        malignant = space.malignant
        found = score_images(
            Classified(
                truth,
                probabilities,
                malignant[truth],
                probabilities[:, malignant].sum(axis=1),
                tuple(ids),
            ),
            replicates=50,
        )
        assert found["accuracy"].value == pytest.approx(accuracy, abs=1e-3)
        assert found["balanced_accuracy"].value == pytest.approx(balanced, abs=1e-3)
        assert found["macro_auroc"].value == pytest.approx(macro, abs=1e-3)
