"""The dataset card: ``dataset.json`` for programs and ``DATASET_CARD.md`` for people."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skinvl.contract.record import canonical_json
from skinvl.contract.sample import DatasetCard, Sample, build_card
from skinvl.dataset.division import Division
from skinvl.dataset.scan import Scan
from skinvl.dataset.sources.collection import Collection

if TYPE_CHECKING:
    from skinvl.dataset.importing import ImportConfig

READABLE_CARD = "DATASET_CARD.md"
VERSION = "1"
_LISTED = 20


def fingerprint_samples(samples: Iterable[Sample]) -> str:
    """sha256 hex over the sorted (image hash, diagnosis, split): the same data, the same value."""
    rows = sorted([s.image_sha256, s.diagnosis or "", s.split] for s in samples)
    return hashlib.sha256(canonical_json(rows)).hexdigest()


def describe_import(
    config: ImportConfig,
    collection: Collection,
    scans: Sequence[Scan],
    samples: Sequence[Sample],
    division: Division,
) -> DatasetCard:
    """The card of one import, with everything that was left out and every duplicate counted."""
    warnings: list[str] = []
    if division.crossing_pairs:
        warnings.append(f"WARNING: {len(division.crossing_pairs)} duplicate pairs cross splits")
    if division.crossing_groups:
        warnings.append(f"WARNING: {division.crossing_groups} groups cross splits")
    if division.published is not None and division.published.crossing_groups:
        warnings.append(
            f"WARNING: {division.published.crossing_groups} groups and "
            f"{len(division.published.crossing_pairs)} duplicate pairs cross the published division"
        )
    source: dict[str, Any] = {
        "name": collection.name,
        "kind": config.kind,
        "licence": collection.licence,
        "citation": collection.citation,
        "images": len(samples),
        "data_sha256": fingerprint_samples(samples),
        "missing": dict(collection.missing),
        "undiagnosed": dict(collection.undiagnosed),
        "rejected": collection.rejection_counts(),
        "rejected_examples": [
            {"file": r.file, "reason": r.reason} for r in collection.rejections[:_LISTED]
        ],
        "duplicates": {
            "exact_pairs": division.exact,
            "near_pairs": division.near,
            "pairs_with_different_diagnosis": division.conflicting_labels,
        },
        "splits": {
            "given_by": _name_division(config),
            "seed": config.seed,
            "fractions": None if config.splits else list(config.fractions),
            "carved_test_fraction": config.carve_test,
            "carved_test_images": division.carved,
            "groups": len(set(division.groups)),
            "duplicate_pairs_across_splits": len(division.crossing_pairs),
            "groups_across_splits": division.crossing_groups,
            "examples_across_splits": _name_pairs(scans, division.crossing_pairs),
        },
    }
    if collection.attributions:
        source["attributions"] = dict(collection.attributions)
    if collection.notes:
        source["notes"] = list(collection.notes)
    if division.published is not None:
        source["published_division"] = {
            "images": dict(division.published.images),
            "groups_across_splits": division.published.crossing_groups,
            "duplicate_pairs_across_splits": len(division.published.crossing_pairs),
            "examples_across_splits": _name_pairs(scans, division.published.crossing_pairs),
        }
    card = build_card(
        samples,
        name=collection.name,
        version=VERSION,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        licence=collection.licence,
        sources=(source,),
        notes=warnings,
    )
    return dataclasses.replace(card, counts={**card.counts, **count_samples(samples)})


def _name_division(config: ImportConfig) -> str | None:
    if config.published_splits:
        return "the archive"
    return config.splits.name if config.splits else None


def _name_pairs(scans: Sequence[Scan], pairs: Sequence[tuple[int, int]]) -> list[list[str]]:
    return [[scans[i].record.id, scans[j].record.id] for i, j in pairs[:_LISTED]]


def count_samples(samples: Sequence[Sample]) -> dict[str, dict[str, int]]:
    """Counts beside those of `build_card`: skin types, measurements, questions and the like."""
    measured = [s.attributes for s in samples if s.attributes is not None]
    tables: dict[str, Counter[str]] = {
        "skin_type": Counter(str(s.skin_type or "not stated") for s in samples),
        "source": Counter(s.source for s in samples),
        "split_diagnosis": Counter(f"{s.split}/{s.diagnosis or 'none'}" for s in samples),
        "with": Counter(
            {
                "attributes": len(measured),
                "caption": sum(s.caption is not None for s in samples),
                "questions": sum(len(s.qa) for s in samples),
            }
        ),
        "asymmetry": Counter(str(a.asymmetry) for a in measured),
        "border": Counter(a.border for a in measured),
        "size": Counter(a.size for a in measured),
        "colour": Counter(colour for a in measured for colour in a.colours),
        "artefact": Counter(
            name
            for a in measured
            for name, present in (("hair", a.hair), ("ink", a.ink), ("ruler", a.ruler))
            if present
        ),
        "question": Counter(f"{q.topic}/{q.kind}" for s in samples for q in s.qa),
        "yesno": Counter(
            f"{q.topic}/{q.answer}" for s in samples for q in s.qa if q.kind == "yesno"
        ),
    }
    return {name: dict(sorted(table.items())) for name, table in tables.items() if table}


def write_readable_card(folder: Path, card: DatasetCard) -> None:
    """Write ``DATASET_CARD.md`` into `folder`."""
    lines = [
        f"# {card.name}",
        "",
        "A dataset folder of SkinVL: `samples.jsonl` (one image per line), `dataset.json` (this "
        "card for programs) and `images/`. Research material, not for clinical use.",
        "",
        f"- Samples: {card.samples}",
        f"- Licence of the data: {card.licence}",
        f"- Made: {card.created}, ontology {card.ontology_version}, "
        f"answer grammar {card.grammar_version}",
        *(f"- **{note}**" for note in card.notes),
    ]
    for source in card.sources:
        lines += ["", f"## Source: {source['name']}", ""]
        lines += [f"- {key}: {_in_words(value)}" for key, value in source.items() if key != "name"]
    for name, table in card.counts.items():
        lines += ["", f"## By {name.replace('_', ' and ')}", "", "| value | count |", "|---|---|"]
        lines += [f"| {key} | {count} |" for key, count in table.items()]
    (folder / READABLE_CARD).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _in_words(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key} {_in_words(item)}" for key, item in value.items()) or "none"
    if isinstance(value, list | tuple):
        return ", ".join(_in_words(item) for item in value) or "none"
    return "not given" if value is None else str(value)


def summarise(card: DatasetCard, folder: Path) -> str:
    """A few lines for the terminal: where, how many, and what needs a look."""
    source = card.sources[0] if card.sources else {}
    lines = [f"{folder}: {card.samples} samples of {card.name} ({card.licence})"]
    for name in ("split", "modality", "with"):
        if card.counts.get(name):
            counts = ", ".join(f"{key} {count}" for key, count in card.counts[name].items())
            lines.append(f"  {name}: {counts}")
    lines += [
        f"  {name}: {_in_words(source[name])}"
        for name in ("missing", "rejected", "duplicates")
        if source.get(name)
    ]
    undiagnosed = source.get("undiagnosed")
    if undiagnosed:
        lines.append(
            f"  without a diagnosis: {sum(undiagnosed.values())}, for {len(undiagnosed)} reasons; "
            f"most often {next(iter(undiagnosed))}"
        )
    return "\n".join(lines + [f"  {note}" for note in card.notes])
