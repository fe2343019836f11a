"""`python -m skinvl.cli` does what `skinvl` does."""

import sys

from skinvl.cli.main import main

sys.exit(main())
