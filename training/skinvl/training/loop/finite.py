"""A loss or gradient that is no number ends training before it can reach a checkpoint."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path

from skinvl.training.loop.errors import TrainingError

NAMED = 16


def check_finite(what: str, value: float, step: int, ids: Sequence[str], run_folder: Path) -> None:
    """Pass a finite `value`; for another one write every sample id of the batch to
    `run_folder`/non_finite.json.

    Raises:
        TrainingError: names the step and the samples.
    """
    if math.isfinite(value):
        return
    file = run_folder / "non_finite.json"
    record = {"step": step, "what": what, "value": str(value), "samples": list(ids)}
    file.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    named = ", ".join(ids[:NAMED]) or "no ids known"
    rest = f" and {len(ids) - NAMED} more in {file.name}" if len(ids) > NAMED else ""
    raise TrainingError(
        f"{run_folder}: {what} of step {step} is {value}; samples of its batch: {named}{rest}; "
        "look at them or lower the learning rate, then go on with --resume from the last "
        "complete checkpoint"
    )
