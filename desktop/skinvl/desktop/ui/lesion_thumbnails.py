"""Small pictures of stored photographs: made in memory in the background, never written down."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from skinvl.desktop.core.decoding import decode_apart
from skinvl.desktop.core.language import say
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.images import Photograph, PhotographId
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.image_view import to_image
from skinvl.desktop.ui.operations import Operations

SIDE = 144
MOST_KEPT = 300
MOST_WAITING = 60


class Thumbnails(QObject):
    """A bounded cache, emptied when the store is locked or changed.

    One picture is made at a time, the one that was asked for last first; what has been scrolled
    away long ago is dropped from the queue.
    """

    arrived = Signal(object)
    """The id of a photograph whose picture is there, or cannot be made, now."""

    def __init__(self, desk: Desk, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._operations = operations
        self._kept: OrderedDict[PhotographId, QImage] = OrderedDict()
        self._faults: dict[PhotographId, str] = {}
        self._waiting: OrderedDict[PhotographId, Photograph] = OrderedDict()
        self._working = False
        self._epoch = 0
        desk.store_changed.connect(self.drop)

    @property
    def count(self) -> int:
        """How many pictures are in memory."""
        return len(self._kept)

    def picture(self, photograph: Photograph) -> QImage | None:
        """The picture if it is there; else it is asked for, and `arrived` tells when it is."""
        found = self._kept.get(photograph.id)
        if found is not None:
            self._kept.move_to_end(photograph.id)
            return found
        if photograph.id not in self._faults:
            self._waiting[photograph.id] = photograph
            self._waiting.move_to_end(photograph.id)
            while len(self._waiting) > MOST_WAITING:
                self._waiting.popitem(last=False)
            self._work()
        return None

    def fault(self, photograph: Photograph) -> str | None:
        """Why there is no picture, in one line; None where there is none yet."""
        return self._faults.get(photograph.id)

    def drop(self) -> None:
        """Forget every picture; one that is being made is thrown away when it comes."""
        self._epoch += 1
        self._kept.clear()
        self._faults.clear()
        self._waiting.clear()

    def _work(self) -> None:
        store = self._desk.store
        if self._working or store is None or not self._waiting:
            return
        number, photograph = self._waiting.popitem(last=True)
        epoch = self._epoch
        self._working = True
        self._operations.run(
            lambda: make_thumbnail(store, photograph),
            lambda picture: self._keep(epoch, number, picture, None),
            lambda error: self._keep(epoch, number, None, error),
        )

    def _keep(
        self, epoch: int, number: PhotographId, picture: QImage | None, error: Exception | None
    ) -> None:
        self._working = False
        if epoch == self._epoch:
            if picture is None:
                self._faults[number] = say(error)
            else:
                self._kept[number] = picture
                while len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
            self.arrived.emit(number)
        self._work()


def make_thumbnail(store: Store, photograph: Photograph) -> QImage:
    """Decrypt, decode and reduce a photograph; slow.

    Raises:
        ImageDamaged: the file in the store is missing or damaged.
        ImageError: it is no image that is opened.
    """
    content = store.images.read(photograph)
    image = to_image(decode_apart(content, photograph.file_name).image.rgb)
    return image.scaled(
        QSize(SIDE, SIDE),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
