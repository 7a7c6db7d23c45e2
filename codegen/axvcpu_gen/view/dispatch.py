# SPDX-License-Identifier: MIT
"""How the values of a table's field are told apart: tests in order, a switch, or one in another."""
from types import SimpleNamespace

from .. import ctext
from ..model import typed

CHAINED = 4      # up to this many values are tested one after the other
ENUMERATED = 32  # ranges up to this many values are listed as cases
NESTED = 4       # so many values with the same upper part are worth a switch of their own


def _ctype(width):
    return "uint32_t" if width <= 32 else "uint64_t"


def test(name, low, high, width):
    """The C test of a range."""
    if low == high:
        return f"{name} == {ctext.constant(low)}"
    if low == 0:
        return f"{name} <= {ctext.constant(high)}"
    if high == (1 << width) - 1:
        return f"{name} >= {ctext.constant(low)}"
    return f"{name} >= {ctext.constant(low)} && {name} <= {ctext.constant(high)}"


def _cases(groups, base=0):
    return [SimpleNamespace(values=[ctext.constant(value - base)
                                    for value in range(group.low, group.high + 1)],
                            rows=group.rows, last=False) for group in groups]


def _body(**parts):
    return SimpleNamespace(**{"locals": [], "chain": [], "switch": None, "after": [],
                              "default": None, "shown": [], "places": [], "onward": None, **parts})


def likely(chain, onward):
    """The likelier rows, each with its test, and where all others are."""
    return _body(chain=chain, onward=onward)


def lay_out(table, text, groups, default):
    """The body of a table's function."""
    halves = _halves(table, text) if default else None
    outer = halves and _outer(groups, halves)
    if outer:
        return _nested(halves, outer, default)
    subject = SimpleNamespace(name=table.subject.name, text=text.of(table.subject),
                              width=table.subject.width)
    if len(table.groups) <= CHAINED:
        return _chain(subject, groups, default)
    return _switch(subject, groups, default)


def _local(subject):
    """A variable for the field, unless it is one already."""
    if subject.text == subject.name:
        return []
    return [SimpleNamespace(ctype=_ctype(subject.width), name=subject.name, text=subject.text)]


def _tests(subject, groups):
    return [SimpleNamespace(test=test(subject.name, group.low, group.high, subject.width),
                            rows=group.rows, switch=None) for group in groups]


def _often_first(groups):
    return sorted(groups, key=lambda group: -group.often)


def _chain(subject, groups, default):
    groups = _often_first(groups)
    if default is None:
        default = groups.pop().rows
    return _body(locals=_local(subject) if groups else [], chain=_tests(subject, groups),
                 default=default)


def _switch(subject, groups, default):
    often = [group for group in groups if group.often]
    wide = [group for group in groups if group.high - group.low >= ENUMERATED]
    cases = _cases([group for group in groups if group not in often and group not in wide])
    if default is None:
        default = wide.pop().rows if wide else None
        cases[-1].last = default is None
    tested = often or wide
    return _body(locals=_local(subject) if tested else [], chain=_tests(subject, often),
                 switch=SimpleNamespace(subject=subject.name if tested else subject.text,
                                        cases=cases, often=[]),
                 after=_tests(subject, wide), default=default)


def _halves(table, text):
    """The two parts of a field of two ranges, by the names of fields that are just these."""
    if not isinstance(table.subject, typed.Field) or len(table.subject.bits) != 2:
        return None
    parts = []
    for part in table.subject.bits:
        field = next((f for f in table.scope.fields.values() if f.bits == (part,)), None)
        if field is None:
            return None
        parts.append(SimpleNamespace(name=field.name, text=text.of(field), width=field.width))
    return parts


def _outer(groups, halves):
    """The groups by the upper part: (low, high, groups, whole), or None where that is no gain."""
    size = 1 << halves[1].width
    made = {}
    for group in groups:
        low, high = group.low // size, group.high // size
        whole = group.low % size == 0 and group.high % size == size - 1
        if low != high and not whole:
            return None
        made.setdefault((low, high), []).append(group)
    inner = max(len(found) for found in made.values())
    return made if len(made) <= CHAINED and inner >= NESTED else None


def _nested(halves, outer, default):
    upper, lower = halves
    chain = [_inside(upper, lower, low, high, groups) for (low, high), groups in outer.items()]
    return _body(locals=_local(upper), chain=chain, default=default)


def _inside(upper, lower, low, high, groups):
    """One value of the upper part, or a range of them that one row is for."""
    made = SimpleNamespace(test=test(upper.name, low, high, upper.width), rows=[], switch=None)
    size = 1 << lower.width
    if len(groups) == 1 and groups[0].high - groups[0].low + 1 == size * (high - low + 1):
        made.rows = groups[0].rows
    else:
        base = low * size
        rest = [group for group in groups if not group.often]
        made.switch = SimpleNamespace(subject=lower.text, cases=_cases(rest, base), often=[
            SimpleNamespace(test=test(lower.text, group.low - base, group.high - base, lower.width),
                            rows=group.rows) for group in groups if group.often])
    return made
