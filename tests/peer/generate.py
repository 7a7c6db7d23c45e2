# SPDX-License-Identifier: MIT
"""Random sequences: what a seed and an index stand for.

A sequence is a list of items, each one or a few instructions that belong together,
with everything that they begin from. Its items can be left out one by one, for a
jump names the number of items that it skips.

Nothing here says what an instruction does. It only keeps away from what two
machines may do differently (differences.py), and from what would not end:
- x17 is never written, so that a call of the firmware is always an unknown one;
- jumps go forward, to the beginning of an item, or into memory that holds no code;
- stores go through registers that hold addresses of data, and what holds one of
  code is none of them, for code is changed only where a FENCE.I is behind it;
- no page of the user's is executable where the supervisor may read it;
- no first value is near to the devices;
- CSRs that the driver lives from are written in ways that it survives.
"""

import random

from encode import (AMO, AUIPC, BRANCH, EBREAK, ECALL, FENCE_I, JAL, JALR, LOAD, LUI, MISC_MEM, NOP,
                    OP, OP_32, OP_IMM, OP_IMM_32, OPCODES, SRET, STORE, STORE_FP, SYSTEM, WFI, csr,
                    i_type, is_c_jump, is_c_register_jump, load_constant, r_type, s_type, sfence,
                    u_type)
import layout
from sequence import (CALL, MXR, POINTERS, ROOTS, SATP, SATP_CSR, SCAUSE, SCOUNTEREN, SENVCFG,
                      SEPC, SIE, SIE_CSR, SIP, SPIE, SPP, SSCRATCH, SSTATUS, STATUS, STIMECMP,
                      STVAL, STVEC, SUM, U, V, X, Sequence)
import state

# What is written instead of them, and instead of a7.
INSTEAD = {2: 3, 8: 10, 9: 11, 18: 19, 20: 21, CALL: 16}

COUNTERS = (0xc00, 0xc01, 0xc02)
HPMCOUNTER3 = 0xc03
# Only written with care, or not compared.
DELICATE = {SSTATUS, STVEC, SCOUNTEREN, SENVCFG, SSCRATCH, SEPC, STIMECMP, SATP_CSR, *COUNTERS,
            HPMCOUNTER3}
# Known to the manual, but not to the supervisor of these machines; and some that nobody knows.
ABSENT = (0x000, 0x001, 0x002, 0x003, 0x008, 0x015, 0x017, 0x101, 0x102, 0x103, 0x107, 0x10c, 0x120,
          0x145, 0x150, 0x15c, 0x200, 0x204, 0x205, 0x240, 0x241, 0x244, 0x24d, 0x280, 0x300, 0x301,
          0x304, 0x305, 0x340, 0x341, 0x342, 0x344, 0x3a0, 0x3b0, 0x5a8, 0x600, 0x602, 0x605, 0x643,
          0x64a, 0x680, 0x7a0, 0x7b0, 0x800, 0x9c0, 0xb00, 0xb02, 0xc04, 0xc1f, 0xc20, 0xc80, 0xda0,
          0xdb0, 0xe12, 0xf11, 0xf12, 0xf14, 0xfff)

EDGES = (0, 1, -1, 2, -2, 0x7f, -0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, -0x80000000, 0x80000000,
         0xffffffff, 0x100000000, (1 << 63) - 1, -1 << 63, 0x5555555555555555, 31, 32, 63, 64)
# Not that which is the address of the UART: no device is like the other machine's.
POWERS = [power for power in range(64) if 1 << power != layout.UART]
# funct7 and funct3 of OP and OP-32; the last rows are reserved there.
ALL_OPS = ([(0, n) for n in range(8)] + [(0x20, 0), (0x20, 5)] + [(1, n) for n in range(8)] * 2
           + [(0x20, 2), (4, 4), (0x10, 1), (5, 6)])
AMOS = (0x01, 0x00, 0x04, 0x0c, 0x08, 0x10, 0x14, 0x18, 0x1c)


