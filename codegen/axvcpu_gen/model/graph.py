# SPDX-License-Identifier: MIT
"""The tables of a decoder as a graph: order, depth, cycles, lengths on the ways in."""

DEPTH = 5


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
    _unreached(decoder, report)
    _depth(by_name, decoder.root, report)
    return True


def _pass_on(table, by_name):
    for row in table.all:
        if row.target:
            target = by_name[str(row.target)]
            target.lengths |= {row.length} if row.length else table.lengths
            target.ways.append(row)


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
