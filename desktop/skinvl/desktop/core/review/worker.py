"""The process that reads images: bytes, pixels, model, finding, one file after the other.

It says which file it is about to touch before it does, so that a decoder that crashes or hangs
costs that file and no other. Messages are JSON: a process that decodes files of unknown origin
hands over data, never objects.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skinvl.contract.errors import ImageError, SkinVLError
from skinvl.contract.image import DEFAULT_LIMITS
from skinvl.desktop.core.dicom_reading import open_any, read_facts
from skinvl.desktop.core.process import EngineChoice
from skinvl.runtime.isolation import close_network

if TYPE_CHECKING:
    from skinvl.runtime import Bundle


_NOTHING = {"sha256": None, "finding": None, "pixels": None, "named": ""}


@dataclass(frozen=True)
class ReadingOptions:
    """How every image of a run is read; ``threads`` are those of one process."""

    choice: EngineChoice
    describe: bool = False
    threads: int = 1


@dataclass(frozen=True)
class Outcome:
    """What became of one file: a finding (JSON object), or the reason why there is none.

    ``pixels`` are width and height of the upright image, ``named`` the number of the patient in a
    DICOM file, empty where it has none.
    """

    sha256: str | None
    finding: dict[str, Any] | None
    reason: str | None
    pixels: tuple[int, int] | None = None
    named: str = ""


class ImageReader:
    """Reads images with one model.

    Raises:
        SkinVLError: the bundle cannot be used.
    """

    def __init__(self, options: ReadingOptions) -> None:
        from skinvl.runtime import load_bundle

        choice = options.choice
        self._describe = options.describe
        self._bundle: Bundle = load_bundle(
            choice.bundle, provider=choice.provider, threads=options.threads
        )
        if options.describe:
            self._bundle.open_language()

    @property
    def bundle(self) -> Bundle:
        """The model in use."""
        return self._bundle

    def read(self, path: Path, content: bytes) -> Outcome:
        """The outcome for a file with these bytes."""
        sha256 = hashlib.sha256(content).hexdigest()
        try:
            image = open_any(content)
            facts = read_facts(content)
            if self._describe:
                finding = self._bundle.diagnose(image)
            else:
                (finding,) = self._bundle.findings([image])
        except ImageError as error:
            return Outcome(sha256, None, error.reason)
        except SkinVLError as error:
            return Outcome(sha256, None, str(error))
        except MemoryError:
            return Outcome(sha256, None, "not enough memory for this image")
        if finding.status != "ok":
            return Outcome(sha256, None, finding.error)
        height, width = image.rgb.shape[:2]
        found = {**finding.to_json(), "file": str(path)}
        return Outcome(sha256, found, None, (width, height), facts.number if facts else "")


def describe_model(bundle: Bundle) -> dict[str, Any]:
    """What `run.Model` is made of."""
    return {
        "bundle": f"{bundle.info.name} {bundle.info.version}",
        "bundle_sha256": bundle.sha256,
        "provider": bundle.provider,
        "precision": bundle.precision,
        "provider_reason": bundle.provider_reason,
    }


def fetch(path: Path) -> bytes | str:
    """The bytes of a file, or why there are none."""
    try:
        if path.stat().st_size > DEFAULT_LIMITS.max_bytes:
            return f"larger than {DEFAULT_LIMITS.max_bytes // 2**20} MiB"
        return path.read_bytes()
    except OSError as error:
        return f"cannot be read ({error.strerror or error})"


def run_worker(channel: Connection, root: str, options: ReadingOptions) -> None:
    """Body of the process: load the model, then read batches until the other side is gone.

    In: ``{"files": [[id, path], ...]}``, then for the hashes told ``{"known": [id, ...]}``.
    Out: ``{"ready": {...}}`` or ``{"unavailable": reason}``; per batch ``{"hashes": [[id,
    sha256], ...]}``; per file ``{"begin": id}`` and ``{"end": id, "sha256", "finding",
    "reason", "pixels", "named"}``; after a batch ``{"idle": true}``.
    """
    close_network()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        os.nice(5)
    try:
        try:
            reader = ImageReader(options)
        except SkinVLError as error:
            _send(channel, {"unavailable": str(error)})
            return
        _send(channel, {"ready": describe_model(reader.bundle)})
        while True:
            for message in _read_batch(reader, Path(root), channel):
                _send(channel, message)
    except (EOFError, OSError):
        # The run is over or was killed; what was not sent is read again by the next one.
        os._exit(0)


def _read_batch(reader: ImageReader, root: Path, channel: Connection) -> Iterator[dict[str, Any]]:
    files = [(int(number), str(path)) for number, path in _receive(channel)["files"]]
    contents: dict[int, bytes] = {}
    hashes = []
    for number, path in files:
        # A share that does not answer is a hang like any other.
        _send(channel, {"begin": number})
        content = fetch(root / path)
        if isinstance(content, str):
            yield {"end": number, **_NOTHING, "reason": content}
            continue
        contents[number] = content
        hashes.append([number, hashlib.sha256(content).hexdigest()])
    yield {"hashes": hashes}
    known = set(_receive(channel)["known"])
    for number, path in files:
        content_now = contents.pop(number, None)
        if content_now is None or number in known:
            continue
        _send(channel, {"begin": number})
        outcome = reader.read(Path(path), content_now)
        yield {
            "end": number,
            "sha256": outcome.sha256,
            "finding": outcome.finding,
            "reason": outcome.reason,
            "pixels": outcome.pixels,
            "named": outcome.named,
        }
    yield {"idle": True}


def _send(channel: Connection, message: dict[str, Any]) -> None:
    channel.send_bytes(json.dumps(message).encode("utf-8", "surrogatepass"))


def _receive(channel: Connection) -> dict[str, Any]:
    message: dict[str, Any] = json.loads(channel.recv_bytes().decode("utf-8", "surrogatepass"))
    return message
