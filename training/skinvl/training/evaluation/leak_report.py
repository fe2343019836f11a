"""The leak audit from tables to a report."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from skinvl.contract.statistics.bootstrap import Estimate, proportion
from skinvl.training.evaluation.isic_ranges import ISIC_RANGES, find_archive
from skinvl.training.evaluation.leak import (
    GROUP,
    KINDS,
    LESION,
    PATIENT,
    RANGE,
    SAME_PICTURE,
    Audit,
    Hashed,
    find_leaks,
    fingerprint_items,
    hash_images,
)
from skinvl.training.evaluation.leak_arguments import LeakOptions
from skinvl.training.evaluation.leak_tables import Item, read_tables
from skinvl.training.evaluation.question_split import infer_shared_images
from skinvl.training.evaluation.report import Origin, Report, Table, show

PROTOCOL = "leak"
LEAKS_FILE = "leaks.jsonl"
_LISTED = 5
_SHOWN_REASONS = 3


def run_leak(options: LeakOptions, out: Path, *, seed: int = 0) -> tuple[Report, bool]:
    """Audit the tables, write ``leaks.jsonl`` into `out`; the report, and whether there are any.

    Raises:
        DataError: a table cannot be used.
    """
    test = read_tables(options.test, options.test_split, options.test_images)
    train = read_tables(options.train, options.train_split, options.train_images)
    report = Report()
    nothing = Hashed({})
    compared = options.pixels and bool(train)
    train_hashes = hash_images(train, "train") if compared else nothing
    test_hashes = hash_images(test, "test") if compared else nothing
    audit = find_leaks(train, test, train_hashes.found, test_hashes.found, options.trained_on)
    _write_leaks(out / LEAKS_FILE, audit, train, test)
    report.counts = {
        side: {
            "images": len(items),
            "compared_by_pixels": len(hashes.found),
            "missing": hashes.missing,
            "unreadable": len(hashes.unreadable),
            "questions": sum(len(item.questions) for item in items),
        }
        for side, items, hashes in (("train", train, train_hashes), ("test", test, test_hashes))
    }
    _note_files(report, compared, train_hashes, test_hashes)
    _tabulate_images(report, audit, train, test, options, seed)
    _tabulate_questions(report, audit, train, test, seed)
    _tabulate_ranges(report, train, test)
    if options.test_share is not None:
        _infer(report, test, options.test_share)
    report.origin = _describe(options, train, test)
    return report, bool(audit.mask(KINDS, len(test)).any())


def _describe(options: LeakOptions, train: Sequence[Item], test: Sequence[Item]) -> Origin:
    names = [", ".join(path.name for path in paths) for paths in (options.train, options.test)]
    line = (
        f"{len(test)} test images ({names[1]}, split {options.test_split}) against {len(train)} "
        f"training images ({names[0] or 'none'}, split {options.train_split})."
    )
    facts = {
        "protocol": PROTOCOL,
        "train": [path.name for path in options.train],
        "train_split": options.train_split,
        "train_fingerprint": fingerprint_items(train),
        "test": [path.name for path in options.test],
        "test_split": options.test_split,
        "test_fingerprint": fingerprint_items(test),
        "trained_on": list(options.trained_on),
        "pixels": options.pixels,
    }
    return Origin(PROTOCOL, "what training and test share", line, facts)


def _write_leaks(path: Path, audit: Audit, train: Sequence[Item], test: Sequence[Item]) -> None:
    """One line per test image and kind, at most five training images named."""
    temporary = path.with_name(path.name + ".partial")
    with temporary.open("w", encoding="utf-8", newline="\n") as file:
        for position, item in enumerate(test):
            for kind in KINDS:
                match = audit.matches[kind].get(position)
                if match is None:
                    continue
                record = {
                    "test": item.label,
                    "kind": kind,
                    "detail": match.detail,
                    "matches": len(match.train),
                    "train": [train[int(row)].label for row in match.train[:_LISTED]],
                }
                file.write(json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n")
    temporary.replace(path)


def _note_files(report: Report, compared: bool, *sides: Hashed) -> None:
    if not compared:
        report.notes.append("compared by names and ids only: a copy under another name is not seen")
        return
    for name, side in zip(("train", "test"), sides, strict=True):
        if side.missing:
            report.notes.append(
                f"{name}: {side.missing} image files are not there; compared by names and ids only"
            )
        if side.unreadable:
            first = "; ".join(side.unreadable[:_SHOWN_REASONS])
            report.notes.append(f"{name}: {len(side.unreadable)} images unreadable, first: {first}")


def _tabulate_images(
    report: Report,
    audit: Audit,
    train: Sequence[Item],
    test: Sequence[Item],
    options: LeakOptions,
    seed: int,
) -> None:
    units = [item.unit for item in test]
    known = {
        LESION: sum(item.lesion_id is not None for item in test),
        PATIENT: sum(item.patient_id is not None for item in test),
        GROUP: sum(item.group is not None for item in test),
    }
    rows = []
    kinds = [kind for kind in KINDS if train and kind != RANGE]
    if options.trained_on:
        kinds.append(RANGE)
    for name, members in (*((kind, (kind,)) for kind in kinds), ("any of these", tuple(kinds))):
        if known.get(name) == 0:
            rows.append((name, "not given", "-", "-"))
            continue
        mask = audit.mask(members, len(test))
        found = proportion(mask, units, seed=seed)
        report.add("images", {name.replace(" ", "_"): found})
        pairs = sum(len(audit.partners(row, members)) for row in np.flatnonzero(mask).tolist())
        rows.append((name, f"{int(mask.sum())} of {len(test)}", show(found), str(pairs)))
    report.tables.append(
        Table(
            "Test images that training shares",
            ("by", "test images", "share (95 % CI)", "pairs"),
            tuple(rows),
            "Near-duplicate: 8x8 dHash within 6 bits and 16x16 dHash within 12 of 256. Lesion, "
            "patient and group are compared within one source. Names that are only a counter are "
            "not compared. An id range tells what is plausible, not what is proven.",
        )
    )


def _tabulate_questions(
    report: Report, audit: Audit, train: Sequence[Item], test: Sequence[Item], seed: int
) -> None:
    """The same picture in training and test, with which questions."""
    asked = [position for position, item in enumerate(test) if item.questions]
    if not asked or not any(item.questions for item in train):
        return
    worded = {_plain(question) for item in train for question in item.questions}
    seen_images, seen_questions, verbatim, units = [], [], [], []
    image_units = [test[position].unit for position in asked]
    for position in asked:
        partners = audit.partners(position, SAME_PICTURE)
        known = {_plain(q) for row in partners for q in train[row].questions}
        known_questions = {question for question, _ in known}
        seen_images.append(bool(known))
        for question in map(_plain, test[position].questions):
            seen_questions.append((bool(known), question[0] in known_questions, question in known))
            verbatim.append(question in worded)
            units.append(test[position].unit)
    columns = np.array(seen_questions, dtype=np.bool_).T
    found = {
        "test_images_with_training_questions": proportion(seen_images, image_units, seed=seed),
        "questions_on_a_training_image": proportion(columns[0], units, seed=seed),
        "same_image_and_question": proportion(columns[1], units, seed=seed),
        "same_image_question_and_answer": proportion(columns[2], units, seed=seed),
        "question_and_answer_on_any_image": proportion(verbatim, units, seed=seed),
    }
    report.add("questions", found)
    report.tables.append(_table_of_shares("Questions that training shares", found))


def _tabulate_ranges(report: Report, train: Sequence[Item], test: Sequence[Item]) -> None:
    """ISIC ids by the archive whose range they lie in."""
    counts = []
    for items in (train, test):
        ids = {item.isic_id for item in items if item.isic_id is not None}
        counts.append(Counter(find_archive(name) or "elsewhere" for name in ids))
    if not counts[1] and not counts[0]:
        return
    rows = []
    for name in (*ISIC_RANGES, "elsewhere"):
        limits = ISIC_RANGES.get(name)
        shown = "" if limits is None else f"ISIC_{limits[0]:07d} to ISIC_{limits[1]:07d}"
        rows.append((name, shown, str(counts[0][name]), str(counts[1][name])))
    report.counts["isic_ids"] = {"train": dict(counts[0]), "test": dict(counts[1])}
    report.tables.append(
        Table("ISIC ids by range", ("archive", "ids", "train", "test"), tuple(rows))
    )


def _infer(report: Report, test: Sequence[Item], share: float) -> None:
    counts = Counter(len(item.questions) for item in test if item.questions)
    inferred = infer_shared_images(counts, share)
    report.counts["inferred"] = {
        "test_share": share,
        "questions_per_test_image": {str(k): counts[k] for k in sorted(counts)},
        "images_in_all": inferred.images,
        "questions_per_image": inferred.questions_per_image,
        "test_images_with_training_questions": inferred.shared,
    }
    report.tables.append(
        Table(
            "Inferred from the test questions alone",
            ("what", "value"),
            (
                (
                    "questions per test image: images",
                    ", ".join(f"{k}: {counts[k]}" for k in sorted(counts)),
                ),
                ("images in training and test together", f"{inferred.images:.0f}"),
                ("questions per image", f"{inferred.questions_per_image:.2f}"),
                (
                    "test images that also have questions in training",
                    f"{inferred.shared:.1%} of {sum(counts.values())}",
                ),
            ),
            f"Assumes that {share:.0%} of all questions were drawn at random, whichever image they "
            "belong to. A loose fit, several points either way, and no proof: that takes the "
            "training table.",
        )
    )


def _table_of_shares(title: str, found: dict[str, Estimate]) -> Table:
    return Table(
        title,
        ("what", "share (95 % CI)", "n"),
        tuple((name.replace("_", " "), show(e), str(e.n)) for name, e in found.items()),
        "The same image: the same file, a near-duplicate, or the same name or ISIC id. On any "
        "image: questions made from templates repeat and leak no image.",
    )


def _plain(question: tuple[str, str]) -> tuple[str, str]:
    asked, answered = (" ".join(text.casefold().split()) for text in question)
    return asked, answered
