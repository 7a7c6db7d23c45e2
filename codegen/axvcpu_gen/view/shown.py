# SPDX-License-Identifier: MIT
"""What the command shows of the specs, beside what the library holds of them."""
from types import SimpleNamespace

from . import documents


def _ways(decoder):
    """A row of the cause table each: its table, its values, where it leads."""
    numbers = {table.name: number for number, table in enumerate(decoder.tables)}
    return [SimpleNamespace(
        where=row.pos.cite, table=numbers[row.table.name], at=documents.matches(row),
        target=numbers[str(row.target)] if row.target else -1,
        answer=str(row.answer) if row.answer else None) for row in decoder.rows]


def _decoder(decoder):
    tables = [SimpleNamespace(
        where=table.pos.cite, name=table.name, on=table.subject.name, doc=str(table.doc),
        section=str(table.section), firmware=table.firmware) for table in decoder.tables]
    return SimpleNamespace(name=decoder.name, tables=tables, ways=_ways(decoder))


def tables(spec):
    firmwares = [SimpleNamespace(
        where=model.pos.cite, name=str(model.firmware), doc=str(model.doc),
        manual=str(model.manual)) for model in spec.firmware]
    ops = [SimpleNamespace(
        where=op.pos.cite, name=str(op.name), args=f"{op.returns}({op.args})",
        states=", ".join(op.states), doc=str(op.doc)) for op in spec.ops.ops]
    return {"decoders": [_decoder(decoder) for decoder in spec.decoders], "firmwares": firmwares,
            "ops": ops, "lifecycle_file": spec.lifecycle.pos.source.cite,
            **documents.lifecycle(spec.lifecycle)}
