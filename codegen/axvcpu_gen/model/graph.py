# SPDX-License-Identifier: MIT
"""The tables of a decoder as a graph: order, depth, instruction lengths on the ways in."""


def arrange(decoder):
    """Gives each table its groups of rows and its lengths, and the decoder its order."""
    by_name = {table.name: table for table in decoder.tables}
    for table in decoder.tables:
        table.groups = _groups(table)
        table.lengths = set()
    decoder.ordered = _leaves_first(by_name, decoder.root)
    by_name[decoder.root].lengths = {None}
    for table in reversed(decoder.ordered):
        for row in table.all:
            if row.target:
                own = {row.length} if row.length else table.lengths
                by_name[str(row.target)].lengths |= own


def _groups(table):
    """The rows with the same values, in order of appearance."""
    groups = {}
    for row in table.rows:
        groups.setdefault((row.low, row.high), []).append(row)
    return list(groups.values())


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
