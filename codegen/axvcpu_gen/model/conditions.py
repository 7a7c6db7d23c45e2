# SPDX-License-Identifier: MIT
"""What rows match, as cubes."""
from .. import cubes
from . import typed


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


def one_word(row):
    """(word, mask, value) that a row is for, if bits of one word of the syndrome tell it."""
    if row.guard == "else" or row.table.subject is None:
        return None
    found = of_row(row)
    word = next(iter(found[0]), None) if len(found) == 1 and len(found[0]) == 1 else None
    source = row.table.scope.sources.get(word)
    return (source, *found[0][word]) if isinstance(source, typed.Word) else None
