# SPDX-License-Identifier: MIT
"""Traces of the conformance guests: each hart's is the same at each run, and records are many."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "codegen"))
from tap import Tap  # noqa: E402

BUILD = Path(os.environ["builddir"]) / "tests/conformance"
LEAST = 200
KEYS = {"seq", "vcpu", "vm", "pc", "exit", "syndrome"}


def trace(image, work):
    """The lines that a run of the guest writes, by hart: turns need not be the same."""
    file = Path(work) / "trace"
    subprocess.run([BUILD / "monitor", "--backend", "soft", "--trace", file, image],
                   stdout=subprocess.DEVNULL, timeout=120, check=True)
    lines = [(json.loads(line), line) for line in file.read_text().splitlines()]
    return sorted(lines, key=lambda pair: (pair[0]["vm"], pair[0]["vcpu"], pair[0]["seq"]))


def difference(first, second):
    """The first pair of records that differ."""
    for (_, one), (_, other) in zip(first, second):
        if one != other:
            return f"{one}\n{other}"
    return f"{len(first)} records, then {len(second)}"


def main():
    if not (os.environ.get("RISCV64_CC") and os.environ.get("RISCV64_OBJCOPY")):
        print("1..0 # SKIP there is no compiler for riscv64")
        return
    tap = Tap()
    exits = {}
    with tempfile.TemporaryDirectory(prefix="axvcpu-conformance-") as work:
        for image in sorted((BUILD / "riscv64").glob("*.img")):
            first, second = trace(image, work), trace(image, work)
            tap.ok([line for _, line in first] == [line for _, line in second],
                   f"{image.stem}: two runs have the same trace", difference(first, second))
            tap.ok(all(KEYS <= record.keys() for record, _ in first),
                   f"{image.stem}: records have the keys of every trace")
            for record, _ in first:
                exits[record["exit"]] = exits.get(record["exit"], 0) + 1
    tap.ok(sum(exits.values()) >= LEAST, f"there are {LEAST} records", str(exits))
    for name in ("hypercall", "mmio_read", "mmio_write", "sysreg_read", "sysreg_write",
                 "nested_page_fault", "halt", "cpu_up", "cpu_down", "system_down", "send_ipi",
                 "unknown"):
        tap.ok(exits.get(name, 0) > 0, f"some guest causes the exit {name}")
    sys.exit(tap.done())


main()
