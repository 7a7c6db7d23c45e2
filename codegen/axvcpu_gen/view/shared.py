# SPDX-License-Identifier: MIT
"""Rows of a table that end alike: they set what differs, and end in one place."""
from types import SimpleNamespace

LEAST = 2  # so many rows that end alike are worth a place of their own
MOST = 3   # fields of the payload that may differ: each one goes through a variable


def share(rows, taken, cause_type):
    """Gives rows what they set and where they go; (local variables, the places)."""
    local, places = {}, []
    for alike in _alike(rows):
        if len(alike) >= LEAST and len(_differing(alike)) <= MOST:
            places.append(_place(alike, f"{alike[0].ending.function}_{len(places)}", taken,
                                 cause_type, local))
    return [SimpleNamespace(name=name, ctype=ctype) for name, ctype in local.items()], places


def _alike(rows):
    found = {}
    for row in rows:
        if row.ending and not row.often and not (row.extras and row.extras.refine):
            found.setdefault(_form(row), []).append(row)
    return found.values()


def _form(row):
    """What is the same of rows that end alike."""
    ending, more = row.ending, row.extras
    beside = more and (tuple((part.reg, part.data) for part in more.parts),
                       tuple((write.reg, write.value) for write in more.writes), more.sure)
    return ending.function, ending.known, row.length, beside


def _differing(rows):
    """The fields of the payload that are not the same in all rows, by index."""
    columns = zip(*([field.text for field in row.ending.values] for row in rows))
    return [index for index, texts in enumerate(columns) if len(set(texts)) > 1]


def _place(rows, label, taken, cause_type, local):
    """Where the rows end: the values that differ are in variables."""
    cause = _variable("cause", cause_type, taken, local)
    differing, variables, fields = _differing(rows), {}, []
    answer = rows[0].ending.answer
    if len({row.ending.answer for row in rows}) > 1:
        answer = _variable("answer", "uint16_t", taken, local)
    for index, field in enumerate(rows[0].ending.values):
        if index in differing:
            variables[field.name] = _variable(field.name, field.ctype, taken, local)
        fields.append(f".{field.name} = {variables.get(field.name, field.text)}")
    for row in rows:
        row.shared = SimpleNamespace(label=label, sets=[
            SimpleNamespace(name=cause, value=row.cause), *_answer(row, answer),
            *(SimpleNamespace(name=variable, value=_value(row, name))
              for name, variable in variables.items())])
    return _ending(rows[0], label, cause, answer, fields)


def _answer(row, answer):
    """The call that is answered inside, where it differs."""
    return [] if answer == row.ending.answer else [
        SimpleNamespace(name=answer, value=row.ending.answer)]


def _ending(row, label, cause, answer, fields):
    ending = SimpleNamespace(**{**vars(row.ending), "answer": answer, "fields": fields})
    return SimpleNamespace(label=label, row=SimpleNamespace(
        cause=cause, length=row.length, ending=ending, extras=row.extras))


def _value(row, name):
    return next(field.text for field in row.ending.values if field.name == name)


def _variable(name, ctype, taken, local):
    while name in taken or local.get(name, ctype) != ctype:
        name += "_shown"
    local[name] = ctype
    return name
