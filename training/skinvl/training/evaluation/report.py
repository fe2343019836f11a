"""What an evaluation hands over: metrics by name, tables, figures; and how they are written."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skinvl.contract.statistics.bootstrap import REPLICATES, Estimate
from skinvl.training.evaluation.predictions import RunRecord

if TYPE_CHECKING:
    from matplotlib.axes import Axes

METRICS_FILE = "metrics.json"
TABLE_FILE = "table.md"
PLOTS_FOLDER = "plots"
SCHEMA_VERSION = 1


@dataclass(frozen=True)
class Table:
    """A table of the report, cells already text."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str | None = None

    def to_markdown(self) -> str:
        """The table as a Markdown section."""
        lines = [f"## {self.title}", "", _row(self.header), _row(["---"] * len(self.header))]
        lines += [_row(cells) for cells in self.rows]
        if self.note is not None:
            lines += ["", self.note]
        return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Figure:
    """A plot: its file name without suffix, and what draws it."""

    name: str
    draw: Callable[[Axes], None]


@dataclass(frozen=True)
class Origin:
    """What a report without a bundle's predictions is about.

    ``line`` stands under the title of table.md; ``facts`` (JSON values) go into metrics.json.
    """

    protocol: str
    title: str
    line: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Report:
    """Collected while a protocol is scored; ``origin`` says of what, where the protocol knows."""

    metrics: dict[str, Estimate] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    comparisons: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    origin: Origin | RunRecord | None = None

    def add(self, prefix: str, estimates: Mapping[str, Estimate]) -> None:
        """Enter metrics under ``prefix/name``."""
        self.metrics.update({f"{prefix}/{name}": value for name, value in estimates.items()})

    def to_json(self, run: RunRecord | Origin, seed: int, command: str) -> dict[str, Any]:
        """``metrics.json``: defined metrics, and apart those that the data leave undefined."""
        facts = dict(run.facts) if isinstance(run, Origin) else dataclasses.asdict(run)
        defined = {name: e for name, e in self.metrics.items() if e.value is not None}
        return {
            "schema_version": SCHEMA_VERSION,
            "protocol": run.protocol,
            "metrics": {name: estimate.to_json() for name, estimate in defined.items()},
            "groups": {name: estimate.groups for name, estimate in defined.items()},
            "metric_notes": {name: e.note for name, e in self.metrics.items() if e.note},
            "undefined": sorted(set(self.metrics) - set(defined)),
            "comparisons": self.comparisons,
            "counts": self.counts,
            "notes": self.notes,
            "interval": {
                "level": 0.95,
                "method": "percentile bootstrap over groups",
                "replicates": REPLICATES,
                "seed": seed,
            },
            "command": command,
            "run": facts,
        }


def write_report(
    report: Report, run: RunRecord | Origin, out: Path, *, seed: int, command: str
) -> None:
    """Write ``metrics.json``, ``table.md`` and ``plots/*.png`` into `out`."""
    from skinvl.training.evaluation.plots import draw_figures

    record = report.to_json(run, seed, command)
    text = json.dumps(record, indent=2, sort_keys=True, allow_nan=False, ensure_ascii=False)
    _replace(out / METRICS_FILE, text + "\n")
    _replace(out / TABLE_FILE, render_markdown(report, run))
    draw_figures(report.figures, out / PLOTS_FOLDER)


def render_markdown(report: Report, run: RunRecord | Origin) -> str:
    """``table.md``."""
    head = [
        *(_describe_origin(run) if isinstance(run, Origin) else _describe_run(run)),
        "",
        "Intervals: 95 % percentile bootstrap over groups, "
        f"{REPLICATES} replicates. n counts images. Research software, not a medical device.",
        "",
    ]
    head += [f"- {note}" for note in report.notes]
    return "\n".join([*head, "", *(table.to_markdown() for table in report.tables)])


def _describe_origin(origin: Origin) -> list[str]:
    return [f"# {origin.protocol}: {origin.title}", "", origin.line]


def _describe_run(run: RunRecord) -> list[str]:
    return [
        f"# {run.protocol}: {run.bundle} {run.bundle_version}",
        "",
        f"Split {run.split} of {', '.join(run.data)}; {run.precision} on {run.provider}; "
        f"bundle sha256 `{run.bundle_sha256}`; data fingerprint `{run.data_fingerprint}`.",
    ]


def show(estimate: Estimate | None, digits: int = 3) -> str:
    """An estimate as a cell: value (low to high)."""
    if estimate is None or estimate.value is None:
        return "-"
    if estimate.low is None or estimate.high is None:
        return f"{estimate.value:.{digits}f}"
    return f"{estimate.value:.{digits}f} ({estimate.low:.{digits}f} to {estimate.high:.{digits}f})"


def show_difference(entry: Mapping[str, Any]) -> str:
    """A difference of ``comparisons`` as a cell."""
    if entry["difference"] is None or entry["low"] is None:
        return "-"
    return f"{entry['difference']:+.3f} ({entry['low']:+.3f} to {entry['high']:+.3f})"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _replace(path: Path, text: str) -> None:
    temporary = path.with_name(path.name + ".partial")
    temporary.write_text(text, encoding="utf-8", newline="\n")
    temporary.replace(path)
