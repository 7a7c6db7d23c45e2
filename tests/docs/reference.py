# SPDX-License-Identifier: MIT
"""Doxygen finds every public declaration documented."""
import pathlib
import shutil
import sys
import tempfile

import build
from tap import Tap, skip_all


def doxygen(directory, inputs):
    """What it complains of, with the project's settings, for these files."""
    settings = (build.BUILD / "doc/Doxyfile").read_text(encoding="utf-8")
    mine = directory / "Doxyfile"
    quoted = " ".join(f'"{path}"' for path in inputs)
    mine.write_text(f"{settings}\nINPUT = {quoted}\nOUTPUT_DIRECTORY = {directory}\n")
    return build.failure(["doxygen", mine])


def without_page(headers):
    """A file without its own page is one whose functions doxygen does not look at."""
    return "\n".join(str(path) for path in headers if "@file" not in path.read_text(encoding="utf-8"))


def check_control(tap, directory):
    """That the settings let doxygen find anything at all."""
    header = directory / "control.h"
    header.write_text("/** @file control.h A control. */\nint documented_nowhere(void);\n")
    said = doxygen(directory, [header])
    tap.check("a function without documentation is found",
              "" if "documented_nowhere" in said else "it was not")


def main():
    if not shutil.which("doxygen"):
        return skip_all("doxygen is not installed")
    tap = Tap()
    headers = build.headers()
    tap.check("every public header has a page", without_page(headers))
    with tempfile.TemporaryDirectory() as directory:
        tap.check("every declaration is documented", doxygen(pathlib.Path(directory), headers))
        check_control(tap, pathlib.Path(directory))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
