# SPDX-License-Identifier: MIT
"""doc/bare-metal.md is true: its blocks are in the monitor, it names each function that a host
provides, and its links lead somewhere."""
import re
import sys

import build
import names
from markdown import Page
from tap import Tap

PAGE = Page(build.SOURCE / "doc/bare-metal.md")


def host_functions():
    """Those that the library leaves undefined; of the slot only the first is the host's."""
    text = (build.SOURCE / "src/include/axvcpu/host.h").read_text(encoding="utf-8")
    return set(re.findall(r"^\w[\w *]*?(axvcpu_host_\w+)\(", text, re.M))


def main():
    tap = Tap()
    for block in PAGE.kinds("quote"):
        text = (build.SOURCE / "tests/monitor" / block.name).read_text(encoding="utf-8")
        tap.check(f"line {block.line} is in tests/monitor/{block.name}",
                  "" if f"\n{block.text}" in f"\n{text}" else block.text)
    shown = PAGE.kinds("freestanding")[0].text
    porting = Page(build.SOURCE / "doc/porting.md").kinds("freestanding")[0].text
    tap.equal("it is configured as doc/porting.md does", shown, porting)
    tap.check("every block is quoted or compared",
              " ".join({block.kind for block in PAGE.blocks} - {"quote", "freestanding"}))
    table = set(re.findall(r"axvcpu_host_\w+", "".join(
        line for line in PAGE.lines if line.startswith("| `"))))
    tap.same_set("it has every function of the host", table, host_functions())
    tap.check("every link leads somewhere", "\n".join(names.lost_links(PAGE)))
    tap.check("every path is there", "\n".join(names.lost_paths(PAGE)))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
