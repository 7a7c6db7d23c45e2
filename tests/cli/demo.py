# SPDX-License-Identifier: MIT
"""The built-in demo: what it prints, and what its trace and statistics say."""

import json
import subprocess
from collections import Counter

from harness import AXVCPU, HERE, Tap, run

GOLDEN = (HERE / "demo.out").read_text()
ALONE = "hart 1 is not there; hart 0 found pi = "
HELPED = "hart 1: an IPI woke it, and it found pi = "


def expected_alone():
    """One virtual CPU: hart 0 does the work, and none has stopped."""
    lines = GOLDEN.replace(HELPED, ALONE).splitlines(keepends=True)
    return "".join(line for line in lines if line != "  ok    hart 1: stopped\n")


def check_output(tap):
    done = run("run")
    tap.same(done.status, 0, "the demo powers off")
    tap.same(done.out, GOLDEN, "it prints what it should")
    tap.same(done.err, "", "and nothing on standard error, which is no terminal")
    tap.has(done.out, "3.141592653589793238462643383", "pi is right")
    tap.ok("FAIL" not in done.out, "none of its checks fails")
    done = run("run", "--cpus", "1")
    tap.same((done.status, done.out), (0, expected_alone()), "it also runs with one virtual CPU")
    tap.ok(max(map(len, GOLDEN.splitlines())) <= 80, "its lines fit a terminal")
    tap.ok(len(GOLDEN.splitlines()) <= 24, "and its output one screen")


REASONS = {"hypercall", "mmio_read", "mmio_write", "nested_page_fault", "sysreg_read",
           "sysreg_write", "halt", "cpu_up", "cpu_down", "send_ipi", "system_down"}


def check_json(tap):
    done = run("run", "--trace=json", "--stats=json")
    lines = [json.loads(line) for line in done.err.splitlines()]
    trace, statistics = lines[:-1], lines[-1]
    tap.same(done.out, GOLDEN, "a trace does not change what it prints")
    tap.same({record["exit"] for record in trace}, REASONS,
             "eleven different exits are in its trace")
    tap.ok(len(trace) < 40, "the trace is short", f"{len(trace)} exits")
    tap.same([record["seq"] for record in trace], list(range(1, len(trace) + 1)),
             "records are numbered")
    tap.same({record["vcpu"] for record in trace}, {0, 1}, "both virtual CPUs are in it")
    tap.ok(all({"seq", "vcpu", "pc", "exit", "syndrome"} <= record.keys() for record in trace),
           "each record has what all have")
    tap.same({name: row["count"] for name, row in statistics["exits"].items()},
             dict(Counter(record["exit"] for record in trace)), "the statistics count the same")
    tap.same(statistics["all"]["count"], len(trace), "and so does their sum")
    return trace, statistics


def first(trace, reason, **fields):
    for record in trace:
        if record["exit"] == reason and fields.items() <= record.items():
            return record
    return {}


def check_records(tap, trace):
    byte = first(trace, "mmio_read", addr="0x10001000", width=1)
    expected = {"reg": 15, "reg_width": 8, "signed_ext": True, "operation": "load",
                "access": "read"}
    tap.same({key: byte.get(key) for key in expected}, expected, "a load of a signed byte into a5")
    wide = first(trace, "mmio_write", addr="0x10001000", width=8)
    tap.same(wide.get("data"), "0x8182838485868788", "a store of 8 bytes, as text")
    atomic = first(trace, "mmio_read", operation="add")
    tap.same((atomic.get("operand"), atomic.get("access")), ("0x2", "write"), "an amoadd")
    widths = {record["width"] for record in trace if record["exit"].startswith("mmio")}
    tap.same(widths, {1, 2, 4, 8}, "accesses in every width")
    fault = first(trace, "nested_page_fault")
    tap.same((fault.get("addr"), fault.get("access"), fault.get("walk")),
             ("0x10001000", "read", False), "the load-reserved")
    tap.same(first(trace, "sysreg_write").get("addr"), "0x602", "hedeleg by its number")
    tap.same(first(trace, "sysreg_read").get("addr"), "0xc03", "hpmcounter3 by its number")
    up = first(trace, "cpu_up")
    tap.same(up.get("target_cpu"), "0x1", "hart 1 is started")
    tap.same(first(trace, "system_down").get("kind"), "off", "the end is a power-off")
    call = first(trace, "hypercall")
    tap.same((call.get("nr"), len(call.get("args", []))), ("0x4442434e00000000", 6),
             "a hypercall has six arguments")
    # Volume II, table 40: 10 is an environment call from VS-mode.
    tap.same(call["syndrome"]["scause"], "0xa", "its syndrome is the hardware's")
    # amoadd.w a5, t0, (a4): funct5 0, rs2 5, rs1 14, width 2, rd 15 (Volume I, 13.4).
    tap.same(atomic.get("syndrome", {}).get("insn"), "0x5727af",
             "and so is that of an access, with the instruction")


def check_text(tap):
    done = run("run", "--trace", "--stats")
    tap.matches(done.err, r"^axvcpu: soft \(kvm: not in this build\)\n",
                "it says which back end runs the guest, and why")
    tap.matches(done.err,
                r"\n +1 0 0x80200\w{3} hypercall +nr=0x4442434e00000000 args=\[0x\w+ 0x802\w+",
                "a record of the trace as text")
    tap.matches(done.err, r"mmio_read +addr=0x10001000 width=1 reg=a5 signed_ext\n",
                "a load names its register, and leaves out what goes without saying")
    tap.matches(done.err, r"\nexit +count +total ns +mean ns\n", "the statistics are a table")
    tap.matches(done.err, r"\nsystem_down +1 +\d+ +\d+\n", "with a row for each reason")
    tap.ok("\033" not in done.err, "no colours where there is no terminal")
    both = subprocess.run([AXVCPU, "run", "--trace"], stdout=subprocess.PIPE, text=True,
                          stderr=subprocess.STDOUT, check=True).stdout
    tap.matches(both, r"\n  ok    device: the UART ended this line\n +\d+ 0 0x\w+ mmio_write",
                "a record does not begin inside a line of the guest's")


def main():
    tap = Tap()
    check_output(tap)
    trace, statistics = check_json(tap)
    check_records(tap, trace)
    tap.ok(statistics["exits"]["halt"]["total_ns"] >= 15_000_000, "the halt of 20 ms took its time",
           statistics)
    tap.ok(statistics["instructions"] > 100_000, "the statistics count instructions")
    check_text(tap)
    tap.done()


main()
