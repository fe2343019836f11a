"""The SkinVL model: a LLaVA whose vision features also feed a calibrated diagnosis head."""

from skinvl.model.checkpoint import Checkpoint, load_checkpoint, save_checkpoint
from skinvl.model.configuration import SkinVLConfig, SkinVLVisionConfig
from skinvl.model.head import DiagnosisHead, HeadOutput
from skinvl.model.modeling import PooledLlava, SkinVLForConditionalGeneration
from skinvl.model.tower import SkinVLVisionModel

__all__ = [
    "Checkpoint",
    "DiagnosisHead",
    "HeadOutput",
    "PooledLlava",
    "SkinVLConfig",
    "SkinVLForConditionalGeneration",
    "SkinVLVisionConfig",
    "SkinVLVisionModel",
    "load_checkpoint",
    "save_checkpoint",
]
