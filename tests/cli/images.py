# SPDX-License-Identifier: MIT
"""Linux Images for riscv64, as far as a loader looks into one."""

import struct

RAM, MEMORY = 0x80000000, 128 << 20
TEXT_OFFSET = 0x200000
# Of the header (Linux, Documentation/arch/riscv/boot-image-header.rst).
HEADER = 64
# j .+64: over the header, whose first word it is.
JUMP = 0x0400006f
# li a7, 8; ecall: the legacy shutdown (SBI 5.9).
OFF = bytes.fromhex("9308800073000000")


def header(text_offset=TEXT_OFFSET, size=0x3000, flags=0, magic=b"RSC\x05", pe=0):
    return struct.pack("<IIQQQIIQ8s4sI", JUMP, 0, text_offset, size, flags, 2, 0, 0,
                       b"RISCV\0\0\0", magic, pe)


def uefi_header(*sections, count=None, signature=b"PE\0\0"):
    """Of a PE file: sections by their size and their place in the file."""
    count = len(sections) if count is None else count
    return signature + struct.pack("<HHIIIHH", 0x5064, count, 0, 0, 0, 8, 0) + bytes(8) + b"".join(
        struct.pack("<8sIIIIIIHHI", b".text", size, place, size, place, 0, 0, 0, 0, 0)
        for size, place in sections)


def loaded(elf):
    """What an ELF file of one segment loads."""
    table, = struct.unpack_from("<Q", elf, 32)
    count, = struct.unpack_from("<H", elf, 56)
    for entry in range(table, table + 56 * count, 56):
        kind, _, offset, _, _, size = struct.unpack_from("<IIQQQQ", elf, entry)
        if kind == 1:
            return elf[offset:offset + size]
    raise SystemExit("Bail out! a guest without a segment")
