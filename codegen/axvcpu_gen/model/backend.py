# SPDX-License-Identifier: MIT
"""A back end: its syndrome, its decoder, its ops."""
from ..shape import Shape, choice, flag, list_of, name, number, text, unique
from .table import FIELD, TABLE, VALUE

WORD = Shape("word", {"name": name, "width": number, "section": text, "doc": text},
             {"main": flag, "fetched": flag, "from": text, "unless": text})
BACKEND = Shape("back end file", {
    "backend": name, "arch": name, "value": number, "doc": text, "manual": text,
    "kind": choice("hardware", "hosted")},
    {"section": text, "root": name, "decoder": name, "ops": list_of(name),
     "words": list_of(WORD), "fields": list_of(FIELD), "values": list_of(VALUE),
     "tables": list_of(TABLE), "firmware": list_of(name)})


def load(node, report):
    return BACKEND(node, report)
