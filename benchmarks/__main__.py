"""``python -m benchmarks [GROUP]``: measure a group, or all of them."""

import sys

from benchmarks.run import main

sys.exit(main(sys.argv[1:]))
