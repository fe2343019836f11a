"""The bar of a stage: steps, speed, loss and time left."""

from __future__ import annotations

import sys
from typing import Any

from tqdm import tqdm
from transformers import TrainerCallback

# Between two drawings of the bar, in seconds: on a terminal, and in a log file.
LIVE, LOGGED = 0.5, 30.0


class TokenProgress(TrainerCallback):
    """A bar on stderr with images or tokens a second, the last loss and the time left."""

    def __init__(self, stage: str, unit: str) -> None:
        self.stage = stage
        self.unit = unit
        self.bar: Any = None

    def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        if state.is_world_process_zero:
            self.bar = tqdm(
                total=state.max_steps,
                initial=state.global_step,
                desc=self.stage,
                unit="step",
                dynamic_ncols=True,
                mininterval=LIVE if sys.stderr.isatty() else LOGGED,
            )

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        if self.bar is not None:
            self.bar.update(state.global_step - self.bar.n)

    def on_log(self, args: Any, state: Any, control: Any, logs: Any = None, **_: Any) -> None:
        if self.bar is None or not logs:
            return
        if "loss" in logs:
            speed = f"{logs.get(f'{self.unit}_per_second', 0):,.0f} {self.unit}/s"
            self.bar.set_postfix_str(f"{speed}, loss {logs['loss']:.4f}", refresh=False)

    def on_train_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        self.close()

    def close(self) -> None:
        """End the bar, whatever ended the training."""
        if self.bar is not None:
            self.bar.close()
            self.bar = None
