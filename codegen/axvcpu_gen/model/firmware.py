# SPDX-License-Identifier: MIT
"""A firmware interface: the calls of a guest, as tables on its argument registers."""
from ..shape import Shape, list_of, name, number, text, unique
from .table import FIELD, TABLE, VALUE

ANSWER = Shape("answer", {"name": name, "value": number, "doc": text})
ERROR = Shape("error", {"name": name, "value": number, "doc": text})
FIRMWARE = Shape("firmware file", {
    "firmware": name, "arch": name, "doc": text, "manual": text, "root": name,
    "answers": list_of(ANSWER), "errors": list_of(ERROR), "tables": list_of(TABLE)},
    {"fields": list_of(FIELD), "values": list_of(VALUE)})


def load(node, report):
    return FIRMWARE(node, report)
