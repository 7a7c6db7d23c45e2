# SPDX-License-Identifier: MIT
"""The portable exits and their payloads."""
import re

from ..shape import Shape, choice, list_of, name, number, scalar, text, unique

VALUE = Shape("value", {"name": name, "value": number, "doc": text})
ENUM = Shape("enum", {"name": name, "doc": text, "values": list_of(VALUE)})
FIELD = Shape("field", {"name": name, "type": text, "doc": text},
              {"default": text, "format": choice("hex")})
EXIT = Shape("exit", {"name": name, "value": number, "answer": choice("read", "write", "none"),
                      "doc": text, "fields": list_of(FIELD)})
EXITS = Shape("exit file", {"doc": text, "enums": list_of(ENUM), "exits": list_of(EXIT)})
INTEGERS = {"bool": 1, "u8": 8, "u16": 16, "u32": 32, "u64": 64}
ARRAY = re.compile(r"(u8|u16|u32|u64)\[([1-9][0-9]*)\]\Z")


def load(node, report):
    return EXITS(node, report)


def resolve(model):
    """Gives each field its base type, count and, of an enum, the enum."""
    enums = {enum.name: enum for enum in model.enums}
    for exit in model.exits:
        for field in exit.fields:
            match = ARRAY.match(field.type)
            field.base = match.group(1) if match else str(field.type)
            field.count = int(match.group(2)) if match else 1
            field.enum = enums.get(field.base)
