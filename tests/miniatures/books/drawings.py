"""Charts and diagrams drawn as vectors."""

from __future__ import annotations

import numpy as np
from miniatures.books.faces import Look
from miniatures.books.sheet import Box, Sheet

_INK = Look("sans", size=6.5)


def draw_vector(sheet: Sheet, kind: str, seed: int, box: Box) -> None:
    """Draw a "chart" or "diagram" that fills `box`."""
    rng = np.random.default_rng(seed)
    (_draw_chart if kind == "chart" else _draw_diagram)(sheet, rng, box)


def _draw_chart(sheet: Sheet, rng: np.random.Generator, box: Box) -> None:
    x0, y0, x1, y1 = box
    left, bottom = x0 + 26, y1 - 16
    sheet.rule([(x0 + 2, y0), (x1, y0)], 0.3)
    sheet.rule([(left, y0 + 6), (left, bottom), (x1 - 4, bottom)], 0.8)
    for tick in range(5):
        y = bottom - tick * (bottom - y0 - 10) / 5
        sheet.rule([(left - 3, y), (left, y)])
        sheet.write(x0 + 4, y + 2, str(tick * 25), _INK)
    sheet.write((left + x1) / 2 - 20, y1, "Age (years)", _INK)
    if rng.random() < 0.5:
        step = (x1 - left - 12) / 8
        for bar in range(8):
            top = bottom - rng.uniform(0.1, 0.9) * (bottom - y0 - 12)
            x = left + 6 + bar * step
            sheet.tint((x, top, x + step * 0.7, bottom), (0.3, 0.5, 0.7), outline=True)
            sheet.write(x, bottom + 8, f"{bar * 10}", _INK)
        return
    for line in range(3):
        points = [
            (
                left + (x1 - left - 8) * t,
                y0 + 10 + (bottom - y0 - 14) * (1 - np.exp(-t * (line + 1))),
            )
            for t in np.linspace(0, 1, 20)
        ]
        sheet.rule(points, 1.0)


def _draw_diagram(sheet: Sheet, rng: np.random.Generator, box: Box) -> None:
    x0, y0, x1, y1 = box
    tints = ((0.98, 0.9, 0.8), (0.95, 0.8, 0.75), (1, 0.95, 0.8))
    wide, high = x1 - x0, y1 - y0
    for layer, (tint, name) in enumerate(
        zip(tints, ("Epidermis", "Dermis", "Subcutis"), strict=True)
    ):
        top, low = (y0 + high * (layer + part) / 3 for part in (0, 1))
        sheet.tint((x0, top, x0 + wide * 0.72, low), tint, outline=True)
        sheet.rule([(x0 + wide * 0.72, (top + low) / 2), (x0 + wide * 0.8, (top + low) / 2)])
        sheet.write(x0 + wide * 0.81, (top + low) / 2 + 2, name, _INK)
    for _ in range(4):
        x = x0 + rng.uniform(0.05, 0.6) * wide
        sheet.curve(
            [
                (x, y0 + high * 0.1),
                (x + 20, y0 + high * 0.4),
                (x - 20, y0 + high * 0.6),
                (x + 4, y0 + high * 0.9),
            ]
        )
    sheet.rule([(x0, y1), (x1, y1)], 0.3)
