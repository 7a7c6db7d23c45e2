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
    """The values and the conditions of a row, in one text."""
    if row.low is None:
        return "else"
    when = condition(row)
    return f"{row.at} {when}" if when == "else" else f"{row.at} when {when}" if when else str(row.at)


def condition(row):
    """The conditions of a row that is at some values; none: empty."""
    if not isinstance(row.guard, list):
        return "else" if row.guard else ""
    return " and ".join(
        f"{subject.name} in {{{', '.join(map(str, values))}}}" if len(values) > 1
        else f"{subject.name} = {values[0]:#x}" for subject, values in row.guard)


def _leads(row):
    if row.target:
        return f"table {row.target}"
    if not row.answer:
        return str(row.exit.name)
    otherwise = "" if row.exit.name == "nothing" else f", else {row.exit.name}"
    return f"answered inside: {row.answer}{otherwise}"


def _row(row):
    return SimpleNamespace(
        number=row.number, name=row.name, doc=row.doc, where=row.pos.cite, section=row.section,
        value="else" if row.low is None else str(row.at), when=condition(row) if row.low is not None
        else "", leads=_leads(row), needs=[str(word) for word in row.need], retires=str(row.retire or ""))


def _word(word):
    return SimpleNamespace(name=str(word.name), width=int(word.width), section=str(word.section),
                           doc=str(word.doc), fetched=bool(word.fetched))


def _field(field, sections):
    """Where the manual has it: if it does not say so, where it has its first word."""
    ranges = [f"{word}[{high}]" if high == low else f"{word}[{high}..{low}]"
              for word, high, low in field.ranges]
    entry = sections["field"].get(field.name)
    return SimpleNamespace(
        name=field.name, bits=", ".join(ranges), doc=str(entry.doc),
        means=[SimpleNamespace(value=str(value), doc=str(doc)) for value, doc in entry.means or []],
        of=[str(name) for name in entry.of or []],
        section=str(entry.section or sections["word"].get(field.ranges[0][0], "")))


def causes(decoder):
    """All of a back end's decoder, as a reader of the manual looks for it."""
    sections = {"field": {str(field.name): field for field in decoder.entry.fields or []},
                "word": {str(word.name): str(word.section) for word in decoder.entry.words}}
    made = [SimpleNamespace(
        name=table.name, doc=table.doc, section=table.section, on=table.subject.name,
        firmware=table.firmware, rows=[_row(row) for row in table.all]) for table in decoder.tables]
    return {"name": decoder.name, "doc": str(decoder.entry.doc),
            "manual": str(decoder.entry.manual), "arch": str(decoder.entry.arch),
            "firmware": [SimpleNamespace(name=str(f.firmware), manual=str(f.manual))
                         for f in decoder.firmware],
            "main": next(str(word.name) for word in decoder.entry.words if word.main),
            "words": [_word(word) for word in decoder.entry.words],
            "fields": [_field(field, sections) for field in decoder.scope.fields.values()],
            "tables": made}
