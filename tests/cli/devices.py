# SPDX-License-Identifier: MIT
"""The machine of `axvcpu run`: UART, firmware calls, faults, flat images."""

import os

from harness import AXVCPU, WORK, Tap, guest, run, skip_without_assembler


def check_console(tap):
    done = run("run", "--timeout", "20", guest("echo"), stdin=b"Hello, guest.never")
    tap.same((done.status, done.out), (0, "HELLO\x0c\x00GUEST"),
             "the UART receives and sends bytes")
    tap.same(run("run", guest("uart")).status, 0, "its registers behave")
    with open("/dev/full", "wb") as full:
        status = os.waitstatus_to_exitcode(spawn(full, "run", "--timeout", "20", guest("idle")))
    tap.same(status, 1, "output that cannot be written ends the run")


def spawn(stdout, *arguments):
    words = [AXVCPU, *map(str, arguments)]
    process = os.posix_spawn(AXVCPU, words, os.environ, file_actions=[
        (os.POSIX_SPAWN_DUP2, stdout.fileno(), 1),
        (os.POSIX_SPAWN_OPEN, 2, "/dev/null", os.O_WRONLY, 0)])
    return os.waitpid(process, 0)[1]


def check_firmware(tap):
    done = run("run", "--cpus", "2", "--memory", "16M", "--timeout", "20", guest("sbi"),
               stdin=b"abc")
    tap.same(done.status, 0, "firmware calls return, whatever their arguments")
    tap.same(done.out, "console\n",
             "each with what the specification says (letters name those that do not)")
    done = run("run", "--timeout", "20", guest("legacy"), stdin=b"x")
    tap.same((done.status, done.out), (0, "k"), "legacy calls answer in a0 alone")
    done = run("run", "--timeout", "20", guest("suspend"))
    tap.same(done.status, 0, "a hart sleeps by suspension, and resumes where it said")
    done = run("run", "--timeout", "20", guest("pending"))
    tap.same(done.status, 0, "not at all with an interrupt pending")


def check_faults(tap):
    done = run("run", "--timeout", "20", guest("faults"))
    tap.same((done.status, done.err), (0, ""), "an access that nothing answers is an access fault")


def check_floating(tap):
    floating = guest("floating")
    done = run("run", "--isa", "rv64gc", "--timeout", "20", floating)
    tap.same((done.status, done.err), (0, ""), "rv64gc has floating point")
    done = run("run", "--isa", "rv64imac", "--timeout", "20", floating)
    tap.same(done.status, 5, "rv64imac has none")
    tap.same(run("run", "--timeout", "20", floating).status, 5, "nor is there any unasked")


def check_harts(tap):
    ring = guest("ring")
    done = run("run", "--cpus", "4", "--timeout", "100", ring, timeout=120)
    tap.same((done.status, done.err), (0, ""), "harts that wake each other lose no wake")
    done = run("run", "--cpus", "3", "--timeout", "20", ring)
    tap.same(done.status, 5, "a hart that is not there cannot be started")


def check_flat(tap):
    # li a7, 8; ecall: the legacy shutdown (SBI 5.9).
    flat = WORK / "flat.bin"
    flat.write_bytes(bytes.fromhex("9308800073000000"))
    tap.same(run("run", flat).status, 0, "a flat image runs")
    done = run("run", "--load", "0x80000000", "--trace=json", flat)
    tap.same([record["pc"] for record in done.records()], ["0x80000004"], "where --load says")
    tap.same(run("run", "--load", "0x80000ff8", "--memory", "4K", flat).status, 0,
             "in as little memory as a page")
    done = run("run", "--load", "0x80000ffc", "--memory", "4K", flat)
    tap.same(done.status, 2, "but not past its end")
    tap.has(done.err, "8 bytes at 0x80000ffc lie outside RAM, which is 0x80000000 to 0x80000fff",
            "which is told")
    done = run("run", "--load", "0x80000001", flat)
    tap.ok(done.status == 2 and "odd" in done.err, "nor at an odd address", done.err)
    tap.same(run("run", "--load", "0x7ffffffc", flat).status, 2, "nor before its beginning")
    tap.same(run("run", "--load", "0xfffffffffffffffc", flat).status, 2, "nor around all addresses")


def main():
    skip_without_assembler()
    tap = Tap()
    check_console(tap)
    check_firmware(tap)
    check_faults(tap)
    check_floating(tap)
    check_harts(tap)
    check_flat(tap)
    tap.done()


main()
