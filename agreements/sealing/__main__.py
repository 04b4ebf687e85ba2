"""`python -m agreements.sealing FILE.pdf --certificates DIR`: the same check without any settings."""

import sys
from argparse import ArgumentParser

from agreements.sealing import report

if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m agreements.sealing", description="Is this sealed agreement unchanged?")
    report.add_arguments(parser)
    given = parser.parse_args()
    sys.exit(report.run(given.file, given.certificates, given.json, print, lambda line: print(line, file=sys.stderr)))
