# SPDX-License-Identifier: MIT
"""Registers of the hardware that a back end uses by itself, their fields, and exceptions."""
import re

from ..shape import DOC, Shape, flag, identifier, list_of, name, number, text, unique
from .table import pairs

REGISTER = Shape("hardware register", "A register of the hardware that the library accesses.", {
    "name": (identifier, "What the manual calls it."),
    "number": (number, "By which instructions name it."),
    "section": (text, "Where the manual describes it."),
    "doc": DOC,
})
FIELD = Shape("hardware field", "A field of such a register; C and assembly have its mask, its "
              "shift and its values. Fields that a back end's decoder names need no row.", {
    "register": (name, "The register's name."),
    "name": (name, "What the manual calls it."),
    "bits": (text, "Its bits: `14..13`, or one, or several ranges, the highest one first."),
    "doc": DOC,
}, {
    "named": (pairs(number), "Names of values: `{off: 0, dirty: 3}`."),
    "section": (text, "Where the manual has it, if not in the register's section."),
})
EXCEPTION = Shape("exception", "An exception of the guest.", {
    "name": (name, "What it is called in C."),
    "number": (number, "That of the manual."),
    "delegated": (flag, "The hardware delivers it to the guest; else it is an exit."),
    "injected": (flag, "Callers may inject it."),
    "doc": DOC,
})
KEYS = {
    "hardware": (list_of(REGISTER), "Registers of the hardware that the library accesses by "
                 "itself."),
    "hardware_fields": (list_of(FIELD), "Their fields."),
    "exceptions": (list_of(EXCEPTION), "The exceptions that a guest meets or causes."),
}
RANGE = re.compile(r"([0-9]+)(?:\.\.([0-9]+))?\Z")
WIDTH = 64
NUMBERS = 1 << 32


def check(model, report):
    registers, fields = model.hardware or [], model.hardware_fields or []
    unique(registers, "name", "hardware register", report)
    unique(registers, "number", "number", report)
    for register in registers:
        _within(register.number, NUMBERS, report)
    names = list(dict.fromkeys(str(register.name) for register in registers))
    for field in fields:
        _field(field, names, report)
    _distinct(fields, report)
    _exceptions(model.exceptions or [], report)
    _loaded(model.registers, names, report)


def _within(value, end, report):
    if not 0 <= value < end:
        report.error(value.pos, f"{value} is not between 0 and {end - 1:#x}")


def _field(field, names, report):
    """Gives the field its ranges."""
    if field.register not in names:
        report.unknown(field.register, "hardware register", names)
    field.ranges = _ranges(field.bits, report)
    seen = {}
    for word, value in field.named or []:
        if name(word.node, report) is None or value is None:
            continue
        if len(field.ranges) != 1 or not 0 <= value < 2 << field.ranges[0][0] - field.ranges[0][1]:
            report.error(value.pos, f"{value} does not fit in '{field.name}'")
        if value in seen:
            report.error(value.pos, f"value {value} is given twice",
                         note=(seen[value].pos, "the first one is here"))
        seen.setdefault(value, value)


def _ranges(word, report):
    """(high, low) of each range, highest first; none after an error."""
    ranges, below = [], WIDTH
    for part in word.split(","):
        match = RANGE.match(part.strip())
        high = int(match.group(1)) if match else WIDTH
        low = int(match.group(2) or high) if match else 0
        if not low <= high < below:
            report.error(word.pos, f"'{word}' is no list of ranges of {WIDTH} bits",
                         hint="write high..low, as in 14..13, or one bit; the highest one first")
            return []
        ranges.append((high, low))
        below = low
    return ranges


def _distinct(fields, report):
    seen = {}
    for field in fields:
        first = seen.setdefault((field.register, field.name), field)
        if first is not field:
            report.error(field.name.pos, f"'{field.register}' has a field '{field.name}' already",
                         note=(first.name.pos, "it is given here"))


def _exceptions(exceptions, report):
    for key in ("name", "number"):
        unique(exceptions, key, f"exception {key}", report)
    for exception in exceptions:
        _within(exception.number, WIDTH, report)


def _loaded(registers, names, report):
    """Registers of the guest that are in the hardware while it is loaded."""
    unique(registers, "hardware", "hardware register", report)
    for register in registers:
        if register.hardware is None:
            continue
        if register.hardware not in names:
            report.unknown(register.hardware, "hardware register", names)
        if register.moved != "load":
            report.error(register.moved.pos, "what is in a hardware register is moved at load")


def join(model, decoders, report):
    """The fields of the arch, then those that its decoders name; several may name one."""
    model.joined = [(field, str(field.register), field.ranges)
                    for field in model.hardware_fields or []]
    own = {(register, str(field.name)): (field, None) for field, register, _ in model.joined}
    names = [str(register.name) for register in model.hardware or []]
    for field, register, ranges in _decoded(decoders, names):
        first, bits = own.setdefault((register, str(field.name)), (field, ranges))
        if first is field:
            model.joined.append((field, register, ranges))
        elif bits != ranges:
            report.error(first.name.pos, f"'{register}.{field.name}' is a decoder's field already",
                         note=(field.name.pos, "it is given here"))


def _decoded(decoders, names):
    """The fields of decoders that are bits of one hardware register."""
    for decoder in decoders:
        for field in decoder.entry.fields or []:
            bits = decoder.scope.fields[str(field.name)].bits
            words = {source.name for source, _, _ in bits}
            if len(words) == 1 and words <= set(names):
                yield field, words.pop(), [(high, low) for _, high, low in bits]


def host(model):
    """The general registers that a function must leave as it found them, with its way back."""
    return [register for register in model.registers
            if register.context and register.number < model.general
            and register.abi != "caller" and register.saved != "no"]
