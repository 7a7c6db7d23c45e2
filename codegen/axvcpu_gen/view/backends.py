# SPDX-License-Identifier: MIT
"""The back ends: what there is, and the dispatch tables of those that list their ops."""
from types import SimpleNamespace

from ..model.ops import RETURNS


def table(models):
    """Hardware before interpreters: the first one that works is the default."""
    ordered = sorted(models, key=lambda m: (m.kind == "hosted", int(m.value)))
    return [SimpleNamespace(
        c=f"AXVCPU_BACKEND_{m.backend}".upper(), arch=f"AXVCPU_ARCH_{m.arch}".upper(),
        name=str(m.backend), doc=str(m.doc), have=f"AXVCPU_HAVE_{m.backend}".upper(),
        hosted="true" if m.kind == "hosted" else "false", where=m.pos.cite) for m in ordered]


def ops(model, slots):
    """The slots that a back end fills, in the order of the dispatch table."""
    name = str(model.backend)
    filled = [SimpleNamespace(name=str(op.name), result=RETURNS[op.returns], args=str(op.args),
                              function=f"axvcpu_{name}_{op.name}", where=op.pos.cite)
              for op in slots.ops if op.name in model.ops]
    return {"name": name, "slots": filled}


def decoders(models, decoders_of):
    """Which decoder explains each back end."""
    names = {decoder.name for decoder in decoders_of}
    served = [(str(m.backend), str(m.decoder or m.backend)) for m in models]
    return {"decoders": sorted(names),
            "served": [(backend, decoder) for backend, decoder in served if decoder in names]}


def offers(firmware):
    """What a guest finds when it probes: single values of the first table, or of those whose rows
    have numbers, but for what is answered to be missing."""
    tables = [table for table in firmware.resolved if table.entry.numbers]
    name = str(tables[0].entry.numbers) if tables else "extension"
    if not tables:
        tables = [table for table in firmware.resolved if table.name == firmware.root]
    rows = [row for table in tables for row in first_rows(table) if _offered(row)]
    return {"name": str(firmware.firmware), "what": name, "offered": [
        SimpleNamespace(c=f"AXVCPU_{firmware.firmware}_{name}_{row.name}".upper(),
                        where=row.pos.cite) for row in rows]}


def first_rows(table):
    """The first row of each value or range."""
    found = {}
    for row in table.rows:
        found.setdefault((row.low, row.high), row)
    return found.values()


def _offered(row):
    return row.low == row.high and row.answer != "not_supported"
