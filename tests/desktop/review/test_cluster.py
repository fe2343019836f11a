"""The same review on a Ray cluster of two nodes on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from skinvl.desktop.core.review.run import Review

ray = pytest.importorskip("ray", reason="Ray is not installed (the extra ray)")


@pytest.fixture
def address(tiny: Path) -> Iterator[str]:
    """A cluster of two nodes with one CPU each."""
    from ray.cluster_utils import Cluster

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        small = {"num_cpus": 1, "object_store_memory": 80 * 2**20}
        cluster = Cluster(initialize_head=True, head_node_args=small)
        cluster.add_node(**small)
        cluster.wait_for_nodes()
        yield str(cluster.address)
        ray.shutdown()
        cluster.shutdown()


def rows(review: Review) -> dict[str, Any]:
    found = {}
    for row in review.journal.rows():
        finding = dict(row.finding or {})
        finding["stamp"] = {k: v for k, v in finding.get("stamp", {}).items() if k != "time"}
        found[row.path] = (row.state, row.reason, row.sha256, finding)
    return found


def test_results_are_those_of_one_machine(
    begin: Callable[..., Review], folder: Path, address: str
) -> None:
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff no image")
    alone = begin("alone")
    alone.run()
    spread = begin("spread", engine="ray", ray_address=address)
    assert len({node["NodeID"] for node in ray.nodes() if node["Alive"]}) == 2
    progress = spread.run()
    assert (progress.done, progress.failed, progress.waiting) == (12, 1, 0)
    assert rows(spread) == rows(alone)
    spread.close()
    alone.close()
