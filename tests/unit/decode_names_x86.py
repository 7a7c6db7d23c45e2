# SPDX-License-Identifier: MIT
"""Names and numbers of the rows of vmx, svm and kvm against the headers of the kernel."""
import os
import pathlib
import re
import shlex
import subprocess
import sys
from types import SimpleNamespace

HERE = pathlib.Path(os.path.abspath(__file__)).parent
SOURCE = pathlib.Path(os.environ.get("top_srcdir") or HERE.parent.parent).resolve()
sys.path.insert(0, str(HERE.parent / "codegen"))
from tap import Tap  # noqa: E402

# header: where the constants are, which begin with prefix. last: a row has every one up to this;
# a header may be newer than the spec. others: no exits but values inside of one, bounds, and what
# software makes of a code. spelled: what the manual calls what the header calls otherwise.
BACKENDS = {
    "vmx": SimpleNamespace(header="asm/vmx.h", prefix="EXIT_REASON_", last=79, others=(),
                           spelled={}),
    "svm": SimpleNamespace(header="asm/svm.h", prefix="SVM_EXIT_", last=0x403,
                           others=("EXCP_BASE", "LAST_EXCP", "SW"),
                           spelled={"CR0_SEL_WRITE": "cr0_selective_write",
                                    "MWAIT_COND": "mwait_conditional",
                                    "AVIC_UNACCELERATED_ACCESS": "avic_noaccel",
                                    "ERR": "invalid"}),
    "kvm": SimpleNamespace(header="linux/kvm.h", prefix="KVM_EXIT_", last=40,
                           others=("IO_IN", "IO_OUT", "HYPERV_SYNIC", "HYPERV_HCALL",
                                   "HYPERV_SYNDBG", "XEN_HCALL"),
                           spelled={}),
}


def constants(backend):
    """Name and number of each exit in the header; None where the host has no such header."""
    command = [*shlex.split(os.environ.get("CC") or "cc"), "-E", "-dM", "-x", "c", "-"]
    result = subprocess.run(command, input=f"#include <{backend.header}>\n", capture_output=True,
                            text=True, check=False)
    if result.returncode != 0:
        return None
    found = re.findall(rf"^#define {backend.prefix}(\w+)\s+(-?\w+)$", result.stdout, re.M)
    return {name: int(number, 0) for name, number in found if name not in backend.others}


def code_fields(text):
    """The field or word that is an exit's code, and its bits: the main word, or its lower bits."""
    word, width = re.search(r"\{name: (\w+), *width: (\d+), *main: yes", text).groups()
    fields = re.findall(rf'\{{name: (\w+), *bits: "{word}\[(\d+)\.\.0\]"', text)
    return {word: int(width), **{name: int(high) + 1 for name, high in fields}}


def bounds(at):
    low, _, high = at.replace("_", "").partition("..")
    return int(low, 0), int(high or low, 0)


def rows(name):
    """(bits of the code, lowest, highest, name) of each row of the tables on it."""
    text = (SOURCE / "spec" / "backend" / f"{name}.yaml").read_text(encoding="utf-8")
    codes = code_fields(text)
    for table in re.split(r"^  - name: ", text.split("\ntables:\n")[1], flags=re.M)[1:]:
        width = codes.get(re.search(r"^    on: (\w+)", table, re.M)[1])
        for at, row in re.findall(r'- \{at: "?([\w.-]+)"?,.*?\bname: (\w+)', table):
            if width:
                yield width, *bounds(at), row


def words(name):
    """In any order, and without the numbers at their ends: a row may be of several numbers."""
    return sorted(re.sub(r"(?<=[a-z])\d+$", "", word) for word in name.split("_"))


def check(tap, name, backend):
    header = constants(backend)
    if header is None:
        tap.skip(name, f"this host has no {backend.header}")
        return
    table = list(rows(name))
    tap.ok(len(header) > 30, f"{name}: the header has {len(header)} exits")
    for constant, number in sorted(header.items(), key=lambda entry: entry[1]):
        found = [row for width, low, high, row in table if low <= number % (1 << width) <= high]
        spelled = backend.spelled.get(constant, constant.lower())
        if found or number <= backend.last:
            tap.ok(words(spelled) in map(words, found),
                   f"{name}: {constant}, {number:#x}, is {' or '.join(found) or 'no row'}")


def main():
    tap = Tap()
    for name, backend in BACKENDS.items():
        check(tap, name, backend)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
