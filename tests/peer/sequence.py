# SPDX-License-Identifier: MIT
"""A sequence, and the numbers of the manual that sequences are made of."""

import layout

BARE, SV39, SV48 = 0, 8, 9
SATP = {BARE: 0, SV39: 8 << 60 | layout.ROOT_39 >> 12, SV48: 9 << 60 | layout.ROOT_48 >> 12}
ROOTS = (SV39, SV48)

# By what it asks the firmware, which has no such extension: in a7, which is never written.
CALL = 17
UNKNOWN_CALL = 0x0a000000
# Registers that hold addresses of data, and are rarely overwritten.
POINTERS = (2, 8, 9, 18, 20)

SIE, SPIE, SPP, SUM, MXR = 1 << 1, 1 << 5, 1 << 8, 1 << 18, 1 << 19
STATUS = SIE | SPIE | SPP | SUM | MXR
FS = 3 << 13
V, R, W, X, U, G, A, D = (1 << bit for bit in range(8))

SSTATUS, SIE_CSR, STVEC, SCOUNTEREN, SENVCFG = 0x100, 0x104, 0x105, 0x106, 0x10a
SSCRATCH, SEPC, SCAUSE, STVAL, SIP, STIMECMP, SATP_CSR = (0x140, 0x141, 0x142, 0x143, 0x144, 0x14d,
                                                          0x180)


class Sequence:
    """What a run begins from, and its items: lists of words, of which one that is
    a pair means the item that many items behind its own."""

    def __init__(self):
        self.scheme = self.sstatus = self.sie = self.sip = 0
        self.user = False       # whether its code is the user's
        self.stvec_mode = self.scounteren = self.sscratch = 0
        self.offset = 0         # of the code in its two pages
        self.leaf, self.middle = [0] * 16, [0] * 4
        self.registers = [0] * 32
        self.floats, self.fcsr = [0] * 32, 0
        self.items = []

    @property
    def pages(self):
        """Where its two pages of code are, and behind them four of data."""
        return layout.WINDOW if self.scheme else layout.PAGES


def pte(page, flags):
    """An entry of a page table."""
    return page >> 12 << 10 | flags
