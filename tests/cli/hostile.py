# SPDX-License-Identifier: MIT
"""Guests and files that mean harm: each ends with a status, in bounded time and memory."""

import os
import resource
import signal
import subprocess

from elf_image import ENTRY_SIZE, image, segment
from harness import AXVCPU, WORK, Tap, guest, run, skip_without_assembler

ENDLESS = {
    0: "spins with interrupts off",
    1: "traps in its trap handler",
    2: "has tables that lead to themselves",
    3: "writes the code that it executes",
    4: "sleeps with no interrupt to wake it",
    5: "is woken for ever",
    6: "suspends itself for ever",
    7: "interrupts all harts for ever",
    8: "asks for fences for ever",
    9: "floods the console",
}
# Those that execute no instruction while they wait.
ASLEEP = (4, 6)


def check_endless(tap):
    for kind, name in ENDLESS.items():
        made = guest("hostile", symbols=[f"KIND={kind}"])
        ended = run("run", "--timeout", "0.3", made)
        tap.same(ended.status, 6, f"a guest that {name}: its time ends it")
        if kind not in ASLEEP:
            ended = run("run", "--max-instructions", "2000", "--timeout", "60", made)
            tap.ok(ended.status == 6 and "instructions" in ended.err, "so does its budget",
                   f"{ended.status}: {ended.err}")
        tap.same(interrupted(made), 130, "and so does Ctrl-C")


def interrupted(made):
    """The status after an interrupt that comes once the guest has begun."""
    with subprocess.Popen([AXVCPU, "run", made], stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while harts(process.pid) < 2:
            os.sched_yield()
        process.send_signal(signal.SIGINT)
        return process.wait(timeout=30)


def harts(process):
    """Its threads: the first one waits for signals, the others are harts."""
    return len(os.listdir(f"/proc/{process}/task"))


def sparse(name, content, size):
    """A file that says it is large, and takes no room."""
    path = WORK / name
    path.write_bytes(content)
    os.truncate(path, size)
    return path


def limit_memory():
    """Address space that no terabyte fits into; a sanitizer takes more for itself."""
    if os.environ["AXVCPU_SANITIZERS"] == "no":
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))


def run_in_bounds(path):
    done = subprocess.run([AXVCPU, "run", "--max-instructions", "1000", "--timeout", "20", path],
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=60,
                          preexec_fn=limit_memory, check=False)
    return done.returncode, done.stderr.decode()


def check_sparse(tap):
    tera = 1 << 40
    whole = sparse("whole", image(), tera)
    far = sparse("far", image([segment(offset=tera - 8)]), tera)
    late = sparse("late", image(table=tera - ENTRY_SIZE), tera)
    flat = sparse("flat", b"", tera)
    tap.same(run_in_bounds(whole), (0, ""), "an image with a terabyte of nothing behind it runs")
    for path, status, what in [(far, 5, "a segment of zeros at the end of a terabyte"),
                               (late, 2, "headers at the end of a terabyte"),
                               (flat, 2, "a terabyte of zeros")]:
        got, error = run_in_bounds(path)
        tap.ok(got == status, f"{what}: status {status}", f"{got}: {error}")


FLAT = [
    ("0xfffffffffffffffe", "lie outside RAM"),
    ("0x87fffffe", "lie outside RAM"),
    ("0x7fffffff", "an odd address"),
    ("0", "lie outside RAM"),
]


def check_flat(tap):
    path = WORK / "flat8"
    path.write_bytes(bytes(8))
    for address, why in FLAT:
        done = run("run", "--load", address, path)
        tap.ok(done.status == 2 and why in done.err and done.err.count("\n") == 1,
               f"refused: a flat image at {address}", f"{done.status}: {done.err}")
    done = run("run", "--memory", "4K", path)
    tap.ok(done.status == 2 and "lie outside RAM" in done.err, "refused: RAM that ends before it",
           done.err)


def check_exits(tap):
    done = run("run", "--max-exits", os.environ.get("ROUNDS", "1000000"), "--timeout", "500",
               guest("calls"), timeout=600)
    tap.ok(done.status == 6 and "exits" in done.err, "a million exits and no more",
           f"{done.status}: {done.err}")


def main():
    skip_without_assembler()
    tap = Tap()
    check_endless(tap)
    check_sparse(tap)
    check_flat(tap)
    check_exits(tap)
    tap.done()


main()
