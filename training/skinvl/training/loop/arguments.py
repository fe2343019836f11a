"""transformers' arguments, for one run and no other."""

from __future__ import annotations

import os

from transformers import TrainingArguments

_REMEMBERED = "ACCELERATE_MIXED_PRECISION"


class RunArguments(TrainingArguments):
    """Arguments whose precision is the one that they state.

    transformers 4.57 writes bf16 into an environment variable and takes it from there again, so
    that a run in fp32 that follows one in bf16 in the same process would compute in bf16.
    """

    def __post_init__(self) -> None:
        os.environ.pop(_REMEMBERED, None)
        super().__post_init__()  # type: ignore[no-untyped-call]
