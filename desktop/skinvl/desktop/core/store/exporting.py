"""Files that leave the store on purpose: wholly there, or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from skinvl.desktop.core.store.errors import StoreFull
from skinvl.runtime.durable import sync_file, sync_folder


def write_export(file: Path, pieces: Iterable[bytes]) -> int:
    """Write pieces into a file beside `file`, then take its name; how many pieces.

    Raises:
        StoreFull: it could not be written; a file of this name stays as it was.
    """
    count = 0
    name: str | None = None
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
        with os.fdopen(handle, "wb") as stream:
            for piece in pieces:
                stream.write(piece)
                count += 1
            stream.flush()
            sync_file(stream.fileno())
        os.replace(name, file)
        sync_folder(file.parent)
    except BaseException as error:
        if name is not None:
            with suppress(OSError):
                os.unlink(name)
        if isinstance(error, OSError):
            raise StoreFull(file, f"could not be written ({error.strerror})") from error
        raise
    return count
