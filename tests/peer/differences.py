#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Where the machines are known to differ, and that they do so as is said here.

The random sequences keep away from each of these. They do not read time, cycle and
instret, which count different things, and no device but by accident. Sections are of the privileged
manual (20240411), unless marked I, the unprivileged one.
"""

import sys

from encode import (AMO, EBREAK, ECALL, JALR, LOAD, OP, OP_IMM, csr, i_type, load_constant,
                    r_type, s_type, sfence)
from generate import HPMCOUNTER3
import layout
import machines
from sequence import (A, CALL, D, R, SATP, SATP_CSR, SCOUNTEREN, SENVCFG, SEPC, SPP, SSTATUS, SUM,
                      SV39, U, UNKNOWN_CALL, V, W, X, Sequence, pte)
import shrink

sys.path.append(str(layout.HERE.parent / "codegen"))
from tap import Tap  # noqa: E402  pylint: disable=wrong-import-position

DATA = layout.WINDOW + 2 * layout.PAGE
LR, SC = 2 << 2, 3 << 2
S0, S1, A0, A1 = 8, 9, 10, 11


def sequence(*words, leaf=V | R | W | A | D, sstatus=SPP):
    """The words, in S-mode and Sv39, with s0 at a page of data."""
    made = Sequence()
    made.scheme, made.sstatus = SV39, sstatus
    made.leaf[0] = pte(layout.PAGES, V | R | X | A)
    made.leaf[2] = pte(layout.PAGES + 2 * layout.PAGE, leaf)
    made.registers[S0], made.registers[CALL] = DATA, UNKNOWN_CALL
    made.items = [list(words)]
    return made


def read(number):
    return csr(2, A0, number, 0)


def write(number, value):
    return [*load_constant(S1, value), csr(1, 0, number, S1)]


def reserve(width, then, conditional):
    """LR of a width; what comes in between; SC of a width. a0: 0 if it stored."""
    return [r_type(AMO, width, LR, S1, S0, 0), *then, r_type(AMO, conditional, SC, A0, S0, 0)]


def a0(outcome):
    return outcome.final["x10"]


def cause(outcome):
    return outcome.traps[0][0]


def value(outcome):
    return outcome.traps[0][2]


WORD, DOUBLE = 2, 3
STORE_PAGE_FAULT, FETCH_PAGE_FAULT, ILLEGAL, BREAKPOINT = 15, 12, 2, 3

# What differs and why; a sequence that shows it; what to look at; ours; the peer's.
DIFFERENCES = (
    ("stval of a breakpoint is its address or 0, as the machine likes (10.1.9)",
     sequence(EBREAK), value, layout.WINDOW, 0),
    ("bit 0 of sepc is always 0 (10.1.7); the peer keeps what is written",
     sequence(*write(SEPC, 0x1001), read(SEPC)), a0, 0x1000, 0x1001),
    ("Sv57 is not offered: an unsupported mode leaves satp as it is (10.1.11); the peer has it",
     sequence(*load_constant(S1, layout.ROOT_57 >> 12), i_type(OP_IMM, 0, A1, 0, 10),
              i_type(OP_IMM, 1, A1, A1, 60), r_type(OP, 6, 0, S1, S1, A1),
              csr(1, 0, SATP_CSR, S1), sfence(0, 0)),
     lambda outcome: outcome.final["satp"], SATP[SV39], 10 << 60 | layout.ROOT_57 >> 12),
    ("scounteren has only the counters that there are (10.1.5: WARL); the peer keeps 32 bits",
     sequence(*write(SCOUNTEREN, 0x7ff), read(SCOUNTEREN)), a0, 7, 0x7ff),
    ("senvcfg has FIOM alone (10.1.10): there is no Zicbom and Zicboz; the peer keeps theirs",
     sequence(*write(SENVCFG, 0xf1), read(SENVCFG)), a0, 1, 0xf1),
    ("sstatus.VS is 0 without vectors (3.1.6.6); the peer keeps it",
     sequence(*write(SSTATUS, 0x600), read(SSTATUS), i_type(OP_IMM, 7, A0, A0, 0x600)),
     a0, 0, 0x600),
    ("hpmcounter3 counts the exits of the virtual machine; the peer was given no such counter",
     sequence(read(HPMCOUNTER3)), cause, BREAKPOINT, ILLEGAL),
    ("SC without a reservation may fault or not where a store would (I 13.2); the peer's does not",
     sequence(r_type(AMO, WORD, SC, A0, S0, 0), leaf=V | R | A), cause, STORE_PAGE_FAULT,
     BREAKPOINT),
    ("SC of another width than its LR may fail (I 13.2); the peer looks at address and value alone",
     sequence(i_type(OP_IMM, 0, S1, S0, 0), s_type(3, S0, 0, 0),
              *reserve(WORD, [], DOUBLE)), a0, 1, 0),
    ("a call of the firmware may end a reservation (I 13.2): the peer's does, being a trap",
     sequence(*reserve(DOUBLE, [ECALL], DOUBLE)), a0, 0, 1),
    ("the supervisor never executes a user's page (10.3.1); the peer forgets that after SUM let "
     "it load there",
     sequence(i_type(LOAD, 3, A1, S0, 0), i_type(JALR, 0, 1, S0, 0), leaf=V | R | X | U | A,
              sstatus=SPP | SUM), cause, FETCH_PAGE_FAULT, ILLEGAL),
)


def main():
    machines.skip_without_peer()
    tap = Tap()
    both = machines.Machines()
    for name, shown, look, ours, theirs in DIFFERENCES:
        seen = tuple(look(outcome) for outcome in shrink.outcomes(both, shown, exact=True))
        tap.ok(seen == (ours, theirs), name,
               "expected {:#x}, peer {:#x}; got {:#x}, peer {:#x}".format(ours, theirs, *seen))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
