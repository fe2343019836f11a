"""Train and measure the modality classifier that `dataset build` uses.

    python benchmarks/modality.py --data DIR/ham10000 DIR/isic2017 DIR/fitzpatrick17k \\
        DIR/pathology DIR/other --gold BOOKS/gold --out dataset/skinvl/dataset/books/modality.json

The folders are those that `skinvl dataset import` writes. Trained on split `train`, tuned on
`val`; the figures are of `test`, of five folds by group and of sources left out whole. Images
that stand in the books of `--gold` are left out of everything, so that the books stay a check.
Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import math
import warnings
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from modality_pictures import draw_graphic, print_picture, stain_again
from numpy.typing import NDArray
from PIL import Image
from sklearn.neural_network import MLPClassifier
from tqdm import tqdm

from skinvl.contract.sample import MODALITIES
from skinvl.dataset.books.modality import classify, read_classifier
from skinvl.dataset.books.modality_features import describe_picture

SEED = 20250521
HIDDEN = 48
EPOCHS = 30
# strong: weaker decay fits the known sources better and those left out worse
DECAY = 1.0
# copies of each image in training: scarce kinds are printed more often
COPIES = {"ham10000": 1, "isic2017": 2, "fitzpatrick17k": 4, "pathology": 5, "other": 16}
HAM_TRAIN, HAM_TEST = 3000, 1200
GREY_SHARE = 0.3
STAINED = 5
GRAPHICS = 600
FOLDS = 5
LICENCE = (
    "Weights learned from HAM10000 (CC BY-NC 4.0), Fitzpatrick17k (CC BY-NC-SA 3.0), ISIC 2017 "
    "(CC0) and others (CC BY, research only): for non-commercial research, under the terms of "
    "these sources, not Apache-2.0."
)


@dataclass(frozen=True)
class Row:
    """An image of an imported set."""

    path: Path
    folder: str
    source: str
    group: str
    split: str
    place: int


@dataclass
class Table:
    """Features of printed copies: [N, F], the row of each, and how it was printed."""

    features: NDArray[np.float32]
    rows: list[Row]
    printed: list[str]

    def pick(self, places: Sequence[int] | NDArray[np.intp]) -> Table:
        """Only the copies at `places`."""
        return Table(
            self.features[places],
            [self.rows[i] for i in places],
            [self.printed[i] for i in places],
        )

    @property
    def labels(self) -> NDArray[np.intp]:
        """Places in `MODALITIES`, [N]."""
        return np.array([row.place for row in self.rows])


def main() -> None:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--gold", type=Path, help="folder of gold JSON whose images are left out")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cache", type=Path, help="keep the features here (.npz)")
    args = parser.parse_args()
    warnings.filterwarnings("ignore", module="sklearn")
    rows = [row for folder in args.data for row in read_rows(folder, args.gold)]
    table = _load(args.cache) or describe_rows(rows)
    if args.cache and not args.cache.exists():
        _save(args.cache, table)
    figures = measure(table)
    record = train(_of_split(table, "train"), _of_split(table, "val"))
    record = {
        "licence": LICENCE,
        "trained_on": _count(_of_split(table, "train")),
        "command": "python benchmarks/modality.py --data ... --gold ... --out modality.json",
        "figures": figures,
        **record,
    }
    args.out.write_text(json.dumps(record, separators=(",", ":")) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))


def read_rows(folder: Path, gold: Path | None) -> list[Row]:
    """The images of one imported set; HAM10000 thinned, its withheld part never used."""
    banned = _read_banned(gold) if gold else set()
    rows = []
    for line in (folder / "samples.jsonl").read_text(encoding="utf-8").splitlines():
        sample = json.loads(line)
        name = Path(sample["image"]).name
        if sample["split"] == "withheld" or name in banned:
            continue
        rows.append(
            Row(
                folder / sample["image"],
                folder.name,
                sample["source"],
                f"{folder.name}/{sample['group']}",
                sample["split"],
                MODALITIES.index(sample["modality"]),
            )
        )
    if folder.name != "ham10000":
        return rows
    random = np.random.default_rng(SEED)
    picked = []
    for split, most in (("train", HAM_TRAIN), ("val", HAM_TEST), ("test", HAM_TEST)):
        part = [row for row in rows if row.split == split]
        keep = sorted(random.permutation(len(part))[:most])
        picked += [part[i] for i in keep]
    return picked


def _read_banned(gold: Path) -> set[str]:
    return {
        panel["source"]["id"]
        for file in sorted(gold.glob("*.json"))
        for figure in json.loads(file.read_text(encoding="utf-8"))["figures"]
        for panel in figure["panels"]
        if panel.get("source")
    }


def describe_rows(rows: Sequence[Row]) -> Table:
    """Each image as it is, in grey, and in printed copies."""
    features, owners, printed = [], [], []
    for number, row in enumerate(tqdm(rows, desc="features", disable=None)):
        with Image.open(row.path) as file:
            image = file.convert("RGB")
        random = np.random.default_rng([SEED, number])
        copies = [("plain", image), ("grey", print_picture(image, random, grey=True))]
        for _ in range(COPIES[row.folder]):
            grey = bool(random.random() < GREY_SHARE)
            copies.append(("print", print_picture(image, random, grey)))
        if row.folder == "pathology":
            copies += _stain(image, np.random.default_rng([SEED + 2, number]))
        for name, copy in copies:
            features.append(describe_picture(np.asarray(copy)))
            owners.append(row)
            printed.append(name)
    place = MODALITIES.index("other")
    for number in range(GRAPHICS):
        random = np.random.default_rng([SEED + 1, number])
        graphic = print_picture(draw_graphic(random), random, grey=bool(random.random() < 0.3))
        split = ("train", "train", "train", "val", "test")[number % 5]
        features.append(describe_picture(np.asarray(graphic)))
        owners.append(Row(Path(), "drawn", "drawn", f"drawn/{number}", split, place))
        printed.append("print")
    return Table(np.stack(features), owners, printed)


def _stain(image: Image.Image, random: np.random.Generator) -> list[tuple[str, Image.Image]]:
    """Printed copies of a section in other stains."""
    copies = []
    for _ in range(STAINED):
        stained = stain_again(image, random)
        grey = bool(random.random() < GREY_SHARE / 2)
        copies.append(("stained", print_picture(stained, random, grey)))
    return copies


def train(data: Table, validation: Table | None) -> dict[str, Any]:
    """The record of a classifier; its temperature fitted on `validation`."""
    mean = data.features.mean(0).astype(np.float64)
    scale = data.features.std(0).astype(np.float64) + 1e-2
    network = MLPClassifier(
        (HIDDEN,),
        alpha=DECAY,
        batch_size=256,
        max_iter=EPOCHS,
        random_state=SEED,
        learning_rate_init=1e-3,
        n_iter_no_change=EPOCHS,
    )
    network.fit(np.clip((data.features - mean) / scale, -6, 6), data.labels)
    layers = [
        {"weights": _round(weights), "bias": _round(bias)}
        for weights, bias in zip(network.coefs_, network.intercepts_, strict=True)
    ]
    record = {"mean": _round(mean), "scale": _round(scale), "layers": layers, "temperature": 1.0}
    if validation is not None:
        losses = {}
        for temperature in np.geomspace(0.4, 4, 25):
            classifier = read_classifier({**record, "temperature": float(temperature)})
            shares = classify(classifier, validation.features)
            truth = shares[np.arange(len(shares)), validation.labels]
            losses[float(temperature)] = -np.log(truth + 1e-9).mean()
        record["temperature"] = round(min(losses, key=lambda key: losses[key]), 3)
    return record


def measure(table: Table) -> dict[str, Any]:
    """Accuracy on the test split, over folds by group, and on sources left out whole."""
    figures: dict[str, Any] = {}
    record = train(_of_split(table, "train"), _of_split(table, "val"))
    figures["test_split"] = _score(record, _of_split(table, "test"))
    groups = sorted({row.group for row in table.rows})
    order = np.random.default_rng(SEED).permutation(len(groups))
    fold = {groups[place]: int(number % FOLDS) for number, place in enumerate(order)}
    folds = np.array([fold[row.group] for row in table.rows])
    parts = []
    for number in range(FOLDS):
        record = train(table.pick(np.nonzero(folds != number)[0]), None)
        parts.append(_judge(record, table.pick(np.nonzero(folds == number)[0])))
    figures["folds_by_group"] = _summarise([item for part in parts for item in part])
    figures["sources_left_out"] = {}
    for source in sorted({r.source for r in table.rows if r.folder in ("pathology", "other")}):
        inside = np.array([row.source == source for row in table.rows])
        record = train(table.pick(np.nonzero(~inside)[0]), None)
        figures["sources_left_out"][source] = _score(record, table.pick(np.nonzero(inside)[0]))
    return figures


def _judge(record: dict[str, Any], table: Table) -> list[tuple[str, str, str, bool]]:
    """(kind of print, modality, source, right) of each copy."""
    guess = classify(read_classifier(record), table.features).argmax(1)
    return [
        (printed, MODALITIES[row.place], row.source, bool(g == row.place))
        for printed, row, g in zip(table.printed, table.rows, guess, strict=True)
    ]


def _score(record: dict[str, Any], table: Table) -> dict[str, Any]:
    return _summarise(_judge(record, table))


def _summarise(items: Sequence[tuple[str, str, str, bool]]) -> dict[str, Any]:
    marks: dict[str, list[bool]] = defaultdict(list)
    for printed, modality, source, right in items:
        marks[printed].append(right)
        marks[f"{printed} {modality}"].append(right)
        if modality in ("pathology", "other"):
            marks[f"{printed} {modality} {source}"].append(right)
    return {name: _interval(rights) for name, rights in sorted(marks.items())}


def _interval(rights: Sequence[bool]) -> dict[str, float]:
    """Accuracy with Wilson's 95 % interval (JASA 1927)."""
    n, z = len(rights), 1.96
    p = sum(rights) / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return {
        "value": round(p, 4),
        "low": round(centre - half, 4),
        "high": round(centre + half, 4),
        "n": n,
    }


def _of_split(table: Table, split: str) -> Table:
    return table.pick([i for i, row in enumerate(table.rows) if row.split == split])


def _count(table: Table) -> dict[str, int]:
    seen: dict[str, set[str]] = defaultdict(set)
    for row in table.rows:
        seen[row.source].add(f"{row.path}{row.group}")
    return {source: len(paths) for source, paths in sorted(seen.items())}


def _round(values: NDArray[Any]) -> Any:
    return np.vectorize(lambda value: float(f"{value:.4g}"))(values).tolist()


def _save(path: Path, table: Table) -> None:
    rows = [[str(r.path), r.folder, r.source, r.group, r.split, r.place] for r in table.rows]
    np.savez(path, features=table.features, rows=json.dumps(rows), printed=table.printed)


def _load(path: Path | None) -> Table | None:
    if path is None or not path.exists():
        return None
    with np.load(path) as file:
        rows = [Row(Path(r[0]), *r[1:]) for r in json.loads(str(file["rows"]))]
        return Table(file["features"], rows, [str(name) for name in file["printed"]])


if __name__ == "__main__":
    main()
