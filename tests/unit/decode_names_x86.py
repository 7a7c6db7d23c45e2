# SPDX-License-Identifier: MIT
"""Names and numbers of the rows of kvm against the header of the kernel."""
import os
import pathlib
import re
import shlex
import subprocess
import sys

HERE = pathlib.Path(os.path.abspath(__file__)).parent
SOURCE = pathlib.Path(os.environ.get("top_srcdir") or HERE.parent.parent).resolve()
sys.path.insert(0, str(HERE.parent / "codegen"))
from tap import Tap  # noqa: E402

# Of each back end: the header, what its constants begin with, bits of a code, and those
# constants that are no exits: values inside of one, bounds, and what software makes of a code.
HEADERS = {
    "kvm": ("linux/kvm.h", "KVM_EXIT_", 32, (
        "IO_IN", "IO_OUT", "HYPERV_SYNIC", "HYPERV_HCALL", "HYPERV_SYNDBG", "XEN_HCALL")),
}


def constants(backend):
    """Name and number of each exit in the header; None where the host has no such header."""
    header, prefix, bits, others = HEADERS[backend]
    command = [*shlex.split(os.environ.get("CC") or "cc"), "-E", "-dM", "-x", "c", "-"]
    result = subprocess.run(command, input=f"#include <{header}>\n", capture_output=True,
                            text=True, check=False)
    if result.returncode != 0:
        return None
    found = re.findall(rf"^#define {prefix}(\w+)\s+(-?\w+)$", result.stdout, re.M)
    return {name: int(number, 0) % (1 << bits) for name, number in found if name not in others}


def fields_of(text, word):
    """The fields that are the lower bits of a word, or all of them."""
    return {word, *re.findall(rf'\{{name: (\w+), *bits: "{word}\[\d+\.\.0\]"', text)}


def bounds(at, bits):
    low, _, high = at.replace("_", "").partition("..")
    return [int(bound, 0) % (1 << bits) for bound in (low, high or low)]


def rows(backend):
    """(lowest, highest, name) of each row that a code alone chooses."""
    text = (SOURCE / "spec" / "backend" / f"{backend}.yaml").read_text(encoding="utf-8")
    main = re.search(r"\{name: (\w+),[^}]*main: yes", text)[1]
    chosen = fields_of(text, main)
    for table in re.split(r"^  - name: ", text.split("\ntables:\n")[1], flags=re.M)[1:]:
        if re.search(r"^    on: (\w+)", table, re.M)[1] not in chosen:
            continue
        for at, name in re.findall(r'- \{at: "?([\w.-]+)"?, *name: (\w+)', table):
            yield (*bounds(at, HEADERS[backend][2]), name)


def check(tap, backend):
    header = constants(backend)
    if header is None:
        tap.skip(backend, f"this host has no {HEADERS[backend][0]}")
        return
    table = list(rows(backend))
    tap.ok(len(header) > 30, f"{backend}: the header has {len(header)} exits")
    for name, number in sorted(header.items(), key=lambda entry: entry[1]):
        found = [row for low, high, row in table if low <= number <= high]
        tap.ok(name.lower() in found,
               f"{backend}: {name}, {number:#x}, is {' or '.join(found) or 'no row'}")


def main():
    tap = Tap()
    for backend in HEADERS:
        check(tap, backend)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
