"""``report.html``: what was found in the folder, for a person; one file without references."""

from __future__ import annotations

import base64
import html
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from skinvl.contract.errors import ImageError
from skinvl.contract.finding import Finding
from skinvl.contract.image import open_image
from skinvl.contract.statistics.bootstrap import McNemar
from skinvl.desktop.core.review.agreement import OTHER, Agreement
from skinvl.desktop.core.review.records import Records
from skinvl.desktop.core.review.sidecar import Matching
from skinvl.desktop.core.review.tables import writing_text
from skinvl.desktop.core.wording import NOTICE

REPORT_FILE = "report.html"
URGENT = 24
_SHOWN = 500
_THUMBNAIL = 200
_STYLE = """
body{font:15px/1.45 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;
color:#1a1d21;background:#fff}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
table{border-collapse:collapse}td,th{padding:.2rem .7rem;border-bottom:1px solid #d5d9de;
text-align:left;vertical-align:top}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.notice{background:#fff4d6;border:1px solid #e0c060;padding:.6rem .9rem}
.sheet{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:1rem}
.sheet figure{margin:0}.sheet img{width:100%;height:11rem;object-fit:contain;background:#777}
figcaption{font-size:.85rem;overflow-wrap:anywhere}.bar{background:#5b7fa8;height:.8rem}
@media print{.sheet{grid-template-columns:repeat(4,1fr)}figure{break-inside:avoid}}
"""


