# SPDX-License-Identifier: MIT
"""x86 instructions: what follows each opcode, and the forms that access memory for a device."""
import re

from ..shape import (DOC, Shape, choice, flag, list_of, name, number, parse_number, reads, text,
                     unique)

MAPS = ("one", "0f", "0f38", "0f3a", "xop8", "xop9", "xopa", "other")
# The maps of which each opcode has a cell of its own.
WHOLE = MAPS[:2]
# What follows an opcode, and the immediate behind that, by the letters of a cell.
FOLLOWS = {"n": "nothing", "s": "implicit", "m": "modrm", "M": "modrm_implicit", "a": "address",
           "r": "registers"}
IMMEDIATES = {".": "none", "b": "byte", "w": "word", "e": "enter", "d": "doubleword", "z": "z",
              "v": "v", "o": "offset", "p": "pointer", "j": "jump", "B": "group_byte",
              "Z": "group_z", "x": "extract"}
NO_CELL = "--"
WIDTHS = ("b", "w", "d", "q", "dq", "v", "y", "z")
DOES = ("load", "store", "update", "exchange", "combine", "compare", "load_if", "store_if", "copy")
OPERANDS = ("reg", "accumulator", "immediate", "one", "zero", "ones", "bit", "bit_immediate",
            "xmm", "xmm_high")
# In the order of their bits in a form.
PREFIXES = ("none", "0x66", "0xf3", "0xf2")
MODES = ("legacy", "long")
STEPS = ("source", "destination", "both")
# What a form cannot do without, by what it does or takes.
WITH_OPERATION = ("update", "exchange", "combine", "compare")
WITHOUT_OPERAND = ("store_if", "copy")
FROM_MODRM = ("reg", "bit", "bit_immediate", "xmm", "xmm_high")
FROM_IMMEDIATE = ("immediate", "bit_immediate")
WITH_GROUP_IMMEDIATE = (0, 1)


@reads("number | range")
def opcodes(node, report):
    """(first, last) of 0x88 or 0x40..0x4f."""
    word = text(node, report)
    if word is None:
        return None
    parsed = [parse_number(part) for part in word.split("..")]
    if None in parsed or len(parsed) > 2 or not 0 <= parsed[0][0] <= parsed[-1][0] < 256:
        report.error(word.pos, f"'{word}' is no opcode and no range of them",
                     hint="write 0x88 or 0x40..0x4f")
        return None
    return parsed[0][0], parsed[-1][0]


MAP = Shape("opcode map", "What follows each opcode of a map.", {
    "map": (choice(*MAPS), "Its name, by its escape bytes; `other`, all that have none here."),
    "section": (text, "Where the manual has it."),
    "rows": (list_of(text), "Sixteen rows of sixteen cells; or one cell, that of all."),
})
FORM = Shape("form", "An instruction that accesses memory.", {
    "map": (choice(*MAPS[:4]), "Its opcode map."),
    "opcode": (opcodes, "Its opcode, or a range of them."),
    "does": (choice(*DOES), "What becomes of memory and operand."),
    "memory": (choice(*WIDTHS), "How wide the access is, in the letters of the manual."),
    "doc": DOC,
}, {
    "digit": (number, "ModRM.reg, where that is a part of the opcode."),
    "prefix": (choice(*PREFIXES), "The mandatory prefix; without it, 66 is the operand size."),
    "operand": (choice(*OPERANDS), "The other side."),
    "register": (choice(*WIDTHS), "How wide a register is filled, if not as memory is."),
    "signed": (flag, "The value is sign-extended."),
    "operation": (name, "Of the exit."),
    "flags": (name, "Of the exit."),
    "carry": (flag, "The carry is an operand, too."),
    "upper": (choice("zero"), "Bits 127 to 64 of the vector register become zero."),
    "steps": (choice(*STEPS), "A string instruction: which of its addresses go on."),
    "lock": (flag, "LOCK may be in front."),
    "mode": (choice(*MODES), "Only in 64-bit mode, or only outside."),
})
FILE = Shape("instruction file", "x86_instructions.yaml: what the decoder of x86 instructions is "
             "made of.", {
                 "doc": DOC,
                 "manual": (text, "Title and edition of the manual."),
                 "section": (text, "Of the manual."),
                 "maps": (list_of(MAP), "The opcode maps."),
                 "forms": (list_of(FORM), "The instructions."),
             })
