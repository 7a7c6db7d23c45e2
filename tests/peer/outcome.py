# SPDX-License-Identifier: MIT
"""What the driver puts out of one sequence when it is verbose."""

import struct

import layout

CSRS = ("sstatus", "sie", "sip", "stvec mode", "scounteren", "senvcfg", "sscratch", "satp")
FINAL = ([f"x{number}" for number in range(1, 32)] + list(CSRS)
         + [f"leaf entry {index}" for index in range(layout.LEAF_ENTRIES)]
         + [f"middle entry {index + 1}" for index in range(layout.MIDDLE_ENTRIES)])
FLOATS = ["fcsr"] + [f"f{number}" for number in range(32)]
TRAP = ("scause", "sepc", "stval", "sstatus")


class Outcome:
    """Traps, each a tuple; what there was at the end, by name; and what memory holds
    that the sequence has changed, by address. `whole' says that the end was reached."""

    def __init__(self):
        self.traps, self.final, self.memory, self.whole = [], {}, {}, False

    def read(self, words, at):
        """From the words that begin there; answers where those of the next begin."""
        while words[at:at + 1] == [layout.TAG_TRAP]:
            self.traps.append(tuple(words[at + 1:at + 5]))
            at += 5
        if words[at:at + 1] == [layout.TAG_FINAL]:
            self.final = dict(zip(FINAL, words[at + 1:at + 1 + len(FINAL)]))
            at += 1 + len(FINAL)
        if words[at:at + 1] == [layout.TAG_FLOAT]:
            self.final |= zip(FLOATS, words[at + 1:at + 1 + len(FLOATS)])
            at += 1 + len(FLOATS)
        at += 1  # TAG_MEMORY
        while at + 2 < len(words) and words[at] != layout.TAG_END:
            self.memory[words[at]], self.memory[words[at] + 8] = words[at + 1:at + 3]
            at += 3
        self.whole = words[at:at + 1] == [layout.TAG_END]
        return at + 2  # it, and the digest

    def __eq__(self, other):
        return vars(self) == vars(other)

    def differences(self, other):
        """Lines that say what is here, and what there."""
        lines = []
        for index in range(max(len(self.traps), len(other.traps))):
            here, there = (one.traps[index] if index < len(one.traps) else None
                           for one in (self, other))
            if here != there:
                lines.append(f"trap {index}: {_trap(here)}; peer: {_trap(there)}")
        for what in ("final", "memory"):
            ours, theirs = getattr(self, what), getattr(other, what)
            for name in [*ours, *(name for name in theirs if name not in ours)]:
                if ours.get(name) != theirs.get(name):
                    label = name if what == "final" else f"memory {name:#x}"
                    lines.append(f"{label}: {_hex(ours.get(name))}; peer: {_hex(theirs.get(name))}")
        if not (self.whole and other.whole):
            lines.append(f"ended: {self.whole}; peer: {other.whole}")
        return lines


def read_all(output):
    """The outcomes of all sequences of a batch."""
    words, found, at = list(struct.unpack_from(f"<{len(output) // 8}Q", output)), [], 0
    while at < len(words):
        found.append(Outcome())
        at = found[-1].read(words, at)
    return found


def _trap(values):
    if values is None:
        return "none"
    return " ".join(f"{name} {value:#x}" for name, value in zip(TRAP, values))


def _hex(value):
    return "nothing" if value is None else hex(value)
