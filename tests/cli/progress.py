# SPDX-License-Identifier: MIT
"""The line that tells who waits at a terminal that a silent guest lives."""

import os
import re
import signal
import time

from harness import (Tap, guest, on_terminal, read_out, read_until, run, skip_without_assembler,
                     start_on_terminal)

ERASED = rb"\r\033\[K"
LINE = rb"axvcpu: \d+ s, (\d+) million instructions, nothing printed yet"


def check_silent(tap, spin):
    seen, status = on_terminal("run", "--timeout", 3.5, spin)
    counts = [int(count) for count in re.findall(ERASED + LINE, seen)]
    tap.ok(len(counts) >= 2 and counts[-1] > 0 and counts == sorted(counts),
           "each line takes the place of the last one, and counts more instructions", seen)
    tap.ok(status == 6 and re.search(LINE + ERASED + rb"axvcpu run: stopped: .*\n$", seen),
           "a message takes the place of the last line", seen)
    seen, _ = on_terminal("run", "--timeout", 2.5, "--stats=json", "--cpus", 2, spin)
    tap.ok(b'"exits":{}' in seen and re.search(LINE, seen), "asking a guest is no exit of it", seen)


def check_printing(tap):
    pid, terminal = start_on_terminal("run", guest("echo"))
    read_until(terminal, LINE)
    os.write(terminal, b"x")
    seen = read_until(terminal, b"X")
    tap.ok(re.search(ERASED + b"X$", seen), "what the guest prints takes the place of the line",
           seen)
    time.sleep(1.2)
    os.write(terminal, b".")
    tap.ok(b"nothing printed" not in read_out(terminal), "and there is no other one")
    os.waitpid(pid, 0)
    os.close(terminal)


def check_crash(tap):
    """A report is no place for it."""
    seen, status = on_terminal("run", guest("late"))
    tap.ok(status == 5 and re.search(LINE + ERASED + b"axvcpu run: virtual CPU 0: ", seen),
           "a crash report takes the place of the line", seen)


def check_absent(tap, spin):
    options = ("run", "--timeout", 1.5, "--max-exits", 100)
    for name, done in [("with a trace", on_terminal(*options, "--trace", spin)[0]),
                       ("on a terminal that cannot erase",
                        on_terminal(*options, spin, kind="dumb")[0]),
                       ("on no terminal", run(*options, spin).err.encode())]:
        tap.ok(b"nothing printed" not in done and b"stopped" in done, f"there is none {name}", done)


def main():
    skip_without_assembler()
    signal.alarm(120)
    tap = Tap()
    spin = guest("spin")
    check_silent(tap, spin)
    check_printing(tap)
    check_crash(tap)
    check_absent(tap, spin)
    tap.done()


main()
