"""The variants of a bundle as the rows of a small table, from what its export measured.

Reads ``parity`` of the manifest, which `skinvl.export.variant_record` describes; a bundle without
some of the numbers has empty cells there, never an error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

COLUMNS = ("precision", "MB", "ms/image", "tokens/s", "balanced accuracy")
MISSING = "-"
_SKIN_MODALITIES = ("dermoscopy", "clinical")


@dataclass(frozen=True)
class VariantRow:
    """One variant; None where the manifest does not say.

    Attributes:
        precision: its name.
        megabytes: size of its graphs, in 10^6 bytes.
        vision_ms: milliseconds an image at batch 1, on the machine that exported it.
        tokens_per_second: of generated text, on that machine.
        balanced_accuracy: by skin modality, value and 95 % interval on the validation images.
        kept_float: graphs that stay in float32 within this variant.
    """

    precision: str
    megabytes: float | None
    vision_ms: float | None
    tokens_per_second: float | None
    balanced_accuracy: Mapping[str, tuple[float, float | None, float | None]]
    kept_float: tuple[str, ...]

    def to_cells(self) -> tuple[str, ...]:
        """The row as text, one cell for each of `COLUMNS`."""
        figures = [
            f"{modality} {value:.3f}" + (f" [{low:.3f}, {high:.3f}]" if low is not None else "")
            for modality, (value, low, high) in self.balanced_accuracy.items()
        ]
        name = self.precision
        if self.kept_float:
            name += f" ({', '.join(self.kept_float)} in fp32)"
        return (
            name,
            _show(self.megabytes),
            _show(self.vision_ms),
            _show(self.tokens_per_second, digits=0),
            "; ".join(figures) or MISSING,
        )


def list_variants(parity: Mapping[str, Any]) -> list[VariantRow]:
    """One row for each variant of which the manifest has a record, in the order of their names."""
    return [
        _read_row(precision, record)
        for precision, record in sorted(_mapping(parity.get("variants")).items())
        if isinstance(record, Mapping)
    ]


def list_refused(parity: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Precision -> why it was not written, for those that were wanted and lost too much."""
    return {
        precision: tuple(map(str, _mapping(record).get("failures") or ()))
        for precision, record in sorted(_mapping(parity.get("refused")).items())
    }


def format_table(rows: Sequence[VariantRow]) -> list[str]:
    """Lines of a table of fixed-width columns, its header first; empty without rows."""
    if not rows:
        return []
    cells = [COLUMNS, *(row.to_cells() for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(COLUMNS))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]


def _read_row(precision: str, record: Mapping[str, Any]) -> VariantRow:
    speed = _mapping(record.get("speed"))
    figures = {}
    for modality in _SKIN_MODALITIES:
        metrics = _mapping(
            _mapping(_mapping(record.get("validation")).get(modality)).get("metrics")
        )
        figure = _mapping(metrics.get("balanced_accuracy"))
        value = _number(figure.get("value"))
        if value is not None:
            low, high = _number(figure.get("low")), _number(figure.get("high"))
            figures[modality] = (
                (value, low, high) if None not in (low, high) else (value, None, None)
            )
    size = _number(_mapping(record.get("bytes")).get("total"))
    kept = [
        name
        for name, part in sorted(_mapping(record.get("parts")).items())
        if _mapping(part).get("chosen") == "float32"
    ]
    return VariantRow(
        precision,
        None if size is None else size / 1e6,
        _number(_mapping(speed.get("vision_ms")).get("1")),
        _number(speed.get("decode_tokens_per_second")),
        figures,
        tuple(kept),
    )


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _number(value: Any) -> float | None:
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if plain else None


def _show(value: float | None, digits: int = 1) -> str:
    return MISSING if value is None else f"{value:.{digits}f}"
