# SPDX-License-Identifier: MIT
"""Whether the rows of a table match each value once: gaps, overlaps, rows that never match."""
from .. import cubes
from . import conditions


def check(table, report):
    if table.subject is None:
        return
    groups = {}
    for row in table.rows:
        groups.setdefault((row.low, row.high), []).append(row)
    _ranges(groups, report)
    for rows in groups.values():
        _group(rows, report)
    _values(table, sorted(groups), report)


def _ranges(groups, report):
    """Rows have the same values, or none in common."""
    ordered = sorted(groups)
    for (low, high), (next_low, next_high) in zip(ordered, ordered[1:]):
        if next_low <= high:
            first, second = groups[low, high][0], groups[next_low, next_high][0]
            first, second = sorted((first, second), key=lambda row: row.pos.line)
            report.error(second.at.pos, f"row '{second.name}' overlaps row '{first.name}'",
                         hint="rows have the same values, or none in common",
                         note=(first.at.pos, f"'{first.name}' is here"))


def _values(table, ordered, report):
    """Without a default, there is a row for every value; with one, there is a value left."""
    expected, gaps = 0, []
    for low, high in ordered:
        if low > expected:
            gaps.append((expected, low - 1))
        expected = max(expected, high + 1)
    if expected < 1 << table.subject.width:
        gaps.append((expected, (1 << table.subject.width) - 1))
    if gaps and table.default is None:
        shown = ", ".join(_range(table, *gap) for gap in gaps[:4])
        report.error(table.label.pos, f"table '{table.name}' has no row for {shown} of "
                     f"'{table.subject.name}'", hint="add rows, or a default")
    if not gaps and table.default is not None:
        report.error(table.default.pos, f"the default of '{table.name}' is never reached: "
                     "there is a row for every value")


def _range(table, low, high):
    show = hex if table.subject.width > 8 else str
    return show(low) if low == high else f"{show(low)}..{show(high)}"


def _group(rows, report):
    """The rows of one value: told apart by their guards, with nothing left over."""
    before = len(report.errors)
    plain = [row for row in rows if row.guard != "else"]
    _elses(rows, report)
    for row in plain:
        if row.guard == []:
            report.error(row.when.pos, "a guard without conditions")
        elif not conditions.of_row(row):
            report.error(row.when.pos, f"row '{row.name}' never matches: its conditions "
                         "contradict each other or its value")
    for index, row in enumerate(plain):
        for earlier in plain[:index]:
            _overlap(earlier, row, report)
    if len(report.errors) == before:
        _left(rows, plain, report)


def _elses(rows, report):
    elses = [row for row in rows if row.guard == "else"]
    for row in elses[1:]:
        report.error(row.when.pos, f"a second else for {row.at}",
                     note=(elses[0].when.pos, "the first one is here"))
    if elses and rows[-1].guard != "else" and len(elses) == 1:
        report.error(elses[0].when.pos, f"else is the last row for {elses[0].at}",
                     note=(rows[-1].pos, "this row comes after it"))


def _overlap(earlier, row, report):
    both = cubes.meets(conditions.of_row(earlier), conditions.of_row(row))
    if both:
        where = row.when.pos if row.when else row.at.pos
        report.error(where, f"row '{row.name}' overlaps row '{earlier.name}': both match "
                     f"{_example(both[0], [earlier, row])}",
                     note=(earlier.pos, f"'{earlier.name}' is here"))


def _left(rows, plain, report):
    """What the guards leave is for else; without else they leave nothing."""
    left = cubes.without(conditions.of_at(rows[0]),
                         [cube for row in plain for cube in conditions.of_row(row)])
    last = rows[-1]
    if left and last.guard != "else":
        report.error(last.pos, f"no row for {last.at} when {_example(left[0], rows)}",
                     hint="add a row with when: else")
    if not left and last.guard == "else":
        report.error(last.when.pos, f"row '{last.name}' is never reached: the rows above it "
                     "match everything")


def _example(cube, rows):
    """A case in the words of the guards."""
    table = rows[0].table
    subjects = {table.subject.name: table.subject}
    for row in rows:
        for subject, _ in row.guard if isinstance(row.guard, list) else []:
            subjects[subject.name] = subject
    shown = {name: cubes.value_in(cube, subject.ranges) for name, subject in subjects.items()}
    if len(shown) > 1:
        del shown[table.subject.name]
    return ", ".join(f"{name} = {value:#x}" if value > 9 else f"{name} = {value}"
                     for name, value in shown.items())
