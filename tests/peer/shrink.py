# SPDX-License-Identifier: MIT
"""From a sequence on which the machines differ to a small one, and what it shows."""

import copy
import os
import subprocess

import batch
import machines
from outcome import Outcome, read_all
from sequence import CALL


def outcomes(both, sequence, exact=False):
    """What each machine makes of it."""
    return tuple((read_all(output) or [Outcome()])[0] for output in
                 both.run([batch.pack(sequence)], verbose=True, exact=exact))


def differs(both, sequence):
    ours, theirs = outcomes(both, sequence)
    return ours != theirs


def _without(sequence, first, count):
    smaller = copy.deepcopy(sequence)
    del smaller.items[first:first + count]
    return smaller


def _fewer_items(both, sequence):
    """Leave out halves, quarters, ... single items, as long as the difference stays."""
    count = len(sequence.items)
    while count:
        first = 0
        while first < len(sequence.items):
            smaller = _without(sequence, first, count)
            if differs(both, smaller):
                sequence = smaller
            else:
                first += count
        count //= 2
    return sequence


def _plainer(sequence):
    """The same with one thing less to look at, in turn."""
    for name in ("sie", "sip", "stvec_mode", "scounteren", "sscratch", "fcsr", "offset"):
        if getattr(sequence, name):
            plainer = copy.deepcopy(sequence)
            setattr(plainer, name, 0)
            yield plainer
    for name in ("registers", "floats", "leaf", "middle"):
        for index, value in enumerate(getattr(sequence, name)):
            if value and (name, index) != ("registers", CALL):
                plainer = copy.deepcopy(sequence)
                getattr(plainer, name)[index] = 0
                yield plainer


def _plain(both, sequence):
    tried = 0
    candidates = list(_plainer(sequence))
    while tried < len(candidates):
        if differs(both, candidates[tried]):
            sequence = candidates[tried]
            candidates = list(_plainer(sequence))
        else:
            tried += 1
    return sequence


def shrink(both, sequence):
    """A smaller sequence on which the machines still differ."""
    return _plain(both, _fewer_items(both, sequence))


def disassemble(sequence):
    """Its code as text, if there is a disassembler beside the assembler."""
    objdump = os.environ["RISCV64_AS"].removesuffix("as") + "objdump"
    code = machines.WORK / "code.bin"
    code.write_bytes(batch.code_of(sequence))
    try:
        done = subprocess.run([objdump, "-D", "-z", "-b", "binary", "-m", "riscv:rv64",
                               f"--adjust-vma={sequence.pages + sequence.offset:#x}", code],
                              capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return code.read_bytes().hex()
    return done.stdout.partition("<.data>:\n")[2]


def describe(both, sequence):
    """What to know of a sequence on which the machines differ."""
    ours, theirs = outcomes(both, sequence)
    lines = [f"scheme {sequence.scheme}, sstatus {sequence.sstatus:#x}, sie {sequence.sie:#x}, "
             f"sip {sequence.sip:#x}, stvec mode {sequence.stvec_mode}, "
             f"scounteren {sequence.scounteren:#x}, fcsr {sequence.fcsr:#x}"]
    for name in ("registers", "floats", "leaf", "middle"):
        lines += [f"{name} {index + (name == 'middle')}: {value:#x}"
                  for index, value in enumerate(getattr(sequence, name)) if value]
    return "\n".join([*lines, disassemble(sequence), *ours.differences(theirs)])
