# SPDX-License-Identifier: MIT
"""Traces of the conformance guests: the same at each run, and with every exit."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "codegen")]
from compare_traces import asynchronous, by_hart, differences, parsed  # noqa: E402
from tap import Tap  # noqa: E402

BUILD = Path(os.environ["builddir"]) / "tests/conformance"
LEAST = 200
KEYS = {"seq", "vcpu", "vm", "pc", "exit", "syndrome"}
EXITS = ("hypercall", "mmio_read", "mmio_write", "sysreg_read", "sysreg_write",
         "nested_page_fault", "halt", "cpu_up", "cpu_down", "system_down", "send_ipi", "unknown")


def trace(image, work):
    """The records that a run of the guest writes."""
    file = Path(work) / "trace"
    subprocess.run([BUILD / "monitor", "--backend", "soft", "--trace", file, image],
                   stdout=subprocess.DEVNULL, timeout=120, check=True)
    return parsed(file.read_text(), image.name)


def main():
    if not (os.environ.get("RISCV64_CC") and os.environ.get("RISCV64_OBJCOPY")):
        print("1..0 # SKIP there is no compiler for riscv64")
        return 0
    tap = Tap()
    left_out = asynchronous(HERE.parent.parent / "spec")
    seen = []
    with tempfile.TemporaryDirectory(prefix="axvcpu-conformance-") as work:
        for image in sorted((BUILD / "riscv64").glob("*.img")):
            first, second = trace(image, work), trace(image, work)
            tap.equal(list(differences(("first", "second"), by_hart(first, left_out),
                                       by_hart(second, left_out))), [],
                      f"{image.stem}: two runs have the same trace")
            tap.equal([entry for entry in first if not KEYS <= entry.keys()], [],
                      f"{image.stem}: records have the keys of every trace")
            seen += [entry["exit"] for entry in first]
    tap.ok(len(seen) >= LEAST, f"there are {LEAST} records", str(len(seen)))
    for name in EXITS:
        tap.ok(name in seen, f"some guest causes the exit {name}")
    tap.equal([name for name in seen if name in left_out], [], "none is the host's doing")
    return tap.done()


sys.exit(main())
