"""Says a line and a half, and ends with the exit code given."""

import sys

sys.stdout.write("one line\n\nhalf a")
sys.exit(int(sys.argv[1]))