class Generator:
    """Makes sequence number `index' of `seed'."""

    def __init__(self, seed, index):
        self.random = random.Random(seed << 32 | index)
        self.bits = self.random.getrandbits
        self.sequence = Sequence()

    def make(self, kinds):
        """Of items of these kinds, by name."""
        state.add(self)
        for _ in range(3 + self.bits(4)):
            self.sequence.items.append(getattr(self, kinds[self.bits(20) % len(kinds)])())
        return self.sequence

    # Operands

    def choose(self, of):
        return of[self.bits(16) % len(of)]

    def target(self):
        """A register to write."""
        register = self.bits(5)
        if register == CALL or register in POINTERS and self.bits(6):
            return INSTEAD[register]
        return register

    def temporary(self):
        return self.choose((5, 6, 7, 28, 29, 30, 31))

    def pointer(self):
        return self.choose(POINTERS)

    def immediate(self):
        kind = self.bits(2)
        if kind == 0:
            return self.bits(12)
        if kind == 1:
            return self.bits(3) - 4
        return self.bits(6) * 8 - 256

    def value(self):
        """A register's first value."""
        kind = self.bits(3)
        if kind < 2:
            return self.choose(EDGES)
        if kind == 2:
            return self.address()
        if kind == 3:
            return (1 << self.choose(POWERS)) - self.bits(1)
        if kind == 4:
            return self.bits(32) - (1 << 31)
        return self.bits(64)

    def address(self):
        """Of data: often a page's first or last bytes, mostly aligned. The window's last
        page is the table's, which needs a fence behind each store."""
        sequence, near = self.sequence, self.bits(2)
        page = 2 + self.bits(2)
        if sequence.scheme and not self.bits(2):
            page = 2 + self.bits(4) % 13
        offset = (self.bits(12), 4096 - self.bits(5), self.bits(6), self.bits(9) * 8)[near]
        if self.bits(2):
            offset &= ~7
        if sequence.scheme and not self.bits(4):
            return layout.WINDOW + layout.LARGE * (1 + self.bits(2)) + page * 4096 + offset
        return sequence.pages + page * 4096 + offset

    # Items, by what they hold

    def op(self):
        funct7, funct3 = self.choose(ALL_OPS)
        return [r_type(OP if self.bits(1) else OP_32, funct3, funct7, self.target(), self.bits(5),
                       self.bits(5))]

    def op_imm(self):
        opcode = OP_IMM if self.bits(1) else OP_IMM_32
        return [i_type(opcode, self.bits(3), self.target(), self.bits(5), self.immediate())]

    def shift(self):
        upper = self.choose((0, 0x400, 0, 0x400, 0x420, 0x200))
        return [i_type(OP_IMM if self.bits(1) else OP_IMM_32, self.choose((1, 5)), self.target(),
                       self.bits(5), upper | self.bits(6))]

    def upper(self):
        rd = self.target()
        return [u_type(LUI if self.bits(1) else AUIPC, INSTEAD.get(rd, rd), self.bits(20))]

    def load(self):
        return [i_type(LOAD, self.bits(3), self.target(), self.pointer(), self.immediate())]

    def store(self):
        funct3 = self.bits(3) if not self.bits(4) else self.bits(2)
        return [s_type(funct3, self.pointer(), self.bits(5), self.immediate())]

    def lose(self):
        """A load from anywhere."""
        return [i_type(LOAD, self.bits(3), self.target(), self.bits(5), self.immediate())]

    def aligned(self, to):
        """Put an address that is mostly aligned into a register."""
        base = self.pointer()
        if self.bits(2):
            return [i_type(OP_IMM, 7, to, base, -8), i_type(OP_IMM, 0, to, to, self.bits(4) * 8)]
        return [i_type(OP_IMM, 0, to, base, self.bits(4) * 4)]

    def amo(self):
        at, order = self.temporary(), self.bits(2)
        funct5 = self.choose(AMOS) if self.bits(3) else 2
        return self.aligned(at) + [r_type(AMO, 2 + self.bits(1), funct5 << 2 | order, self.target(),
                                          at, self.bits(5) if funct5 != 2 else 0)]

    def reservation(self):
        """LR and SC. A load that trapped has written nothing: then there is no SC, for
        whether one without a reservation faults is the machine's choice. So it is tried
        only without paging, where it cannot fault."""
        at, loaded, wide, bare = 6, 7, self.bits(1), not self.sequence.scheme
        words = [i_type(OP_IMM, 7, at, self.pointer(), -8), i_type(OP_IMM, 0, loaded, at, 0),
                 r_type(AMO, 2 + wide, 2 << 2 | self.bits(2), loaded, at, 0),
                 (i_type(BRANCH, 0, 0, loaded, 0) | at << 20, 0)]
        if bare and self.bits(1):
            words.append(self.choose((EBREAK, s_type(self.bits(2), at, self.bits(5), 0))))
        conditional = r_type(AMO, 2 + wide, 3 << 2 | self.bits(2), 28, at, self.bits(5))
        return words + [conditional] * (1 + (bare and self.bits(1)))

    def branch(self):
        word = r_type(BRANCH, self.choose((0, 1, 4, 5, 6, 7)), 0, 0, self.bits(5), self.bits(5))
        return [(word, self.bits(2))]

    def jump(self):
        rd, through = self.temporary(), self.temporary()
        if self.bits(1):
            return [(rd << 7 | JAL, self.bits(2))]
        return [u_type(AUIPC, through, 0), (i_type(JALR, 0, rd, through, 0), self.bits(2))]

    def wild_jump(self):
        return [i_type(JALR, 0, self.temporary(), self.choose(POINTERS + (0,)), self.immediate())]

    def loop(self):
        """A few turns of a little work."""
        count = self.temporary()
        body = [word for word in self.op() + self.op_imm() if word >> 7 & 31 != count]
        back = -4 * (len(body) + 1)
        branch = (r_type(BRANCH, 1, 0, 0, count, 0) | (back >> 12 & 1) << 31
                  | (back >> 5 & 63) << 25 | (back >> 1 & 15) << 8 | (back >> 11 & 1) << 7)
        return [i_type(OP_IMM, 0, count, 0, 1 + self.bits(3)), *body,
                i_type(OP_IMM, 0, count, count, -1), branch]

    def short(self):
        """16 bits."""
        word = self.bits(16)
        while word & 3 == 3:
            word = self.bits(16)
        return self.tame_short(word)

    def tame_short(self, word):
        if is_c_jump(word):
            return [(word, self.bits(2))]
        if is_c_register_jump(word) and word >> 7 & 31 not in POINTERS:
            word = word & ~0xf80 | self.pointer() << 7
        if word & 3 and word >> 7 & 31 == CALL:
            word ^= 1 << 7
        if word & 0xe003 == 0x8002 and word >> 7 & 31 in POINTERS and word & 0x7c:
            word = word & ~0xf80 | INSTEAD[word >> 7 & 31] << 7
        if word & 0xc003 == 0xc000 or word & 0xe003 == 0xa000:
            word = word & ~0x380 | self.bits(1) << 7
        return [word]

    def raw(self):
        """32 bits, mostly of a known major opcode."""
        word = self.bits(32) | 3
        if self.bits(3):
            word = word & ~0x7f | self.choose(OPCODES)
        return self.tame(word)

    def tame(self, word):
        opcode = word & 0x7f
        if opcode in (BRANCH, JAL):
            if opcode == JAL:
                word = word & ~0xf80 | self.temporary() << 7
            return [(word, self.bits(2))]
        if word >> 7 & 31 == CALL:
            word ^= 1 << 7
        if opcode == JALR:
            word = word & ~0xf8f80 | self.pointer() << 15 | self.temporary() << 7
        if opcode == AMO and word >> 27 == 3:
            word ^= 1 << 27
        if opcode in (STORE, STORE_FP, AMO):
            word = word & ~0xf8000 | self.pointer() << 15
        if opcode == SYSTEM:
            return self.tame_system(word)
        return [word]

    def tame_system(self, word):
        if word >> 12 & 3 and word >> 20 in DELICATE:
            word = word & 0xfffff | self.choose(ABSENT) << 20
        return [word if word != WFI else ECALL]

    # CSRs

    def plain_csr(self):
        number = self.choose((SIE_CSR, SCAUSE, STVAL, SIP, SSCRATCH, SCAUSE, STVAL))
        if number == SSCRATCH and not self.sequence.scheme:
            number = STVAL
        return [csr(self.choose((1, 2, 3, 5, 6, 7)), self.target(), number, self.bits(5))]

    def read_csr(self):
        """Setting bits of x0 only reads, even what cannot be written."""
        number = self.choose((SSTATUS, SIE_CSR, SCOUNTEREN, SENVCFG, SEPC, SCAUSE, STVAL, SIP))
        rd = self.temporary() if number == SEPC else self.target()
        return [csr(self.choose((2, 3, 6, 7)), rd, number, 0)]

    def absent_csr(self):
        number = self.bits(12)
        if self.bits(1) or number in DELICATE:
            number = self.choose(ABSENT)
        return [csr(self.choose((1, 2, 3, 5, 6, 7)), self.target(), number, self.bits(5))]

    def sstatus(self):
        value = self.choose((SIE, SPIE, SPP, SUM, MXR, SUM | MXR, SIE | SPP, STATUS, 0))
        holds = self.temporary()
        if self.sequence.user:
            value &= ~SUM
        return load_constant(holds, value) + [csr(self.choose((1, 2, 3, 2, 3)), self.target(),
                                                  SSTATUS, holds)]

    def small_csr(self):
        """By an immediate of few bits."""
        number, most = self.choose(((SCOUNTEREN, 7), (SENVCFG, 1), (STVEC, 1), (SEPC, 30)))
        kind = self.choose((6, 7)) if number == STVEC else self.choose((5, 6, 7))
        rd = self.temporary() if number in (STVEC, SEPC) else self.target()
        words = [csr(kind, rd, number, self.bits(5) & most)]
        # Where the driver is differs by the way that it was built.
        return words + [i_type(OP_IMM, 7, rd, rd, 3)] if number == STVEC else words

    def sepc(self):
        holds = self.temporary()
        return [i_type(OP_IMM, 7, holds, self.bits(5), -2),
                csr(self.choose((1, 2)), self.temporary(), SEPC, holds)]

    def satp(self):
        """A mode that there is not, which changes nothing; or another root of the same
        tables, or another address space."""
        holds = 6
        mode = self.choose((1, 2, 4, 7, 11, 14, 15))
        words = [i_type(OP_IMM, 0, holds, 0, mode), i_type(OP_IMM, 1, holds, holds, 60),
                 i_type(OP_IMM, 6, holds, holds, self.bits(10))]
        if self.sequence.scheme and self.bits(1):
            scheme = self.choose(ROOTS)
            upper = scheme << 16 | (self.bits(16) if self.bits(1) else 0)
            words = [*load_constant(holds, SATP[scheme] & 0xfffff), *load_constant(5, upper),
                     i_type(OP_IMM, 1, 5, 5, 44), r_type(OP, 6, 0, holds, holds, 5)]
        return words + [csr(1, self.target(), SATP_CSR, holds), sfence(0, 0)]

    def counter(self):
        """What it reads is not compared; whether it may be read is."""
        rd = self.temporary()
        return [csr(2, rd, self.choose(COUNTERS), 0), i_type(OP_IMM, 7, rd, rd, 0)]

    # The rest of the system

    def system(self):
        return [self.choose((ECALL, EBREAK, ECALL, 0x30200073, 0x00200073, 0x7b200073, 0x9002,
                             0x22000073 | self.bits(10) << 15, 0x62000073 | self.bits(10) << 15,
                             r_type(SYSTEM, 4, 0x30 + self.bits(3), self.temporary(),
                                    self.pointer(), self.bits(2))))]

    def sfence(self):
        return [sfence(self.choose((0, self.pointer())), self.choose((0, self.bits(5))))]

    def fence(self):
        if self.bits(1):
            return [FENCE_I]
        return [i_type(MISC_MEM, self.bits(1), self.target(), self.bits(5), self.bits(12))]

    def sret(self):
        """To the item behind it, in either mode."""
        to, status = 5, 6
        return [*load_constant(status, SPP), csr(2 + self.bits(1), 0, SSTATUS, status),
                u_type(AUIPC, to, 0), (i_type(OP_IMM, 0, to, to, 0), self.bits(1)),
                csr(1, 0, SEPC, to), SRET]

    def any_sret(self):
        """The user's traps; the supervisor's might go back, again and again."""
        return [SRET] if self.sequence.user and self.bits(1) else self.sret()

    def wfi(self):
        """With an interrupt pending that sstatus holds back, it is over at once."""
        return [csr(7, 0, SSTATUS, 2), csr(6, 0, SIP, 2), csr(6, 0, SIE_CSR, 2), WFI,
                csr(7, 0, SIP, 2)]

    def edit(self):
        """Write an entry of the page table, through the window's last page."""
        entry = 2 + self.bits(3)
        flags = self.bits(8) | (V if self.bits(3) else 0)
        pte = ((layout.PAGES >> 12) + 2 + self.bits(2) << 10
               | (flags & ~X if flags & U else flags))
        at, holds = 5, 6
        flush = self.choose((sfence(0, 0), sfence(at, 0)))
        if not self.sequence.scheme:
            return []
        return [*load_constant(at, layout.WINDOW + 15 * 4096 + 8 * entry),
                *load_constant(holds, pte), s_type(3, at, holds, 0),
                *load_constant(at, layout.WINDOW + 4096 * entry), flush, NOP]

    def change_code(self):
        """Write an instruction of this item, and execute it."""
        at, holds = 5, 6
        word = self.op_imm()[0]
        return [*load_constant(holds, word - (word >> 31 << 32)), u_type(AUIPC, at, 0),
                s_type(2, at, holds, 12), FENCE_I, NOP]


WEIGHTS = ((28, "op"), (16, "op_imm"), (8, "shift"), (8, "upper"), (26, "load"), (24, "store"),
           (4, "lose"), (14, "amo"), (6, "reservation"), (10, "branch"), (5, "jump"),
           (2, "wild_jump"), (3, "loop"), (40, "short"), (14, "raw"), (6, "plain_csr"),
           (4, "read_csr"), (5, "absent_csr"), (5, "sstatus"), (4, "small_csr"), (2, "sepc"),
           (2, "satp"), (2, "counter"), (4, "system"), (2, "sfence"), (2, "fence"),
           (4, "any_sret"), (1, "wfi"), (4, "edit"), (2, "change_code"))
KINDS = [name for weight, name in WEIGHTS for _ in range(weight)]


def make(seed, index):
    """Sequence number `index' of a seed."""
    return Generator(seed, index).make(KINDS)
