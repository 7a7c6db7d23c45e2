# SPDX-License-Identifier: MIT
"""A firmware interface: the calls of a guest, as tables on its argument registers."""
from ..shape import Shape, identifier, list_of, name, number, text, unique
from .table import FIELD, TABLE, VALUE

ANSWER = Shape("answer", {"name": name, "value": number, "doc": text})
ERROR = Shape("error", {"name": name, "value": number, "doc": text})
FIRMWARE = Shape("firmware file", {
    "firmware": identifier, "arch": name, "doc": text, "manual": text, "root": name,
    "answers": list_of(ANSWER), "errors": list_of(ERROR), "tables": list_of(TABLE)},
    {"fields": list_of(FIELD), "values": list_of(VALUE)})
NO_ANSWER = "none"


def load(node, report):
    return FIRMWARE(node, report)


def check(model, arches, report):
    if model.arch not in arches:
        report.unknown(model.arch, "arch", arches)
    for entries, what in ((model.answers, "answer"), (model.errors, "error")):
        unique(entries, "name", what, report)
        unique(entries, "value", "value", report)
    if model.root not in [table.name for table in model.tables]:
        report.unknown(model.root, "table", [table.name for table in model.tables])
    if not any(a.name == NO_ANSWER and a.value == 0 for a in model.answers):
        report.error(model.pos, f"no answer '{NO_ANSWER}' has value 0")
    given = {row.answer for table in model.tables
             for row in [*table.rows, *filter(None, [table.default])] if row.answer}
    for answer in model.answers:
        if answer.name != NO_ANSWER and answer.name not in given:
            report.error(answer.name.pos, f"no row gives the answer '{answer.name}'")
