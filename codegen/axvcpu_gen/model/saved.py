# SPDX-License-Identifier: MIT
"""The format of a saved vCPU: its slots, numbers of 64 bits one behind the other."""
from ..shape import DOC, Shape, identifier, list_of, number, parse_number, text, unique
from ..diagnostics import suggestion

SLOT = Shape("slot", "One number of 64 bits, or several.", {
    "name": (identifier, "Its name."), "doc": DOC,
}, {
    "count": (text, "How many: a number, or one of `payload`, `syndrome`, `present`, `registers`, "
              "which the rest of the specs decides."),
    "most": (number, "The largest value that is accepted."),
})
FILE = Shape("saved file", "saved.yaml: a stopped vCPU in bytes.", {
    "doc": DOC,
    "magic": (number, "The first number."),
    "version": (number, "Of the format."),
    "slots": (list_of(SLOT), "The numbers in order; those of an arch are last."),
})
# Counts that the rest of the spec decides; the last two are those of an arch.
WORDS = ("payload", "syndrome", "present", "registers")
LAST = ["present", "registers"]
LARGEST = 1024


def check(model, report):
    unique(model.slots, "name", "slot", report)
    for entry in (model.magic, model.version, *(slot.most for slot in model.slots)):
        if entry is not None and not 0 <= entry < 1 << 64:
            report.error(entry.pos, f"{entry} has more than 64 bits")
    for slot in model.slots:
        if slot.count is not None and slot.count not in WORDS:
            _count(slot.count, report)
    _last(model, report)


def _count(count, report):
    parsed = parse_number(count)
    if parsed is None:
        report.error(count.pos, f"'{count}' is no count", hint=suggestion(count, WORDS))
    elif not 1 <= parsed[0] <= LARGEST:
        report.error(count.pos, f"a count of {count} is not between 1 and {LARGEST}")


def _last(model, report):
    """What is before them has its place whatever the arch."""
    counts = [str(slot.count) for slot in model.slots]
    if counts[-2:] != LAST:
        report.error(model.pos, "the last two slots have the counts present and registers")
    for slot in model.slots[:-2]:
        if slot.count in LAST:
            report.error(slot.count.pos,
                         f"'{slot.count}' is the count of one of the last two slots")


def registers(arch):
    """The registers that are saved, in order."""
    return [register for register in arch.registers if register.saved != "no"]


def counts(model, spec):
    """How many numbers each slot has before those that an arch decides."""
    known = {"payload": max(sum(field.count for field in exit.fields)
                            for exit in spec.exits.exits),
             "syndrome": max((len(backend.words) for backend in spec.backend if backend.words),
                             default=0)}
    return [_number(slot.count, known) for slot in model.slots[:-2]]


def _number(count, known):
    if count is None:
        return 1
    return known[count] if count in known else parse_number(count)[0]
