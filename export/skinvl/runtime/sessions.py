"""onnxruntime sessions over verified files, and the check that a graph has the agreed borders.

A graph is handed to onnxruntime as the bytes whose hash was just compared, so that what runs is
what was signed even if the file changes while the program is open. So are weights beside a graph,
which may have many gigabytes: they are mapped, compared, and copied by onnxruntime while it opens
the graph. No path is ever opened by onnxruntime, whatever a graph names.
"""

from __future__ import annotations

import hashlib
import mmap
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from skinvl.contract.bundle import BundleManifest, DecoderSpec
from skinvl.contract.errors import BundleTampered, ModelError, ProviderError
from skinvl.runtime.provider import ORT_NAMES, Provider, list_ort_providers
from skinvl.runtime.threads import ALONE, Pool, ThreadSettings, choose_default

if TYPE_CHECKING:
    import onnxruntime

Array = NDArray[Any]
# x86 processors without VNNI add pairs of 8-bit products with saturation, which changes answers.
# With this entry onnxruntime takes 16-bit products there; with VNNI, or on ARM, it does nothing.
PORTABLE_INT8 = ("session.x64quantprecision", "1")


@dataclass(frozen=True)
class GraphBorders:
    """Names and element types of inputs and outputs, as onnxruntime writes them; where several
    types are possible, they are joined by `|`."""

    inputs: Mapping[str, str]
    outputs: Mapping[str, str]


_FLOAT, _INT, _INT32 = "tensor(float)", "tensor(int64)", "tensor(int32)"
_CACHE = "tensor(float)|tensor(float16)"

VISION = GraphBorders(
    {"pixel_values": _FLOAT},
    {"image_embeds": _FLOAT, "features": _FLOAT, "patch_features": _FLOAT},
)
HEAD = GraphBorders(
    {"features": _FLOAT},
    {"dermoscopy": _FLOAT, "clinical": _FLOAT, "modality": _FLOAT, "typicality": _FLOAT},
)
EMBED = GraphBorders({"input_ids": _INT}, {"inputs_embeds": _FLOAT})


def describe_decoder_borders(spec: DecoderSpec) -> GraphBorders:
    """The decoder's borders: one buffer of keys and one of values per layer on either side."""
    layers = range(spec.layers)
    past = [f"past_key_values.{i}.{part}" for i in layers for part in ("key", "value")]
    present = [f"present.{i}.{part}" for i in layers for part in ("key", "value")]
    inputs = {
        "inputs_embeds": _FLOAT,
        "seqlens_k": _INT32,
        "total_sequence_length": _INT32,
        "logits_positions": _INT,
    }
    return GraphBorders(
        {**inputs, **dict.fromkeys(past, _CACHE)},
        {"logits": _FLOAT, **dict.fromkeys(present, _CACHE)},
    )


@dataclass(frozen=True)
class Graph:
    """One session.

    Attributes:
        session: of onnxruntime.
        file: for messages.
        device: `cpu` or `cuda`.
        substitute: gives the graph that takes over when CUDA fails, and is told why; None: nothing
            does.
    """

    session: onnxruntime.InferenceSession
    file: Path
    device: Provider
    substitute: Callable[[ProviderError], Graph] | None = None

    def run(self, outputs: Sequence[str], feeds: Mapping[str, Array]) -> list[Array]:
        """Run once.

        Raises:
            ModelError: onnxruntime failed, which a graph of a verified bundle should not.
            ProviderError: it failed on CUDA, and nothing takes over.
        """
        try:
            return list(self.session.run(list(outputs), dict(feeds)))
        except Exception as error:
            failure = explain_failure(self, error)
            if self.substitute is None or not isinstance(failure, ProviderError):
                raise failure from error
            substitute = self.substitute(failure)
        return substitute.run(outputs, feeds)


