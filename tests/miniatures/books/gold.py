"""The truth about a printed book, in the form in which predictions are scored."""

# Printed dashes are meant.
# ruff: noqa: RUF001

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from miniatures.books.text import View


@dataclass
class Gold:
    """Figures, decorations and pages of one PDF; boxes are in points as displayed."""

    pdf: str
    title: str
    language: str
    features: tuple[str, ...]
    pages: list[dict[str, Any]] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)
    decorations: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The gold file's object."""
        return {
            "pdf": self.pdf,
            "kind": "synthetic",
            "title": self.title,
            "language": self.language,
            "features": list(self.features),
            "licence": "made by the tests",
            "pages": self.pages,
            "figures": self.figures,
            "decorations": self.decorations,
        }

    def write(self, path: Path) -> None:
        """Write the gold file."""
        path.write_text(json.dumps(self.as_json(), ensure_ascii=False, indent=1), encoding="utf-8")


def number_key(label: str | None) -> str | None:
    """The number in a printed label in one writing: "Fig 12·3" -> "12.3"."""
    folded = unicodedata.normalize("NFKC", label or "")
    found = re.search(r"(\d+(?:\s*[.\-–·:]\s*\d+)*\s*[A-Za-z]?(?![A-Za-z])|\b[IVXLC]+\b)", folded)
    if found is None:
        return None
    return re.sub(r"\s*[.\-–·:]\s*", ".", found.group(1)).replace(" ", "").upper()


def record_panel(
    letter: str | None,
    page: int,
    box: list[float],
    caption: str | None,
    view: View,
    reject_reason: str | None,
    source: dict[str, Any],
    optional: bool = False,
) -> dict[str, Any]:
    """The gold's object of one picture."""
    return {
        "letter": letter,
        "page": page,
        "bbox": box,
        "caption": caption,
        "modality": view.modality,
        "diagnosis": view.diagnosis,
        "label": view.label,
        "age": view.age,
        "age_range": None,
        "gender": view.gender,
        "reject_reason": reject_reason,
        "optional": optional,
        "source": source,
    }


def record_figure(
    key: str,
    kind: str,
    panels: Sequence[dict[str, Any]],
    label: str | None,
    caption: dict[str, Any],
    place: str,
    span: str,
    composite: bool,
) -> dict[str, Any]:
    """The gold's object of one figure."""
    boxes = [panel["bbox"] for panel in panels]
    reasons = {panel["reject_reason"] for panel in panels}
    return {
        "id": key,
        "page": panels[0]["page"],
        "bbox": [
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        ],
        "kind": kind,
        "figure_number": label,
        "number_key": number_key(label),
        "caption": caption,
        "caption_position": place,
        "span": span,
        "composite": composite,
        "panels": list(panels),
        "reject_reason": reasons.pop() if len(reasons) == 1 else None,
        "optional": all(panel["optional"] for panel in panels),
    }
