"""What a run leaves behind about its course."""

from __future__ import annotations

import importlib.util
import json
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from skinvl.training.loop import TrustedTrainer
from skinvl.training.loop.metrics import forget_after, open_events, read_lines, say_no_tensorboard

Build = Callable[..., TrustedTrainer]


def test_curve_events_and_pictures(build: Build, tmp_path: Path) -> None:
    build(steps=4, validate=lambda: {"accuracy": 0.5, "images_n": 3}).fit()
    lines = read_lines(tmp_path / "metrics.jsonl")
    assert [line["step"] for line in lines] == [1, 2, 3, 4]
    for key in ("stage", "epoch", "loss", "lr", "grad_norm", "seconds", "memory_mib"):
        assert key in lines[0]
    assert lines[0]["images_per_second"] > 0
    with Image.open(tmp_path / "curves-stage.png") as picture:
        assert picture.width > 600
        assert len(picture.convert("RGB").getcolors(2**24) or ()) > 10
    if importlib.util.find_spec("tensorboard") is not None:
        (events,) = (tmp_path / "tensorboard" / "stage").glob("events.out.tfevents.*")
        assert socket.gethostname() not in events.name
        assert b"train/loss" in events.read_bytes()


def test_what_will_be_written_again_is_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "metrics.jsonl"
    kept = [{"stage": "a", "step": 1}, {"stage": "a", "step": 2}, {"stage": "b", "step": 9}]
    text = "".join(json.dumps(line) + "\n" for line in [*kept, {"stage": "a", "step": 3}])
    file.write_text(text + '{"stage": "a", "st', encoding="utf-8")
    forget_after(file, "a", 2)
    assert read_lines(file) == kept
    assert file.read_text(encoding="utf-8").count("\n") == 3


def test_without_tensorboard_it_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    say_no_tensorboard.cache_clear()
    assert open_events(tmp_path, 0) is None
    assert open_events(tmp_path, 0) is None
    assert capsys.readouterr().err.count("pip install tensorboard") == 1
