"""The dataset card counts what is in the samples."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from skinvl.contract.sample import read_card, read_samples
from skinvl.dataset.card import READABLE_CARD, fingerprint_samples, summarise
from skinvl.dataset.importing import ImportConfig, import_collection


def test_the_fingerprint_follows_images_labels_and_splits(
    ham10000: Path, tmp_path: Path
) -> None:
    import_collection(ImportConfig("ham10000", ham10000, tmp_path / "out"))
    samples = read_samples(tmp_path / "out")
    before = fingerprint_samples(samples)
    assert read_card(tmp_path / "out").sources[0]["data_sha256"] == before
    assert fingerprint_samples(samples[::-1]) == before
    assert fingerprint_samples([dataclasses.replace(s, caption=None) for s in samples]) == before
    for change in ({"split": "withheld"}, {"diagnosis": None}, {"image_sha256": "0" * 64}):
        first = dataclasses.replace(samples[0], **change)  # type: ignore[arg-type]
        assert fingerprint_samples([first, *samples[1:]]) != before


def test_the_card_tells_people_and_programs_the_same(ham10000: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    card = import_collection(ImportConfig("ham10000", ham10000, out, seed=5))
    assert card == read_card(out)
    assert card.counts["with"]["attributes"] == 7
    assert sum(card.counts["split_diagnosis"].values()) == card.samples
    text = (out / READABLE_CARD).read_text(encoding="utf-8")
    assert "Tschandl" in text and "CC BY-NC 4.0" in text and "seed 5" in text
    assert f"Samples: {card.samples}" in text
    shown = summarise(card, out)
    assert str(out) in shown and "full_frame_images 1" in shown
