# SPDX-License-Identifier: MIT
"""What each public header shows."""
from types import SimpleNamespace

from ..model.arch import CONTEXT, ROLES
from ..model.ops import RETURNS
from . import backends, enums, exits


def lifecycle(model):
    made = enums.lifecycle(model)
    made.requests = [SimpleNamespace(c=f"AXVCPU_REQUEST_{r.name}".upper(), doc=str(r.doc),
                                     where=r.pos.cite, bit=int(r.bit)) for r in model.requests]
    return made


def context(arch):
    """The members of the struct of saved registers: name and, of an array, its length."""
    members = {}
    for register in arch.registers:
        if register.context:
            base, index = CONTEXT.match(register.context).groups()
            members[base] = max(members.get(base, 0), int(index) + 1 if index else 0)
    return [_member(base, length) for base, length in members.items()]


def _member(base, length):
    doc = f"{base}0 to {base}{length - 1}." if length else f"The register {base}."
    return SimpleNamespace(declaration=f"{base}[{length}]" if length else base, doc=doc)


def arch(model):
    name = str(model.arch)
    registers = [enums.value(f"axvcpu_{name}", r, r.number) for r in model.registers]
    interrupts = [enums.value(f"axvcpu_{name}_interrupt", i, i.number) for i in model.interrupts]
    formats = [enums.value(f"axvcpu_{name}_format", f) for f in model.formats or ()]
    exceptions = [enums.value(f"axvcpu_{name}_exception", e, e.number)
                  for e in model.exceptions or ()]
    return SimpleNamespace(
        name=name, doc=str(model.doc), registers=enums.enum(
            f"{name}_register", f"Registers of {name}, by number.", f"axvcpu_{name}", registers),
        interrupts=enums.enum(f"{name}_interrupt", f"Interrupts of a guest of {name}.",
                              f"axvcpu_{name}_interrupt", interrupts),
        formats=enums.enum(f"{name}_format", f"Formats of {name}'s second-stage tables.",
                           f"axvcpu_{name}_format", formats),
        exceptions=enums.enum(f"{name}_exception", f"Exceptions of a guest of {name}, by the "
                              "manual's number.", f"axvcpu_{name}_exception", exceptions),
        context=context(model), where=model.pos.cite)


def roles():
    """The portable registers: the same names on every arch."""
    docs = {"pc": "Program counter.", "sp": "Stack pointer.", "return": "Result.",
            "return1": "Second result."}
    docs.update({f"arg{n}": f"Argument {n}." for n in range(8)})
    values = [enums.fixed(f"AXVCPU_REGISTER_{role}".upper(), role, docs[role], 0x10000 + index)
              for index, role in enumerate(ROLES)]
    return enums.enum("register", "Registers by what they are for, on every arch.",
                      "axvcpu_register", values)


def syndrome(backend):
    """The words of a back end that has a decoder of its own, widest first."""
    words = [SimpleNamespace(name=str(w.name), doc=str(w.doc), section=str(w.section),
                             where=w.pos.cite, ctype=f"uint{int(w.width)}_t") for w in backend.words]
    name = str(backend.backend)
    have = [SimpleNamespace(c=f"AXVCPU_{name}_HAVE_{w.name}".upper(), doc=str(w.doc), bit=bit)
            for bit, w in enumerate(w for w in backend.words if w.fetched)]
    return SimpleNamespace(name=name, doc=str(backend.doc), manual=str(backend.manual),
                           section=str(backend.section), arch=str(backend.arch),
                           where=backend.pos.cite, have=have,
                           words=sorted(words, key=lambda w: -int(w.ctype[4:-2])))


def causes(decoder):
    """The numbers of the rows, as the member cause of an exit holds them."""
    prefix = f"axvcpu_{decoder.name}_cause"
    values = [enums.value(prefix, row, row.number) for row in decoder.rows]
    return enums.enum(f"{decoder.name}_cause", f"Rows of the cause table of {decoder.name}.",
                      prefix, values)


def ops(model):
    return [SimpleNamespace(name=str(op.name), result=RETURNS[op.returns], args=str(op.args),
                            about=_about(op), where=op.pos.cite) for op in model.ops]


def _about(op):
    """Its doc, with what the core promises about it."""
    about = str(op.doc)
    if op.states:
        about += f" States: {', '.join(op.states)}."
    return about + (" Required." if op.required else "")


def firmware(model):
    name = str(model.firmware)
    errors = enums.plain(f"{name}_error", f"Errors of {name} calls.", f"axvcpu_{name}",
                         model.errors)
    answers = enums.plain(f"{name}_answer", "Calls that the library answers inside.",
                          f"axvcpu_{name}_answer", model.answers)
    return SimpleNamespace(name=name, doc=str(model.doc), manual=str(model.manual),
                           errors=errors, answers=answers, where=model.pos.cite,
                           numbers=numbers(model), what=backends.offers(model)["what"])


def _tables(model):
    return {table.name: table for table in model.resolved}


def numbers(model):
    """The enums of the numbers by which a guest calls."""
    named = {}
    for table in model.resolved:
        if table.entry.numbers:
            named.setdefault(str(table.entry.numbers), []).append(table)
    if not named:
        return [_extensions(model), *_functions(model)]
    return [_named(model, name, tables) for name, tables in named.items()]


def _named(model, name, tables):
    prefix = f"axvcpu_{model.firmware}_{name}"
    values = [value for table in tables for value in _numbers(prefix, table)]
    return enums.enum(f"{model.firmware}_{name}", "Numbers by which a guest calls.", prefix, values)


def _numbers(prefix, table):
    """The constants for the rows of a table: of a range, its two ends; of rows for one value, the
    first."""
    made = []
    for row in backends.first_rows(table):
        low, high = row.low, row.high
        ends = [("", low)] if low == high else [("_first", low), ("_last", high)]
        for end, number in ends:
            value = enums.value(prefix, row, number)
            value.c += end.upper()
            made.append(value)
    return made


def _extensions(model):
    root = _tables(model)[model.root]
    return enums.enum(f"{model.firmware}_extension", "Extension ids.",
                      f"axvcpu_{model.firmware}_extension",
                      _numbers(f"axvcpu_{model.firmware}_extension", root))


def _functions(model):
    """One enum for each table that a row leads to, named after that row."""
    made = []
    tables = _tables(model)
    for row in (row for table in model.resolved for row in table.rows if row.target in tables):
        prefix = f"axvcpu_{model.firmware}_{row.name}"
        made.append(enums.enum(f"{model.firmware}_{row.name}", row.doc, prefix,
                               _numbers(prefix, tables[row.target])))
    return made
