"""Starts a trial that hangs, writes the number of its process, and waits for it.

Arguments: a bundle folder, the folder of trusted keys.
"""

import multiprocessing
import sys
import time
from pathlib import Path

from skinvl.runtime import trial
from skinvl.runtime.signature import read_trusted_keys
from skinvl.runtime.verify import verify_bundle


class Slow(str):
    """A provider that is compared with others for ten minutes."""

    def __eq__(self, other: object) -> bool:
        time.sleep(600)
        return False

    __hash__ = str.__hash__


def main(folder: Path, keys: Path) -> None:
    verified = verify_bundle(folder, read_trusted_keys(keys))
    context = multiprocessing.get_context("spawn")
    _, theirs = context.Pipe(duplex=False)
    child = context.Process(target=trial._serve, args=(theirs, verified, Slow("cpu")))
    child.start()
    # Spawning has returned; the child needs a moment more until it watches its parent.
    time.sleep(3)
    print(child.pid, flush=True)
    child.join()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
