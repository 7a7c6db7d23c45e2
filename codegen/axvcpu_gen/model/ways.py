# SPDX-License-Identifier: MIT
"""What holds on every way to a row: words that are there, lengths that are known, values that
the rows before it leave."""
from .. import cubes
from . import conditions, typed

CASES = 64  # beyond so many cubes, a way is taken to leave every value


def check(decoder, report):
    words = _available(decoder)
    contexts = _contexts(decoder)
    for table in decoder.ordered:
        _subject(table, words[table.name], report)
        for row in table.all:
            _words(row, words[table.name], report)
            _length(row, report)
            _reached(row, contexts[table.name], report)


def _available(decoder):
    """The fetched words that are there on every way to each table."""
    found = {decoder.root: frozenset()}
    for table in reversed(decoder.ordered):
        for row in table.all:
            if row.target:
                there = _with(row, found[table.name])
                found[str(row.target)] = found.get(str(row.target), there) & there
    return found


def _with(row, there):
    return there | {str(word) for word in row.need} | set(row.binds)


def _missing(tree, there):
    return [word.name for word in typed.words(tree) if word.fetched and word.name not in there]


def _subject(table, there, report):
    for word in _missing(table.subject, there):
        for way in table.ways:
            if word not in _with(way, there):
                report.error(way.pos, f"row '{way.name}' leads to table '{table.name}', which is "
                             f"on the word '{word}'", hint=f"add need: [{word}]",
                             note=(table.label.pos, "the table is here"))


def _words(row, there, report):
    for subject, _ in row.guard if isinstance(row.guard, list) else []:
        for word in _missing(subject, there):
            report.error(row.when.pos, f"the word '{word}' of this guard need not be there",
                         hint=f"a row that leads here needs it: need: [{word}]")
    for name, tree in row.payload.items():
        for word in _missing(tree, _with(row, there)):
            report.error(row.pos, f"'{name}' takes the word '{word}', which need not be there",
                         hint=f"add need: [{word}] to this row, or to those that lead here")


def _length(row, report):
    unknown = None in row.table.lengths and row.exit and not row.length
    if unknown and row.retire == "next":
        way = next((way for way in row.table.ways if not way.length), None)
        report.error(row.pos, f"row '{row.name}' retires next, but the length of its instruction "
                     "is not known on every way", hint="set insn_length",
                     note=way and (way.pos, "this row leads here without it"))


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
