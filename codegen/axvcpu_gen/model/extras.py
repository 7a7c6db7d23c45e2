# SPDX-License-Identifier: MIT
"""What a row says beside its exit: further parts, registers written, a function that refines it."""
from types import SimpleNamespace

MOST = 3  # parts that follow the first one, and registers written


def add(row, entry, scope, report):
    row.parts = [_sized(text, _bits_of_part(row), scope, report)
                 for text in _few(entry.parts, "parts follow the first one", report)]
    row.writes = [_write(write, scope, report)
                  for write in _few(entry.writes, "registers are written", report)]
    row.refine = entry.refine and _refine(entry.refine, scope, report)
    row.parts = [part for part in row.parts if part is not None]
    row.writes = [write for write in row.writes if None not in (write.reg, write.value)]
    _placed(row, entry, report)


def _few(entries, what, report):
    if entries and len(entries) > MOST:
        where = entries[MOST]
        report.error(where.pos, f"at most {MOST} {what}")
    return entries or []


def _placed(row, entry, report):
    """Parts, writes and refinements belong to an exit; parts to one that has a width."""
    for key in ("parts", "writes", "refine"):
        if getattr(entry, key) and row.target:
            report.error(entry.node.entries[key][0].pos, f"'{key}' belongs to an exit")
    if entry.parts and row.exit and "width" not in [field.name for field in row.exit.fields]:
        report.error(entry.node.entries["parts"][0].pos,
                     f"exit '{row.exit.name}' is no access: it has no width, and no parts")


def of_registers(row):
    """Whether a part is a register rather than its value."""
    return row.exit is not None and (row.exit.answer == "read" or "reg" in row.payload)


def _bits_of_part(row):
    return 16 if of_registers(row) else 64


def _sized(text, most, scope, report):
    tree = scope.expression(text)
    if tree is not None and tree.width > most:
        report.error(text.pos, f"this has {tree.width} bits, there is room for {most}")
        return None
    return tree


def _write(write, scope, report):
    return SimpleNamespace(reg=_sized(write.reg, 16, scope, report),
                           value=_sized(write.value, 64, scope, report))


def _refine(text, scope, report):
    called = scope.call(text)
    if called is None:
        return None
    name, arguments = called
    known = {str(entry.name): entry for entry in scope.arch.refinements or []}
    if name.name not in known:
        report.unknown(name, "refinement", known)
    elif len(arguments) != known[name.name].arguments:
        report.error(name.pos, f"{name} takes {known[name.name].arguments} arguments, "
                     f"not {len(arguments)}", note=(known[name.name].name.pos, "it is declared here"))
    else:
        return SimpleNamespace(entry=known[name.name], arguments=arguments)
    return None


def trees(row):
    """All values that these compute."""
    yield from row.parts
    for write in row.writes:
        yield from (write.reg, write.value)
    if row.refine:
        yield from row.refine.arguments