@dataclass(frozen=True)
class SessionPlan:
    """How the graphs of a bundle are opened.

    Attributes:
        folder: of the bundle.
        manifest: of the bundle.
        provider: that runs them.
        threads: most threads of one operator, or what was found best for each graph.
    """

    folder: Path
    manifest: BundleManifest
    provider: Provider
    threads: int | ThreadSettings

    @property
    def most_threads(self) -> int:
        """Threads of one operator in the graph that has most."""
        if isinstance(self.threads, int):
            return self.threads
        return max(self.threads.vision.threads, self.threads.decoder.threads)

    def open(self, file: str, borders: GraphBorders, *, small: bool = False) -> Graph:
        """Open the graph `file` of the bundle.

        A `small` graph runs on the calling thread alone.

        Raises:
            BundleTampered: the file changed since the bundle was verified.
            ProviderError: CUDA could not take the graph.
            ModelError: not a graph that onnxruntime reads, or other inputs and outputs than agreed.
        """
        # Not at the top: the window opens no graph, and starts faster without the library.
        import onnxruntime

        path = self.folder / file
        options = onnxruntime.SessionOptions()
        pool = ALONE if small else self._choose_pool(file, borders)
        pool.apply(options)
        options.log_severity_level = 4
        options.add_session_config_entry(*PORTABLE_INT8)
        model, beside = self.read(file), self._list_weights_beside(file)
        with ExitStack() as stack:
            weights = [stack.enter_context(self._map(name)) for name in beside]
            if weights:
                # A graph names its weights relative to its own folder.
                names = [
                    (self.folder / name).relative_to(path.parent).as_posix() for name in beside
                ]
                options.add_external_initializers_from_files_in_memory(
                    names, weights, [len(part) for part in weights]
                )
            try:
                session = onnxruntime.InferenceSession(
                    model,
                    sess_options=options,
                    providers=list_ort_providers(self.provider),
                    # Else a failure is printed among the program's output, and tried on the CPU.
                    enable_fallback=0,
                )
            except Exception as error:
                if self.provider != "cpu":
                    raise ProviderError(
                        f"{path}: {self.provider} failed ({first_line(error)})"
                    ) from error
                raise ModelError(
                    f"{path}: not a graph that can be run ({first_line(error)})"
                ) from error
            finally:
                # The options hold on to the mapped files, which cannot be closed before.
                del options
        if ORT_NAMES[self.provider] not in session.get_providers():
            raise ProviderError(f"{path}: {self.provider} could not be loaded")
        _check_borders(session, path, borders)
        return Graph(session, path, self.provider)

    def read(self, file: str) -> bytes:
        """The bytes of a file of the bundle, compared with their signed hash once more.

        Raises:
            BundleTampered: removed or changed since the bundle was verified.
        """
        try:
            content = (self.folder / file).read_bytes()
        except OSError as error:
            raise BundleTampered(
                self.folder / file, "removed while the bundle was in use"
            ) from error
        if hashlib.sha256(content).hexdigest() != self.manifest.files[file].sha256:
            raise BundleTampered(self.folder / file, "changed while the bundle was in use")
        return content

    @contextmanager
    def _map(self, file: str) -> Iterator[mmap.mmap]:
        """A file of the bundle as memory, compared with its signed hash once more.

        Raises:
            BundleTampered: removed or changed since the bundle was verified.
        """
        path = self.folder / file
        try:
            with path.open("rb") as stream:
                mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise BundleTampered(path, "removed while the bundle was in use") from error
        with mapped:
            if hashlib.sha256(mapped).hexdigest() != self.manifest.files[file].sha256:
                raise BundleTampered(path, "changed while the bundle was in use")
            yield mapped

    def _list_weights_beside(self, file: str) -> list[str]:
        """Files of the bundle that hold weights of the graph `file`."""
        beside = (f"{file}.data", f"{file}_data")
        return [name for name in sorted(self.manifest.files) if name.startswith(beside)]

    def _choose_pool(self, file: str, borders: GraphBorders) -> Pool:
        settings = self.threads
        if isinstance(settings, int):
            settings = choose_default(settings, measure_graph(self.manifest, file))
        return settings.decoder if "inputs_embeds" in borders.inputs else settings.vision


def measure_graph(manifest: BundleManifest, file: str) -> int:
    """Bytes of the graph `file` of a bundle and of the weights beside it."""
    beside = (f"{file}.data", f"{file}_data")
    return sum(
        entry.size
        for name, entry in manifest.files.items()
        if name == file or name.startswith(beside)
    )


def explain_failure(graph: Graph, error: Exception) -> ModelError | ProviderError:
    """What to raise for a run that failed: a device may be short of memory, the CPU may not fail
    on a graph of a verified bundle."""
    reason = f"{graph.file}: failed while running ({first_line(error)})"
    return ModelError(reason) if graph.device == "cpu" else ProviderError(reason)


def first_line(error: Exception) -> str:
    """The first line of a message of onnxruntime, which often runs over many."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _check_borders(
    session: onnxruntime.InferenceSession, path: Path, borders: GraphBorders
) -> None:
    for what, agreed, found in (
        ("input", borders.inputs, {node.name: node.type for node in session.get_inputs()}),
        ("output", borders.outputs, {node.name: node.type for node in session.get_outputs()}),
    ):
        for name in sorted(set(agreed) ^ set(found)):
            state = "is missing" if name in agreed else "was not agreed"
            raise ModelError(f"{path}: the {what} {name!r} {state}")
        for name, kind in agreed.items():
            if found[name] not in kind.split("|"):
                raise ModelError(f"{path}: the {what} {name!r} is {found[name]}, not {kind}")
