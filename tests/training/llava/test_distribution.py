"""Two processes are the one that sees both batches."""

from __future__ import annotations

import json
import os
import socket
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from accelerate.state import AcceleratorState
from safetensors.torch import load_file

from skinvl.training.llava.train import train_llava


def start(rank: int, size: int, port: int, log: Path, work: Callable[[], None]) -> int:
    """A process of its own, with the environment that torchrun gives it; its id."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        settings = {"RANK": rank, "LOCAL_RANK": rank, "WORLD_SIZE": size, "LOCAL_WORLD_SIZE": size}
        os.environ |= {name: str(value) for name, value in settings.items()}
        os.environ |= {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port)}
        # What an earlier test left of the process that it was.
        AcceleratorState._reset_state(reset_partial_state=True)
        work()
        code = 0
    except BaseException:
        log.write_text(traceback.format_exc(), encoding="utf-8")
    finally:
        os._exit(code)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def test_two_processes_are_one_with_the_whole_batch(
    base: Path, data: Path, tmp_path: Path, write_recipe: Callable[..., Path]
) -> None:
    entries = json.loads((data / "vqa.json").read_text("utf-8"))
    for number, entry in enumerate(entries):
        entry["conversations"][1]["value"] = "It is a lesion. " * (1 + 3 * number)
    (data / "vqa.json").write_text(json.dumps(entries), "utf-8")
    recipe = write_recipe(optimisation__batch_size=2, optimisation__epochs=2)
    port = free_port()
    children = [
        start(
            rank,
            2,
            port,
            tmp_path / f"{rank}.log",
            lambda: train_llava(recipe, data=data, out=tmp_path / "two", base=base),
        )
        for rank in range(2)
    ]
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    logs = "".join(file.read_text("utf-8") for file in sorted(tmp_path.glob("*.log")))
    assert codes == [0, 0], logs

    recipe = write_recipe(optimisation__batch_size=4, optimisation__epochs=2)
    train_llava(recipe, data=data, out=tmp_path / "one", base=base)
    curves = [
        [json.loads(line) for line in (tmp_path / run / "metrics.jsonl").read_text().splitlines()]
        for run in ("one", "two")
    ]
    assert len(curves[0]) == len(curves[1]) == 2
    for one, two in zip(*curves, strict=True):
        assert two["loss"] == pytest.approx(one["loss"], rel=2e-4)
        assert two["grad_norm"] == pytest.approx(one["grad_norm"], rel=2e-4)
    first, second = (
        load_file(tmp_path / run / "checkpoint" / "adapter_model.safetensors")
        for run in ("one", "two")
    )
    assert first.keys() == second.keys()
    far = [n for n in first if not torch.allclose(first[n], second[n], atol=5e-3)]
    assert not far
    # The second process took what the first had found out about the images.
    assert len((tmp_path / "two" / "images.jsonl").read_text().splitlines()) == 4
