# SPDX-License-Identifier: MIT
"""Exit statuses, budgets, signals and crash reports of `axvcpu run`."""

import os
import re
import shlex
import signal
import subprocess
import time

from harness import AXVCPU, Tap, guest, run, skip_without_assembler


def check_ends(tap):
    for name, kind, reason, status in [("off", 0, 0, 0), ("failed", 0, 1, 5), ("cold", 1, 0, 4),
                                       ("warm", 2, 0, 4)]:
        image = guest("down", symbols=[f"KIND={kind}", f"REASON={reason}"])
        done = run("run", image)
        tap.same(done.status, status, f"a guest that goes down: {name}")
    tap.has(run("run", image).err, "the guest asks for a reset", "a reset is told")


def check_budgets(tap):
    spin, calls = guest("spin"), guest("calls")
    done = run("run", "--max-instructions", "10000", spin)
    tap.same(done.status, 6, "the instruction budget ends a guest that computes for ever")
    tap.has(done.err, "the limit of instructions", "and says so")
    done = run("run", "--max-instructions", "10000", "--stats=json", spin)
    tap.same(done.records()[0]["instructions"], 10000, "not one instruction more is executed")
    done = run("run", "--max-exits", "7", "--trace=json", calls)
    tap.same((done.status, len(done.records())), (6, 7), "seven exits and no more")
    begin = time.monotonic()
    done = run("run", "--timeout", "0.2", spin)
    tap.same(done.status, 6, "the time limit ends a guest that computes for ever")
    tap.ok(0.2 <= time.monotonic() - begin < 5, "when it is over")
    tap.same(run("run", "--timeout", "0.2", guest("idle")).status, 6, "and one that idles for ever")
    tap.same(run("run", "--timeout", "0.2", "--cpus", "4", calls).status, 6,
             "and one with harts that never start")


def interrupt(image, number, *options):
    """Run, send the signal once the guest waits; status, and standard error from then on."""
    with subprocess.Popen([AXVCPU, "run", "--trace=json", *options, image],
                          stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, stdin=subprocess.DEVNULL) as process:
        while b'"halt"' not in process.stderr.readline():
            pass
        os.kill(process.pid, number)
        err = process.stderr.read()
        process.wait(timeout=30)
    return process.returncode, err.decode()


def check_signals(tap):
    idle = guest("idle")
    status, err = interrupt(idle, signal.SIGINT, "--stats=json")
    tap.same(status, 130, "Ctrl-C stops a guest that idles")
    tap.matches(err, r'"halt":\{"count":1,', "and the statistics are printed")
    status, err = interrupt(idle, signal.SIGTERM)
    tap.same(status, 143, "SIGTERM stops it too")
    tap.same(err, "axvcpu run: terminated\n", "and it says so")


def check_stuck(tap):
    """Nobody reads the trace, so the thread that writes it cannot be stopped."""
    with subprocess.Popen([AXVCPU, "run", "--trace", guest("flood")], stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, stdin=subprocess.DEVNULL) as process:
        process.stderr.read(1)
        time.sleep(0.3)
        os.kill(process.pid, signal.SIGINT)
        time.sleep(0.3)
        tap.same(process.poll(), None, "one Ctrl-C waits for the trace")
        os.kill(process.pid, signal.SIGINT)
        tap.same(process.wait(timeout=30), -signal.SIGINT, "a second one kills")


def check_crash(tap):
    done = run("run", guest("lost"))
    tap.same(done.status, 5, "a guest whose trap vector is not in memory crashes")
    tap.has(done.err, "the guest's trap vector (stvec) is not in memory", "the report says why")
    tap.matches(done.err, r"\bs1 +0x123456789abcdef0", "it has the registers")
    tap.matches(done.err, r"\bscause +0x0{15}2\b", "scause tells of the illegal instruction")
    tap.matches(done.err,
                r"last exits.*\n +0x802000\w\w hypercall .*\n +0x00000000 nested_page_fault ",
                "it has the last exits")
    command = re.search(r"explained by:\n +axvcpu (decode hext .*)\n", done.err)
    explained = run(*shlex.split(command.group(1))) if command else None
    tap.ok(explained and explained.status == 0, "it has a command that explains the exit")
    tap.matches(explained.out if explained else "", r"exit +nested_page_fault:", "as the same exit")
    tap.matches(explained.out if explained else "", r"access +execute", "of the same kind")


def main():
    skip_without_assembler()
    tap = Tap()
    check_ends(tap)
    check_budgets(tap)
    check_signals(tap)
    check_stuck(tap)
    check_crash(tap)
    tap.done()


main()
