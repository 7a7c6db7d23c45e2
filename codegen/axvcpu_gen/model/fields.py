# SPDX-License-Identifier: MIT
"""Where the fields of a back end say something, and what their values mean."""
from ..shape import number


def resolve(entries, scope, tables, report):
    """Checks the names of `of` and reads the numbers of `means`."""
    places = {str(table.name) for table in tables}
    places |= {row.name for table in tables for row in table.all}
    for entry in entries:
        _places(entry, places, report)
        entry.meanings = _meanings(entry, scope.fields.get(str(entry.name)), report)


def _places(entry, places, report):
    if entry.of == []:
        report.error(entry.pos, f"field '{entry.name}' is of nothing")
    for index, name in enumerate(entry.of or []):
        if name not in places:
            report.unknown(name, "row or table", places)
        elif name in entry.of[:index]:
            report.error(name.pos, f"'{name}' is given twice")


def _meanings(entry, field, report):
    """Value to meaning."""
    first, found = {}, {}
    for word, meaning in entry.means or []:
        value = number(word.node, report)
        if value is None or field is None:
            continue
        if not 0 <= value < 1 << field.width:
            report.error(word.pos, f"{word} does not fit in '{entry.name}', "
                         f"which has {field.width} bits")
        elif value in found:
            report.error(word.pos, f"value {value} is given twice",
                         note=(first[value].pos, "the first one is here"))
        first.setdefault(value, word)
        found.setdefault(value, meaning)
    return found
