"""What the frozen program starts."""

import multiprocessing
import sys

from skinvl.cli.main import main

if __name__ == "__main__":
    # The workstation's engine is a child process that starts this same program again.
    multiprocessing.freeze_support()
    sys.exit(main())
