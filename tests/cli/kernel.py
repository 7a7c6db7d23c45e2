# SPDX-License-Identifier: MIT
"""Kernels and initial RAM disks from files that may hold anything: bad ones are refused."""

import os
import random

from harness import WORK, Tap, changed, run, write
from images import MEMORY, OFF, TEXT_OFFSET, header, uefi_header


def check_good(tap):
    whole = header(pe=80) + OFF + bytes(8)
    tap.same(run("run", "--kernel", write("good", header() + OFF)).status, 0, "a good one runs")
    uefi = whole + uefi_header((8, 64), (0, 0))
    tap.same(run("run", "--kernel", write("uefi", uefi)).status, 0, "with a header for UEFI, too")
    signed = header(size=8) + OFF + bytes(100)
    tap.same(run("run", "--kernel", write("signed", signed)).status, 0,
             "a file may be longer than the kernel")
    initrd = write("initrd", b"x" * 8192)
    # 4M of RAM, of which the kernel leaves 3 pages: 2 for the initrd, 1 for the tree.
    full = write("full", header(size=0x200000 - 3 * 4096) + OFF)
    tap.same(run("run", "--memory", "4M", "--kernel", full, "--initrd", initrd).status, 0,
             "RAM may be filled to the last page")


BAD = {
    "a byte": (b"M", "is truncated: 1 bytes, where a header goes up to 64"),
    "truncated in the header": (header()[:63], "is truncated: 63 bytes"),
    "another magic number": (header(magic=b"RSC\x06") + OFF, "is no RISC-V Linux Image"),
    "zeros": (bytes(4096), "is no RISC-V Linux Image"),
    "for aarch64": (header(magic=b"ARM\x64") + OFF, "is a Linux Image for aarch64"),
    "compressed": (b"\x1f\x8b\x08" + bytes(100), "is compressed; --kernel takes what gunzip"),
    "compressed for UEFI": (b"MZ\0\0zimg" + bytes(100), "is compressed for UEFI"),
    "an ELF image": (b"\x7fELF" + bytes(100), "is an ELF image"),
    "big-endian": (header(flags=1) + OFF, "is a big-endian kernel"),
    "of no size": (header(size=0) + OFF, "does not say how much memory it takes"),
    "larger than RAM": (header(size=MEMORY) + OFF,
                        "134217728 bytes at 0x80200000 lie outside RAM, which is 0x80000000 to "
                        "0x87ffffff"),
    "larger than all memory": (header(size=2**64 - 1) + OFF, "lie outside RAM"),
    "as large as RAM": (header(size=MEMORY - TEXT_OFFSET) + OFF,
                        "the device tree: "),
    "a byte into the last page": (header(size=MEMORY - TEXT_OFFSET - 4095) + OFF,
                                  "the device tree: "),
    "at an odd place": (header(text_offset=0x201000) + OFF, "is not a multiple of 2M"),
    "past RAM": (header(text_offset=MEMORY) + OFF, "lie outside RAM"),
    "below RAM": (header(text_offset=2**64 - 0x200000) + OFF, "lie outside RAM"),
    "cut off": (header(pe=64) + uefi_header((0x10000, 0x1000)),
                "is truncated: 136 bytes of at least 69632"),
    "cut off by a byte": (header(pe=64) + uefi_header((8, 129)),
                          "is truncated: 136 bytes of at least 137"),
    "of sections around all addresses": (header(pe=64) + uefi_header((2**32 - 1, 2**32 - 1)),
                                         "of at least 8589934590"),
    "cut off in the sections": (header(pe=64) + uefi_header((0, 0), count=2), "is truncated: "),
    "of 65535 sections": (header(pe=64) + uefi_header((0, 0), count=65535), "is truncated: "),
    "cut off in the header for UEFI": (header(pe=64) + b"PE\0\0", "is truncated: "),
    "with that header past its end": (header(pe=2**32 - 1) + OFF, "is truncated: "),
    "with something else there": (header(pe=64) + uefi_header(signature=b"NE\0\0"),
                                  "has a damaged header for UEFI"),
}


def refused(tap, what, done, message):
    tap.ok(done.status == 2 and message in done.err and done.out == "" and
           done.err.startswith("axvcpu run: ") and done.err.count("\n") == 1,
           f"refused: {what}", f"{done.status}: {done.err}")


def check_bad(tap):
    for name, (content, message) in BAD.items():
        path = write("bad", content)
        done = run("run", "--kernel", path, "--timeout", 20)
        who = "" if message.startswith("the device tree") else f"{path}: "
        refused(tap, name, done, who)
        tap.has(done.err, message, "and it says why")


def check_files(tap):
    fifo, empty = WORK / "fifo", write("empty", b"")
    os.mkfifo(fifo)
    good = write("good", header() + OFF)
    for path, why in [(WORK, "is a directory"), (WORK / "none", "No such file or directory"),
                      (fifo, "is not a regular file"), (empty, "is empty")]:
        refused(tap, f"--kernel: {why}", run("run", "--kernel", path), f"{path}: {why}")
        refused(tap, f"--initrd: {why}", run("run", "--kernel", good, "--initrd", path),
                f"{path}: {why}")
    huge = WORK / "huge"
    with open(huge, "wb") as file:
        file.truncate(1 << 40)
    refused(tap, "an initial RAM disk larger than RAM",
            run("run", "--kernel", good, "--initrd", huge),
            f"{huge}: 1099511627776 bytes do not fit into RAM behind the kernel, which has "
            "0x80203000 to 0x88000000 left")
    with open(huge, "r+b") as file:
        file.write(header())
    refused(tap, "a kernel file larger than RAM", run("run", "--kernel", huge),
            f"{huge}: 1099511627776 bytes at 0x80200000 lie outside RAM")


def check_random(tap):
    """Headers with some bytes changed: whatever comes of it, the command says it and ends."""
    chance, statuses = random.Random(20250611), set()
    whole = header(pe=80) + OFF + bytes(8) + uefi_header((8, 64), (8, 72))
    for _ in range(200):
        content = changed(chance, whole, len(whole))[:chance.choice((None, 150))]
        done = run("run", "--max-exits", 10, "--max-instructions", 1000, "--timeout", 20,
                   "--kernel", write("random", content))
        statuses.add(done.status)
    tap.ok(statuses <= {0, 2, 5, 6}, "changed anywhere, an image does no harm", statuses)


def main():
    tap = Tap()
    check_good(tap)
    check_bad(tap)
    check_files(tap)
    check_random(tap)
    tap.done()


main()
