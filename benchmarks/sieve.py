"""Train the trees that know drawn marks, and measure the sieve of `dataset build`.

    python benchmarks/sieve.py --data DIR/fitzpatrick17k DIR/isic2017 DIR/ham10000 DIR/pathology \\
        --train dataset/skinvl/dataset/books/sieve_marks.json
    python benchmarks/sieve.py --data DIR/fitzpatrick17k DIR/isic2017 DIR/ham10000 DIR/pathology

The folders are those that `skinvl dataset import` writes. Marks are drawn on photographs: the
trees learn from split `train`, their limit is set on `val`, and the figures are of `--split`
(default test, and val where a set has no test part): false rejects of clean pictures by source,
detection by kind of mark, cover and graphic. Training needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from sieve_pictures import (
    COVERS,
    MARKS,
    cover_eyes,
    draw_chart,
    finish_picture,
    label_picture,
    mark_picture,
    vary_picture,
)
from tqdm import tqdm

from skinvl.dataset.books import sieve_marks
from skinvl.dataset.books.layout import Page, Panel
from skinvl.dataset.books.sieve import judge
from skinvl.dataset.books.sieve_canvas import prepare_canvas

SEED = 7
TREES, DEPTH, RATE = 160, 4, 0.12
DRAWN, CLEAR = 0.55, 0.1
# false rejects of clean validation pictures that set the limits
LIMIT, LIMIT_TOLD = 0.004, 0.06
MOST = {"fitzpatrick17k": 1800, "isic2017": 700, "ham10000": 1100, "pathology": 900}
MOST_TEST = 300
PAGE = Page(1, 595, 842, 0, "1", "text")
PANEL = Panel(None, (0, 0, 500, 500), (0,))
LICENCE = (
    "Learned from marks drawn on pictures of HAM10000 (CC BY-NC 4.0), Fitzpatrick17k "
    "(CC BY-NC-SA 3.0), ISIC 2017 (CC0) and H&E patches (CC BY, research only): for non-commercial "
    "research, under the terms of these sources, not Apache-2.0."
)

Features = NDArray[np.float32]


def main() -> None:
    """Train where asked, then measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--train", type=Path, help="write the trees here first")
    parser.add_argument("--cache", type=Path, help="folder that keeps the areas of the pictures")
    parser.add_argument("--split", default="test", choices=("val", "test"))
    parser.add_argument("--json", type=Path, help="also write the figures here")
    args = parser.parse_args()
    if args.train:
        parts = [_gather(args.data, split, args.cache) for split in ("train", "val")]
        args.train.write_text(json.dumps(train(*parts), separators=(",", ":")) + "\n")
    figures = measure(args.data, args.split)
    print(json.dumps(figures, indent=1))
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1))


def list_pictures(folder: Path, split: str, most: int) -> Iterator[tuple[Path, str]]:
    """Paths and sources of a split of an imported set, in a fixed random order."""
    lines = (folder / "samples.jsonl").read_text(encoding="utf-8").splitlines()
    samples = [sample for sample in map(json.loads, lines) if sample["split"] == split]
    order = np.random.default_rng(SEED).permutation(len(samples))[:most]
    for place in order:
        yield folder / samples[place]["image"], samples[place]["source"]


def _gather(folders: Sequence[Path], split: str, cache: Path | None) -> dict[str, Any]:
    """Areas of clean and of marked copies: features, how much of each is drawn, its picture."""
    if cache is not None and (cache / f"{split}.npz").exists():
        with np.load(cache / f"{split}.npz") as file:
            return {key: file[key] for key in file.files}
    kinds = list(MARKS)
    features, drawn, owner, clean = [], [], [], []
    for folder in folders:
        pictures = list(list_pictures(folder, split, MOST[folder.name]))
        for path, _ in tqdm(pictures, desc=f"{split} {folder.name}", disable=None):
            random = np.random.default_rng([SEED, len(clean)])
            with Image.open(path) as file:
                image = file.convert("RGB")
            for marked in (False, True):
                copy = vary_picture(image, random)
                if random.random() < 0.5:
                    copy = label_picture(copy, random)
                ink = None
                if marked:
                    kind = kinds[int(random.integers(len(kinds)))]
                    copy, ink = mark_picture(copy, random, kind)
                rows, shares = _describe(finish_picture(copy, random), ink)
                features.append(rows)
                drawn.append(shares)
                owner += [len(clean)] * len(rows)
                clean.append(not marked)
    table = {
        "features": np.concatenate(features),
        "drawn": np.concatenate(drawn),
        "owner": np.array(owner),
        "clean": np.array(clean),
    }
    if cache is not None:
        cache.mkdir(parents=True, exist_ok=True)
        np.savez(cache / f"{split}.npz", **table)
    return table


def _describe(
    image: Image.Image, ink: NDArray[np.bool_] | None
) -> tuple[Features, NDArray[np.float32]]:
    inks = sieve_marks.part_inks(prepare_canvas(np.asarray(image)))
    among = sieve_marks.find_areas(inks)
    areas = sieve_marks.choose_areas(among)
    features = sieve_marks.describe_areas(inks, areas, among)
    if ink is None:
        return features, np.zeros(len(areas), np.float32)
    height, width = inks.luma.shape
    small = Image.fromarray(ink.astype(np.uint8) * 255).resize(
        (width, height), Image.Resampling.BOX
    )
    drawn = np.asarray(small) > 100
    shares = [
        drawn[area.box[0] : area.box[2], area.box[1] : area.box[3]][area.mask].mean()
        for area in areas
    ]
    return features, np.array(shares, np.float32)


