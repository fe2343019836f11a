"""The miniature bundle of the runtime's tests, and a place where engine events can be awaited."""

from __future__ import annotations

import importlib.util
import queue
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import numpy as np
import pytest
from PIL import Image

from skinvl.desktop.core import messages
from skinvl.desktop.core.engine import DEFAULT_PATIENCE, Engine, Patience
from skinvl.desktop.core.process import EngineChoice

T = TypeVar("T")
PATIENCE_SECONDS = 60


def _load_runtime_fixtures() -> ModuleType:
    name = "skinvl_runtime_fixtures"
    if name not in sys.modules:
        file = Path(__file__).resolve().parents[1] / "runtime" / "conftest.py"
        spec = importlib.util.spec_from_file_location(name, file)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


_runtime = _load_runtime_fixtures()
bundles = _runtime.bundles
tiny = _runtime.tiny
bundle = _runtime.bundle
images = _runtime.images


@pytest.fixture(scope="module", autouse=True)
def trusted(bundles: Any) -> Iterator[None]:
    """Engine processes trust the key that signed the miniature bundle."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SKINVL_TRUSTED_KEYS", str(bundles.keys))
        yield


class Log:
    """Events of an engine in the order in which they came."""

    def __init__(self) -> None:
        self._queue: queue.Queue[messages.Event] = queue.Queue()
        self.seen: list[messages.Event] = []

    def take(self, event: messages.Event) -> None:
        self._queue.put(event)

    def wait_for(self, kind: type[T]) -> T:
        """The next event of this kind; events before it are kept in `seen`."""
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            event = self._queue.get(timeout=max(0.0, end - time.monotonic()))
            self.seen.append(event)
            if isinstance(event, kind):
                return event


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture
def start_engine(tiny: Path, log: Log) -> Iterator[Callable[..., Engine]]:
    """Starts engines that are ended after the test."""
    engines: list[Engine] = []

    def start(folder: Path | None = tiny, patience: Patience = DEFAULT_PATIENCE) -> Engine:
        engine = Engine(EngineChoice(folder, "cpu"), log.take, patience)
        engines.append(engine)
        engine.start()
        return engine

    yield start
    for engine in engines:
        engine.close()


@pytest.fixture(scope="session")
def large_image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that takes a while to decode."""
    file = tmp_path_factory.mktemp("large") / "large.png"
    pixels = np.random.default_rng(0).integers(0, 255, (2400, 3200, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(file, compress_level=1)
    return file
