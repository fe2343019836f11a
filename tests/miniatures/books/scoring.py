"""Scores what was read from printed books against their gold."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from miniatures.books.gold import Gold, number_key

OVERLAP = 0.5
LIKENESS = 0.9
Row = Mapping[str, Any]


@dataclass
class Share:
    """Hits among tries."""

    hits: int = 0
    tries: int = 0

    def count(self, hit: bool) -> None:
        self.hits += hit
        self.tries += 1

    @property
    def value(self) -> float:
        """0..1; 1 where nothing was to be tried."""
        return self.hits / self.tries if self.tries else 1.0


@dataclass
class Scores:
    """Shares over one or more books; ``faults`` name each miss."""

    figure_precision: Share = field(default_factory=Share)
    figure_recall: Share = field(default_factory=Share)
    captions: Share = field(default_factory=Share)
    numbers: Share = field(default_factory=Share)
    pair_precision: Share = field(default_factory=Share)
    pair_recall: Share = field(default_factory=Share)
    panel_precision: Share = field(default_factory=Share)
    panel_recall: Share = field(default_factory=Share)
    sub_captions: Share = field(default_factory=Share)
    rejected: Share = field(default_factory=Share)
    kept: Share = field(default_factory=Share)
    modality: Share = field(default_factory=Share)
    faults: list[str] = field(default_factory=list)

    @property
    def figure_f1(self) -> float:
        return _f1(self.figure_precision, self.figure_recall)

    @property
    def pair_f1(self) -> float:
        return _f1(self.pair_precision, self.pair_recall)

    @property
    def panel_f1(self) -> float:
        return _f1(self.panel_precision, self.panel_recall)

    @property
    def balanced_rejects(self) -> float:
        """Mean of the shares of rejects that were rejected and of the others that were kept."""
        return (self.rejected.value + self.kept.value) / 2


def score_books(golds: Iterable[Gold], pairs: Sequence[Row], rejects: Sequence[Row]) -> Scores:
    """Compare the rows of ``pairs.jsonl`` and ``rejects.jsonl`` with the truth."""
    scores = Scores()
    for gold in golds:
        kept = [row for row in pairs if row["pdf"] == gold.pdf]
        dropped = [row for row in rejects if row["pdf"] == gold.pdf and row["bbox"]]
        _score_book(scores, gold, kept, dropped)
    return scores


def _score_book(scores: Scores, gold: Gold, kept: Sequence[Row], dropped: Sequence[Row]) -> None:
    claimed: set[int] = set()
    for figure in gold.figures:
        paired = [
            _score_panel(scores, gold, figure, panel, kept, dropped, claimed)
            for panel in figure["panels"]
        ]
        wanted = [
            good
            for good, panel in zip(paired, figure["panels"], strict=True)
            if not panel["reject_reason"] and not panel["optional"]
        ]
        if wanted:
            scores.figure_recall.count(any(good is not None for good in wanted))
            scores.pair_recall.count(2 * sum(bool(good) for good in wanted) >= len(wanted))
    for decoration in gold.decorations:
        scores.rejected.count(
            not any(_covers(row, decoration["page"], decoration["bbox"]) for row in kept)
        )
    for number, row in enumerate(kept):
        scores.figure_precision.count(number in claimed)
        if number not in claimed:
            if any(len(figure["panels"]) > 1 and _inside(row, figure) for figure in gold.figures):
                scores.panel_precision.count(False)
            scores.pair_precision.count(False)
            scores.faults.append(f"{gold.pdf} p{row['page']}: nothing stands at {row['bbox']}")


def _score_panel(
    scores: Scores,
    gold: Gold,
    figure: Mapping[str, Any],
    panel: Mapping[str, Any],
    kept: Sequence[Row],
    dropped: Sequence[Row],
    claimed: set[int],
) -> bool | None:
    """Whether the panel is kept with its caption; None where no kept row has its box."""
    name = f"{gold.pdf} p{panel['page']} {figure['figure_number']} {panel['letter'] or ''}"
    hits = [
        number
        for number, row in enumerate(kept)
        if number not in claimed and _covers(row, panel["page"], panel["bbox"])
    ]
    several = len(figure["panels"]) > 1
    if panel["optional"]:
        claimed.update(hits[:1])
        return None
    if panel["reject_reason"]:
        scores.rejected.count(not hits)
        if hits:
            claimed.update(hits[:1])
            scores.pair_precision.count(False)
            scores.faults.append(f"{name}: kept, though {panel['reject_reason']}")
        return None
    scores.kept.count(bool(hits))
    if several:
        scores.panel_recall.count(bool(hits))
    if not hits:
        why = [row["reason"] for row in dropped if _covers(row, panel["page"], panel["bbox"])]
        scores.faults.append(f"{name}: not kept ({', '.join(why) or 'not found'})")
        return None
    row = kept[hits[0]]
    claimed.add(hits[0])
    if several:
        scores.panel_precision.count(True)
    own, whole = panel["caption"], figure["caption"]
    good = _alike(row["caption"], own or whole["body"], whole["body"], whole["text"])
    scores.captions.count(good)
    scores.pair_precision.count(good)
    if not good:
        scores.faults.append(f"{name}: caption {row['caption']!r}, not {own or whole['body']!r}")
    if own:
        own_found = _alike(row["caption"], own)
        scores.sub_captions.count(own_found)
        if good and not own_found:
            scores.faults.append(f"{name}: the whole caption, not {own!r}")
    if figure["number_key"]:
        scores.numbers.count(number_key(row["figure_number"]) == figure["number_key"])
    if panel["modality"]:
        scores.modality.count(row["modality"] == panel["modality"])
    return good


def _f1(precision: Share, recall: Share) -> float:
    total = precision.value + recall.value
    return 2 * precision.value * recall.value / total if total else 0.0


def _inside(row: Row, figure: Mapping[str, Any]) -> bool:
    found, box = row["bbox"], figure["bbox"]
    x, y = (found[0] + found[2]) / 2, (found[1] + found[3]) / 2
    return row["page"] == figure["page"] and box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _covers(row: Row, page: int, box: Sequence[float]) -> bool:
    if row["page"] != page:
        return False
    found = row["bbox"]
    wide = min(found[2], box[2]) - max(found[0], box[0])
    high = min(found[3], box[3]) - max(found[1], box[1])
    if wide <= 0 or high <= 0:
        return False
    both = sum((one[2] - one[0]) * (one[3] - one[1]) for one in (found, box))
    return wide * high / (both - wide * high) >= OVERLAP


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).replace("\u00ad", "").casefold()
    folded = re.sub(r"[\u2010-\u2015]", "-", folded)
    return re.sub(r"\s+", " ", folded).strip(" .;,")


def _alike(text: str | None, *wanted: str) -> bool:
    found = _fold(text or "")
    return any(
        found == _fold(want)
        or difflib.SequenceMatcher(None, found, _fold(want), autojunk=False).ratio() >= LIKENESS
        for want in wanted
    )
