"""Pixels of image files for the window's own use, decoded in a process of their own.

A decoder that crashes or hangs on a file costs that file: it is refused with a reason, and the
next one gets a new process. Where a model reads the image as well, `engine` decodes it instead.
"""

from __future__ import annotations

import json
import multiprocessing
import threading
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from skinvl.contract.errors import ImageError, ImageTooLarge
from skinvl.contract.image import DEFAULT_LIMITS
from skinvl.desktop.core import messages
from skinvl.desktop.core.decoding_process import run_decoder
from skinvl.desktop.core.process_end import describe_end

PATIENCE_SECONDS = 60.0
_REFUSALS: dict[str, type[ImageError]] = {
    kind.__name__: kind for kind in ImageError.__subclasses__()
}


@dataclass
class _Child:
    process: SpawnProcess
    channel: Connection


class Decoder:
    """Decodes one file at a time, for any number of threads.

    Args:
        patience: seconds for one file, after which the process is taken for hung.
    """

    def __init__(self, patience: float = PATIENCE_SECONDS) -> None:
        self._patience = patience
        self._turn = threading.Lock()
        self._child: _Child | None = None

    @property
    def process_id(self) -> int | None:
        """Process id of the process, None while there is none."""
        child = self._child
        return child.process.pid if child is not None else None

    def decode(self, content: bytes, name: str) -> messages.Opened:
        """Decode one image file; blocks.

        Args:
            content: the bytes of the file.
            name: what an error calls it.

        Raises:
            ImageError: as `open_any` does, or the process crashed or hung over it.
        """
        if len(content) > DEFAULT_LIMITS.max_bytes:
            most = DEFAULT_LIMITS.max_bytes // 2**20
            raise ImageTooLarge(name, f"larger than {most} MiB")
        with self._turn:
            if self._child is None:
                self._child = _launch()
            child = self._child
            try:
                return self._exchange(child, content, name)
            except ImageError:
                raise
            except (EOFError, OSError, ValueError, KeyError) as error:
                hung = isinstance(error, TimeoutError)
                self._end(child)
                raise ImageError(name, _explain(child, hung)) from error
            except BaseException:
                # What is left of this answer must not be read as that to the next file.
                self._end(child)
                raise

    def close(self) -> None:
        """End the process; a file that is being decoded is refused. The next one starts another."""
        child = self._child
        if child is not None:
            child.process.kill()
            with self._turn:
                self._end(child)

    def _exchange(self, child: _Child, content: bytes, name: str) -> messages.Opened:
        # A process that hangs does not empty the pipe, so that sending would hang as well.
        sender = threading.Thread(target=_send, args=(child.channel, content), daemon=True)
        sender.start()
        if not child.channel.poll(self._patience):
            raise TimeoutError
        answer = json.loads(child.channel.recv_bytes())
        if "refused" in answer:
            kind, reason = answer["refused"]
            raise _REFUSALS.get(kind, ImageError)(name, reason)
        opened = messages.receive_message(child.channel)
        if not isinstance(opened, messages.Opened):
            raise ValueError("not an image")
        return opened

    def _end(self, child: _Child) -> None:
        child.process.kill()
        child.process.join()
        child.channel.close()
        if self._child is child:
            self._child = None


DECODER = Decoder()
"""That of this process; it starts with the first image."""


def decode_apart(content: bytes, name: str) -> messages.Opened:
    """Decode one image file with the decoder of this process; see `Decoder.decode`."""
    return DECODER.decode(content, name)


def _send(channel: Connection, content: bytes) -> None:
    # A broken pipe is the death of the process, which the reading side explains.
    with suppress(OSError):
        channel.send_bytes(content)


def _launch() -> _Child:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(
        target=run_decoder, args=(theirs,), name="skinvl-decoder", daemon=True
    )
    process.start()
    theirs.close()
    return _Child(process, ours)


def _explain(child: _Child, hung: bool) -> str:
    what = describe_end(child.process.exitcode, hung=hung)
    return f"not opened; the process that decodes images {what}"
