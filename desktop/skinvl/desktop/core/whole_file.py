"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from skinvl.runtime.durable import replace_file, sync_file, sync_folder

PRIVATE = 0o600


@contextmanager
def replacing(file: Path, mode: int = PRIVATE) -> Iterator[IO[bytes]]:
    """A file that takes the place of `file` when the block ends, complete and on the disk.

    After an error `file` is as it was, and nothing is left beside it.

    Args:
        file: in a folder that is there.
        mode: who may read it, as for `os.chmod`.

    Raises:
        OSError: it cannot be written.
    """
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            sync_file(stream.fileno())
        os.chmod(name, mode)
        replace_file(Path(name), file)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    sync_folder(file.parent)
