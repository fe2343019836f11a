"""Explanations and outlines of a bundle beside expert lesion masks of HAM10000.

For each image: how much of the map lies in the expert's mask (`mass`), whether its highest place
does (`pointing`, Zhang et al. 2018), and how well it ranks pixels inside before pixels outside
(`auroc`, which no choice of scale or sharpness moves). Beside it stand a blob at the centre and one
at the outline, each exactly as concentrated as the map of the same image, since a sharper blob at
the centre of a centred lesion gains mass for nothing. The same on crops that move the lesion away
from the centre, where a centred blob is no help.
"""

from __future__ import annotations

import argparse
import io
import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from sklearn.metrics import roc_auc_score

from skinvl.contract.image import OpenedImage, open_image
from skinvl.contract.sample import Sample, read_samples
from skinvl.dataset.attributes import open_mask
from skinvl.runtime import Bundle, load_bundle
from skinvl.runtime.explain import Target
from skinvl.runtime.explain_occlusion import paint, pick_skin

SEED = 20241
SIDE = 112
DISPLACED_SHARE = 0.67
STEPS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0)
RESAMPLES = 1000
Figures = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """An image with its expert mask bool [H, W], the group of its lesion and its diagnosis."""

    image: OpenedImage
    mask: np.ndarray
    group: str
    diagnosis: str


