# SPDX-License-Identifier: MIT
"""What holds on every way to a row: words that are there, lengths that are known, values that
the rows before it leave."""
from .. import cubes
from . import conditions, extras, typed

CASES = 64  # beyond so many cubes, a way is taken to leave every value


LENGTH = "insn_length"


def check(decoder, report):
    wants = _wants(decoder)
    there = {decoder.root: frozenset()}
    contexts = _contexts(decoder)
    for table in reversed(decoder.ordered):
        found = [_with(way, there[way.table.name]) for way in table.ways]
        there[table.name] = frozenset().union(*found)
        _ways_in(table, found, wants[table.name], report)
        for row in table.all:
            _row(row, there[table.name], report)
            _reached(row, contexts[table.name], report)


def _with(row, there):
    """What is there behind a row: fetched words, and the length of the instruction."""
    length = {LENGTH} if row.length else set()
    return there | {str(word) for word in row.need} | set(row.binds) | length


def _fetched(trees):
    return {word.name for tree in trees for word in typed.words(tree) if word.fetched}


def _guards(row):
    return [subject for subject, _ in row.guard] if isinstance(row.guard, list) else []


def computed_length(row):
    """The length of the instruction, where it is an expression."""
    return [row.length] if getattr(row, "length", None) and not isinstance(row.length, int) else []


def _uses(row):
    """What a row uses once it matches."""
    used = _fetched([*row.payload.values(), *row.binds.values(), *extras.trees(row),
                     *computed_length(row)])
    return used | ({LENGTH} if row.exit and row.retire == "next" else set())


def _wants(decoder):
    """What each table, and those that it leads to, take from the ways in."""
    wants = {}
    for table in decoder.ordered:
        found = _fetched([table.subject])
        for row in table.all:
            onward = wants[str(row.target)] if row.target else set()
            found |= _fetched(_guards(row)) | ((_uses(row) | onward) - _with(row, frozenset()))
        wants[table.name] = found
    return wants


def _ways_in(table, found, wants, report):
    """What some ways bring, all do."""
    some = frozenset().union(*found)
    for way, brought in zip(table.ways, found):
        for want in sorted(wants & some - brought):
            report.error(way.pos, f"row '{way.name}' leads to table '{table.name}' "
                         f"without '{want}'", hint=_remedy(want),
                         note=(table.label.pos, "the table is here"))


def _remedy(want):
    return "set insn_length" if want == LENGTH else f"add need: [{want}]"


def _row(row, there, report):
    """What no way brings is missed where it is used."""
    if row is row.table.all[0]:
        for word in sorted(_fetched([row.table.subject]) - there):
            report.error(row.table.label.pos, f"table '{row.table.name}' is on '{word}', which "
                         "need not be there", hint=f"in the rows that lead here, {_remedy(word)}")
    for word in sorted(_fetched(_guards(row)) - there):
        report.error(row.when.pos, f"this guard is on '{word}', which need not be there",
                     hint=f"in the rows that lead here, {_remedy(word)}")
    for want in sorted(_uses(row) - _with(row, there)):
        report.error(row.pos, f"row '{row.name}' takes '{want}', which need not be there",
                     hint=_remedy(want))


def _contexts(decoder):
    """The cubes in which each table is entered."""
    found = {table.name: [] for table in decoder.ordered}
    found[decoder.root] = [{}]
    for table in reversed(decoder.ordered):
        for row in table.all:
            if row.target:
                found[str(row.target)] += _onward(row, found[table.name])
        found[table.name] = _few(found[table.name])
    return {name: _few(cases) for name, cases in found.items()}


def _few(cases):
    unique = [case for index, case in enumerate(cases) if case not in cases[:index]]
    return unique if len(unique) <= CASES else [{}]


def _matches(row):
    """The cubes of a row; of an else or a default, at least those."""
    if row.low is None:
        return [{}]
    return conditions.of_at(row) if row.guard == "else" else conditions.of_row(row)


def _onward(row, cases):
    return [_bound(row, case) for case in cubes.meets(_few(cases), _matches(row))]


def _bound(row, case):
    """A case after the row has said what some words are."""
    made = {word: bits for word, bits in case.items() if word not in row.binds}
    for word, tree in row.binds.items():
        made[word] = typed.known_bits(tree, case)
    return made


def _reached(row, cases, report):
    if cases and row.low is not None and not cubes.meets(cases, _matches(row)):
        report.error(row.at.pos, f"row '{row.name}' is never reached: no way leads to table "
                     f"'{row.table.name}' with this value")
