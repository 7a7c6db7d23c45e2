# SPDX-License-Identifier: MIT
"""Mutants of x86 instructions: cells of the opcode maps, and the forms."""
from axvcpu_gen.model import x86_instructions as model

import changes
from vocabulary import items, word

NUMBERS = ("opcode", "digit")
# Keys with a value of a list; a form may be without the last ones, too.
CHOICES = {"map": model.MAPS[:4], "does": model.DOES, "memory": model.WIDTHS,
           "operand": model.OPERANDS, "register": model.WIDTHS, "prefix": model.PREFIXES,
           "steps": model.STEPS, "mode": model.MODES}
ENUMS = {"operation": "operation", "flags": "flags"}
OPTIONAL = ("digit", "prefix", "register", "signed", "operation", "flags", "carry", "upper",
            "steps", "lock", "mode")
REGISTERS = ("reg", "accumulator", "xmm", "xmm_high")
# What follows an opcode, by what could be taken for it; likewise immediates.
FOLLOWS = {"n": "m", "m": "n", "M": "m", "a": "m", "r": "m", "s": "n"}
IMMEDIATES = {".": "b", "b": ".", "w": "b", "e": "w", "d": "b", "z": "b", "v": "z", "o": "d",
              "p": "z", "j": "z", "B": ".", "Z": ".", "x": "."}


def of(spec, vocabulary):
    for entry in items(spec.root, "maps"):
        yield from _map(spec, entry, f"maps.{word(entry, 'map')}")
    for form in items(spec.root, "forms"):
        yield from _form(spec, form, vocabulary)


def _map(spec, entry, place):
    """Each cell another one."""
    for number, row in enumerate(items(entry, "rows")):
        cells = row.text.split()
        for across, cell in enumerate(cells):
            for new in _cells(cell):
                changed = [*cells[:across], new, *cells[across + 1:]]
                yield (row, f"{place}.{16 * number + across:02x}", f"{cell} -> {new}",
                       [spec.replaced(row, " ".join(changed))])


def _cells(cell):
    if cell == model.NO_CELL:
        return
    yield FOLLOWS[cell[0]] + cell[1]
    yield cell[0] + IMMEDIATES[cell[1]]


def _form(spec, form, vocabulary):
    prefix = word(form, "prefix")
    place = "-".join(filter(None, ("forms." + word(form, "map"), word(form, "opcode"),
                                   word(form, "digit"), prefix)))
    yield form, place, "left out", [spec.without_row(form)]
    for key, (name, value) in form.entries.items():
        if key in OPTIONAL:
            yield name, place, f"no {key}", [spec.without_key(name, value)]
        for new in _others(key, value.text, vocabulary):
            if new == "exchange" and word(form, "operand") not in REGISTERS:
                continue    # without a register to exchange with it is an update
            yield value, place, f"{key} {value.text} -> {new}", [spec.replaced(value, new)]


def _others(key, text, vocabulary):
    if key in NUMBERS:
        yield from changes.places_of(text)
    among = CHOICES.get(key) or vocabulary.enums.get(ENUMS.get(key), ())
    other = changes.following(text, among)
    if other:
        yield other
