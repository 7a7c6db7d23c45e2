# SPDX-License-Identifier: MIT
"""The language of the specs, as the readers of their files know it."""
from types import SimpleNamespace

from .. import expr
from ..model import graph, scope
from ..model.spec import FOLDERS, SINGLE
from ..shape import Shape

# What no single key says.
NOTES = (
    "A value must fit in its field; `unknown` leaves a number without one, and clears its bit in "
    "`known`, as does the default `unknown` in exits.yaml. A field of an enum takes the name of a "
    "value, or `choose(bit, name, name)`; a list of as many expressions as it has elements is for an array.",
    "A condition may be on a named value, too: `when: [\"misplaced = 1\"]`. Nothing is known of it "
    "but its width, so each of its values needs a row; without registers, one that is made of them "
    "is 0. Fields may be bits of saved registers, `bits: \"rcx[31..0]\"`; a table or a condition on "
    "such a field looks at registers. `insn_length` may be an expression of at most 4 bits, such as "
    "`length(word)`.",
    "A decoder that is called without registers answers zero for what comes from them, and says so "
    "in `known`; a firmware call is then a `hypercall` of which nothing is known.",
    "In a `log`, `[badaddr, \"hardware error\", \"info %x\", \"info %* %x\"]`, the last of several "
    "words stands before the value, the others somewhere before it, in order; `%*` passes over a "
    "value, and `%x` says that the value is hexadecimal without `0x`. Case does not matter.",
    "An arch may list `system_registers` - MSRs, CSRs, whatever a guest names by number - each with "
    "a `name`, a `number` and a `doc`; the number is what the exits `sysreg_read` and "
    "`sysreg_write` hold. Where an instruction set makes it of parts, `system_register_parts` gives "
    "the bits of each, in the order in which the rows have them: `S3_0_C1_C0_0`, as assemblers "
    "write it.")


def _below(shape):
    """The shapes of a shape's values, in order."""
    for reader in shape.readers.values():
        while not isinstance(reader, Shape) and hasattr(reader, "element"):
            reader = reader.element
        if isinstance(reader, Shape):
            yield reader


def _reached(shape, found):
    """The shape and all below it, each once, what uses them first."""
    if shape not in found:
        found.append(shape)
        for other in _below(shape):
            _reached(other, found)
    return found


def described(shape):
    keys = [SimpleNamespace(name=key, reads=reader.reads, doc=shape.docs[key],
                            required=key in shape.required)
            for key, reader in shape.readers.items()]
    return SimpleNamespace(name=shape.what, doc=shape.doc, keys=keys)


def chapters():
    """What a file of each kind is made of, and what several kinds have in common."""
    files = {kind: _reached(module.FILE, []) for kind, module in {**SINGLE, **FOLDERS}.items()}
    everywhere = [shape for shapes in files.values() for shape in shapes]
    common = [shape for shape in dict.fromkeys(everywhere) if everywhere.count(shape) > 1]
    own = {kind: [described(shape) for shape in shapes if shape not in common]
           for kind, shapes in files.items()}
    return ([SimpleNamespace(kind=kind, path=f"{kind}.yaml" if kind in SINGLE else f"{kind}/*.yaml",
                             file=shapes[0], parts=shapes[1:]) for kind, shapes in own.items()],
            [described(shape) for shape in common])


def expressions():
    functions = [(f"{name}({', '.join(['expression'] * count)})", doc)
                 for name, (count, doc) in scope.FUNCTIONS.items()]
    return _forms([*expr.FORMS, *functions])


def _forms(forms):
    return [SimpleNamespace(form=form, doc=doc) for form, doc in forms]


def _shortest(decoder):
    """The table of a decoder that has the fewest lines; more than one row, if any has."""
    own = [table for table in decoder.tables if not table.firmware]
    return min(own, key=lambda table: (len(table.all) < 2, len(_lines(table.entry))))


def _lines(entry):
    """The text of an entry that ends with its rows."""
    lines = entry.pos.source.lines
    last = max(row.pos.line for row in [*entry.rows, *filter(None, [entry.default])])
    return lines[entry.pos.line - 1:last]


def example(decoders):
    """Rows of a spec, as they stand there: of the first decoder, if there is one."""
    if not decoders:
        return None
    decoder = decoders[0]
    words = decoder.entry.words
    lines = decoder.entry.pos.source.lines
    return SimpleNamespace(
        cite=decoder.entry.pos.source.cite, table=_lines(_shortest(decoder).entry),
        words=lines[words[0].pos.line - 1:words[-1].pos.line])


def view(decoders):
    files, common = chapters()
    return {"files": files, "common": common, "depth": graph.DEPTH, "expressions": expressions(),
            "notes": NOTES, "conditions": _forms(expr.CONDITIONS), "example": example(decoders)}
