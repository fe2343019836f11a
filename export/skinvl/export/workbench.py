"""What every candidate of a variant is built from and measured on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime

from skinvl.export.checkpoint import Source
from skinvl.export.figures import classify
from skinvl.export.images import SEED, ImageSet
from skinvl.export.likelihood import measure_likelihood
from skinvl.export.reference import Dialogue, Floats
from skinvl.export.tolerances import Tolerances
from skinvl.runtime.scores import SKIN_MODALITIES, HeadLogits
from skinvl.runtime.sessions import PORTABLE_INT8, Graph
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
        search_seconds: time for ranking the layers of a vision graph.
    """

    source: Source
    files: Mapping[str, Path]
    pixels: Floats
    dialogues: Sequence[Dialogue]
    calibration: ImageSet
    validation: ImageSet
    tolerances: Tolerances
    report: Report
    search_seconds: float = 300.0
    _rows: dict[tuple[Path, Path, bool], list[HeadLogits]] = field(default_factory=dict)

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
        key = (graphs["vision"].file, graphs["head"].file, False)
        if key not in self._rows:
            model = VisionModel(graphs["vision"], graphs["head"])
            self._rows[key] = classify(model, self.validation, self.source.record)
        return self._rows[key]

    def classify_subset(self, graphs: Mapping[str, Graph]) -> list[HeadLogits]:
        """The same of `subset`."""
        key = (graphs["vision"].file, graphs["head"].file, True)
        if key not in self._rows:
            self._rows[key] = self.classify_pixels(graphs, len(self.subset))
        return self._rows[key]

    def classify_pixels(self, graphs: Mapping[str, Graph], count: int) -> list[HeadLogits]:
        """Head logits of the first `count` images of `subset`, computed now."""
        model = VisionModel(graphs["vision"], graphs["head"])
        pixels = self._subset_pixels[:count]
        return [row for image in pixels for row in model.classify(image[None])]

    @cached_property
    def likelihood(self) -> float:
        """Mean log-likelihood of a token of the dialogues for the float32 graphs, in nats."""
        return measure_likelihood(self.source.decoder, self.baseline, self.dialogues)

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
        spec = self.source.record.contract.preprocess
        return np.concatenate(list(self.subset.batches(spec, 16)))


def open_graph(file: Path) -> Graph:
    """A session on the CPU over a graph that was just written, with the runtime's options."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.add_session_config_entry(*PORTABLE_INT8)
    session = onnxruntime.InferenceSession(
        str(file), sess_options=options, providers=["CPUExecutionProvider"]
    )
    return Graph(session, file, "cpu")
