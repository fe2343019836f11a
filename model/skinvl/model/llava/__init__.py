"""LLaVA checkpoints of every layout, as transformers' `LlavaForConditionalGeneration`.

::

    loaded = load_llava(Path("SkinVL-PubMM"))
    save_llava(Path("skinvl-pubmm-hf"), loaded)
"""

from skinvl.model.llava.assembly import list_original_shapes, list_shapes
from skinvl.model.llava.conversion import Conversion, convert_llava
from skinvl.model.llava.loaded import LoadedLlava
from skinvl.model.llava.loading import load_llava
from skinvl.model.llava.merging import merge_adapter
from skinvl.model.llava.saving import build_processor, save_llava

__all__ = [
    "Conversion",
    "LoadedLlava",
    "build_processor",
    "convert_llava",
    "list_original_shapes",
    "list_shapes",
    "load_llava",
    "merge_adapter",
    "save_llava",
]
