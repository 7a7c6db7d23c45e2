# SPDX-License-Identifier: MIT
"""What rows match, as cubes."""
from .. import cubes


def of_range(subject, low, high):
    """The cubes of a field's values low to high."""
    made = [cubes.of_field(subject.ranges, mask, value)
            for mask, value in cubes.prefixes(low, high, subject.width)]
    return [cube for cube in made if cube is not None]


def of_guard(guard):
    """The cubes of a list of conditions; of none: everything."""
    found = [{}]
    for subject, values in guard if isinstance(guard, list) else []:
        found = cubes.meets(found, [cube for value in values
                                    for cube in of_range(subject, value, value)])
    return found


def of_at(row):
    """The cubes of a row's values, its guard left out."""
    return of_range(row.table.subject, row.low, row.high)


def of_row(row):
    """The cubes of a row that is not an else."""
    return cubes.meets(of_at(row), of_guard(row.guard))


def implies_at(row):
    """Whether the guard of a row says all that its value does."""
    return isinstance(row.guard, list) and not cubes.without(of_guard(row.guard), of_at(row))
