#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Guests that need no more than a 16550, SBI and four harts say the same on both machines.

QEMU runs them under its own firmware, which writes before them to the console.
Those of the conformance suite print what they find. Those of the command's tests
print 0 for good and 1 for bad (told/guest.inc).
"""

import os
import sys
from pathlib import Path

import layout
import machines

sys.path.append(str(layout.HERE.parent / "codegen"))
from tap import Tap  # noqa: E402  pylint: disable=wrong-import-position

COMMAND = layout.HERE.parent / "cli" / "guests"
# Of the command's tests. The others end in a way that is the command's own, or ask
# what only its platform has: the mailbox, hpmcounter3, calls of a later SBI than
# that of QEMU's firmware, as the demo does; legacy wants input, which that loses;
# uart leaves the loop-back on, which the command's UART has not.
TOLD = ("pending", "ring", "suspend")
HARTS = "4"
SECONDS = 60
# Where the host is busy another hart than 0 may be QEMU's first, and a guest that
# waits 50 ms for another hart may wait too short.
ATTEMPTS = 5


def ours(image):
    return machines.output(SECONDS, os.environ["AXVCPU"], "run", "--backend", "soft", "--cpus",
                           HARTS, image).decode()


def theirs(image, threads):
    return machines.output(SECONDS, machines.QEMU, "-M", "virt", "-cpu", machines.CPU_PLAIN,
                           "-accel", f"tcg,thread={threads}", "-smp", HARTS, "-m", "128M",
                           "-display", "none", "-monitor", "none", "-serial", "stdio", "-kernel",
                           image).decode().replace("\r", "")


def compare(tap, what, image, threads, is_good):
    """What the interpreter writes is good, and QEMU's console ends with it."""
    for _ in range(ATTEMPTS):
        here, there = ours(image), theirs(image, threads)
        if is_good(here) and there.endswith("\n" + here):
            break
    tap.ok(is_good(here) and there.endswith("\n" + here), what, f"{here}\npeer:\n{there}")


def try_portable(tap, image):
    """A guest of the conformance suite."""
    if not image.exists() or not image.stat().st_size:
        tap.skip(image.stem, "there is no compiler for riscv64")
        return
    compare(tap, f"{image.stem} prints the same", image, "multi",
            lambda text: text.startswith("1..") and "not ok" not in text)


def try_told(tap, name):
    """A guest of the command's tests, which is for hart 0: with one thread for all it is first."""
    image = machines.assemble(COMMAND / f"{name}.s", 0x80200000, layout.HERE / "told", COMMAND)
    compare(tap, f"{name} ends well", image, "single", lambda text: text == "0")


def main():
    machines.skip_without_peer()
    tap = Tap()
    for image in os.environ["CONFORMANCE_PORTABLE"].split():
        try_portable(tap, Path(os.environ["builddir"]) / image)
    for name in TOLD:
        try_told(tap, name)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
