# SPDX-License-Identifier: MIT
"""The monitor's verdicts: guests that fail, hang, or promise more than they keep are seen to."""

import os
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "codegen"))
from tap import Tap  # noqa: E402

MONITOR = Path(os.environ["builddir"]) / "tests/conformance/monitor"
A0, A1, A6, A7 = 10, 11, 16, 17
ECALL, WFI, LOOP, BACK = 0x73, 0x10500073, 0x6F, 0xFFDFF06F
SRST, PUTCHAR = 0x53525354, 1


def li(register, value):
    """lui and addiw: any value of 32 bits."""
    low = (value & 0xFFF) - (value & 0x800) * 2
    return [(value - low & 0xFFFFF000) | register << 7 | 0x37,
            (low & 0xFFF) << 20 | register << 15 | register << 7 | 0x1B]


def down(kind, reason):
    return [*li(A0, kind), *li(A1, reason), *li(A6, 0), *li(A7, SRST), ECALL]


def say(text):
    """By the legacy console: a call a character."""
    return [*li(A7, PUTCHAR), *(word for character in text
                                for word in (*li(A0, ord(character)), ECALL))]


OFF, CRASH = down(0, 0), down(0, 1)
GUESTS = (
    ("one that powers off passes", OFF, True, "ok 1 - soft: the guest powers its machine off"),
    ("one that reports a crash fails", CRASH, False, "not ok 1 - soft: the guest powers"),
    ("one that keeps its plan passes", say("1..1\nok - one\n") + OFF, True, "ok 1 - soft: one"),
    ("one that says too little fails", say("1..2\nok - one\n") + OFF, False,
     "not ok 3 - soft: the guest keeps its plan"),
    ("one that says too much fails", say("1..1\nok - one\nok - two\n") + OFF, False,
     "not ok 4 - soft: the guest keeps its plan"),
    ("one whose check fails fails", say("1..1\nnot ok - one\n") + OFF, False,
     "not ok 1 - soft: one"),
    ("what is no result is a comment", say("Hello\n") + OFF, True, "# Hello"),
    ("a long line is cut, unprintable bytes are left out", say("a\a" * 200 + "\n") + OFF, True,
     "# " + "a" * 128 + "\n# " + "a" * 72 + "\n"),
    ("one that waits for nothing fails", [WFI, BACK], False,
     "not ok 1 - soft: no hart waits for something that never comes"),
    ("one that spins fails", [LOOP], False, "not ok 1 - soft: the guest comes to an end"),
    ("one that is lost fails", [], False, "not ok 1 - soft: the guest comes to an end"),
)


def run(*arguments):
    return subprocess.run([MONITOR, *arguments], capture_output=True, text=True, timeout=300,
                          check=False)


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="axvcpu-conformance-") as work:
        image = Path(work) / "image"
        for name, words, passes, line in GUESTS:
            image.write_bytes(struct.pack(f"<{len(words)}I", *words))
            done = run("--backend", "soft", image)
            tap.equal(done.returncode, 0 if passes else 1, name)
            tap.ok(line in done.stdout, f"{name}: its line", done.stdout)
        tap.equal(run("--backend", "none", image).returncode, 1,
                  "a back end that is not there fails")
        tap.equal(run("--trace", image).returncode, 2, "an argument too few is refused")
        tap.equal(run(Path(work) / "missing").stdout.startswith("Bail out!"), True,
                  "an image that is not there is told")
    return tap.done()


sys.exit(main())
