"""The curves of a run: metrics.jsonl and validation.jsonl, and the same as TensorBoard events."""

from __future__ import annotations

import functools
import json
import sys
import time
from pathlib import Path
from typing import Any

from transformers import TrainerCallback

from skinvl.training.loop.checkpoints import replace_text

METRICS = "metrics.jsonl"
VALIDATION = "validation.jsonl"
# Trainer's names of the figures of one log line, and ours.
_TRAINING = {"loss": "loss", "learning_rate": "lr", "grad_norm": "grad_norm"}
_MEASURED = ("images_per_second", "tokens_per_second", "memory_mib")


class MetricsLog(TrainerCallback):
    """Writes each log line of `stage` to `run_folder`.

    metrics.jsonl: stage, step, epoch, loss, lr, grad_norm, images_per_second or
    tokens_per_second, seconds since this process began the stage, memory_mib.
    validation.jsonl: stage, step, epoch and the figures of the validation part.
    What lies behind the step from which a run goes on is taken out of both.
    """

    def __init__(self, run_folder: Path, stage: str) -> None:
        self.run_folder = run_folder
        self.stage = stage
        self.started = time.monotonic()
        self.events: Any = None

    def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        self.started = time.monotonic()
        if not state.is_world_process_zero:
            return
        for name in (METRICS, VALIDATION):
            forget_after(self.run_folder / name, self.stage, state.global_step)
        self.events = open_events(self.run_folder / "tensorboard" / self.stage, state.global_step)

    def on_log(self, args: Any, state: Any, control: Any, logs: Any = None, **_: Any) -> None:
        if not state.is_world_process_zero or not logs:
            return
        place = {"stage": self.stage, "step": state.global_step, "epoch": round(state.epoch, 4)}
        figures = {name.removeprefix("eval_"): v for name, v in logs.items() if "eval_" in name}
        if "loss" in logs:
            line = {ours: logs[theirs] for theirs, ours in _TRAINING.items() if theirs in logs}
            line |= {name: round(logs[name], 2) for name in _MEASURED if name in logs}
            line["seconds"] = round(time.monotonic() - self.started, 2)
            self._write(METRICS, place | line, "train")
        elif figures:
            self._write(VALIDATION, place | figures, "validation")
            print(json.dumps(place | figures), flush=True)

    def on_train_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        if self.events is not None:
            self.events.close()
            self.events = None
            hide_host(self.run_folder / "tensorboard" / self.stage)

    def _write(self, name: str, line: dict[str, Any], kind: str) -> None:
        with (self.run_folder / name).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        if self.events is not None:
            for key, value in line.items():
                if key not in ("stage", "step") and isinstance(value, int | float):
                    self.events.add_scalar(f"{kind}/{key}", value, line["step"])


def read_lines(file: Path) -> list[dict[str, Any]]:
    """The lines of a JSON-lines file; a last line cut off by the end of its process is left out."""
    if not file.is_file():
        return []
    lines = []
    for text in file.read_text(encoding="utf-8").splitlines():
        try:
            lines.append(json.loads(text))
        except ValueError:
            continue
    return lines


def forget_after(file: Path, stage: str, step: int) -> None:
    """Take the lines of `stage` behind `step` out of a file; they will be written again."""
    lines = read_lines(file)
    kept = [line for line in lines if line.get("stage") != stage or line["step"] <= step]
    if file.is_file():
        replace_text(file, "".join(json.dumps(line) + "\n" for line in kept))


def open_events(folder: Path, step: int) -> Any:
    """A TensorBoard writer that forgets events behind `step`; None without tensorboard."""
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError:
        say_no_tensorboard()
        return None
    return SummaryWriter(str(folder), purge_step=step + 1)


@functools.cache
def say_no_tensorboard() -> None:
    """One note a process."""
    print("no TensorBoard events: `pip install tensorboard` would add them", file=sys.stderr)


def hide_host(folder: Path) -> None:
    """Take the computer's name out of the names of event files, which are passed on with a run."""
    for index, file in enumerate(sorted(folder.glob("events.out.tfevents.*"))):
        seconds = file.name.split(".")[3]
        file.rename(file.with_name(f"events.out.tfevents.{seconds}.{index}"))
