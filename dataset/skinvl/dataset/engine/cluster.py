"""The same map on a Ray cluster: every item guarded in a child process of its node.

The nodes must see the same files at the same paths (a shared file system).
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Sequence
from typing import Any

from skinvl.contract.errors import ConfigError
from skinvl.dataset.engine.guard import Function, Limits, Outcome, run_guarded, start_context
from skinvl.dataset.engine.pool import StepReport

_QUEUED_PER_CORE = 2
_RETRIES = 2
_CONNECT_S = 10.0


def map_items(
    function: Function,
    items: Sequence[object],
    limits: Limits,
    *,
    address: str | None,
    workers: int,
    preload: Sequence[str] = (),
    on_step: StepReport | None = None,
) -> Iterator[tuple[int, Outcome]]:
    """As `pool.map_items`; an item whose node is lost is run again on another.

    Args:
        address: of a running cluster (``host:port``, or ``auto`` for the one on this machine);
            None starts Ray on this machine alone, with `workers` cores.

    Raises:
        ConfigError: Ray is not installed, or no cluster answers at `address`.
    """
    ray = _import_ray()
    owned = not ray.is_initialized()
    if owned:
        _connect(ray, address, workers)
    task = ray.remote(num_cpus=1, max_retries=_RETRIES)(_run_on_node)
    window = max(1, int(ray.cluster_resources().get("CPU", 1))) * _QUEUED_PER_CORE
    running: dict[Any, int] = {}
    position = 0
    try:
        while position < len(items) or running:
            while position < len(items) and len(running) < window:
                reference = task.remote(function, items[position], limits, tuple(preload))
                running[reference] = position
                position += 1
            ready, _ = ray.wait(list(running), num_returns=1)
            for reference in ready:
                outcome, steps = ray.get(reference)
                finished = running.pop(reference)
                if on_step is not None:
                    on_step(finished, *steps)
                yield finished, outcome
    finally:
        for reference in running:
            ray.cancel(reference, force=True)
        if owned:
            ray.shutdown()


def _run_on_node(
    function: Function, item: object, limits: Limits, preload: tuple[str, ...]
) -> tuple[Outcome, tuple[int, int]]:
    last = (0, 0)

    def note(done: int, total: int) -> None:
        nonlocal last
        last = (done, total)

    outcome = run_guarded(function, item, limits, start_context(preload), note)
    return outcome, last


def _import_ray() -> Any:
    # Read when Ray is imported: nothing is reported to anybody.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    try:
        import ray
    except ImportError:
        raise ConfigError(["--engine ray: Ray is missing: pip install 'skinvl[ray]'"]) from None
    return ray


def _connect(ray: Any, address: str | None, workers: int) -> None:
    quiet = {"log_to_driver": False, "logging_level": "error"}
    if address is None:
        # The address of this machine alone: nobody else can reach it.
        ray.init(
            "local",
            num_cpus=workers,
            include_dashboard=False,
            _node_ip_address="127.0.0.1",
            **quiet,
        )
        return
    host, _, port = address.rpartition(":")
    try:
        if host:
            # Ray itself would try for minutes.
            socket.create_connection((host, int(port)), timeout=_CONNECT_S).close()
        ray.init(address=address, **quiet)
    except (OSError, RuntimeError, ValueError) as error:
        line = str(error).strip().partition("\n")[0]
        raise ConfigError([f"--ray-address {address}: no cluster answers ({line})"]) from error
