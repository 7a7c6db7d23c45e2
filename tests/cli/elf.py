# SPDX-License-Identifier: MIT
"""Hostile and damaged images: each is refused with status 2, and told why."""

import os
import random

from elf_image import (EM_X86_64, ENTRY_SIZE, ET_DYN, ET_REL, HEADER, PT_INTERP, RAM, image,
                       segment)
from harness import WORK, Tap, changed, run, write


def check_good(tap):
    tap.same(run("run", write("good", image())).status, 0, "a good image runs")
    high = image([segment(vaddr=0xffffffff80000000)], entry=0xffffffff80000000)
    tap.same(run("run", write("high", high)).status, 0,
             "an entry by its virtual address starts at the physical one")
    zeros = image([segment(memsz=0x10000), segment(address=RAM + 0x10000, filesz=0, memsz=0x1000)])
    tap.same(run("run", write("zeros", zeros)).status, 0, "memory may go on past the file's bytes")


HUGE = 0xfffffffffffffff0

BAD = {
    "truncated in the header": (image()[:40], "damaged ELF header"),
    "truncated in the program headers": (image()[:80],
                                         "its program headers: the file ends before they do"),
    "truncated in a segment": (image()[:-1], "segment 0: its 8 bytes at 0x1000 lie past the end "
                                             "of the file, which has 4103"),
    "only the magic number": (b"\x7fELF", "damaged ELF header"),
    "65534 program headers": (image(count=65534), "its program headers: "),
    "65535 program headers, counted elsewhere": (image(count=65535), ""),
    "program headers far away": (image(table=HUGE), "its program headers: "),
    "program headers of no size": (image(entry_size=0), "program headers of another size"),
    "a 32-bit image": (image(width=1), "32-bit"),
    "a big-endian image": (image(order=2), "big-endian"),
    "for another processor": (image(machine=EM_X86_64),
                              "another processor (ELF machine 62; riscv64 is 243)"),
    "an object file": (image(kind=ET_REL), "not linked to an address"),
    "position independent": (image(kind=ET_DYN), "not linked to an address"),
    "of an operating system": (image([segment(kind=PT_INTERP), segment()]), "operating system"),
    "without segments": (image([]), "no segment to load"),
    "nothing to load": (image([segment(memsz=0, filesz=0)]), "no segment to load"),
    "below RAM": (image([segment(RAM - 0x1000)]),
                  "segment 0: 8 bytes at 0x7ffff000 lie outside RAM, "
                                                  "which is 0x80000000 to 0x87ffffff"),
    "past RAM": (image([segment(RAM + (128 << 20) - 4)]), "lie outside RAM"),
    "larger than RAM": (image([segment(memsz=129 << 20)]), "lie outside RAM"),
    "around the end of all addresses": (image([segment(HUGE)]), "lie outside RAM"),
    "of a size around all addresses": (image([segment(memsz=HUGE)]), "lie outside RAM"),
    "more bytes in the file than in memory": (image([segment(memsz=4)]),
                                              "more bytes in the file than in memory"),
    "bytes around the end of the file": (image([segment(offset=HUGE)]), "past the end of the file"),
    "all bytes there are": (image([segment(filesz=HUGE, memsz=HUGE)]), "past the end of the file"),
    "overlapping segments": (image([segment(memsz=0x2000), segment(RAM + 0x1000)]),
                             "segment 1 at 0x80001000 overlaps segment 0 at 0x80000000"),
    "the same segment twice": (image([segment(), segment()]), "overlaps segment 0"),
    "too many segments": (image([segment(RAM + 0x1000 * i) for i in range(65)]),
                          "more than 64 segments"),
    "an entry outside": (image(entry=RAM + 8), "its entry 0x80000008 is in no segment"),
    "an entry of 0": (image(entry=0), "its entry 0 is in no segment"),
    "an odd entry": (image(entry=RAM + 1), "its entry is an odd address"),
    "an empty file": (b"", "is empty"),
}


def check_bad(tap):
    for name, (content, why) in BAD.items():
        path = write(name.replace(" ", "-").replace(",", ""), content)
        done = run("run", "--timeout", "20", path)
        tap.ok(done.status == 2 and why in done.err and str(path) in done.err and
               done.err.startswith("axvcpu run: ") and done.err.count("\n") == 1,
               f"refused: {name}", f"{done.status}: {done.err}")


def check_files(tap):
    loop, fifo = WORK / "loop", WORK / "fifo"
    loop.symlink_to(loop)
    os.mkfifo(fifo)
    for path, why in [(WORK, "is a directory"), (WORK / "none", "No such file or directory"),
                      (loop, "symbolic links"), (fifo, "is not a regular file"),
                      ("/dev/zero", "is not a regular file")]:
        done = run("run", path)
        tap.ok(done.status == 2 and f"{path}: " in done.err and why in done.err,
               f"refused: {why}", f"{done.status}: {done.err}")
    done = run("run", "--load", "0x80000000", write("good", image()))
    tap.ok(done.status == 2 and "--load is for flat images" in done.err, "refused: --load for ELF",
           done.err)


def run_shortly(path):
    return run("run", "--max-exits", "10", "--max-instructions", "1000", "--timeout", "20", path)


def check_cuts(tap):
    """A file that ends anywhere: refused, or a flat image that gets nowhere; never worse."""
    content, statuses = image(), set()
    for length in [*range(1, 130, 3), 0xfff, 0x1000, 0x1004]:
        statuses.add(run_shortly(write("cut", content[:length])).status)
    tap.ok(statuses <= {2, 5, 6}, "cut off anywhere, an image does no harm", statuses)


def check_random(tap):
    """Headers with some bytes changed: whatever comes of it, the command says it and ends."""
    chance, statuses = random.Random(20240411), set()
    for _ in range(200):
        content = changed(chance, image([segment(), segment(RAM + 0x2000)]),
                          HEADER + 2 * ENTRY_SIZE)
        statuses.add(run_shortly(write("random", content)).status)
    tap.ok(statuses <= {0, 2, 5, 6}, "changed anywhere, an image does no harm", statuses)


def main():
    tap = Tap()
    check_good(tap)
    check_bad(tap)
    check_files(tap)
    check_cuts(tap)
    check_random(tap)
    tap.done()


main()
