"""The tower and the calibrated head that a LLaVA, which has none, takes from another bundle."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from skinvl.contract.bundle import (
    DIAGNOSIS_GRAPH,
    BundleManifest,
    DiagnosisSource,
    DiagnosisTower,
    Metric,
    Variant,
)
from skinvl.contract.errors import ContractMismatch, ExportError, SkinVLError
from skinvl.runtime.location import find_shipped_bundle
from skinvl.runtime.signature import TrustedKey, read_trusted_keys
from skinvl.runtime.verify import verify_bundle

# Figures of `skinvl evaluate` that measure the text of a bundle's own language model.
_TEXT_FIGURES = ("closed/", "description/", "open/")


@dataclass(frozen=True)
class Diagnosis:
    """A verified bundle whose head a LLaVA borrows; `variant` holds the graphs that are taken."""

    folder: Path
    manifest: BundleManifest
    sha256: str
    variant: Variant

    @property
    def tower(self) -> DiagnosisTower:
        """The entry of the new bundle's manifest."""
        source = DiagnosisSource(self.manifest.name, self.manifest.version, self.sha256)
        return DiagnosisTower(self.manifest.head_preprocess, source)

    @property
    def evaluation(self) -> dict[str, Metric]:
        """The bundle's figures that hold for its head, whoever words the diagnosis."""
        return {
            name: metric
            for name, metric in self.manifest.evaluation.items()
            if not name.startswith(_TEXT_FIGURES)
        }

    def copy_graphs(self, folder: Path) -> dict[str, Path]:
        """Copy both graphs into `folder`, compared with their signed hashes once more.

        Returns:
            `diagnosis` and `head` -> file.

        Raises:
            ExportError: a graph changed, or keeps its weights in another file.
        """
        graphs = self.variant.graphs
        taken = {DIAGNOSIS_GRAPH: graphs.get(DIAGNOSIS_GRAPH, graphs["vision"])}
        taken["head"] = graphs["head"]
        copied = {}
        for name, file in taken.items():
            beside = [other for other in self.manifest.files if other.startswith(f"{file}.data")]
            content = (self.folder / file).read_bytes()
            if beside or hashlib.sha256(content).hexdigest() != self.manifest.files[file].sha256:
                reason = f"keeps its weights in {beside[0]}" if beside else "changed meanwhile"
                raise ExportError(f"{self.folder / file}: cannot be taken over, it {reason}")
            copied[name] = folder / f"{name}.onnx"
            copied[name].write_bytes(content)
        return copied


def read_diagnosis(folder: Path | None, keys: Mapping[str, TrustedKey]) -> Diagnosis:
    """Verify the bundle that the head is taken from.

    Its float32 graphs are taken, or the first that run on a CPU where it has none.

    Args:
        folder: the bundle; None: the one that ships with SkinVL.
        keys: trusted beside the project's keys, such as the maker's own.

    Raises:
        ExportError: it is refused, or has no graphs for a CPU.
        ContractMismatch: made under another contract.
    """
    try:
        place = find_shipped_bundle() if folder is None else folder
        verified = verify_bundle(place, {**read_trusted_keys(), **keys})
    except ContractMismatch:
        raise
    except SkinVLError as error:
        raise ExportError(f"the diagnosis bundle cannot be used ({error})") from error
    usable = [variant for variant in verified.manifest.variants if "cpu" in variant.providers]
    if not usable:
        raise ExportError(f"{place}: this diagnosis bundle has no variant for the CPU")
    exact = next((variant for variant in usable if variant.precision == "fp32"), usable[0])
    return Diagnosis(place, verified.manifest, verified.sha256, exact)
