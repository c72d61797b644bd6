"""`python -m houselights`: what the launcher hands over to."""

import sys

from houselights.ops.cli import main

sys.exit(main())
