"""Ways to store the weights of a decoder in fewer bits, the smallest first.

The layers that bear few bits worst are found by measurement and keep more of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from skinvl.export.decoder import DecoderRecipe
from skinvl.export.decoder.formats import Format
from skinvl.export.decoder.skeleton import LAYERS
from skinvl.export.recipes import Recipe
from skinvl.export.sensitivity import rank_layers, widen
from skinvl.export.workbench import Workbench

LOGITS = "lm_head.*"
# By precision, what is tried without a search.
PLANS: dict[str, tuple[DecoderRecipe, ...]] = {
    "fp16": (DecoderRecipe("float16", "fp16", half=True),),
    "int8": (
        DecoderRecipe("dynamic", "int8"),
        DecoderRecipe("dynamic, logits in float32", "int8", {LOGITS: "fp32"}),
    ),
    "int8-weights": (DecoderRecipe("weights in 8 bits", "int8-weights"),),
    "int4": (
        DecoderRecipe("weights in 4 bits", "int4"),
        DecoderRecipe("weights in 4 bits, logits in 8", "int4", {LOGITS: "int8-weights"}),
    ),
}
# Each measurement of the search writes the whole decoder; a larger one would take hours.
LARGEST_SEARCHED = 1 << 30


def plan_decoder(bench: Workbench, precision: str) -> Iterable[Recipe]:
    """Recipes for the decoder graph in `precision`."""
    for recipe in PLANS[precision]:
        yield name_recipe(bench, recipe, precision)
    if precision == "int4":
        yield from search_layers(bench)


def name_recipe(bench: Workbench, recipe: DecoderRecipe, precision: str) -> Recipe:
    """A decoder's recipe as one of a part."""

    def write(folder: Path) -> Path:
        if precision == bench.baseline_decoder and recipe == PLANS[precision][0]:
            # It was written already, and may have gigabytes.
            return bench.files["decoder"]
        return bench.decoders.fill(recipe, folder / f"decoder.{precision}.onnx")

    return Recipe(recipe.name, write, tuple(recipe.exceptions))


def search_layers(bench: Workbench) -> Iterator[Recipe]:
    """Four bits for all layers but those that lose most by them, which keep eight."""
    if bench.decoders.find().estimate(PLANS["int8-weights"][0]) > LARGEST_SEARCHED:
        return
    blocks = [f"{LAYERS}.{index}.*" for index in range(bench.source.decoder.layers)]
    probe = bench.files["embed"].with_name("decoder.probe.onnx")

    def measure(alone: tuple[str, ...]) -> float:
        probe.unlink(missing_ok=True)
        recipe = DecoderRecipe("probe", "int8-weights", {block: "int4" for block in alone})
        written = bench.open({"decoder": bench.decoders.fill(recipe, probe)})
        return bench.measure_loss({**bench.baseline, **written})

    ranked = rank_layers(blocks, measure, bench.search_seconds, bench.report)
    for kept in widen(ranked):
        exceptions: dict[str, Format] = {block: "int8-weights" for block in (LOGITS, *kept)}
        name = f"weights in 4 bits, logits and {len(kept)} sensitive layers in 8"
        yield name_recipe(bench, DecoderRecipe(name, "int4", exceptions), "int4")