@dataclass
class Overview:
    """What is counted over all files; ``urgent`` are (score, path, finding), worst first."""

    found: int = 0
    left_out: list[tuple[str, str]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    waiting: int = 0
    done: int = 0
    duplicates: int = 0
    diagnoses: Counter[str] = field(default_factory=Counter)
    modalities: Counter[str] = field(default_factory=Counter)
    qualities: Counter[str] = field(default_factory=Counter)
    abstained: int = 0
    malignant: Counter[int] = field(default_factory=Counter)
    urgent: list[tuple[float, str, Finding]] = field(default_factory=list)


def count_up(journal: Records) -> Overview:
    """Go through the journal once."""
    overview = Overview()
    for row in journal.rows():
        if row.state == "left out":
            overview.left_out.append((row.path, row.reason or ""))
            continue
        overview.found += 1
        if row.state == "failed":
            overview.failed.append((row.path, row.reason or ""))
        elif row.finding is None:
            overview.waiting += 1
        else:
            overview.done += 1
            overview.duplicates += row.duplicate_of is not None
            _count(overview, row.path, Finding.from_json(row.finding), row.duplicate_of is None)
    overview.urgent.sort(key=lambda item: (-item[0], item[1]))
    return overview


def _count(overview: Overview, path: str, finding: Finding, first: bool) -> None:
    overview.modalities[finding.modality or "not stated"] += 1
    overview.qualities[finding.quality.verdict if finding.quality else "not stated"] += 1
    if finding.abstain.value:
        overview.abstained += 1
        return
    if finding.top is not None:
        overview.diagnoses[finding.top.name] += 1
    score = finding.malignant or 0.0
    overview.malignant[min(9, int(score * 10))] += 1
    if first:
        overview.urgent.append((score, path, finding))
        if len(overview.urgent) > 50 * URGENT:
            overview.urgent.sort(key=lambda item: (-item[0], item[1]))
            del overview.urgent[URGENT:]


@dataclass(frozen=True)
class Facts:
    """What stands at the head of the report."""

    folder: str
    model: str
    computed: str
    version: str


def write_summary(
    out: Path,
    root: Path,
    facts: Facts,
    overview: Overview,
    matching: Matching | None,
    agreement: Agreement | None,
    rival: tuple[str, Agreement, McNemar] | None = None,
) -> None:
    """Write the report; it appears whole or not at all.

    Args:
        out: folder to write into.
        root: folder of the images, for the contact sheet.
        facts: folder and model in words.
        overview: what was counted.
        matching: how a sidecar fitted, if there was one.
        agreement: against known diagnoses, if there were.
        rival: another model on the same folder: name, its agreement, the test of both.

    Raises:
        OSError: it cannot be written.
    """
    with writing_text(out / REPORT_FILE) as stream:
        for piece in _compose(root, facts, overview, matching, agreement, rival):
            stream.write(piece + "\n")


def _compose(
    root: Path,
    facts: Facts,
    overview: Overview,
    matching: Matching | None,
    agreement: Agreement | None,
    rival: tuple[str, Agreement, McNemar] | None,
) -> Iterator[str]:
    yield (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        f"<title>Review of {_escape(facts.folder)}</title><style>{_STYLE}</style>"
        f"<h1>Review of {_escape(facts.folder)}</h1><p class=notice>{_escape(NOTICE)}</p>"
        f"<p>{_escape(facts.model)}, {_escape(facts.computed)}; SkinVL {_escape(facts.version)}</p>"
    )
    yield "<h2>Nothing is missing</h2>"
    yield _table(
        ("", "images"),
        (
            ("found", overview.found),
            ("read", overview.done),
            ("failed", len(overview.failed)),
            ("waiting", overview.waiting),
        ),
    )
    total = overview.done + len(overview.failed) + overview.waiting
    yield (
        f"<p>{overview.found} found = {overview.done} read + {len(overview.failed)} failed + "
        f"{overview.waiting} waiting ({'it adds up' if total == overview.found else 'IT DOES NOT'})"
        f". {overview.duplicates} have the same bytes as another. "
        f"{len(overview.left_out)} entries were left out.</p>"
    )
    yield "<h2>What the model says first</h2><p>Not counted: images it declines to judge.</p>"
    yield _bars(overview.diagnoses.most_common())
    yield f"<p>Declined (outside its training, or not skin): {overview.abstained}</p>"
    yield "<h2>Malignant or pre-malignant, total probability</h2>"
    yield _bars([(f"{10 * n} to {10 * n + 10} %", overview.malignant[n]) for n in range(9, -1, -1)])
    yield "<h2>Kind and quality of the images</h2>"
    yield _bars(overview.modalities.most_common())
    yield _bars(overview.qualities.most_common())
    if agreement is not None:
        yield from _show_agreement(agreement, rival)
    yield f"<h2>The {min(URGENT, len(overview.urgent))} most urgent</h2><div class=sheet>"
    for score, path, finding in overview.urgent[:URGENT]:
        name = finding.top.name if finding.top is not None else ""
        yield (
            f"<figure>{_thumbnail(root / path)}<figcaption><b>{100 * score:.0f} %</b> malignant "
            f"or pre-malignant<br>{_escape(name)}<br>{_escape(path)}</figcaption></figure>"
        )
    yield "</div>"
    if matching is not None:
        yield from _show_matching(matching)
    yield from _list("Failed", overview.failed)
    yield from _list("Left out", overview.left_out)
    yield "</html>"


def _show_agreement(
    agreement: Agreement, rival: tuple[str, Agreement, McNemar] | None
) -> Iterator[str]:
    yield "<h2>Against the known diagnoses</h2>"
    yield _table(
        ("", "value", "95 % interval", "images", "groups"),
        (
            (
                name.replace("_", " "),
                "-" if found.value is None else f"{found.value:.3f}",
                "-" if found.low is None else f"{found.low:.3f} to {found.high:.3f}",
                found.n,
                found.groups,
            )
            for name, found in agreement.metrics.items()
        ),
    )
    yield "<p>Confusion: rows are known, columns are the model's first.</p>"
    yield _table(
        ("", *agreement.names, OTHER),
        (
            (name, *map(int, row))
            for name, row in zip(agreement.names, agreement.confusion, strict=True)
        ),
    )
    yield "<p>Calibration: mean confidence against share right.</p>"
    yield _reliability(agreement.reliability)
    if agreement.unknown_labels:
        told = ", ".join(f"{label} ({n})" for label, n in sorted(agreement.unknown_labels.items()))
        yield f"<p>Labels that are no known diagnosis, left out: {_escape(told)}</p>"
    if rival is not None:
        name, other, test = rival
        yield f"<h2>Beside {_escape(name)}</h2>"
        yield _table(
            ("", "this model", _escape(name)),
            (
                (key.replace("_", " "), _short(found.value), _short(other.metrics[key].value))
                for key, found in agreement.metrics.items()
            ),
        )
        yield (
            f"<p>Right only here: {test.only_a}; only there: {test.only_b}; "
            f"McNemar's exact test p = {test.p:.3g}.</p>"
        )


def _show_matching(matching: Matching) -> Iterator[str]:
    yield "<h2>The table of patients and lesions</h2>"
    yield f"<p>{len(matching.rows)} images have a row.</p>"
    for title, names in (
        ("Images without a row", matching.files_without_row),
        ("Rows without an image", matching.rows_without_file),
        ("Images that share the name of one row, so that none got it", matching.ambiguous),
        ("Names in several rows, none of which was used", matching.repeated),
    ):
        yield from _list(title, [(name, "") for name in names])


def _list(title: str, entries: Sequence[tuple[str, str]]) -> Iterator[str]:
    if not entries:
        return
    yield f"<h2>{title}: {len(entries)}</h2>"
    yield _table(("file", "reason"), entries[:_SHOWN])
    if len(entries) > _SHOWN:
        yield f"<p>{len(entries) - _SHOWN} more are in results.csv.</p>"


def _table(
    head: Sequence[str], rows: Iterator[Sequence[object]] | Sequence[Sequence[object]]
) -> str:
    def cell(value: object, tag: str) -> str:
        number = ' class="n"' if isinstance(value, int | float) else ""
        return f"<{tag}{number}>{_escape(str(value))}</{tag}>"

    lines = ["<table><tr>", *(cell(name, "th") for name in head), "</tr>"]
    for row in rows:
        lines += ["<tr>", *(cell(value, "td") for value in row), "</tr>"]
    return "".join([*lines, "</table>"])


def _bars(counts: Sequence[tuple[str, int]]) -> str:
    most = max((count for _, count in counts), default=0) or 1
    return "".join(
        [
            "<table>",
            *(
                f"<tr><td>{_escape(name)}</td><td class=n>{count}</td><td style='width:20rem'>"
                f"<div class=bar style='width:{100 * count / most:.1f}%'></div></td></tr>"
                for name, count in counts
            ),
            "</table>",
        ]
    )


def _reliability(bins: Sequence[tuple[float, float, int]]) -> str:
    points = "".join(
        f'<circle cx="{20 + 200 * sure:.1f}" cy="{220 - 200 * right:.1f}" r="4" fill="#5b7fa8">'
        f"<title>{n} images: confidence {sure:.2f}, right {right:.2f}</title></circle>"
        for sure, right, n in bins
    )
    return (
        '<svg width="240" height="240" role="img" aria-label="calibration">'
        '<rect x="20" y="20" width="200" height="200" fill="none" stroke="#999"/>'
        f'<line x1="20" y1="220" x2="220" y2="20" stroke="#bbb"/>{points}</svg>'
    )


def _thumbnail(path: Path) -> str:
    try:
        image = Image.fromarray(open_image(path).rgb)
    except ImageError as error:
        return f"<p>{_escape(error.reason)}</p>"
    image.thumbnail((_THUMBNAIL * 2, _THUMBNAIL * 2))
    packed = io.BytesIO()
    image.save(packed, "JPEG", quality=80)
    data = base64.b64encode(packed.getvalue()).decode("ascii")
    return f'<img alt="{_escape(path.name)}" src="data:image/jpeg;base64,{data}">'


def _short(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _escape(text: str) -> str:
    printable = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return html.escape(printable)
