"""What the frozen program starts."""

import sys

from skinvl.cli.main import main

sys.exit(main())
