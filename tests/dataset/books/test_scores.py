"""The whole build over printed miniatures of many layouts reaches these scores.

The limits stand a little below what is reached; the layouts are not those of any one publisher.
"""

import json
from dataclasses import dataclass

import pytest
from miniatures.books.press import Book, print_book
from miniatures.books.scoring import Scores, score_books

from skinvl.dataset.books.build import BuildConfig, build_dataset
from skinvl.dataset.books.records import PAIRS_FILE, REJECTS_FILE

STYLES = (
    "above-pipe",
    "atlas-six-a-page",
    "beside-right-top",
    "chinese",
    "composites",
    "cropped-pages",
    "encodings-one",
    "facing-plates",
    "german",
    "legends-at-the-end",
    "mixed-places",
    "next-column",
    "outer-margin",
    "rejects",
    "russian",
    "stacked-above-without-prose",
    "sub-captions-under",
    "three-columns",
    "turned-pages",
    "two-columns-dash",
    "unnumbered-centred",
)


@dataclass(frozen=True)
class Built:
    scores: Scores
    rows: int


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("scores")
    (root / "books").mkdir()
    golds = [
        print_book(Book(style, seed=700 + number), root / "books" / f"{style}.pdf")
        for number, style in enumerate(STYLES)
    ]
    build_dataset(BuildConfig(inputs=(root / "books",), out=root / "out", workers=2))
    pairs, rejects = (
        [json.loads(line) for line in (root / "out" / name).read_text("utf-8").splitlines()]
        for name in (PAIRS_FILE, REJECTS_FILE)
    )
    return Built(score_books(golds, pairs, rejects), len(pairs))


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("figure_f1", 0.98),
        ("pair_f1", 0.96),
        ("panel_f1", 0.97),
        ("balanced_rejects", 0.93),
    ],
)
def test_the_build_reaches(built: Built, name: str, least: float) -> None:
    assert getattr(built.scores, name) >= least, "\n".join(built.scores.faults)


@pytest.mark.parametrize(
    ("name", "least"),
    [("captions", 0.98), ("sub_captions", 0.96), ("numbers", 0.98), ("modality", 0.9)],
)
def test_the_share_of_right_rows_reaches(built: Built, name: str, least: float) -> None:
    assert getattr(built.scores, name).value >= least, "\n".join(built.scores.faults)


def test_enough_was_scored_for_the_scores_to_mean_something(built: Built) -> None:
    assert built.rows > 150
    assert built.scores.captions.tries > 150 and built.scores.rejected.tries > 15
