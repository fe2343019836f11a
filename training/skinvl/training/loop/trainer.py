"""transformers' Trainer with checks where it would go on silently."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from torch import Tensor, nn
from torch.utils.data import Sampler
from transformers import (
    PrinterCallback,
    ProgressCallback,
    Trainer,
    TrainerCallback,
    TrainerState,
)
from transformers.trainer import TRAINER_STATE_NAME

from skinvl.training.loop.average import contiguous_state
from skinvl.training.loop.batch import take_notes
from skinvl.training.loop.checkpoints import (
    complete_checkpoints,
    keep_checkpoints,
    mark_complete,
    newest_checkpoint,
    refuse_to_start_over,
    remove_incomplete,
)
from skinvl.training.loop.curves import draw_curves
from skinvl.training.loop.errors import OutOfMemory, TrainingError, is_out_of_memory
from skinvl.training.loop.finite import check_finite
from skinvl.training.loop.metrics import MetricsLog
from skinvl.training.loop.pace import Pace, peak_memory_mib
from skinvl.training.loop.progress import TokenProgress


class ScoreCheckpoints(TrainerCallback):
    """Every checkpoint is logged and scored first: then a resumed run averages its losses over
    the same steps, and the best checkpoint is among those that exist."""

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        if control.should_save:
            control.should_log = control.should_evaluate = True

    def on_epoch_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        self.on_step_end(args, state, control)


class TrustedTrainer(Trainer):
    """A loop that can be trusted.

    A loss or gradient norm that is not finite ends training at once and names the batch. A
    checkpoint is complete or no checkpoint; the last `keep_last` ones and the one with the best
    figure `best` are kept. Callbacks with `write_state(folder)` and `read_state(folder)` become
    part of it. A run that goes on from one is the run that was never interrupted, when the data
    order comes from a `sampler` of `skinvl.training.loop.order` and its randomness from the draw.

    Args:
        run_folder: where curves, events and the list of skipped samples lie; checkpoints lie in
            `args.output_dir`.
        stage: name in curves and messages.
        unit: what the speed is counted in.
        sampler: order of the training rows; None leaves it to transformers.
        validate: figures of the validation part; None uses `eval_dataset` where there is one.
        best: the figure that decides which checkpoint is best; larger is better unless its name
            ends in "loss".
        keep_last: complete checkpoints to keep besides the best.
        advice: what to lower when memory runs out, in the words of the configuration.
    """

    def __init__(
        self,
        *,
        run_folder: Path,
        stage: str,
        unit: Literal["images", "tokens"] = "images",
        sampler: Sampler[Any] | None = None,
        validate: Callable[[], dict[str, Any]] | None = None,
        best: str | None = None,
        keep_last: int = 2,
        advice: str = "lower the batch size and raise the accumulation",
        **kwargs: Any,
    ) -> None:
        self.run_folder = run_folder
        self.stage = stage
        self.unit = unit
        self.sampler = sampler
        self.validate = validate
        self.keep_last = keep_last
        self.advice = advice
        self.step_ids: list[str] = []
        self.pace = Pace()
        self.progress = TokenProgress(stage, unit)
        given = kwargs.pop("callbacks", None) or []
        own = [ScoreCheckpoints(), MetricsLog(run_folder, stage), self.progress]
        super().__init__(callbacks=[*given, *own], **kwargs)
        for printer in (ProgressCallback, PrinterCallback):
            self.remove_callback(printer)  # type: ignore[no-untyped-call]
        self.args.metric_for_best_model = best
        self.args.greater_is_better = best is not None and not best.endswith("loss")

    def fit(self, resume: bool = False) -> None:
        """Train, or go on from the newest complete checkpoint in `args.output_dir`.

        Raises:
            TrainingError: checkpoints are there and `resume` is not set; a loss or gradient that
                is not finite; `best` names no figure.
            OutOfMemory: says what to lower.
        """
        folder = self._folder()
        if not resume:
            refuse_to_start_over(folder)
        elif self.args.should_save:
            remove_incomplete(folder)
        self.accelerator.wait_for_everyone()
        newest = newest_checkpoint(folder)
        if resume and self.args.should_save:
            print(f"{self.stage}: {describe_start(newest)}", file=sys.stderr)
        if newest is not None:
            for callback in self._stateful():
                callback.read_state(newest)
        try:
            if newest is None or not self._take_finished(newest):
                self.pace.restart()
                self.train(resume_from_checkpoint=None if newest is None else str(newest))
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
            raise OutOfMemory(self._describe_memory()) from error
        finally:
            self.progress.close()
        if self.args.should_save:
            draw_curves(self.run_folder)

    def _take_finished(self, newest: Path) -> bool:
        """Load the weights of a run that has taken all its steps: transformers would take one
        more."""
        state = TrainerState.load_from_json(str(newest / TRAINER_STATE_NAME))
        if state.global_step < state.max_steps:
            return False
        if self.is_fsdp_enabled or self.is_deepspeed_enabled:
            raise TrainingError(f"{newest}: all steps are taken; nothing is left to resume")
        self.state = state
        self._load_from_checkpoint(str(newest))  # type: ignore[no-untyped-call]
        return True

    def best_checkpoint(self) -> Path | None:
        """The kept checkpoint with the best figure."""
        found = complete_checkpoints(self._folder())
        return found.get(self.state.best_global_step or -1)

    def get_batch_samples(self, *args: Any, **kwargs: Any) -> Any:
        self.step_ids = []
        return super().get_batch_samples(*args, **kwargs)

    def training_step(
        self, model: nn.Module, inputs: dict[str, Any], num_items_in_batch: Tensor | None = None
    ) -> Tensor:
        notes = take_notes(inputs)
        self.step_ids += notes.ids
        loss: Tensor = super().training_step(model, inputs, num_items_in_batch)
        check_finite("loss", loss.item(), self.state.global_step + 1, notes.ids, self.run_folder)
        count = notes.tokens if self.unit == "tokens" else notes.images
        self.pace.items += count * self.args.world_size
        return loss

    def prediction_step(
        self, model: nn.Module, inputs: dict[str, Any], *args: Any, **k: Any
    ) -> Any:
        take_notes(inputs)
        return super().prediction_step(model, inputs, *args, **k)

    def evaluate(self, *args: Any, **kwargs: Any) -> dict[str, float]:
        """The figures of `validate`, or of `eval_dataset`, or none."""
        with self.pace.paused():
            if self.validate is None:
                has_data = args or kwargs.get("eval_dataset") or self.eval_dataset
                return super().evaluate(*args, **kwargs) if has_data else {}
            figures = {f"eval_{name}": value for name, value in self.validate().items()}
            self.log(dict(figures))
            self.control = self.callback_handler.on_evaluate(
                self.args, self.state, self.control, figures
            )
            return figures

    def log(self, logs: dict[str, float], start_time: float | None = None) -> None:
        if "loss" in logs:
            logs[f"{self.unit}_per_second"] = self.pace.take()
            logs["memory_mib"] = peak_memory_mib()
        super().log(logs, start_time)

    def _get_train_sampler(self, train_dataset: Any = None) -> Any:
        return super()._get_train_sampler(train_dataset) if self.sampler is None else self.sampler

    def _maybe_log_save_evaluate(
        self, tr_loss: Any, grad_norm: Any, model: Any, *args: Any, **kwargs: Any
    ) -> None:
        # The step has moved the weights already; it must not reach a checkpoint.
        if grad_norm is not None:
            step = self.state.global_step
            check_finite("gradient norm", float(grad_norm), step, self.step_ids, self.run_folder)
        super()._maybe_log_save_evaluate(  # type: ignore[no-untyped-call]
            tr_loss, grad_norm, model, *args, **kwargs
        )

    def _determine_best_metric(self, metrics: dict[str, float], trial: Any) -> bool:
        name = self.args.metric_for_best_model
        if name is not None and f"eval_{name}" not in metrics:
            known = ", ".join(sorted(key.removeprefix("eval_") for key in metrics))
            raise TrainingError(f"{self.stage}: best names {name!r}; figures are: {known}")
        return bool(super()._determine_best_metric(metrics, trial))  # type: ignore[no-untyped-call]

    def _save_checkpoint(self, model: Any, trial: Any) -> None:
        with self.pace.paused():
            super()._save_checkpoint(model, trial)  # type: ignore[no-untyped-call]
            self.accelerator.wait_for_everyone()
            if self.args.should_save:
                folder = self._folder()
                checkpoint = folder / f"checkpoint-{self.state.global_step}"
                # A pickle with paths of this machine that nothing reads.
                (checkpoint / "training_args.bin").unlink(missing_ok=True)
                for callback in self._stateful():
                    callback.write_state(checkpoint)
                mark_complete(checkpoint, self.state.global_step)
                keep_checkpoints(folder, self.keep_last, self.state.best_global_step)
            self.accelerator.wait_for_everyone()

    def _rotate_checkpoints(self, use_mtime: bool = False, output_dir: str | None = None) -> None:
        """Left to `keep_checkpoints`, which runs when the new checkpoint is complete."""

    def _save(self, output_dir: str | None = None, state_dict: Any = None) -> None:
        if state_dict is None and not hasattr(self.model, "save_pretrained"):
            assert isinstance(self.model, nn.Module)
            state_dict = contiguous_state(self.model)
        super()._save(output_dir, state_dict)

    def _folder(self) -> Path:
        assert self.args.output_dir is not None
        return Path(self.args.output_dir)

    def _stateful(self) -> list[Any]:
        return [c for c in self.callback_handler.callbacks if hasattr(c, "write_state")]

    def _describe_memory(self) -> str:
        args = self.args
        return (
            f"{self.stage}: out of memory on {args.device} at step {self.state.global_step + 1} "
            f"with batches of {args.per_device_train_batch_size} x "
            f"{args.gradient_accumulation_steps} (peak {peak_memory_mib():,.0f} MiB); {self.advice}"
        )


def describe_start(newest: Path | None) -> str:
    """One line: where a resumed stage begins."""
    if newest is None:
        return "no complete checkpoint yet; starts from the beginning"
    return f"goes on from {newest}"
