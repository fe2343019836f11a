"""A training loop that can be trusted: checked, atomic, exactly resumable, written down.

Every stage and every size trains through `TrustedTrainer`; `open_run` keeps in the run folder
what is needed to say how a checkpoint came about.
"""

from skinvl.training.loop.arguments import RunArguments
from skinvl.training.loop.average import AverageWeights
from skinvl.training.loop.batch import SAMPLE_IDS, TOKEN_COUNT
from skinvl.training.loop.checkpoints import complete_checkpoints, newest_checkpoint
from skinvl.training.loop.curves import draw_curves
from skinvl.training.loop.errors import OutOfMemory, TrainingError
from skinvl.training.loop.metrics import MetricsLog
from skinvl.training.loop.order import Draw, LengthGroupedOrder, SeededOrder, seeded
from skinvl.training.loop.precision import trains_in_bf16
from skinvl.training.loop.progress import TokenProgress
from skinvl.training.loop.run_folder import open_run
from skinvl.training.loop.skipped import SkippedSamples
from skinvl.training.loop.trainer import TrustedTrainer

__all__ = [
    "SAMPLE_IDS",
    "TOKEN_COUNT",
    "AverageWeights",
    "Draw",
    "LengthGroupedOrder",
    "MetricsLog",
    "OutOfMemory",
    "RunArguments",
    "SeededOrder",
    "SkippedSamples",
    "TokenProgress",
    "TrainingError",
    "TrustedTrainer",
    "complete_checkpoints",
    "draw_curves",
    "newest_checkpoint",
    "open_run",
    "seeded",
    "trains_in_bf16",
]
