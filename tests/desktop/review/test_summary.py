"""The report of a review: what it says of a folder, and pictures of what was analysed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from miniatures.dicom_photograph import write_dicom

from skinvl.desktop.core.review.overview import URGENT, Urgent, count_up
from skinvl.desktop.core.review.results import write_results
from skinvl.desktop.core.review.run import Review
from skinvl.desktop.core.review.sections import Heading, Paragraph, Sheet
from skinvl.desktop.core.review.summary import make_thumbnail


def test_everything_is_counted_and_the_worst_come_first(
    begin: Callable[..., Review], folder: Path, many: int
) -> None:
    review = begin()
    review.run()
    overview = count_up(review.journal)
    review.close()
    assert overview.adds_up
    assert overview.done == many
    assert overview.malignant.total() + overview.abstained == many
    assert len(overview.urgent) <= URGENT
    scores = [urgent.score for urgent in overview.urgent]
    assert scores == sorted(scores, reverse=True)


def test_a_dicom_image_has_its_picture_on_the_sheet(
    begin: Callable[..., Review], folder: Path, tmp_path: Path
) -> None:
    write_dicom(folder / "photograph.dcm", "4711")
    review = begin()
    review.run()
    (row,) = (row for row in review.journal.rows() if row.path == "photograph.dcm")
    urgent = Urgent(0.5, row.path, row.sha256, "")
    picture = make_thumbnail(review.journal.content, urgent, 48)
    assert not isinstance(picture, str)
    assert picture.size == (48, 36)
    review.close()


def test_a_file_that_was_replaced_is_not_shown_as_the_one_that_was_read(
    begin: Callable[..., Review], folder: Path, tmp_path: Path
) -> None:
    review = begin()
    review.run()
    urgent = count_up(review.journal).urgent
    for file in folder.rglob("*.jpg"):
        file.write_bytes(next(folder.rglob("*.jpg")).read_bytes() + b"another")
    results = write_results(review.journal, tmp_path / "results", folder, review.model)
    review.close()
    told = (tmp_path / "results" / "report.html").read_text(encoding="utf-8")
    assert told.count("was changed after it was read") == len(urgent)
    assert "<img" not in told
    sheets = [part for part in results.report.sections if isinstance(part, Sheet)]
    assert sheets == [Sheet(tuple(urgent))]


def test_decisions_are_counted(begin: Callable[..., Review], folder: Path) -> None:
    from skinvl.desktop.core.review.journal import Journal
    from skinvl.desktop.core.review.journal_queue import JournalQueue
    from skinvl.desktop.core.review.queue import Wanted
    from skinvl.desktop.core.review.sections import Facts, compose_report

    review = begin()
    review.run()
    assert isinstance(review.journal, Journal)
    queue = JournalQueue(review.journal)
    first, second = queue.items(queue.arrange(Wanted(order="file")).ids[:2])
    queue.decide(first, "flag")
    queue.decide(second, "skip")
    overview = count_up(review.journal)
    review.close()
    assert dict(overview.decisions) == {"flagged": 1, "skipped": 1}
    sections = compose_report(Facts("photographs", "m", "c", "1"), overview).sections
    assert Heading("What was decided") in sections
    assert Paragraph(f"Read and not reviewed yet: {overview.done - 2}") in sections
