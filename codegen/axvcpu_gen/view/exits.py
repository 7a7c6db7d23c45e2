# SPDX-License-Identifier: MIT
"""Exits: payload structs, known bits, fetch answers."""
from types import SimpleNamespace

from ..model.exits import INTEGERS, UNKNOWN
from . import enums

CTYPES = {"u8": "uint8_t", "u16": "uint16_t", "u32": "uint32_t", "u64": "uint64_t",
          "bool": "bool"}


def ctype(field):
    return f"enum axvcpu_{field.enum.name}" if field.enum else CTYPES[field.base]


def _kind(field):
    if field.enum:
        return "NAME"
    if field.base == "bool":
        return "BOOL"
    return "HEX" if field.format == "hex" or field.base == "u64" else "NUMBER"


def _field(exit, field, index):
    array = f"[{field.count}]" if field.count > 1 else ""
    return SimpleNamespace(name=str(field.name), doc=str(field.doc), where=field.pos.cite,
                           declaration=f"{ctype(field)} {field.name}{array}",
                           known=f"AXVCPU_KNOWN_{exit.name}_{field.name}".upper(), bit=index,
                           kind=f"AXVCPU_FIELD_{_kind(field)}", count=field.count,
                           optional=field.default == UNKNOWN,
                           names=f"{field.enum.name}_name" if field.enum else None)


def _members(exit, fields):
    """The fields from the largest to the smallest: without holes, constants are few stores."""
    sizes = {str(field.name): 4 if field.enum else INTEGERS[field.base] // 8 for field in exit.fields}
    return sorted(fields, key=lambda field: -sizes[field.name])


def payload(exit):
    fields = [_field(exit, field, index) for index, field in enumerate(exit.fields)]
    return SimpleNamespace(name=str(exit.name), tag=f"axvcpu_exit_{exit.name}", doc=str(exit.doc),
                           where=exit.pos.cite, fields=fields, members=_members(exit, fields), mask=(1 << len(fields)) - 1,
                           known_all=f"AXVCPU_KNOWN_{exit.name}_ALL".upper(),
                           reason=f"AXVCPU_EXIT_{exit.name}".upper())


def first_read(model):
    reads = [exit for exit in model.exits if exit.answer == "read"]
    return f"AXVCPU_EXIT_{min(reads, key=lambda exit: exit.value).name}".upper()


def fetched_words(backends):
    """The words that decoders may ask for, each name once."""
    found = {}
    for backend in backends:
        for word in backend.words or []:
            if word.fetched:
                found.setdefault(str(word.name), word)
    return list(found.values())


def decoded(backends):
    done = enums.fixed("AXVCPU_DECODED_DONE", "done", "The exit is filled in.", 0)
    needs = [enums.fixed(f"AXVCPU_DECODED_NEED_{word.name}".upper(), f"need_{word.name}",
                         f"Fetch this word of the syndrome and call again: {word.doc}", index)
             for index, word in enumerate(fetched_words(backends), 1)]
    return enums.enum("decoded", "What a decoder answers.", "axvcpu_decoded", [done, *needs])
