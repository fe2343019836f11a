"""Strips and tiles of one picture put together again.

Producers cut large images into strips or tiles that abut on the page. Photographs set without a
gap abut too: there the pixels break at the seam, in a cut picture they go on.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from skinvl.dataset.books.layout import Panel, PlacedImage, area, intersection, union

Rgb = NDArray[np.uint8]
Decode = Callable[[PlacedImage], Rgb | None]

# Points: tiles overlap by a pixel, or part by what coordinates are rounded to.
_OVERLAPPING = 1.0
_ABUTTING = 0.3
_ALIGNED = 1.5
_SAME_SCALE = 0.04
_SAME_PLACE = 0.92
# Step over the seam against the usual step between rows beside it, and the share of the seam
# that it may exceed: an edge in the picture runs along a seam in part, another photograph in whole.
_SEAM_BREAK = 2.2
_SEAM_FLOOR = 8.0
_SEAM_SHARE = 0.55
# Longer side over shorter one.
_STRIP = 5.0
_MOST_SEAMS = 400
# Pages of so many images are drawings made of pieces: nobody lays them over one another.
_MOST_STACKED = 300


def merge_tiles(images: Sequence[PlacedImage], decode: Decode) -> list[Panel]:
    """One panel per picture; `decode` gives an image's pixels in reading orientation."""
    stacks = _stack(images)
    count = len(stacks)
    links = _links(stacks)
    # Beyond some hundred seams nobody set photographs edge to edge.
    if len(links) <= _MOST_SEAMS:
        links = [(i, j) for i, j in links if _continues(stacks[i][0], stacks[j][0], decode)]
    rows = np.array([i for i, _ in links], dtype=int)
    columns = np.array([j for _, j in links], dtype=int)
    graph = coo_matrix((np.ones(len(links)), (rows, columns)), shape=(count, count))
    labels = connected_components(graph, directed=False)[1] if count else []
    groups: dict[int, list[PlacedImage]] = {}
    for stack, label in zip(stacks, labels, strict=True):
        groups.setdefault(int(label), []).extend(stack)
    return [
        Panel(
            letter=None,
            box=union([image.box for image in group]),
            images=tuple(sorted(image.number for image in group)),
        )
        for group in groups.values()
    ]


def _links(stacks: Sequence[Sequence[PlacedImage]]) -> list[tuple[int, int]]:
    """Pairs of single images that abut; neighbours share two edges, so each is found once."""
    boxes = np.array([stack[0].box for stack in stacks], dtype=float).reshape(-1, 4)
    ranks = np.stack([_ranks(boxes[:, side]) for side in range(4)], axis=1)
    links = []
    for axis in (0, 1):
        other = 1 - axis
        keys = ranks[:, other] * (len(stacks) + 1) + ranks[:, other + 2]
        order = np.lexsort((boxes[:, axis], keys))
        for i, j in itertools.pairwise(order):
            alone = len(stacks[i]) == len(stacks[j]) == 1
            if keys[i] == keys[j] and alone and _abut(stacks[i][0], stacks[j][0]):
                links.append((int(i), int(j)))
    return links


def _ranks(values: NDArray[np.floating]) -> NDArray[np.intp]:
    """Values closer than `_ALIGNED` to the next have the same rank."""
    order = np.argsort(values, kind="stable")
    steps = np.diff(values[order]) > _ALIGNED
    ranks = np.empty(len(values), dtype=np.intp)
    ranks[order] = np.concatenate([[0], np.cumsum(steps)]) if len(values) else []
    return ranks


def _stack(images: Sequence[PlacedImage]) -> list[list[PlacedImage]]:
    """Images at the same place are layers of one picture; an opaque one hides those below."""
    if len(images) > _MOST_STACKED:
        return [[image] for image in images]
    stacks: list[list[PlacedImage]] = []
    for image in images:
        for stack in stacks:
            if _overlap(image, stack[0]) >= _SAME_PLACE:
                if not image.masked:
                    stack.clear()
                stack.append(image)
                break
        else:
            stacks.append([image])
    return stacks


def _overlap(first: PlacedImage, second: PlacedImage) -> float:
    common = area(intersection(first.box, second.box))
    return common / max(area(first.box) + area(second.box) - common, 1e-9)


def _abut(first: PlacedImage, second: PlacedImage) -> bool:
    if first.masked != second.masked or first.components != second.components:
        return False
    if not _same_scale(first, second):
        return False
    return _neighbours(first, second, 0) or _neighbours(first, second, 1)


def _neighbours(first: PlacedImage, second: PlacedImage, axis: int) -> bool:
    """Whether they meet along `axis` (0 side by side, 1 one over the other), edges aligned."""
    a, b = first.box, second.box
    gaps = (b[axis] - a[axis + 2], a[axis] - b[axis + 2])
    meets = any(-_OVERLAPPING <= gap <= _ABUTTING for gap in gaps)
    other = 1 - axis
    start = abs(a[other] - b[other]) <= _ALIGNED
    end = abs(a[other + 2] - b[other + 2]) <= _ALIGNED
    return meets and start and end


def _same_scale(first: PlacedImage, second: PlacedImage) -> bool:
    for axis in (0, 1):
        densities = []
        for image in (first, second):
            a, b, c, d = image.matrix[:4]
            turned = abs(b) + abs(c) > abs(a) + abs(d)
            pixels = (image.width, image.height)[1 - axis if turned else axis]
            length = (abs(a) + abs(c), abs(b) + abs(d))[axis]
            densities.append(pixels / max(length, 1e-6))
        low, high = min(densities), max(densities)
        # Strips of a few rows: their height in points is rounded more than 4 %.
        rounding = 1.0 / max(1, min(first.height, second.height, first.width, second.width))
        if high > low * (1 + _SAME_SCALE + rounding):
            return False
    return True


def _continues(first: PlacedImage, second: PlacedImage, decode: Decode) -> bool:
    if _is_strip(first) or _is_strip(second):
        return True
    axis = 0 if _neighbours(first, second, 0) else 1
    if first.box[axis] > second.box[axis]:
        first, second = second, first
    before, after = decode(first), decode(second)
    if before is None or after is None:
        return True
    if axis == 0:
        before, after = before.swapaxes(0, 1), after.swapaxes(0, 1)
    if before.shape[1] != after.shape[1] or min(len(before), len(after)) < 3:
        return True
    edge = before[-3:].astype(np.float32), after[:3].astype(np.float32)
    seam = np.abs(edge[0][-1] - edge[1][0]).mean(axis=-1)
    inside = np.abs(np.concatenate([np.diff(edge[0], axis=0), np.diff(edge[1], axis=0)]))
    limit = max(_SEAM_FLOOR, _SEAM_BREAK * float(np.median(inside.mean(axis=-1))))
    return bool((seam > limit).mean() < _SEAM_SHARE)


def _is_strip(image: PlacedImage) -> bool:
    """Whether an image is too thin to be a photograph."""
    width, height = image.box[2] - image.box[0], image.box[3] - image.box[1]
    return max(width, height) > _STRIP * min(width, height)
