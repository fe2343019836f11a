"""Files that leave the store on purpose: wholly there, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from skinvl.desktop.core.store.errors import StoreFull
from skinvl.runtime.durable import replacing


def write_export(file: Path, pieces: Iterable[bytes]) -> int:
    """Write pieces into a file beside `file`, then take its name; how many pieces.

    Raises:
        StoreFull: it could not be written; a file of this name stays as it was.
    """
    count = 0
    try:
        with replacing(file) as stream:
            for piece in pieces:
                stream.write(piece)
                count += 1
    except OSError as error:
        raise StoreFull(file, f"could not be written ({error.strerror})") from error
    return count
