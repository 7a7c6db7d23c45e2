# SPDX-License-Identifier: MIT
"""The command lines of the README work, and one of them says what the page quotes of it."""
import os
import pathlib
import shlex
import sys

import build
from markdown import Page
from tap import Tap, skip_all

PAGE = Page(build.SOURCE / "README.md")


def squeezed(text):
    """Without the number of blanks in a column."""
    return [" ".join(line.split()) for line in text.splitlines()]


def contains(said, quoted):
    return any(said[at:at + len(quoted)] == quoted for at in range(len(said)))


def main():
    program = pathlib.Path(os.environ.get("AXVCPU") or build.BUILD / "axvcpu")
    if not program.exists():
        return skip_all("the command axvcpu is not in this build")
    tap = Tap()
    everything = []
    for line in "".join(block.text for block in PAGE.kinds("commands")).splitlines():
        words = shlex.split(line, comments=True)
        status, said = build.call([program, *words[1:]])
        tap.check(shlex.join(words), f"status {status}\n{said}" if status else "")
        everything += squeezed(said)
    quoted = PAGE.kinds("excerpt")[0].text
    tap.check("the quotation is there", "" if contains(everything, squeezed(quoted)) else quoted)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
