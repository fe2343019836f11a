"""The card of a dataset made from books: ``dataset_card.json`` and ``DATASET_CARD.md``."""

from __future__ import annotations

import hashlib
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from skinvl.contract import __version__
from skinvl.contract.ontology import ontology
from skinvl.contract.record import canonical_json, write_record
from skinvl.dataset.books.division import Division
from skinvl.dataset.books.document import BookResult
from skinvl.dataset.books.plan import Plan, PlannedBook
from skinvl.dataset.books.records import Pair, Reject
from skinvl.dataset.books.rights import Rights

CARD_FILE = "dataset_card.json"
READABLE_CARD = "DATASET_CARD.md"
SCHEMA_VERSION = 1
_TABLES = (
    "status",
    "modality",
    "split",
    "subset",
    "reject_reason",
    "reject_stage",
    "diagnosis",
)
_RIGHTS_NOTE = (
    "Books are usually under copyright: without a licence or a legal exception neither pictures "
    "nor captions may be passed on. Rights that are not stated were not checked."
)


def describe_dataset(
    books: Sequence[tuple[PlannedBook, BookResult]],
    pairs: Sequence[Pair],
    rejects: Sequence[Reject],
    division: Division,
    leaks: Mapping[str, int],
    plan: Plan,
    review: Mapping[str, Any],
) -> dict[str, Any]:
    """The card: what was read, kept and left out, by whose rights, and with which settings.

    It holds neither times nor paths of this machine: the same books give the same card.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "fingerprint": fingerprint(pairs, rejects),
        "versions": {"skinvl": __version__, **plan.tools},
        "ontology": {"version": ontology().version, "digest": ontology().digest},
        "settings": dict(plan.settings),
        "documents": [_describe_book(book, result, plan.rights) for book, result in books],
        "counts": _count(books, pairs, rejects),
        "captions": _measure_captions(pairs),
        "coverage": _measure_coverage(pairs),
        "division": {
            "by": division.by,
            "groups": len(set(division.groups)),
            "ties": dict(division.ties),
            "fractions": list(plan.fractions),
            "seed": plan.seed,
        },
        "leak_check": {"passed": not any(leaks.values()), "crossing": dict(leaks)},
        "review": dict(review),
        "rights_note": _RIGHTS_NOTE,
    }


def fingerprint(pairs: Sequence[Pair], rejects: Sequence[Reject]) -> str:
    """sha256 hex over all rows."""
    digest = hashlib.sha256()
    for row in (*pairs, *rejects):
        digest.update(canonical_json(write_record(row)) + b"\n")
    return digest.hexdigest()


def _describe_book(
    book: PlannedBook, result: BookResult, stated: Mapping[str, Rights]
) -> dict[str, Any]:
    rights = stated.get(book.name) or stated.get(Path(book.name).name) or Rights()
    whole = [row for row in result.rejects if row.page == 0]
    return {
        "pdf": book.name,
        "sha256": book.sha256,
        "status": _tell_status(result),
        "reasons": [row.reason for row in whole],
        "pages": result.pages,
        "figures": result.figures,
        "panels": result.panels,
        "captions": result.captions,
        "title": rights.title,
        "licence": rights.licence,
        "rights": rights.rights,
    }


def _tell_status(result: BookResult) -> str:
    """ "read", "partly" where something is to be said of the whole book, or "not"."""
    if not result.opened:
        return "not"
    return "partly" if any(row.page == 0 for row in result.rejects) else "read"


def _count(
    books: Sequence[tuple[PlannedBook, BookResult]],
    pairs: Sequence[Pair],
    rejects: Sequence[Reject],
) -> dict[str, Any]:
    tables: dict[str, Counter[str]] = {
        "modality": Counter(pair.modality for pair in pairs),
        "split": Counter(pair.split for pair in pairs),
        "split_modality": Counter(f"{pair.split}/{pair.modality}" for pair in pairs),
        "diagnosis": Counter(pair.diagnosis or "none" for pair in pairs),
        "flag": Counter(flag for pair in pairs for flag in pair.flags),
        "encoding": Counter(pair.encoding for pair in pairs),
        "pairs_by_document": Counter(pair.pdf for pair in pairs),
        "reject_reason": Counter(row.reason for row in rejects),
        "reject_stage": Counter(row.stage for row in rejects),
    }
    return {
        "documents": len(books),
        "status": dict(sorted(Counter(_tell_status(result) for _, result in books).items())),
        "documents_read": sum(result.opened for _, result in books),
        "pages": sum(result.pages for _, result in books),
        "figures": sum(result.figures for _, result in books),
        "panels": sum(result.panels for _, result in books),
        "captions": sum(result.captions for _, result in books),
        "pairs": len(pairs),
        "rejects": len(rejects),
        "subset": {
            "captions": len(pairs),
            "demographics": sum(_has_person(pair) for pair in pairs),
        },
        **{name: dict(sorted(table.items())) for name, table in tables.items()},
    }


def _has_person(pair: Pair) -> bool:
    return pair.age is not None or pair.age_range is not None or pair.sex is not None


def _measure_captions(pairs: Sequence[Pair]) -> dict[str, float]:
    if not pairs:
        return {}
    words = [len(pair.caption.split()) for pair in pairs]
    characters = [len(pair.caption) for pair in pairs]
    return {
        "words_mean": round(statistics.fmean(words), 2),
        "words_median": float(statistics.median(words)),
        "characters_mean": round(statistics.fmean(characters), 2),
        "characters_median": float(statistics.median(characters)),
    }


def _measure_coverage(pairs: Sequence[Pair]) -> dict[str, int]:
    return {
        "diagnosis": sum(pair.diagnosis is not None for pair in pairs),
        "site": sum(pair.site is not None for pair in pairs),
        "age": sum(pair.age is not None or pair.age_range is not None for pair in pairs),
        "sex": sum(pair.sex is not None for pair in pairs),
        "stain": sum(pair.stain is not None for pair in pairs),
        "magnification": sum(pair.magnification is not None for pair in pairs),
        "mentions": sum(bool(pair.mentions) for pair in pairs),
    }


def write_in_words(card: Mapping[str, Any]) -> str:
    """The text of ``DATASET_CARD.md``."""
    counts = card["counts"]
    leaks = card["leak_check"]
    lines = [
        "# Dataset card",
        "",
        "Pictures of textbooks with their captions: `pairs.jsonl` (one picture per line), "
        "`rejects.jsonl` (everything left out, with its reason), `images/`. Research material, "
        "not for clinical use.",
        "",
        f"- Documents: {counts['documents']}, read {counts['documents_read']}",
        f"- Pages: {counts['pages']}, figures {counts['figures']}, panels {counts['panels']}, "
        f"captions {counts['captions']}",
        f"- Pairs: {counts['pairs']}, rejects {counts['rejects']}",
        f"- Divided by {card['division']['by']} into {card['division']['groups']} groups; leak "
        f"check {'passed' if leaks['passed'] else 'FAILED'} ({_in_words(leaks['crossing'])})",
        f"- Corrections by reviewers: {_in_words(_plain(card['review']))}",
        f"- Fingerprint: `{card['fingerprint']}`",
        f"- Made with {_in_words(card['versions'])}",
        f"- Settings: {_in_words(card['settings'])}",
        "",
        "## Rights",
        "",
        card["rights_note"],
        "",
        "| document | title | licence | rights | pages | figures | pairs | status |",
        "|---|---|---|---|--:|--:|--:|---|",
    ]
    lines += [
        f"| {book['pdf']} | {book['title']} | {book['licence']} | {book['rights']} "
        f"| {book['pages']} | {book['figures']} "
        f"| {counts['pairs_by_document'].get(book['pdf'], 0)} "
        f"| {', '.join([book['status'], *book['reasons']])} |"
        for book in card["documents"]
    ]
    for name in (
        "status",
        "modality",
        "split",
        "subset",
        "reject_reason",
        "reject_stage",
        "diagnosis",
    ):
        lines += ["", f"## By {name.replace('_', ' ')}", "", "| value | count |", "|---|--:|"]
        lines += [f"| {key} | {count} |" for key, count in counts[name].items()]
    for name in ("captions", "coverage"):
        lines += ["", f"## {name.capitalize()}", "", "| what | value |", "|---|--:|"]
        lines += [f"| {key.replace('_', ' ')} | {value} |" for key, value in card[name].items()]
    return "\n".join(lines) + "\n"


def _plain(review: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in review.items() if not isinstance(value, Mapping)}


def _in_words(value: Mapping[str, Any]) -> str:
    words = [f"{key.replace('_', ' ')} {item}" for key, item in sorted(value.items())]
    return ", ".join(words) or "none"