def train(data: dict[str, Any], validation: dict[str, Any]) -> dict[str, Any]:
    """Boosted trees of one depth as plain numbers, with their limits."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    sure = (data["drawn"] >= DRAWN) | (data["drawn"] <= CLEAR)
    model = HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=RATE,
        max_depth=DEPTH,
        max_leaf_nodes=2**DEPTH,
        l2_regularization=1.0,
        min_samples_leaf=40,
        early_stopping=False,
        random_state=SEED,
    )
    model.fit(data["features"][sure], data["drawn"][sure] >= DRAWN)
    likely = model.predict_proba(validation["features"])[:, 1]
    best = np.zeros(len(validation["clean"]))
    np.maximum.at(best, validation["owner"], likely)
    of_clean = best[validation["clean"]]
    inner = 2**DEPTH - 1
    trees = [_flatten(stage[0].nodes, inner) for stage in model._predictors]
    return {
        "licence": LICENCE,
        "command": "python benchmarks/sieve.py --data ... --train sieve_marks.json",
        "trained_on": {"areas": int(sure.sum()), "pictures": len(data["clean"])},
        "base": float(model._baseline_prediction.ravel()[0]),
        "limit": round(float(np.quantile(of_clean, 1 - LIMIT)), 4),
        "limit_told": round(float(np.quantile(of_clean, 1 - LIMIT_TOLD)), 4),
        "features": [tree[0] for tree in trees],
        "thresholds": [tree[1] for tree in trees],
        "leaves": [tree[2] for tree in trees],
    }


def _flatten(nodes: Any, inner: int) -> tuple[list[int], list[float], list[float]]:
    """One tree as a full binary tree: features and thresholds of its nodes, and its leaves."""
    features, thresholds = [0] * inner, [0.0] * inner
    leaves = [0.0] * (inner + 1)

    def place(node: int, at: int) -> None:
        record = nodes[node]
        if at >= inner:
            leaves[at - inner] = float(f"{record['value']:.4g}")
            return
        if record["is_leaf"]:
            place(node, 2 * at + 1)
            place(node, 2 * at + 2)
            return
        features[at] = int(record["feature_idx"])
        thresholds[at] = float(f"{record['num_threshold']:.6g}")
        place(int(record["left"]), 2 * at + 1)
        place(int(record["right"]), 2 * at + 2)

    place(0, 0)
    return features, thresholds, leaves


def measure(folders: Sequence[Path], split: str) -> dict[str, Any]:
    """False rejects by source and reason, and detection by kind, of the whole sieve."""
    clean: dict[str, list[bool]] = defaultdict(list)
    reasons: dict[str, int] = defaultdict(int)
    found: dict[str, list[bool]] = defaultdict(list)
    rejected: list[str] = []
    number = 0
    for folder in folders:
        pictures = list(list_pictures(folder, split, MOST_TEST))
        if not pictures:
            pictures = list(list_pictures(folder, "val", MOST_TEST))
        for path, source in tqdm(pictures, desc=f"measure {folder.name}", disable=None):
            number += 1
            random = np.random.default_rng([SEED + 1, number])
            with Image.open(path) as file:
                image = file.convert("RGB")
            reason = _judge(image)
            clean[source].append(reason is not None)
            varied = vary_picture(image, random)
            if random.random() < 0.5:
                varied = label_picture(varied, random)
            again = _judge(finish_picture(varied, random))
            clean[f"{source}, printed"].append(again is not None)
            for name in (reason, again):
                if name is not None:
                    reasons[name] += 1
                    rejected.append(f"{name} {path.name}")
            kind = list(MARKS)[number % len(MARKS)]
            marked, _ = mark_picture(vary_picture(image, random), random, kind)
            found[kind].append(_judge(finish_picture(marked, random)) is not None)
            if folder.name == "fitzpatrick17k":
                cover = COVERS[number % len(COVERS)]
                covered = cover_eyes(vary_picture(image, random), random, cover)
                found[cover].append(_judge(finish_picture(covered, random)) is not None)
                chart = finish_picture(draw_chart(random), random)
                found["graphic"].append(_judge(chart) is not None)
    return {
        "clean_rejected": {name: _interval(marks) for name, marks in sorted(clean.items())},
        "reasons_of_clean": dict(sorted(reasons.items())),
        "detected": {name: _interval(marks) for name, marks in sorted(found.items())},
        "rejected": rejected,
        "split": split,
    }


def _judge(image: Image.Image) -> str | None:
    return judge(np.asarray(image), PANEL, PAGE, "").reason


def _interval(marks: Sequence[bool]) -> dict[str, float]:
    """A share with Wilson's 95 % interval (JASA 1927)."""
    n, z = len(marks), 1.96
    p = sum(marks) / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return {
        "value": round(p, 4),
        "low": round(max(0.0, centre - half), 4),
        "high": round(min(1.0, centre + half), 4),
        "n": n,
    }


if __name__ == "__main__":
    main()
