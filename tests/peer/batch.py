# SPDX-License-Identifier: MIT
"""Sequences as the driver reads them: one ELF image with the driver and its batch."""

import struct

from encode import EBREAK, aim, length
import layout
from sequence import SATP

TRAPS_MOST = 32
EHDR, PHDR = struct.Struct("<16sHHIQQQIHHHHHH"), struct.Struct("<IIQQQQQQ")
SEQUENCE = struct.Struct("<12Q16Q4Q32Q32QQ")


def place(items):
    """The offset of each item, and of the end."""
    offsets, at = [], 0
    for item in items:
        offsets.append(at)
        at += sum(length(word[0] if isinstance(word, tuple) else word) for word in item)
    return offsets + [at]


def assemble(items):
    """The words of the items, with the jumps aimed."""
    offsets, words, at = place(items), [], 0
    for index, item in enumerate(items):
        for word in item:
            if isinstance(word, tuple):
                word, skipped = word
                to = offsets[min(index + 1 + skipped, len(items))]
                word = aim(word, to - at)
            words.append(word)
            at += length(word)
    return words


def fit(items):
    """As many of the items as there is room for."""
    offsets = place(items)
    while offsets[len(items)] > layout.CODE_MOST - 4:
        items = items[:-1]
    return items


def code_of(sequence):
    return b"".join(word.to_bytes(length(word), "little") for word in assemble(fit(sequence.items)))


def pack(sequence):
    code = code_of(sequence)
    start = sequence.pages + sequence.offset
    whole = code + EBREAK.to_bytes(4, "little")
    return SEQUENCE.pack(
        SATP[sequence.scheme], sequence.sstatus, sequence.sie, sequence.sip,
        sequence.stvec_mode, sequence.scounteren, sequence.sscratch, start, sequence.pages,
        TRAPS_MOST, start + len(code), len(whole), *sequence.leaf, *sequence.middle,
        *sequence.registers, *sequence.floats, sequence.fcsr) + whole.ljust(layout.CODE_MOST, b"\0")


def _segment(image):
    """The one part of the driver that is loaded: its address, size in memory, and bytes."""
    header = EHDR.unpack_from(image)
    for index in range(header[10]):
        at = header[5] + PHDR.size * index
        kind, _, offset, address, _, filed, size, _ = PHDR.unpack_from(image, at)
        if kind == 1:
            return address, size, image[offset:offset + filed]
    raise ValueError("the driver has nothing to load")


def image(driver, packed, verbose=False, exact=False, floats=False):
    """An ELF image of the driver and the packed sequences."""
    address, size, code = _segment(driver)
    data = struct.pack("<4Q", len(packed), verbose, exact, floats) + b"".join(packed)
    first = EHDR.size + 2 * PHDR.size
    ident = b"\x7fELF\x02\x01\x01".ljust(16, b"\0")
    return b"".join((
        EHDR.pack(ident, 2, 243, 1, address, EHDR.size, 0, 1, EHDR.size, PHDR.size, 2, 0, 0, 0),
        PHDR.pack(1, 7, first, address, address, len(code), size, 1),
        PHDR.pack(1, 6, first + len(code), layout.BATCH, layout.BATCH, len(data), len(data), 1),
        code, data))
