# SPDX-License-Identifier: MIT
"""Documentation: the life cycle as graphs, the exits, the causes."""
from types import SimpleNamespace

from ..model.lifecycle import CLAIMED, GONE
from . import exits


def _step(transition):
    start = str(getattr(transition, "from"))
    during = start if transition.during == CLAIMED else str(transition.during)
    return SimpleNamespace(
        event=str(transition.event), start=start, during=during, to=str(transition.to),
        passes=during not in (start, str(transition.to)), where=transition.pos.cite)


def lifecycle(model):
    return {"states": [SimpleNamespace(name=str(s.name), doc=str(s.doc), where=s.pos.cite)
                       for s in model.states],
            "initial": next(str(s.name) for s in model.states if s.initial),
            "gone": GONE, "steps": [_step(t) for t in model.transitions]}


ANSWERS = {"read": "a value, by axvcpu_complete", "write": "nothing; the instruction retires",
           "none": "nothing; the instruction is executed again"}


def portable(model):
    """The exits by number, with what the caller owes."""
    made = []
    for exit in sorted(model.exits, key=lambda exit: exit.value):
        view = exits.payload(exit)
        view.value, view.owes = int(exit.value), ANSWERS[exit.answer]
        for field, entry in zip(view.fields, exit.fields):
            field.type = str(entry.type)
            field.default = None if entry.default is None else str(entry.default)
        made.append(view)
    values = [SimpleNamespace(name=str(e.name), doc=str(e.doc), values=[
        SimpleNamespace(name=str(v.name), value=int(v.value), doc=str(v.doc)) for v in e.values])
        for e in model.enums]
    return {"doc": str(model.doc), "exits": made, "values": values}


def matches(row):
    if row.low is None:
        return "else"
    if not isinstance(row.guard, list):
        return str(row.at) + (" else" if row.guard else "")
    guards = [f"{subject.name} in {{{', '.join(map(str, values))}}}" if len(values) > 1
              else f"{subject.name} = {values[0]:#x}" for subject, values in row.guard]
    return f"{row.at} when {' and '.join(guards)}"


def _leads(row):
    if row.target:
        return f"table {row.target}"
    if not row.answer:
        return str(row.exit.name)
    otherwise = "" if row.exit.name == "nothing" else f", else {row.exit.name}"
    return f"answered inside: {row.answer}{otherwise}"


def causes(decoder):
    made = [SimpleNamespace(
        name=table.name, doc=table.doc, section=table.section, on=table.subject.name,
        rows=[SimpleNamespace(number=row.number, name=row.name, doc=row.doc, at=matches(row),
                              leads=_leads(row), where=row.pos.cite) for row in table.all])
        for table in decoder.tables]
    return {"name": decoder.name, "doc": str(decoder.entry.doc),
            "manual": str(decoder.entry.manual), "tables": made}
