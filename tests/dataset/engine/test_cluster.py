"""The same map on a Ray cluster of two nodes on this machine."""

from __future__ import annotations

import dataclasses
import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from miniatures.books.press import Book, print_book
from miniatures.hostile import behave, note_node

from skinvl.contract.errors import ConfigError
from skinvl.dataset.books.build import BuildConfig, build_dataset
from skinvl.dataset.books.settings import BookSettings
from skinvl.dataset.engine import cluster, pool
from skinvl.dataset.engine.guard import Done, Failed, Limits

LIMITS = Limits(memory_mb=300, silent_s=30, step_s=60)
needs_ray = pytest.mark.skipif(
    importlib.util.find_spec("ray") is None, reason="Ray is not installed (the extra `ray`)"
)


@pytest.fixture(scope="module")
def two_nodes() -> Iterator[str]:
    """The address of a cluster of two nodes with one core each."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    # Workers on the nodes find modules as this process does.
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    from ray.cluster_utils import Cluster

    node = {
        "num_cpus": 1,
        "include_dashboard": False,
        "object_store_memory": 80 * 2**20,
    }
    nodes = Cluster(initialize_head=True, head_node_args=node)
    nodes.add_node(**node)
    yield nodes.address
    nodes.shutdown()
    if before is None:
        del os.environ["PYTHONPATH"]
    else:
        os.environ["PYTHONPATH"] = before


@needs_ray
def test_both_nodes_work_and_the_outcomes_are_those_of_the_pool(two_nodes: str) -> None:
    items = ["good", "crash", "raise", "gulp", 5]
    on_cluster = dict(cluster.map_items(behave, items, LIMITS, address=two_nodes, workers=2))
    here = dict(pool.map_items(behave, items, LIMITS, workers=2))
    for position in range(len(items)):
        first, second = on_cluster[position], here[position]
        if isinstance(first, Failed):
            assert first == second
        else:
            assert isinstance(second, Done)
            assert first.value == second.value
    found = dict(cluster.map_items(note_node, [1] * 6, LIMITS, address=two_nodes, workers=2))
    nodes = {outcome.value for outcome in found.values() if isinstance(outcome, Done)}
    assert len(nodes) == 2


@needs_ray
def test_a_dataset_built_on_two_nodes_is_the_same(two_nodes: str, tmp_path: Path) -> None:
    for seed in range(4):
        print_book(Book("plain-below", ["one", "two"], seed=seed), tmp_path / f"{seed}.pdf")
    here = BuildConfig((tmp_path,), tmp_path / "here", workers=2, book=BookSettings(ocr="never"))
    build_dataset(here)
    there = dataclasses.replace(here, out=tmp_path / "there", engine="ray", ray_address=two_nodes)
    build_dataset(there)
    assert read_all(here.out) == read_all(there.out)


def read_all(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*.*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@needs_ray
def test_no_cluster_is_said_in_one_line() -> None:
    with pytest.raises(ConfigError, match=r"^--ray-address 127\.0\.0\.1:9: no cluster answers"):
        list(cluster.map_items(behave, [1], LIMITS, address="127.0.0.1:9", workers=1))


@needs_ray
def test_without_an_address_ray_runs_here() -> None:
    found = dict(cluster.map_items(behave, ["a", "raise"], LIMITS, address=None, workers=2))
    assert found[0] == Done("a", found[0].peak_mb if isinstance(found[0], Done) else 0)
    assert isinstance(found[1], Failed)


def test_missing_ray_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ConfigError, match=r"pip install 'skinvl\[ray\]'"):
        list(cluster.map_items(behave, [1], LIMITS, address=None, workers=1))


def test_ray_is_imported_by_the_cluster_alone() -> None:
    folder = Path(cluster.__file__).parents[1]
    naming = [path for path in folder.rglob("*.py") if "import ray" in path.read_text()]
    assert naming == [Path(cluster.__file__)]
