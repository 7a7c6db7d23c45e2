#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The generator: each error that it can give, what it makes of the toy's spec, its command line.

Takes srcdir, PYTHON, CC and CFLAGS from the environment, or does without."""
import os
import pathlib
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(os.path.abspath(__file__)).parent
sys.path.insert(0, str(HERE))

import bad  # noqa: E402
import commandline  # noqa: E402
import coverage_of_errors  # noqa: E402
import golden  # noqa: E402
import made  # noqa: E402
from tap import Tap  # noqa: E402


def main():
    tap = Tap()
    for part in (bad, golden, commandline, made, coverage_of_errors):
        part.run(tap)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
