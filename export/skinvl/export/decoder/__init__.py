"""The decoder graph: traced as a skeleton, then filled with weights in any format.

::

    skeleton = trace_decoder(model, weights, folder)
    skeleton.fill(DecoderRecipe("int4", "int4"), folder / "decoder.int4.onnx")
"""

from skinvl.export.decoder.filling import DecoderRecipe, Skeleton
from skinvl.export.decoder.skeleton import ModelWeights, WeightSource
from skinvl.export.decoder.tracing import DecoderTrace, trace_decoder

__all__ = [
    "DecoderRecipe",
    "DecoderTrace",
    "ModelWeights",
    "Skeleton",
    "WeightSource",
    "trace_decoder",
]
