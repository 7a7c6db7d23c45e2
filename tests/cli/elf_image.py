# SPDX-License-Identifier: MIT
"""ELF images, sound and otherwise."""

import struct

EM_X86_64, EM_RISCV = 62, 243
ET_REL, ET_EXEC, ET_DYN = 1, 2, 3
PT_LOAD, PT_INTERP = 1, 3
HEADER, ENTRY_SIZE = 64, 56
RAM = 0x80000000
# li a7, 8; ecall: the legacy shutdown (SBI 5.9).
OFF = bytes.fromhex("9308800073000000")


def segment(address=RAM, offset=0x1000, filesz=len(OFF), memsz=None, kind=PT_LOAD, vaddr=None):
    return struct.pack("<IIQQQQQQ", kind, 5, offset, address if vaddr is None else vaddr, address,
                       filesz, filesz if memsz is None else memsz, 0x1000)


def image(segments=None, entry=RAM, machine=EM_RISCV, kind=ET_EXEC, width=2, order=1, count=None,
          table=HEADER, entry_size=ENTRY_SIZE):
    """An ELF file: header, program headers, and code at 0x1000."""
    segments = [segment()] if segments is None else segments
    header = b"\x7fELF" + bytes([width, order, 1, 0]) + bytes(8) + struct.pack(
        ("<" if order == 1 else ">") + "HHIQQQIHHHHHH",
        kind, machine, 1, entry, table, 0, 0, HEADER, entry_size,
        len(segments) if count is None else count, 0, 0, 0)
    return (header + b"".join(segments)).ljust(0x1000, b"\0") + OFF
