# SPDX-License-Identifier: MIT
"""What a kernel is handed: its place, the device tree, the initial RAM disk."""

import struct
import subprocess

from harness import AXVCPU, WORK, Tap, guest, skip_without_assembler
from images import HEADER, MEMORY, RAM, TEXT_OFFSET, header, loaded

KERNEL_SIZE = 0x3000
# Tokens (Devicetree Specification 0.4, 5.4.1).
BEGIN_NODE, END_NODE, PROPERTY, END = 1, 2, 3, 9


def dump(*options, address=0, size=0):
    """What a kernel finds at an address, or as its device tree."""
    place = RAM + TEXT_OFFSET + HEADER
    elf = guest("dump", place, [f"ADDRESS={address}", f"SIZE={size}", f"PLACE={place}"])
    image = WORK / "dump"
    image.write_bytes(header(size=KERNEL_SIZE) + loaded(elf.read_bytes()))
    done = subprocess.run([AXVCPU, "run", "--kernel", image, *options], capture_output=True,
                          stdin=subprocess.DEVNULL, timeout=60, check=False)
    if done.returncode:
        raise SystemExit(f"Bail out! a kernel that dumps memory: {done.stderr}")
    return done.stdout


def number(value):
    return int.from_bytes(value, "big")


def text_at(data, offset):
    return data[offset:data.index(0, offset)].decode()


def parse(data):
    """A flattened device tree: the path of each node, and its properties."""
    def word(at):
        return number(data[at:at + 4])

    offset, strings, path, nodes = word(8), word(12), [], {}
    while word(offset) != END:
        token = word(offset)
        offset += 4
        if token == BEGIN_NODE:
            path.append(text_at(data, offset))
            offset += len(path[-1]) + 4 & ~3
            node = nodes["/".join(path) or "/"] = {}
        elif token == END_NODE:
            path.pop()
        elif token == PROPERTY:
            value = data[offset + 8:offset + 8 + word(offset)]
            node[text_at(data, strings + word(offset + 4))] = value
            offset += 8 + (len(value) + 3 & ~3)
    return nodes


def check_machine(tap):
    nodes = parse(dump("--memory", "64M"))
    tap.same(nodes["/memory@80000000"],
             {"device_type": b"memory\0", "reg": struct.pack(">QQ", RAM, 64 << 20)},
             "memory is where RAM is")
    serial = nodes["/serial@10000000"]
    tap.same(serial["reg"], struct.pack(">QQ", 0x10000000, 8), "the UART has its eight bytes")
    tap.same(serial["compatible"], b"ns16550a\0", "it is a 16550A")
    tap.same(number(serial["clock-frequency"]), 16 * 115200, "the divisor 1 gives 115200 baud")
    tap.ok("interrupts" not in serial, "its interrupt is not wired", serial)
    tap.same(nodes["/chosen"], {"stdout-path": b"/serial@10000000\0"}, "the console is the UART")


def check_harts(tap):
    nodes = parse(dump("--cpus", "3"))
    tap.same(number(nodes["/cpus"]["timebase-frequency"]), 10000000, "time goes at 10 MHz")
    names = [name for name in nodes if name.startswith("/cpus/") and name.count("/") == 2]
    tap.same(names, [f"/cpus/cpu@{i}" for i in range(3)], "each hart has a node")
    tap.same([number(nodes[name]["reg"]) for name in names], [0, 1, 2], "with its number")
    tap.same({nodes[name]["mmu-type"] for name in names}, {b"riscv,sv48\0"}, "its translation")
    tap.same({nodes[name]["status"] for name in names}, {b"okay\0"}, "and can be started")
    for name in names:
        tap.same(nodes[f"{name}/interrupt-controller"],
                 {"compatible": b"riscv,cpu-intc\0", "interrupt-controller": b"",
                  "#interrupt-cells": b"\0\0\0\1"}, f"{name} takes interrupts")
    counts = [number(nodes[node][f"#{kind}-cells"]) for node in ("/", "/cpus")
              for kind in ("address", "size")]
    tap.same(counts, [2, 2, 1, 0], "addresses and sizes have as many cells as is said")


def check_isa(tap):
    for options, isa in [((), "imac"), (("--isa", "rv64gc"), "imafdc")]:
        hart = parse(dump(*options))["/cpus/cpu@0"]
        listed = hart["riscv,isa-extensions"].decode().split("\0")[:-1]
        letters = "".join(name for name in listed if len(name) == 1)
        others = [name for name in listed if len(name) > 1]
        tap.same((hart["riscv,isa-base"], letters), (b"rv64i\0", isa), f"RV64 with {isa}")
        tap.ok({"zicntr", "zicsr", "zifencei", "sstc"} == set(others), "and what has no letter",
               others)
        tap.same(hart["riscv,isa"].decode(), "_".join([f"rv64{isa}", *others]) + "\0",
                 "the old form says the same")


def check_chosen(tap):
    """With as many harts and as much text as there can be."""
    content = bytes(range(256)) * 33 + b"end"
    initrd, text = WORK / "initrd", "console=ttyS0 ".ljust(1023, "x")
    initrd.write_bytes(content)
    options = ("--initrd", initrd, "--append", text, "--cpus", "64")
    nodes = parse(dump(*options))
    tap.ok("/cpus/cpu@3f" in nodes, "64 harts have nodes")
    chosen = nodes["/chosen"]
    tap.same(chosen["bootargs"], text.encode() + b"\0", "1023 bytes of text are handed on")
    start, end = number(chosen["linux,initrd-start"]), number(chosen["linux,initrd-end"])
    tap.same(end - start, len(content), "the initial RAM disk has the size of its file")
    tap.ok(start % 4096 == 0 and RAM + TEXT_OFFSET + KERNEL_SIZE <= start and end <= RAM + MEMORY,
           "it lies in pages of RAM behind the kernel", hex(start))
    tap.same(dump(*options, address=start, size=len(content)), content, "which hold the file")


def main():
    skip_without_assembler()
    tap = Tap()
    check_machine(tap)
    check_harts(tap)
    check_isa(tap)
    check_chosen(tap)
    tap.done()


main()
