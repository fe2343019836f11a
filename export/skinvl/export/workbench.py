"""What every candidate of a variant is built from and measured on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from skinvl.contract.bundle import DIAGNOSIS_GRAPH
from skinvl.export.checkpoint import Source
from skinvl.export.decoder import DecoderTrace
from skinvl.export.decoder.formats import Format
from skinvl.export.figures import classify
from skinvl.export.images import SEED, ImageSet
from skinvl.export.parity import follow_all, measure_likelihood, open_graph
from skinvl.export.reference import Dialogue, Floats
from skinvl.export.tolerances import Tolerances
from skinvl.runtime.scores import SKIN_MODALITIES, HeadLogits
from skinvl.runtime.sessions import Graph
from skinvl.runtime.vision import VisionModel

Report = Callable[[str], None]

# Validation images of skin on which a candidate is looked at first.
SUBSET = 256
# Of these, the ones that rank layers: each layer is one graph to build and to run.
RANKING = 48


@dataclass(frozen=True)
class Workbench:
    """The checkpoint, its float32 graphs, and the images and texts that judge their variants.

    Attributes:
        source: the checkpoint.
        files: float32 graphs by name.
        pixels: float32 [N, 3, H, W] for comparing graphs with PyTorch.
        dialogues: texts of PyTorch.
        calibration: images for activation ranges; may be empty.
        validation: labelled images; may be empty.
        tolerances: what is accepted.
        report: is told what happens, one line a time.
        decoders: the decoder in any format.
        baseline_decoder: format of the decoder among `files`; not `fp32` where that is too large.
        search_seconds: time for ranking the layers of a graph.
    """

    source: Source
    files: Mapping[str, Path]
    pixels: Floats
    dialogues: Sequence[Dialogue]
    calibration: ImageSet
    validation: ImageSet
    tolerances: Tolerances
    report: Report
    decoders: DecoderTrace
    baseline_decoder: Format = "fp32"
    search_seconds: float = 300.0
    _rows: dict[tuple[Path, Path, bool], list[HeadLogits]] = field(default_factory=dict)
    _followed: dict[tuple[Path, ...], list[Floats]] = field(default_factory=dict)

    def open(self, files: Mapping[str, Path]) -> dict[str, Graph]:
        """Sessions over the graphs of a variant; those of float32 are shared."""
        return {
            name: self.baseline[name] if file == self.files[name] else open_graph(file)
            for name, file in files.items()
        }

    @cached_property
    def baseline(self) -> dict[str, Graph]:
        """Sessions over the float32 graphs."""
        return {name: open_graph(file) for name, file in self.files.items()}

    def classify(self, graphs: Mapping[str, Graph]) -> list[HeadLogits]:
        """Head logits of the validation images, computed once per pair of graphs."""
        tower = find_tower(graphs)
        key = (tower.file, graphs["head"].file, False)
        if key not in self._rows:
            model = VisionModel(tower, graphs["head"])
            self._rows[key] = classify(model, self.validation, self.source.head_preprocess)
        return self._rows[key]

    def classify_subset(self, graphs: Mapping[str, Graph]) -> list[HeadLogits]:
        """The same of `subset`."""
        key = (find_tower(graphs).file, graphs["head"].file, True)
        if key not in self._rows:
            self._rows[key] = self.classify_pixels(graphs, len(self.subset))
        return self._rows[key]

    def classify_pixels(self, graphs: Mapping[str, Graph], count: int) -> list[HeadLogits]:
        """Head logits of the first `count` images of `subset`, computed now."""
        model = VisionModel(find_tower(graphs), graphs["head"])
        pixels = self._subset_pixels[:count]
        return [row for image in pixels for row in model.classify(image[None])]

    @cached_property
    def ranking_rows(self) -> list[HeadLogits]:
        """Head logits of the float32 graphs for the images that rank layers."""
        return self.classify_pixels(self.baseline, RANKING)

    def follow(self, graphs: Mapping[str, Graph]) -> list[Floats]:
        """Logits along the dialogues (`follow_all`); the latest graphs are remembered."""
        key = tuple(graphs[name].file for name in ("vision", "embed", "decoder"))
        if key not in self._followed:
            self._followed.clear()
            self._followed[key] = follow_all(self.source.decoder, graphs, self.dialogues)
        return self._followed[key]

    @cached_property
    def likelihood(self) -> float:
        """Mean log-likelihood that PyTorch gives to the tokens it chooses, in nats."""
        return measure_likelihood(self.dialogues, [each.logits for each in self.dialogues])

    def measure_loss(self, graphs: Mapping[str, Graph]) -> float:
        """Log-likelihood of PyTorch's tokens that graphs lose, nats a token."""
        logits = follow_all(self.source.decoder, graphs, self.dialogues)
        return self.likelihood - measure_likelihood(self.dialogues, logits)

    @cached_property
    def subset(self) -> ImageSet:
        """Validation images of skin drawn with a fixed seed, in random order."""
        samples = self.validation.samples
        skin = [row for row, s in enumerate(samples) if s.modality in SKIN_MODALITIES]
        drawn = np.random.default_rng(SEED).permutation(skin)[:SUBSET].astype(int).tolist()
        files = self.validation.files
        return ImageSet(tuple(samples[r] for r in drawn), tuple(files[r] for r in drawn))

    @cached_property
    def _subset_pixels(self) -> Floats:
        spec = self.source.head_preprocess
        return np.concatenate(list(self.subset.batches(spec, 16)))


def find_tower(graphs: Mapping[str, Graph]) -> Graph:
    """The graph of the tower behind the head."""
    return graphs.get(DIAGNOSIS_GRAPH, graphs["vision"])
