"""The same reading on a Ray cluster, for archives beyond one machine.

Every node must see the folder and the bundle under the same path, a share say. Ray is the optional
extra ``ray``; it opens sockets between the nodes and is therefore no part of the workstation.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skinvl.contract.errors import ConfigError, ModelError, SkinVLError
from skinvl.desktop.core.review.pool import Limits
from skinvl.desktop.core.review.records import Done, Waiting
from skinvl.desktop.core.review.worker import ImageReader, ReadingOptions, describe_model, fetch

_POLL_SECONDS = 0.1
_DEATHS = 20


class _Actor:
    """Lives on a node of the cluster and reads batches with one model."""

    def __init__(self, root: str, options: ReadingOptions) -> None:
        self._root = Path(root)
        self._reader: ImageReader | None = None
        self._options = options

    def open(self) -> dict[str, Any]:
        """Load the model; what it is, or ``{"unavailable": reason}``."""
        try:
            self._reader = ImageReader(self._options)
        except SkinVLError as error:
            return {"unavailable": str(error)}
        return describe_model(self._reader.bundle)

    def read(self, files: list[tuple[int, str]]) -> list[tuple[Any, ...]]:
        """The fields of `records.Done` for each file."""
        assert self._reader is not None
        outcomes: list[tuple[Any, ...]] = []
        for number, path in files:
            content = fetch(self._root / path)
            if isinstance(content, str):
                outcomes.append((number, None, None, content, None))
            else:
                found = self._reader.read(Path(path), content)
                outcomes.append(
                    (
                        number, found.sha256, found.finding, found.reason, found.pixels,
                        found.named,
                    )
                )  # fmt: skip
        return outcomes


@dataclass
class _Member:
    actor: Any
    batch: list[Waiting]


class Cluster:
    """Reads files in `count` actors of a Ray cluster; stands in for `pool.Pool`.

    Args:
        address: of a running cluster, or None for one of this machine alone.

    Raises:
        ConfigError: Ray is not installed, or there is no cluster at the address.
    """

    def __init__(
        self,
        root: Path,
        options: ReadingOptions,
        count: int,
        limits: Limits,
        address: str | None = None,
    ) -> None:
        # Ray reports its use over the network unless it is told not to before its import.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        try:
            import ray
        except ImportError:
            raise ConfigError(
                ["--engine ray: Ray is not installed; pip install 'skinvl[ray]'"]
            ) from None
        self._ray = ray
        try:
            ray.init(address=address, include_dashboard=False, log_to_driver=False)
        except (ConnectionError, ValueError) as error:
            raise ConfigError([f"--ray-address: {address}: {error}"]) from error
        self._root, self._options = root, options
        self._limits = limits
        self._take: Callable[[int], list[Waiting]] = lambda count: []
        self._again: list[Waiting] = []
        self._deaths = 0
        self._busy: dict[Any, _Member] = {}
        self._idle: list[Any] = []
        self.ready: dict[str, Any] | None = None
        for _ in range(count):
            self._launch()

    def attach(self, take: Callable[[int], list[Waiting]], knows: Callable[[str], bool]) -> None:
        """Say where files come from, as for `pool.Pool`; `knows` is not asked across nodes."""
        self._take = take

    @property
    def process_ids(self) -> list[int]:
        """None of this machine: the actors belong to the cluster."""
        return []

    @property
    def is_busy(self) -> bool:
        """Whether a file is being read, or waits to be given out again."""
        return bool(self._again) or any(member.batch for member in self._busy.values())

    def step(self, *, give_out: bool = True) -> list[Done]:
        """Wait a moment for what the actors return, and give out files.

        Raises:
            ModelError: the model cannot be used on a node, or actors die again and again.
        """
        while give_out and self._idle and (files := self._next()):
            actor = self._idle.pop()
            reference = actor.read.remote([(file.id, file.path) for file in files])
            self._busy[reference] = _Member(actor, files)
        busy = list(self._busy)
        finished = self._ray.wait(busy, timeout=_POLL_SECONDS)[0] if busy else []
        outcomes: list[Done] = []
        for reference in finished:
            member = self._busy.pop(reference)
            try:
                result = self._ray.get(reference)
            except self._ray.exceptions.RayActorError:
                outcomes.extend(self._bury(member))
                continue
            self._idle.append(member.actor)
            if member.batch:
                outcomes.extend(Done(*row) for row in result)
            elif "unavailable" in result:
                raise ModelError(result["unavailable"])
            else:
                self.ready = result
        return outcomes

    def _launch(self) -> None:
        remote = self._ray.remote(num_cpus=1, max_restarts=0)(_Actor)
        actor: Any = remote.remote(str(self._root.resolve()), self._options)
        self._busy[actor.open.remote()] = _Member(actor, [])

    def _next(self) -> list[Waiting]:
        # A file that was in a batch with one that crashed is read alone: it may be the next.
        files, self._again = self._again[:1], self._again[1:]
        return files or self._take(self._limits.batch)

    def _bury(self, member: _Member) -> list[Done]:
        self._deaths += 1
        if self._deaths > _DEATHS or (self.ready is None and not member.batch):
            raise ModelError("processes of the cluster end again and again; look at its log")
        self._launch()
        if len(member.batch) == 1:
            return [Done(member.batch[0].id, None, None, "the process of the cluster ended")]
        self._again.extend(member.batch)
        return []

    def close(self) -> None:
        """Leave the cluster; its actors end."""
        self._ray.shutdown()
