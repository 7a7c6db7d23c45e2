# SPDX-License-Identifier: MIT
"""The decoder of x86 instructions: opcode maps and forms, in the words of arch/x86_64."""
from types import SimpleNamespace

from ..model import x86_instructions as model

ANY_DIGIT, ANY_PREFIX, ANY_MODE = 0xff, 0xf, 0x3


def _c(kind, value):
    return f"AXVCPU_X86_64_{kind}_{value}".upper()


def _cell(cell):
    if cell == model.NO_CELL:
        return "0x00"
    follows = list(model.FOLLOWS).index(cell[0])
    return f"0x{follows << 4 | list(model.IMMEDIATES).index(cell[1]):02x}"


def _bit(options, value, every):
    return every if value is None else 1 << options.index(value)


def _key(form, opcode):
    return model.MAPS.index(form.map) << 8 | opcode


def _members(form):
    """Members of a form in C, but for those that are zero."""
    yield "first", f"0x{_key(form, form.opcode[0]):03x}"
    yield "last", f"0x{_key(form, form.opcode[1]):03x}"
    yield "digits", f"0x{ANY_DIGIT if form.digit is None else 1 << form.digit:02x}"
    yield "prefixes", f"0x{_bit(model.PREFIXES, form.prefix, ANY_PREFIX):x}"
    yield "modes", f"0x{_bit(model.MODES, form.mode, ANY_MODE):x}"
    yield "does", _c("DOES", form.does)
    yield "memory", _c("WIDTH", form.memory)
    yield "destination", _c("WIDTH", form.register or form.memory)
    yield "operand", _c("OPERAND", form.operand or "none")
    for key in ("operation", "flags"):
        if getattr(form, key):
            yield key, f"AXVCPU_{key}_{getattr(form, key)}".upper()
    if form.steps:
        yield "steps", _c("STEPS", form.steps)
    for key in ("signed", "carry", "upper", "lock"):
        if getattr(form, key):
            yield {"signed": "sign_extended", "upper": "zeroes_upper"}.get(key, key), "true"


def _form(form):
    return SimpleNamespace(members=list(_members(form)), doc=str(form.doc), where=form.pos.cite)


def tables(instructions):
    """Forms are in the order of their opcodes, which the decoder searches by."""
    ordered = sorted(instructions.forms, key=lambda form: _key(form, form.opcode[0]))
    return {"maps": [[_cell(cell) for cell in instructions.cells[name]] for name in model.WHOLE],
            "every": [_cell(instructions.cells[name][0]) for name in model.MAPS],
            "forms": [_form(form) for form in ordered]}


def enums():
    """What the table names by number: kind, doc, names in order."""
    return {"enums": [
        SimpleNamespace(kind=kind.lower(), doc=doc, values=[_c(kind, name) for name in names])
        for kind, doc, names in (
            ("MAP", "Opcode maps.", model.MAPS),
            ("FOLLOWS", "What follows an opcode.", model.FOLLOWS.values()),
            ("IMMEDIATE", "The immediate behind that.", model.IMMEDIATES.values()),
            ("WIDTH", "How wide an operand is.", model.WIDTHS),
            ("DOES", "What becomes of memory and operand.", model.DOES),
            ("OPERAND", "The other side of an access.", ("none", *model.OPERANDS)),
            ("STEPS", "Which addresses of a string instruction go on.", ("none", *model.STEPS)))]}


def document(instructions):
    return {"doc": str(instructions.doc), "manual": str(instructions.manual),
            "section": str(instructions.section),
            "forms": [_described(form) for form in instructions.forms]}


def _described(form):
    opcodes = "..".join(f"{code:02x}" for code in dict.fromkeys(form.opcode))
    return SimpleNamespace(
        map=str(form.map), opcode=opcodes, digit="" if form.digit is None else f"/{form.digit}",
        prefix=form.prefix or "", does=str(form.does), memory=str(form.memory),
        operand=form.operand or "", operation=form.operation or "", doc=str(form.doc))
