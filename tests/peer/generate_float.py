# SPDX-License-Identifier: MIT
"""Random sequences with floating point among the rest: the F and D extensions.

FS begins as dirty or off: when a state that is clean becomes dirty is the
machine's choice (3.1.6.6).
"""

from encode import LOAD_FP, MULTIPLY_ADDS, OP_FP, STORE_FP, csr, i_type, r_type
from generate import KINDS, Generator
from sequence import FS

# funct5 of OP-FP, and for those that need it the format or kind in rs2 (I 34).
ARITHMETIC = (0x00, 0x01, 0x02, 0x03)
BY_FUNCT3 = ((0x04, 3), (0x05, 2), (0x14, 3))
CONVERSIONS = (0x18, 0x1a)
SINGLES = (0, 0x80000000, 1, 0x807fffff, 0x00800000, 0x3f800000, 0xbf800000, 0x7f7fffff, 0x7f800000,
           0xff800000, 0x7f800001, 0x7fc00000, 0xffc12345, 0x4f000000, 0xcf000000, 0x5f800000,
           0x3f000000, 0x4b000001)
DOUBLES = (0, 1 << 63, 1, 0x000fffffffffffff, 0x0010000000000000, 0x3ff0000000000000,
           0xbff0000000000000, 0x7fefffffffffffff, 0x7ff0000000000000, 0xfff0000000000000,
           0x7ff0000000000001, 0x7ff8000000000000, 0xfff8123456789abc, 0x41e0000000000000,
           0xc1e0000000000000, 0x43f0000000000000, 0x3fe0000000000000, 0x47efffffe0000000,
           0x380fffffc0000000, 0x36a0000000000000)


class FloatGenerator(Generator):
    """Adds its own items, and what the registers hold."""

    def float_value(self):
        kind = self.bits(3)
        if kind < 2:
            return 0xffffffff << 32 | self.choose(SINGLES)
        if kind < 4:
            return self.choose(DOUBLES)
        if kind == 4:
            return 0xffffffff << 32 | self.bits(32)
        if kind == 5:  # numbers near to each other, that cancel and round
            return 0xffffffff << 32 | 0x3f800000 | self.bits(1) << 31 | self.bits(24)
        if kind == 6:
            return 0x3ff0000000000000 | self.bits(1) << 63 | self.bits(53)
        return self.bits(64)

    def make(self, kinds):
        sequence = super().make(kinds)
        sequence.floats = [self.float_value() for _ in range(32)]
        sequence.fcsr = self.bits(8) if self.bits(2) else 0
        if self.bits(3):
            sequence.sstatus |= FS
        return sequence

    def rounding(self):
        return self.bits(3) if not self.bits(3) else self.choose((0, 1, 2, 3, 4, 7, 7, 7))

    def float_op(self):
        return [r_type(OP_FP, self.rounding(), self.choose(ARITHMETIC) << 2 | self.bits(1),
                       self.bits(5), self.bits(5), self.bits(5))]

    def float_root(self):
        return [r_type(OP_FP, self.rounding(), 0x0b << 2 | self.bits(1), self.bits(5), self.bits(5),
                       0)]

    def float_select(self):
        """Signs, minima, comparisons."""
        funct5, kinds = self.choose(BY_FUNCT3)
        rd = self.target() if funct5 == 0x14 else self.bits(5)
        return [r_type(OP_FP, self.bits(2) % kinds, funct5 << 2 | self.bits(1), rd, self.bits(5),
                       self.bits(5))]

    def float_convert(self):
        if not self.bits(2):
            to = self.bits(1)
            return [r_type(OP_FP, self.rounding(), 8 << 2 | to, self.bits(5), self.bits(5), 1 - to)]
        funct5 = self.choose(CONVERSIONS)
        rd = self.target() if funct5 == 0x18 else self.bits(5)
        return [r_type(OP_FP, self.rounding(), funct5 << 2 | self.bits(1), rd, self.bits(5),
                       self.bits(2))]

    def float_move(self):
        funct5 = self.choose((0x1c, 0x1e))
        kind = self.bits(1) if funct5 == 0x1c else 0
        rd = self.target() if funct5 == 0x1c else self.bits(5)
        return [r_type(OP_FP, kind, funct5 << 2 | self.bits(1), rd, self.bits(5), 0)]

    def float_multiply_add(self):
        return [r_type(self.choose(MULTIPLY_ADDS), self.rounding(),
                       self.bits(5) << 2 | self.bits(1), self.bits(5), self.bits(5), self.bits(5))]

    def float_load(self):
        return [i_type(LOAD_FP, 2 + self.bits(1), self.bits(5), self.pointer(), self.immediate())]

    def float_store(self):
        immediate = self.immediate()
        word = r_type(STORE_FP, 2 + self.bits(1), immediate >> 5 & 0x7f, immediate & 31,
                      self.pointer(), self.bits(5))
        return [word]

    def float_raw(self):
        word = self.bits(32) & ~0x7f | self.choose(MULTIPLY_ADDS + (OP_FP, LOAD_FP, STORE_FP))
        return self.tame(word)

    def float_csr(self):
        return [csr(self.choose((1, 2, 3, 5, 6, 7)), self.target(), 1 + self.bits(2) % 3,
                    self.bits(5))]


WEIGHTS = ((60, "float_op"), (16, "float_root"), (30, "float_select"), (40, "float_convert"),
           (16, "float_move"), (40, "float_multiply_add"), (16, "float_load"), (16, "float_store"),
           (10, "float_raw"), (10, "float_csr"))
FLOAT_KINDS = KINDS + [name for weight, name in WEIGHTS for _ in range(weight)]


def make(seed, index):
    """Sequence number `index' of a seed."""
    return FloatGenerator(seed, index).make(FLOAT_KINDS)
