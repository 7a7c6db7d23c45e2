# SPDX-License-Identifier: MIT
"""Registers that a guest names by number: MSRs, CSRs, the system registers of AArch64."""
import re

from ..shape import DOC, Shape, name, parse_number, text, unique

PART = Shape("part of a number", "A part of the number of a system register.", {
    "name": (name, "What the manual calls it."),
    "bits": (text, "Its bits of the number: `21..20`, or one."),
})
REGISTER = Shape("system register", "A register that a guest names by number.", {
    "name": (name, "What the manual calls it, in small letters."),
    "number": (text, "As `addr` of sysreg_read and sysreg_write holds it; of parts, they are "
               "written as assemblers do, in order: `S3_0_C1_C0_0`."),
    "doc": DOC,
})
BITS = re.compile(r"([0-9]+)(?:\.\.([0-9]+))?\Z")
WIDTH = 32  # bits of the payload field that holds a number
# As assemblers write them: S3_0_C1_C0_0.
PARTED = re.compile(r"[A-Z]?[0-9]+(?:_[A-Z]?[0-9]+)+\Z")


def check(model, report):
    """Gives each system register its value."""
    parts = _parts(model.system_register_parts or [], report)
    for register in model.system_registers or []:
        register.value = _value(register.number, parts, report)
    unique(model.system_registers or [], "name", "system register", report)
    _distinct(model.system_registers or [], report)


def _distinct(registers, report):
    """Numbers are compared by value, however they are written."""
    seen = {}
    for register in registers:
        first = seen.setdefault(register.value, register)
        if first is not register and register.value is not None:
            report.error(register.number.pos, f"'{first.name}' has the number {register.number} "
                         "already", note=(first.number.pos, "it is given here"))


def _parts(entries, report):
    """(high, low) of each part; None where its bits are wrong."""
    unique(entries, "name", "part", report)
    taken, parts = 0, []
    for entry in entries:
        bits = _bits(entry.bits, report)
        mask = ((2 << bits[0] - bits[1]) - 1) << bits[1] if bits else 0
        if taken & mask:
            report.error(entry.bits.pos, f"'{entry.name}' shares bits with a part before it")
        taken |= mask
        parts.append(bits)
    return parts


def _bits(word, report):
    match = BITS.match(word)
    high = int(match.group(1)) if match else WIDTH
    low = int(match.group(2) or high) if match else 0
    if low <= high < WIDTH:
        return high, low
    report.error(word.pos, f"'{word}' is no range of the {WIDTH} bits of a number",
                 hint="write high..low, as in 21..20, or one bit")
    return None


def _value(word, parts, report):
    return _parted(word, parts, report) if parts else _plain(word, report)


def _plain(word, report):
    parsed = parse_number(word)
    if parsed and 0 <= parsed[0] < 1 << WIDTH:
        return parsed[0]
    report.error(word.pos, f"'{word}' is no number of {WIDTH} bits")
    return None


def _parted(word, parts, report):
    numbers = [int(digits) for digits in re.findall("[0-9]+", word)] if PARTED.match(word) else []
    if len(numbers) != len(parts):
        report.error(word.pos, f"'{word}' does not have {len(parts)} parts",
                     hint="write them as the assembler does: S3_0_C1_C0_0")
        return None
    return _packed(word, numbers, parts, report)


def _packed(word, numbers, parts, report):
    value = 0
    for number, bits in zip(numbers, parts):
        if bits is None:
            return None
        high, low = bits
        if number >= 2 << high - low:
            report.error(word.pos, f"{number} does not fit in bits {high} to {low}")
            return None
        value |= number << low
    return value
