"""The operators that a graph of a bundle may use.

All compute outputs from inputs and nothing else. Left out are loops (`Loop`, `Scan`), whose
length a graph decides while it runs, strings, optionals and sequences, training, and every
operator of onnxruntime that calls a library or reads a file (`EPContext`, `TorchEmbedding` ...).
Sources: Operators.md of ONNX 1.21 and ContribOperators.md of onnxruntime 1.28.
"""

from __future__ import annotations

STANDARD, ALIAS, MICROSOFT = "", "ai.onnx", "com.microsoft"

_STANDARD_NAMES = """
Abs Acos Acosh Add And ArgMax ArgMin Asin Asinh Atan Atanh Attention AveragePool
BatchNormalization BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor Cast CastLike Ceil Celu
CenterCropPad Clip Compress Concat Constant ConstantOfShape Conv ConvInteger ConvTranspose Cos
Cosh CumSum DepthToSpace DequantizeLinear Div Dropout DynamicQuantizeLinear Einsum Elu Equal Erf
Exp Expand EyeLike Flatten Floor Gather GatherElements GatherND Gelu Gemm GlobalAveragePool
GlobalMaxPool Greater GreaterOrEqual GridSample GroupNormalization HardSigmoid HardSwish Hardmax
Identity If InstanceNormalization IsInf IsNaN LRN LayerNormalization LeakyRelu Less LessOrEqual
Log LogSoftmax LpNormalization LpPool MatMul MatMulInteger Max MaxPool Mean
MeanVarianceNormalization Min Mish Mod Mul Neg NonZero Not OneHot Or PRelu Pad Pow QLinearConv
QLinearMatMul QuantizeLinear RMSNormalization Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum
ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare Relu Reshape
Resize ReverseSequence RotaryEmbedding Round ScatterElements ScatterND Selu Shape Shrink Sigmoid
Sign SimplifiedLayerNormalization Sin Sinh Size Slice Softmax Softplus Softsign SpaceToDepth
Split Sqrt Squeeze Sub Sum Swish Tan Tanh TensorScatter ThresholdedRelu Tile TopK Transpose
Trilu Unsqueeze Upsample Where Xor
"""

_MICROSOFT_NAMES = """
Attention BiasAdd BiasGelu BiasSoftmax BiasSplitGelu DequantizeLinear DynamicQuantizeMatMul
EmbedLayerNormalization FastGelu FusedConv FusedGemm FusedMatMul FusedMatMulActivation
GatherBlockQuantized Gelu GemmFastGelu GroupNorm GroupQueryAttention MatMulInteger16
MatMulIntegerToFloat MatMulNBits MultiHeadAttention NhwcConv NhwcFusedConv NhwcMaxPool Pad
QAttention QGemm QLinearAdd QLinearAveragePool QLinearConcat QLinearConv
QLinearGlobalAveragePool QLinearLeakyRelu QLinearMul QLinearReduceMean QLinearSigmoid
QLinearSoftmax QLinearWhere QMoE QuantizeLinear QuickGelu RotaryEmbedding
SimplifiedLayerNormalization SkipGroupNorm SkipLayerNormalization SkipSimplifiedLayerNormalization
TransposeMatMul Trilu
"""

ALLOWED: dict[str, frozenset[str]] = {
    STANDARD: frozenset(_STANDARD_NAMES.split()),
    ALIAS: frozenset(_STANDARD_NAMES.split()),
    MICROSOFT: frozenset(_MICROSOFT_NAMES.split()),
}


def explain_refusal(domain: str, operator: str) -> str | None:
    """Why an operator may not be in a bundle, in a few words; None if it may."""
    if domain not in ALLOWED:
        return f"uses {operator!r} of the custom domain {domain!r}; only standard operators are run"
    if operator in ALLOWED[domain]:
        return None
    return f"uses the operator {operator!r}, which no graph of SkinVL needs"
