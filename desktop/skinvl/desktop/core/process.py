"""The engine process: decodes images and runs the model, one request after the other.

It is a process of its own so that a crash or a hang in a decoder or in a graph costs one image and
not the window. It keeps no state that matters: the window can end it at any time.
"""

from __future__ import annotations

import hashlib
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from skinvl.contract.errors import ImageError, ImageTruncated, SkinVLError
from skinvl.contract.finding import Finding
from skinvl.contract.image import OpenedImage
from skinvl.desktop.core import messages
from skinvl.desktop.core.day_taken import find_day_taken
from skinvl.desktop.core.dicom_reading import open_any, read_facts
from skinvl.runtime.describe import review_description, withhold_answer
from skinvl.runtime.isolation import close_network

if TYPE_CHECKING:
    from skinvl.runtime import Bundle, EncodedImage
    from skinvl.runtime.explain import Explanation
    from skinvl.runtime.outline import Outline

MAP_SIDE = 512
"""Long side of an explanation in pixels: far more than a model has patches."""

ProviderRequest = Literal["auto", "cpu", "cuda"]


@dataclass(frozen=True)
class EngineChoice:
    """Which model runs and where; ``bundle`` None is the active one."""

    bundle: Path | None
    provider: ProviderRequest


class Inbox:
    """Requests as they arrive, read by a thread so that a cancellation is seen during the work."""

    def __init__(self, channel: Connection) -> None:
        self._channel = channel
        self._waiting: queue.SimpleQueue[messages.Request] = queue.SimpleQueue()
        self._cancelled: set[int] = set()
        self._newest_open = 0
        threading.Thread(target=self._read, name="inbox", daemon=True).start()

    def __iter__(self) -> Iterator[messages.Request]:
        while True:
            yield self._waiting.get()

    def is_cancelled(self, request: int) -> bool:
        """Whether the request was given up, or another image was opened after it."""
        return request in self._cancelled or request < self._newest_open

    def _read(self) -> None:
        while True:
            try:
                message = messages.receive_message(self._channel)
            except (EOFError, OSError):
                # The window is gone. Nothing here is worth finishing, and a graph may be running.
                os._exit(0)
            if isinstance(message, messages.Cancel):
                self._cancelled.add(message.request)
            elif isinstance(
                message, messages.Open | messages.Ask | messages.Explain | messages.Hold
            ):
                if isinstance(message, messages.Open):
                    self._newest_open = message.request
                self._waiting.put(message)


class Worker:
    """Carries out requests with one model and one current image.

    Args:
        bundle: the model, or the reason in one line why there is none.
        emit: takes every event.
        is_cancelled: whether a request was given up.
    """

    def __init__(
        self,
        bundle: Bundle | str,
        emit: Callable[[messages.Event], None],
        is_cancelled: Callable[[int], bool],
    ) -> None:
        self._bundle = bundle
        self._emit = emit
        self._is_cancelled = is_cancelled
        self._image: OpenedImage | None = None
        self._encoded: EncodedImage | None = None

    def carry_out(self, message: messages.Request) -> None:
        """Answer one request with events; an error that the user can act on is an event too."""
        if isinstance(message, messages.Hold):
            self._image, self._encoded = message.image, None
        elif isinstance(message, messages.Open | messages.Ask | messages.Explain):
            if self._gave_up(message.request):
                return
            try:
                if isinstance(message, messages.Open):
                    self._open(message)
                elif isinstance(message, messages.Ask):
                    self._ask(message)
                else:
                    self._explain(message)
            except ImageError as error:
                # A pasted image has no path of its own to be named by.
                name = message.name if isinstance(message, messages.Open) else error.path
                self._emit(messages.Failed(message.request, f"{name}: {error.reason}"))
            except SkinVLError as error:
                self._emit(messages.Failed(message.request, str(error)))
            except MemoryError:
                reason = "not enough memory; close other programs or use a smaller image"
                self._emit(messages.Failed(message.request, reason))

    def _open(self, message: messages.Open) -> None:
        request = message.request
        self._image = self._encoded = None
        image = open_any(message.data if message.data is not None else Path(message.name))
        if self._gave_up(request):
            return
        self._image = image
        self._emit(_state_facts(message, image))
        if message.look_only:
            return
        if isinstance(self._bundle, str):
            self._emit(messages.Failed(request, self._bundle))
            return
        encoded = self._encoded = self._bundle.encode(image)
        finding = replace(self._bundle.diagnose(encoded, describe=False), file=message.name)
        if self._gave_up(request):
            return
        self._emit(messages.Found(request, image.sha256, finding))
        pieces = []
        for piece in self._bundle.describe(encoded, cancel=lambda: self._is_cancelled(request)):
            pieces.append(piece)
            self._emit(messages.Piece(request, image.sha256, piece))
        if not self._gave_up(request):
            complete = settle_description(finding, pieces, encoded)
            self._emit(messages.Described(request, image.sha256, complete))

    def _ask(self, message: messages.Ask) -> None:
        request = message.request
        held = self._encode(message)
        if held is not None:
            bundle, encoded = held
            for piece in self._answer(bundle, encoded, message):
                self._emit(messages.Piece(request, message.sha256, piece))
            if not self._gave_up(request):
                self._emit(messages.Answered(request, message.sha256))

    def _explain(self, message: messages.Explain) -> None:
        held = self._encode(message)
        if held is not None:
            bundle, encoded = held
            explanation = bundle.explain(encoded, code=message.code)
            outline = bundle.outline(encoded)
            if not self._gave_up(message.request):
                self._emit(pack_explanation(message, explanation, outline))

    def _encode(
        self, message: messages.Ask | messages.Explain
    ) -> tuple[Bundle, EncodedImage] | None:
        """The model and the image that a request is about; None where there is not both."""
        image = self._image
        if isinstance(self._bundle, str):
            self._emit(messages.Failed(message.request, self._bundle))
        elif image is None or image.sha256 != message.sha256:
            reason = "this image is no longer open; open it again"
            self._emit(messages.Failed(message.request, reason))
        else:
            if self._encoded is None:
                self._encoded = self._bundle.encode(image)
            return self._bundle, self._encoded
        return None

    def _answer(
        self, bundle: Bundle, encoded: EncodedImage, message: messages.Ask
    ) -> Iterator[str]:
        withheld = withhold_answer(message.question, encoded.head.abstain.reason)
        if withheld is not None:
            return iter([withheld])
        cancel = lambda: self._is_cancelled(message.request)  # noqa: E731
        return bundle.answer(encoded, message.question, cancel=cancel)

    def _gave_up(self, request: int) -> bool:
        if not self._is_cancelled(request):
            return False
        self._emit(messages.Cancelled(request))
        return True


