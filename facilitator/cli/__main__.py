"""`python -m facilitator.cli`, the same as `facilitator`."""

import sys

from facilitator.cli import main

sys.exit(main())
