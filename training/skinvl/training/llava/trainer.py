"""The trusted loop with a learning rate of its own for the projector."""

from __future__ import annotations

from typing import Any

from torch import nn, optim

from skinvl.training.llava.model import projector_parameters, trained_parameters
from skinvl.training.loop import TrustedTrainer


class LlavaTrainer(TrustedTrainer):
    """`TrustedTrainer` whose optimizer trains the projector at `projector_rate`, as LLaVA's
    `mm_projector_lr` does; biases and norms are not decayed, as everywhere in transformers."""

    def __init__(self, *, projector_rate: float, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.projector_rate = projector_rate

    def create_optimizer(self) -> optim.Optimizer:
        if self.optimizer is None:
            assert self.model is not None
            groups = self._parameter_groups(self.model)
            kind, settings = self.get_optimizer_cls_and_kwargs(self.args)
            self.optimizer = kind(groups, **settings)
        return self.optimizer

    def _parameter_groups(self, model: nn.Module) -> list[dict[str, Any]]:
        decayed = set(self.get_decay_parameter_names(model))
        projector = projector_parameters(model)
        groups = []
        for rate, inside in ((self.args.learning_rate, False), (self.projector_rate, True)):
            for regular, decay in ((True, self.args.weight_decay), (False, 0.0)):
                chosen = [
                    parameter
                    for name, parameter in trained_parameters(model)
                    if (name in projector) == inside and (name in decayed) == regular
                ]
                groups.append({"params": chosen, "lr": rate, "weight_decay": decay})
        return [group for group in groups if group["params"]]
