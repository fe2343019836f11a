from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from skinvl.contract.errors import DataError
from skinvl.dataset.books.duplicates import Fingerprint, read_fingerprint
from skinvl.dataset.books.folder import write_file
from skinvl.dataset.books.records import Pair, Reject
from skinvl.dataset.review.applying import Corrected, apply_corrections, read_rgb
from skinvl.dataset.review.corrections import (
    CORRECTIONS_FILE,
    Action,
    Correction,
    merge_corrections,
    print_corrections,
)
from skinvl.dataset.review.rows import BookRows, read_rows


@pytest.fixture
def out(built: Path) -> Path:
    return built / "out"


@pytest.fixture
def rows(out: Path) -> BookRows:
    return read_rows(out)


def _fingerprints(out: Path, pairs: tuple[Pair, ...]) -> list[Fingerprint]:
    return [read_fingerprint(read_rgb(out / pair.image_path), pair.image_sha256) for pair in pairs]


def _apply(out: Path, rows: BookRows, *said: Correction) -> Corrected:
    write_file(out / CORRECTIONS_FILE, print_corrections(merge_corrections((), said)))
    locate: Callable[[str], Path] = lambda path: out / path  # noqa: E731
    prints = _fingerprints(out, rows.pairs)
    return apply_corrections(out, rows.pairs, prints, rows.rejects, locate)


def _about(row: Pair | Reject, action: Action, value: str = "", note: str = "") -> Correction:
    assert row.bbox is not None
    return Correction(row.pdf, row.page, row.bbox, action, value, note, "A. Weber")


def test_without_corrections_nothing_changes(out: Path, rows: BookRows) -> None:
    done = _apply(out, rows)
    assert (done.pairs, done.rejects, done.spared) == (rows.pairs, rows.rejects, frozenset())
    assert done.report == {"corrections": 0, "applied": 0, "unmatched": 0, "by_action": {}}


def test_a_rejected_pair_becomes_a_reject_with_reason_and_reviewer(
    out: Path, rows: BookRows
) -> None:
    pair = rows.pairs[1]
    done = _apply(out, rows, _about(pair, "reject", "wrong_caption", "belongs to 3.1"))
    assert pair not in done.pairs and len(done.pairs) == len(rows.pairs) - 1
    assert len(done.fingerprints) == len(done.pairs)
    (row,) = (row for row in done.rejects if row.stage == "review")
    assert (row.reason, row.detail) == ("wrong_caption", "belongs to 3.1 (by A. Weber)")
    assert (row.image_path, row.caption) == (pair.image_path, pair.figure_caption)


def test_fields_are_corrected_and_flagged(out: Path, rows: BookRows) -> None:
    pair = rows.pairs[0]
    words = "Histopathology of psoriasis in a 30-year-old woman (H&E)."
    done = _apply(
        out,
        rows,
        _about(pair, "caption", words),
        _about(pair, "modality", "other"),
        _about(rows.pairs[1], "diagnosis", "none"),
    )
    first, second = done.pairs[:2]
    assert (first.caption, first.age, first.sex, first.diagnosis) == (
        words,
        30.0,
        "female",
        "psoriasis",
    )
    assert (first.modality, first.modality_probability) == ("other", 1.0)
    assert {"caption_corrected", "modality_corrected"} <= set(first.flags)
    assert second.diagnosis is None and "diagnosis_corrected" in second.flags
    assert done.pairs[2:] == rows.pairs[2:]
    assert done.report["by_action"] == {"caption": 1, "diagnosis": 1, "modality": 1}


def test_a_picture_that_was_rejected_wrongly_comes_back(out: Path, rows: BookRows) -> None:
    reject = next(row for row in rows.rejects if row.image_path and row.caption)
    done = _apply(out, rows, _about(reject, "keep"))
    pair = done.pairs[-1]
    assert (pair.caption, pair.image_path, pair.bbox) == (
        reject.caption,
        reject.image_path,
        reject.bbox,
    )
    assert "kept_by_reviewer" in pair.flags and reject not in done.rejects
    assert done.spared == {len(done.pairs) - 1}
    with Image.open(out / pair.image_path) as image:
        assert (pair.width, pair.height) == image.size


def test_a_kept_picture_may_be_given_a_caption(out: Path, rows: BookRows) -> None:
    reject = next(row for row in rows.rejects if row.image_path)
    done = _apply(out, rows, _about(reject, "keep", "Melanoma on the back."))
    assert (done.pairs[-1].caption, done.pairs[-1].diagnosis) == (
        "Melanoma on the back.",
        "melanoma",
    )


def test_a_correction_of_a_picture_that_is_no_longer_found_is_counted(
    out: Path, rows: BookRows
) -> None:
    gone = Correction("other.pdf", 1, (0, 0, 1, 1), "reject", "chart")
    done = _apply(out, rows, gone)
    assert done.pairs == rows.pairs
    assert (done.report["applied"], done.report["unmatched"]) == (0, 1)


def test_pixels_of_any_stored_encoding(tmp_path: Path) -> None:
    grey = np.tile(np.arange(0, 240, 4, dtype=np.uint8), (40, 1))
    image = Image.fromarray(grey)
    for name, mode in (
        ("a.png", "L"),
        ("b.png", "RGBA"),
        ("c.png", "1"),
        ("d.jp2", "RGB"),
        ("e.jpg", "CMYK"),
    ):
        image.convert(mode).save(tmp_path / name)
        pixels = read_rgb(tmp_path / name)
        assert (pixels.shape, pixels.dtype) == ((40, 60, 3), np.uint8)
        assert pixels[:, :20].mean() < pixels[:, 40:].mean() - 60
    (tmp_path / "f.png").write_bytes(b"nothing")
    with pytest.raises(DataError, match="cannot be read"):
        read_rgb(tmp_path / "f.png")
