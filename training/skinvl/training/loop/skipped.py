"""Samples that cannot be used: skipped, counted, written down, and never too many."""

from __future__ import annotations

import json
from pathlib import Path

from skinvl.contract.errors import DataError
from skinvl.training.loop.metrics import read_lines

SKIPPED = "skipped.jsonl"


class SkippedSamples:
    """The list `run_folder`/skipped.jsonl: stage, id, file, reason; a sample once a stage."""

    def __init__(self, run_folder: Path, limit: float = 0.05) -> None:
        self.file = run_folder / SKIPPED
        self.limit = limit
        self.listed = {(line["stage"], line["id"]) for line in read_lines(self.file)}
        self.reasons: dict[tuple[str, str], str] = {}

    def record(self, *, stage: str, id: str, file: str, reason: str) -> None:
        """Count a sample, and write it down unless it already is."""
        self.reasons[stage, id] = reason
        if (stage, id) in self.listed:
            return
        self.listed.add((stage, id))
        self.file.parent.mkdir(parents=True, exist_ok=True)
        line = {"stage": stage, "id": id, "file": file, "reason": reason}
        with self.file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(line, ensure_ascii=False) + "\n")

    def count(self, stage: str) -> int:
        """Samples of one stage that this process skipped."""
        return sum(1 for name, _ in self.reasons if name == stage)

    def summary(self, stage: str, total: int) -> str:
        """One line: how many of `total` samples are used."""
        count = self.count(stage)
        if not count:
            return f"{stage}: all {total:,} samples usable"
        return f"{stage}: {count:,} of {total:,} samples skipped, listed in {self.file}"

    def check(self, stage: str, total: int) -> None:
        """Stop when so much is broken that something else is wrong.

        Raises:
            DataError: more than the configured share of `total` samples was skipped.
        """
        count = self.count(stage)
        if count > self.limit * total:
            (_, first), reason = next(item for item in self.reasons.items() if item[0][0] == stage)
            raise DataError(
                self.file,
                f"{count:,} of {total:,} samples cannot be used ({stage}), more than the "
                f"{self.limit:.0%} allowed; first {first}: {reason}; import the data set again "
                "or repair the files",
            )