def _state_facts(message: messages.Open, image: OpenedImage) -> messages.Opened:
    content = message.data
    if content is None:
        try:
            content = Path(message.name).read_bytes()
        except OSError:
            content = b""
    if hashlib.sha256(content).hexdigest() != image.sha256:
        raise ImageTruncated(message.name, "was changed while it was read; open it again")
    facts = read_facts(content)
    return messages.Opened(message.request, image, facts, find_day_taken(content, facts))


def pack_explanation(
    message: messages.Explain, explanation: Explanation, outline: Outline
) -> messages.Explained:
    """What the window needs of a map and an outline of the same image."""
    width, height = explanation.frame.size
    scale = min(1.0, MAP_SIDE / max(width, height))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    drawn = np.rint(np.clip(explanation.overlay(size), 0, 1) * 255).astype(np.uint8)
    return messages.Explained(
        request=message.request,
        sha256=message.sha256,
        code=explanation.code,
        name=explanation.name,
        map_width=size[0],
        map_height=size[1],
        map=drawn.tobytes(),
        withheld=explanation.abstain,
        outline=tuple((float(x), float(y)) for x, y in outline.polygon),
        doubt=outline.reason,
    )


def settle_description(finding: Finding, pieces: Sequence[str], encoded: EncodedImage) -> Finding:
    """The finding with the description that was streamed as `pieces`.

    `Bundle.describe` ends with a note of its own where the text cannot be relied on; the finding
    gets what `Bundle.diagnose` would have put there.
    """
    if encoded.head.abstain.reason is not None:
        return replace(finding, description="".join(pieces))
    review = review_description("".join(pieces[:-1]), encoded.head)
    if not pieces or review.note != pieces[-1]:
        review = review_description("".join(pieces), encoded.head)
    return replace(finding, description=review.text, description_agrees=review.agrees)


def run_process(requests: Connection, events: Connection, choice: EngineChoice) -> None:
    """Body of the engine process: load the model, then serve until the window is gone."""
    close_network()
    # Ctrl-C in a terminal reaches the whole process group; the window decides what ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        # The model may use every core; the window goes first.
        os.nice(5)

    def emit(event: messages.Event) -> None:
        try:
            messages.send_message(events, event)
        except OSError:
            os._exit(0)

    inbox = Inbox(requests)
    bundle: Bundle | str
    try:
        bundle = _load(choice)
        emit(
            messages.Ready(
                name=bundle.info.name,
                version=bundle.info.version,
                bundle_sha256=bundle.sha256,
                provider=bundle.provider,
                precision=bundle.precision,
                provider_reason=bundle.provider_reason,
                conformal_level=bundle.info.conformal.level,
                licence=bundle.info.licence,
                sources=tuple(source.name for source in bundle.info.provenance),
            )
        )
    except SkinVLError as error:
        bundle = str(error)
        emit(messages.Unavailable(bundle))
    worker = Worker(bundle, emit, inbox.is_cancelled)
    for message in inbox:
        worker.carry_out(message)


def _load(choice: EngineChoice) -> Bundle:
    from skinvl.runtime import load_bundle

    return load_bundle(choice.bundle, provider=choice.provider)
