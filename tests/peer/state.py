# SPDX-License-Identifier: MIT
"""What a random sequence begins from: CSRs, page tables, registers."""

import layout
from sequence import (A, BARE, CALL, D, G, MXR, POINTERS, R, ROOTS, SPIE, SPP, SUM, SV39, U,
                      UNKNOWN_CALL, V, W, X, pte)


def leaf_of_code(generator, page, user):
    bits = generator.bits
    flags = V | X | (R if bits(2) else 0) | (A if bits(2) else 0) | (U if user else 0)
    if not bits(4):
        flags |= R | W | D
    return pte(page, flags)


def leaf_of_data(generator, user):
    bits = generator.bits
    flags = V | R | W | X
    if not bits(2):
        flags = generator.choose((V | R, V | X, V | R | X, V | W, V | W | X, R | W, V | R | W))
    flags |= bits(2) << 6 | (G if not bits(3) else 0)
    if user ^ (not bits(3)):
        flags = flags & ~X | U
    return flags & ~(0 if bits(2) else X)


def strange_leaf(generator):
    """Reserved bits, memory that is not there, pointers on the last level."""
    bits = generator.bits
    entry = pte(layout.PAGES + 4096 * (2 + bits(2)), leaf_of_data(generator, bits(1)))
    return generator.choose((
        entry | 1 << 54 + bits(3), entry | 1 << 61 + bits(2) % 3, entry | 1 << 40 + bits(2),
        entry | X | A | 1 << 45, entry & ~(R | W | X), bits(54) & ~V,
        entry & ~(R | W | X | U | A | D)))


def strange_middle(generator):
    """Large pages, some of them misaligned; pointers, some with bits that they may not have."""
    bits = generator.bits
    large = pte(layout.PAGES, leaf_of_data(generator, bits(1)))
    pointer = pte(layout.LEAF, V | (bits(8) & (G | 0x300)))
    return generator.choose((large, large, large, large | 1 << 10 + bits(3), pointer, pointer,
                             pointer | 1 << 4 + (0, 2, 3)[bits(2) % 3], pointer | 1 << 54 + bits(3),
                             pointer | 1 << 45 + bits(2), 0))


def add_paging(generator, user):
    sequence, bits = generator.sequence, generator.bits
    for index in range(2):
        sequence.leaf[index] = leaf_of_code(generator, layout.PAGES + 4096 * index, user)
    for index in range(2, 10):
        page = index if index < 6 else 2 + bits(2)
        sequence.leaf[index] = pte(layout.PAGES + 4096 * page, leaf_of_data(generator, user))
    for index in range(10, 15):
        sequence.leaf[index] = strange_leaf(generator)
    sequence.leaf[15] = pte(layout.LEAF, V | R | W | A | D)
    sequence.middle = [strange_middle(generator) for _ in range(4)]


def add(generator):
    """What the sequence of the generator begins from."""
    sequence, bits = generator.sequence, generator.bits
    sequence.scheme = generator.choose((BARE, SV39, *ROOTS))
    sequence.user = user = not bits(2) or not sequence.scheme and bool(bits(1))
    sequence.sstatus = bits(20) & (SPIE | MXR | (0 if user else SUM)) | (0 if user else SPP)
    sequence.sie = generator.choose((0, 2, 0x222, 0x220))
    sequence.sip = 0 if bits(3) else 2
    sequence.stvec_mode = bits(1)
    sequence.scounteren = bits(3)
    sequence.sscratch = bits(64) if sequence.scheme else 0
    sequence.offset = 2 * bits(10) if bits(2) else 4096 - 2 * bits(6)
    if sequence.scheme:
        add_paging(generator, user)
    add_registers(generator)


def add_registers(generator):
    registers = generator.sequence.registers
    for number in range(1, 32):
        registers[number] = generator.value() & (1 << 64) - 1
    for number in POINTERS:
        registers[number] = generator.address()
    registers[CALL] = UNKNOWN_CALL + generator.bits(8)