CELL = re.compile(rf"[{''.join(FOLLOWS)}][{re.escape(''.join(IMMEDIATES))}]\Z")


def check(model, exits, report):
    unique(model.maps, "map", "map", report)
    model.cells = {}
    for entry in model.maps:
        model.cells[str(entry.map)] = _cells(entry, report)
    missing = [entry for entry in MAPS if entry not in model.cells]
    if missing:
        report.error(model.pos, f"there is no map {', '.join(missing)}")
    if not report.errors:
        _forms(model, exits, report)


def _cells(entry, report):
    cells = [cell for row in entry.rows for cell in row.split()]
    for row in entry.rows:
        for match in re.finditer(r"\S+", row):
            if match.group() != NO_CELL and not CELL.match(match.group()):
                report.error(row.node.inside(match.start()), f"'{match.group()}' is no cell")
    if len(cells) != (256 if entry.map in WHOLE else 1):
        report.error(entry.map.pos, f"map '{entry.map}' has {len(cells)} cells",
                     hint="one and 0f have 256, the others one")
    return cells


def _forms(model, exits, report):
    enums = {str(enum.name): [str(value.name) for value in enum.values] for enum in exits.enums}
    for form in model.forms:
        _values(form, enums, report)
        _complete(form, report)
        _agrees(form, model.cells[form.map], report)
    for index, form in enumerate(model.forms):
        for other in model.forms[:index]:
            _apart(form, other, report)


def _apart(form, other, report):
    """Of no bytes there are two forms, and the decoder looks opcodes up as they are given."""
    note = other.doc.pos, "the other one is here"
    if not _meet(form, other):
        return
    if form.opcode != other.opcode:
        report.error(form.doc.pos, f"'{form.doc}' and '{other.doc}' share some opcodes, not all",
                     note=note)
    elif _overlap(form, other):
        report.error(form.doc.pos, f"'{form.doc}' and '{other.doc}' are the same bytes", note=note)


def _values(form, enums, report):
    for key in ("operation", "flags"):
        value = getattr(form, key)
        if value is not None and value not in enums.get(key, ()):
            report.unknown(value, key, enums.get(key, ()))


def _complete(form, report):
    needs = (("operation", form.does in WITH_OPERATION),
             ("operand", form.does not in WITHOUT_OPERAND))
    for key, needed in needs:
        if needed != (getattr(form, key) is not None):
            report.error(form.does.pos, f"a form that does '{form.does}' "
                         + (f"lacks '{key}'" if needed else f"has no '{key}'"))
    if form.digit is not None and not 0 <= form.digit <= 7:
        report.error(form.digit.pos, f"digit {form.digit} is not between 0 and 7")


def _agrees(form, cells, report):
    """What a form takes is there behind its opcodes."""
    first, last = form.opcode
    for cell in {cells[code if len(cells) > 1 else 0] for code in range(first, last + 1)}:
        modrm, immediate = cell[0] in "mM", _immediate(form, cell[1])
        if not modrm and (form.digit is not None or form.operand in FROM_MODRM):
            report.error(form.doc.pos, f"'{form.doc}' takes ModRM, and its cell is '{cell}'")
        if immediate != (form.operand in FROM_IMMEDIATE):
            report.error(form.doc.pos,
                         f"the immediate of '{form.doc}' is not that of its cell '{cell}'")


def _immediate(form, letter):
    """Whether an immediate that could be an operand is behind a form's ModRM."""
    if IMMEDIATES[letter].startswith("group"):
        return form.digit in WITH_GROUP_IMMEDIATE
    return IMMEDIATES[letter] not in ("none", "offset")


def _overlap(one, other):
    """Whether some bytes behind one opcode are both."""
    digits = one.digit is None or other.digit is None or one.digit == other.digit
    prefixes = one.prefix is None or other.prefix is None or one.prefix == other.prefix
    modes = one.mode is None or other.mode is None or one.mode == other.mode
    return digits and prefixes and modes


def _meet(one, other):
    return (one.map == other.map and one.opcode[0] <= other.opcode[1]
            and other.opcode[0] <= one.opcode[1])
