# SPDX-License-Identifier: MIT
"""The tables of a decoder as a graph: order, depth, cycles, lengths on the ways in."""

from . import typed

DEPTH = 7
COMPUTED = "computed"  # a length that is no constant


def arrange(decoder, report):
    """Gives each table its groups of rows and its lengths, and the decoder its order."""
    by_name = {table.name: table for table in decoder.tables}
    for table in decoder.tables:
        table.groups = _groups(table)
        table.lengths = set()
        table.ways = []
    if not _cycles(decoder, by_name, report):
        return False
    decoder.ordered = _leaves_first(by_name, decoder.root)
    by_name[decoder.root].lengths = {None}
    for table in reversed(decoder.ordered):
        _pass_on(table, by_name)
    _registers(decoder, report)
    _unreached(decoder, report)
    _depth(by_name, decoder.root, report)
    return True


def _pass_on(table, by_name):
    for row in table.all:
        if row.target:
            target = by_name[str(row.target)]
            length = row.length if row.length is None or isinstance(row.length, int) else COMPUTED
            target.lengths |= {length} if length else table.lengths
            target.ways.append(row)


def _chooses(table):
    """Whether the table looks at registers to choose a row."""
    guards = [subject for row in table.all if isinstance(row.guard, list)
              for subject, _ in row.guard]
    return any(typed.is_register(subject) for subject in [table.subject, *guards])


def _registers(decoder, report):
    """Where registers are sure to be there: in tables that look at them, and behind those."""
    for table in reversed(decoder.ordered):
        table.sure = bool(table.firmware) or _chooses(table) or bool(table.ways) and all(
            way.table.sure for way in table.ways)
        if table.name == decoder.root and table.sure:
            report.error(table.label.pos, f"the first table, '{table.name}', looks at registers, "
                         "which need not be there")
        for row in table.ways:
            _blind(row, table, report)
    for row in decoder.rows:
        if row.blind and not row.target:
            report.error(row.pos, f"row '{row.name}' leads to no table: it needs no 'blind'")


def _blind(row, table, report):
    """A row says what happens without registers where they become needed, and only there."""
    needed = table.sure and not row.table.sure
    if row.blind and (not needed or table.firmware):
        report.error(row.pos, f"table '{table.name}' does not need 'blind' in row '{row.name}'")
    elif needed and not row.blind and not table.firmware:
        report.error(row.pos, f"table '{table.name}' looks at registers; row '{row.name}' does not "
                     "say what happens without them", hint="blind: the exit of which nothing is "
                     "known then", note=(table.label.pos, "the table is here"))
    elif row.blind and any(field.enum for field in row.blind.fields):
        report.error(row.pos, f"exit '{row.blind.name}' has a field that is never unknown, so "
                     "nothing can be known of it")


def _groups(table):
    """The rows with the same values, in order of appearance."""
    groups = {}
    for row in table.rows:
        groups.setdefault((row.low, row.high), []).append(row)
    return list(groups.values())


def _cycles(decoder, by_name, report):
    """Whether there is none: an error for each row that leads back."""
    done, good = set(), True

    def visit(table, above):
        nonlocal good
        for row in table.all:
            target = row.target and by_name[str(row.target)]
            if target in [*above, table]:
                report.error(row.target.pos, f"row '{row.name}' leads back to '{target.name}'",
                             note=(target.label.pos, "which leads to this row"))
                good = False
            elif target and target.name not in done:
                visit(target, [*above, table])
        done.add(table.name)

    for table in decoder.tables:
        if table.name not in done:
            visit(table, [])
    return good


def _leaves_first(by_name, root):
    done = {}

    def visit(table):
        if table.name not in done:
            for row in table.all:
                if row.target:
                    visit(by_name[str(row.target)])
            done[table.name] = table

    visit(by_name[root])
    return list(done.values())


def _unreached(decoder, report):
    for table in decoder.tables:
        if table not in decoder.ordered:
            report.error(table.label.pos, f"no row leads to table '{table.name}'")


def _depth(by_name, root, report):
    """No way through more tables than DEPTH."""
    def visit(table, above):
        names = [*above, table.name]
        for row in table.all:
            if row.target and len(names) == DEPTH:
                report.error(row.target.pos, f"table '{row.target}' is the {DEPTH + 1}th on the "
                             f"way {', '.join(names)}", hint=f"a decoder is at most {DEPTH} "
                             "tables deep")
            elif row.target:
                visit(by_name[str(row.target)], names)

    visit(by_name[root], [])