def main() -> int:
    """Measure, and print one Markdown table for each part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True, help="imported data set")
    parser.add_argument("--masks", type=Path, required=True, help="folder of *_segmentation.png")
    parser.add_argument("--split", choices=("train", "val", "test"), default="val")
    parser.add_argument("--limit", type=int, default=300, help="images (default 300)")
    parser.add_argument("--occlusion", type=int, default=60, help="images for the slow map")
    parser.add_argument("--curves", type=int, default=60, help="images for deletion and insertion")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    args = parser.parse_args()
    bundle = load_bundle(args.bundle, provider="cpu", threads=args.threads)
    cases = read_cases(args.data, args.masks, args.split, args.limit)
    rows = [measure_case(bundle, case) for case in cases]
    moved = [measure_case(bundle, displace(case, index)) for index, case in enumerate(cases)]
    slow = [measure_case(bundle, case, "occlusion") for case in cases[: args.occlusion]]
    curves = [measure_curves(bundle, case) for case in cases[: args.curves]]
    results: dict[str, Figures] = {
        "fast map": summarise(rows, "map"),
        "fast map, lesion moved off the centre": summarise(moved, "map"),
        "occlusion map": summarise(slow, "map"),
        "fast map, the images of the occlusion map": summarise(rows[: args.occlusion], "map"),
        "outline": summarise(rows, "outline"),
        "outline, lesion moved off the centre": summarise(moved, "outline"),
        "curves": summarise(curves, "curve"),
    }
    for name in sorted({case.diagnosis for case in cases}):
        chosen = [row for row, case in zip(rows, cases, strict=True) if case.diagnosis == name]
        results[f"{name}"] = {
            key: value
            for key, value in {**summarise(chosen, "map"), **summarise(chosen, "outline")}.items()
            if key.startswith(("map", "outline dice"))
        }
    for title, figures in results.items():
        print(f"\n### {title}\n\n| figure | value | 95 % interval | n |\n|---|--:|--:|--:|")
        for name, f in figures.items():
            print(f"| {name} | {f['value']:.3f} | {f['low']:.3f} to {f['high']:.3f} | {f['n']} |")
    if args.json:
        args.json.write_text(json.dumps(results, indent=2) + "\n")
    return 0


def read_cases(data: Path, masks: Path, split: str, limit: int) -> list[Case]:
    """Images of a split with a mask that fits, `limit` of them, in an order drawn once."""
    samples = [sample for sample in read_samples(data) if sample.split == split]
    order = np.random.default_rng(SEED).permutation(len(samples))
    cases: list[Case] = []
    for sample in (samples[index] for index in order):
        case = _read_case(data, masks, sample)
        if case is not None:
            cases.append(case)
        if len(cases) == limit:
            break
    return cases


def _read_case(data: Path, masks: Path, sample: Sample) -> Case | None:
    file = masks / f"{Path(sample.image).stem}_segmentation.png"
    if not file.exists():
        return None
    image = open_image(data / sample.image)
    mask = open_mask(file, image.rgb.shape[:2])
    if mask is None:
        return None
    return Case(image, mask, sample.group or sample.id, str(sample.diagnosis))


def displace(case: Case, index: int) -> Case:
    """A crop of `DISPLACED_SHARE` of each side that moves the lesion towards a corner."""
    rng = np.random.default_rng((SEED, index))
    height, width = case.mask.shape
    size = round(height * DISPLACED_SHARE), round(width * DISPLACED_SHARE)
    centre = np.argwhere(case.mask).mean(axis=0)
    start = [
        int(np.clip(place - rng.choice([0.2, 0.8]) * side, 0, whole - side))
        for place, side, whole in zip(centre, size, (height, width), strict=True)
    ]
    window = tuple(slice(at, at + side) for at, side in zip(start, size, strict=True))
    stream = io.BytesIO()
    Image.fromarray(case.image.rgb[window]).save(stream, format="PNG")
    return Case(open_image(stream.getvalue()), case.mask[window], case.group, case.diagnosis)


def measure_case(bundle: Bundle, case: Case, method: Any = "fast") -> dict[str, Any]:
    """Figures of one image: name -> value, and the group of the lesion."""
    encoded = bundle.encode(case.image)
    explanation = bundle.explain(encoded, method=method)
    outline = bundle.outline(encoded)
    truth = _resize(case.mask)
    drawn = explanation.overlay((SIDE, SIDE))
    row: dict[str, Any] = {"group": case.group, "map uniform mass": float(truth.mean())}
    found = outline.draw((SIDE, SIDE))
    middle = np.full(2, (SIDE - 1) / 2)
    place = np.argwhere(found).mean(axis=0) if found.any() else middle
    maps = {
        "map": drawn,
        "map centred blob": match_blob(drawn, middle),
        "map outline blob": match_blob(drawn, place),
    }
    for name, values in maps.items():
        row |= {f"{name} {key}": value for key, value in score_map(values, truth).items()}
    both = int((found & truth).sum())
    row["outline dice"] = 2 * both / max(1, int(found.sum()) + int(truth.sum()))
    row["outline iou"] = both / max(1, int((found | truth).sum()))
    row["outline reliable"] = float(outline.reliable)
    suffix = "reliable" if outline.reliable else "unreliable"
    row[f"outline dice, {suffix}"] = row["outline dice"]
    row[f"outline dice below 0.6, {suffix}"] = float(row["outline dice"] < 0.6)
    disc = match_area(truth.mean())
    row["outline dice of a centred disc of the true area"] = (
        2 * int((disc & truth).sum()) / max(1, int(disc.sum()) + int(truth.sum()))
    )
    return row


def score_map(values: np.ndarray, truth: np.ndarray) -> dict[str, float]:
    """Mass inside, pointing game and AUROC of one map against one mask."""
    if not truth.any() or truth.all() or values.max() <= 0:
        return {}
    return {
        "mass": float(values[truth].sum() / values.sum()),
        "pointing": float(truth.flat[int(values.argmax())]),
        "auroc": float(roc_auc_score(truth.ravel(), values.ravel())),
    }


def match_blob(values: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """A Gaussian at `centre` as concentrated as `values`: of the same participation ratio
    (sum squared by sum of squares), found by bisection."""
    rows, columns = np.mgrid[0:SIDE, 0:SIDE]
    squared = (rows - centre[0]) ** 2 + (columns - centre[1]) ** 2

    def blob(sigma: float) -> np.ndarray:
        return np.exp(-squared / (2 * sigma**2))

    wanted = _concentration(values)
    low, high = 1.0, 4.0 * SIDE
    for _ in range(30):
        sigma = (low + high) / 2
        low, high = (sigma, high) if _concentration(blob(sigma)) < wanted else (low, sigma)
    return blob(low)


def match_area(share: float) -> np.ndarray:
    """A centred disc that covers `share` of the image."""
    rows, columns = np.mgrid[0:SIDE, 0:SIDE] - (SIDE - 1) / 2
    return np.hypot(rows, columns) <= np.sqrt(share / np.pi) * SIDE


def measure_curves(bundle: Bundle, case: Case) -> dict[str, Any]:
    """Deletion and insertion (Petsiuk et al., "RISE", BMVC 2018) in probability of the diagnosis:
    the area under its curve while places are covered (less is better) or uncovered (more is)."""
    encoded = bundle.encode(case.image)
    pixels, frame = encoded.view.pixels, encoded.view.frame
    fast = bundle.explain(encoded)
    target = Target(fast.code, fast.modality)
    grid = fast.map.shape
    paints = [
        paint(row, column, grid, pixels.shape[1:])
        for row in range(grid[0])
        for column in range(grid[1])
    ]
    skin = pick_skin(pixels, frame)[:, None, None]
    middle = np.hypot(
        *(np.mgrid[0 : grid[0], 0 : grid[1]] - np.array(grid)[:, None, None] / 2 + 0.5)
    )
    orders = {
        "fast map": np.argsort(-fast.map.ravel(), kind="stable"),
        "centre first": np.argsort(middle.ravel(), kind="stable"),
        "random": np.random.default_rng(SEED).permutation(len(paints)),
    }
    row: dict[str, Any] = {"group": case.group}
    for name, order in orders.items():
        batch, places = [], []
        for deletion in (True, False):
            for step in STEPS:
                chosen = order[: round(step * len(paints))]
                touched = np.max([paints[i] for i in chosen], axis=0) if len(chosen) else 0.0
                cover = touched if deletion else 1.0 - touched
                batch.append((pixels * (1 - cover) + skin * cover).astype(np.float32))
                places.append(step)
        rows = bundle._models.vision.classify(np.stack(batch))
        values = np.exp(target.log_probability(rows, bundle.info))
        half = len(STEPS)
        row[f"curve deletion, {name}"] = float(np.trapezoid(values[:half], STEPS))
        row[f"curve insertion, {name}"] = float(np.trapezoid(values[half:], STEPS))
    return row


def summarise(rows: Sequence[dict[str, Any]], prefix: str) -> Figures:
    """Mean of each figure with a bootstrap interval over lesions; missing values are left out."""
    names = dict.fromkeys(name for row in rows for name in row if name.startswith(prefix))
    return {
        name: _average([r for r in rows if name in r], lambda r, n=name: r[n]) for name in names
    }


def _average(rows: Sequence[dict[str, Any]], read: Callable[..., float]) -> dict[str, Any]:
    groups: dict[str, list[float]] = {}
    for row in rows:
        groups.setdefault(row["group"], []).append(read(row))
    sums = np.array([[sum(values), len(values)] for values in groups.values()])
    rng = np.random.default_rng(SEED)
    drawn = sums[rng.integers(0, len(sums), (RESAMPLES, len(sums)))].sum(axis=1)
    low, high = np.percentile(drawn[:, 0] / drawn[:, 1], [2.5, 97.5])
    value = sums[:, 0].sum() / sums[:, 1].sum()
    return {"value": float(value), "low": float(low), "high": float(high), "n": len(rows)}


def _resize(mask: np.ndarray) -> np.ndarray:
    image = Image.fromarray(mask.astype(np.uint8) * 255)
    return np.asarray(image.resize((SIDE, SIDE), Image.Resampling.BOX)) > 127


def _concentration(values: Iterable[float] | np.ndarray) -> float:
    array = np.asarray(values, dtype=np.float64)
    return float(array.sum() ** 2 / max((array**2).sum(), 1e-12))


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    raise SystemExit(main())
