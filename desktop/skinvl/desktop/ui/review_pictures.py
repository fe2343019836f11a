"""Pictures of the images in a queue, made in other threads and kept in a bounded memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from PIL import Image
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from PySide6.QtGui import QImage

from skinvl.contract.errors import ImageError, SkinVLError
from skinvl.desktop.core.decoding import Decoder
from skinvl.desktop.ui.image_levels import build_levels, to_image

import numpy as np  # isort: skip
from numpy.typing import NDArray  # isort: skip

THUMBNAIL = (168, 126)
_THUMBNAILS_KEPT = 800
_IMAGES_KEPT = 4
_THREADS = 2
_MOST_WAITING = 120
ReadContent = Callable[[], bytes]


class _Work(QRunnable):
    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        self._work()


class Pictures(QObject):
    """Thumbnails and whole images by a key of the caller's.

    What was asked for last is made first: it is what is on the screen. Files are decoded in two
    processes: whoever looks at one image does not wait for the thumbnails of others.
    """

    thumbnail_ready = Signal(object)
    """The key of a thumbnail that can be had now."""
    image_ready = Signal(object, object)
    """The key of an image, and its reduced copies (a list) or why there are none (a str)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_THREADS)
        self._small, self._large = Decoder(), Decoder()
        self._thumbnails: OrderedDict[Any, QImage | None] = OrderedDict()
        self._images: OrderedDict[Any, list[QImage]] = OrderedDict()
        self._asked: OrderedDict[Any, ReadContent] = OrderedDict()
        self._loading: set[Any] = set()
        self._busy = 0
        self._generation = 0
        self._made.connect(self._take)

    _made = Signal(int, str, object, object)

    def forget(self) -> None:
        """Drop every picture, what is still being made, and the processes that saw them."""
        self._generation += 1
        self._thumbnails.clear()
        self._images.clear()
        self._asked.clear()
        self._loading.clear()
        for decoder in (self._small, self._large):
            decoder.close()

    def close(self) -> None:
        """Wait for the threads; nothing is told after."""
        self.forget()
        self._pool.waitForDone()
        # A thread that was about to decode has started another process.
        for decoder in (self._small, self._large):
            decoder.close()

    def thumbnail(self, key: Any, content: ReadContent) -> QImage | None:
        """The thumbnail, None where it is not made yet (`thumbnail_ready`) or cannot be."""
        if key in self._thumbnails:
            self._thumbnails.move_to_end(key)
            return self._thumbnails[key]
        self._asked[key] = content
        self._asked.move_to_end(key)
        while len(self._asked) > _MOST_WAITING:
            self._asked.popitem(last=False)
        self._make_next()
        return None

    def load(self, key: Any, content: ReadContent, *, urgent: bool = True) -> None:
        """Make a whole image; `image_ready` tells it, at once where it is there already."""
        if key in self._images:
            self._images.move_to_end(key)
            if urgent:
                self.image_ready.emit(key, self._images[key])
            return
        if key in self._loading:
            return
        self._loading.add(key)
        generation = self._generation

        def work() -> None:
            try:
                opened = self._large.decode(content(), str(key))
                outcome: list[QImage] | str = build_levels(opened.image.rgb)
            except ImageError as error:
                outcome = error.reason
            except (SkinVLError, OSError) as error:
                outcome = str(error)
            self._made.emit(generation, "image", key, outcome)

        self._pool.start(_Work(work), 2 if urgent else 1)

    def _make_next(self) -> None:
        while self._asked and self._busy < _THREADS:
            key, content = self._asked.popitem(last=True)
            self._busy += 1
            generation = self._generation

            def work(key: Any = key, content: ReadContent = content, at: int = generation) -> None:
                try:
                    opened = self._small.decode(content(), str(key))
                    outcome: QImage | None = _reduce(opened.image.rgb)
                except (SkinVLError, OSError):
                    outcome = None
                self._made.emit(at, "thumbnail", key, outcome)

            self._pool.start(_Work(work), 0)

    def _take(self, generation: int, kind: str, key: Any, outcome: Any) -> None:
        if kind == "thumbnail":
            self._busy -= 1
            if generation == self._generation:
                self._thumbnails[key] = outcome
                while len(self._thumbnails) > _THUMBNAILS_KEPT:
                    self._thumbnails.popitem(last=False)
                self.thumbnail_ready.emit(key)
            self._make_next()
        elif generation == self._generation:
            self._loading.discard(key)
            if isinstance(outcome, list):
                self._images[key] = outcome
                while len(self._images) > _IMAGES_KEPT:
                    self._images.popitem(last=False)
            self.image_ready.emit(key, outcome)


def _reduce(rgb: NDArray[np.uint8]) -> QImage:
    image = Image.fromarray(rgb)
    image.thumbnail(THUMBNAIL, Image.Resampling.BILINEAR, reducing_gap=2.0)
    return to_image(np.asarray(image))
