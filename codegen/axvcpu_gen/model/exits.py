# SPDX-License-Identifier: MIT
"""The portable exits and their payloads."""
import re

from ..shape import (DOC, Shape, choice, identifier, list_of, name, number, parse_number, text, unique)

VALUE = Shape("value", "A value of an enum.", {
    "name": (name, "What rows set a field to."), "value": (number, "Its number."), "doc": DOC,
})
ENUM = Shape("enum", "Named values that fields of payloads take.", {
    "name": (name, "The type of such a field; in C, enum axvcpu_NAME."),
    "doc": DOC,
    "values": (list_of(VALUE), "The values."),
})
FIELD = Shape("field", "A field of an exit's payload.", {
    "name": (identifier, "Its name."),
    "type": (text, "`bool`, `u8`, `u16`, `u32`, `u64`, an array such as `u64[6]`, or an enum."),
    "doc": DOC,
}, {
    "default": (text, "What it is where a row does not set it; `unknown`: nothing, and its bit "
                "in `known` is clear."),
    "format": (choice("hex"), "How it is printed, if not as its type is."),
})
EXIT = Shape("exit", "A portable reason why the guest stopped.", {
    "name": (identifier, "Its name; the member of struct axvcpu_exit that is its payload."),
    "value": (number, "Its number; those that owe a value have the highest ones."),
    "answer": (choice("read", "write", "none"), "What the caller owes before the next run: "
               "`read`, a value; `write`, nothing, and the instruction retires; `none`, nothing, "
               "and the instruction is executed again."),
    "doc": DOC,
    "fields": (list_of(FIELD), "The payload."),
}, {
    "by": (choice("host"), "Who caused it, if not the guest."),
    "retires": (choice("either"), "For one with nothing to answer that may yet have an "
                "instruction behind it."),
})
FILE = Shape("exit file", "exits.yaml: the portable exits.", {
    "doc": DOC,
    "enums": (list_of(ENUM), "The types of fields that are no numbers."),
    "exits": (list_of(EXIT), "The exits."),
})
INTEGERS = {"bool": 1, "u8": 8, "u16": 16, "u32": 32, "u64": 64}
ARRAY = re.compile(r"(u8|u16|u32|u64)\[([1-9][0-9]*)\]\Z")
# Enums that the generator makes of other things.
TAKEN = ("arch", "backend", "decoded", "event", "exit", "policy", "register", "retire", "state",
         "status")
# Members of struct axvcpu_exit beside the payloads.
MEMBERS = ("answer", "backend", "cause", "insn_length", "known", "part_count", "parts", "pc",
           "reason", "retire", "syndrome", "write_count", "writes")
UNKNOWN = "unknown"


def resolve(model):
    """Gives each field its base type, count and, of an enum, the enum."""
    enums = {str(enum.name): enum for enum in model.enums}
    for exit in model.exits:
        for field in exit.fields:
            match = ARRAY.match(field.type)
            field.base = match.group(1) if match else str(field.type)
            field.count = int(match.group(2)) if match else 1
            field.enum = enums.get(field.base)


def check(model, report):
    resolve(model)
    unique(model.enums, "name", "enum", report)
    unique(model.exits, "name", "exit", report)
    unique(model.exits, "value", "value", report)
    used = {str(field.enum.name) for exit in model.exits for field in exit.fields if field.enum}
    for enum in model.enums:
        _enum(enum, used, report)
    for exit in model.exits:
        _exit(exit, model, report)
    _reads_last(model, report)


def _enum(enum, used, report):
    unique(enum.values, "name", "value", report)
    unique(enum.values, "value", "value", report)
    if enum.name in TAKEN:
        report.error(enum.name.pos, f"the enum '{enum.name}' is made by the generator")
    elif enum.name not in used:
        report.error(enum.name.pos, f"no field has the type '{enum.name}'")


def _exit(exit, model, report):
    unique(exit.fields, "name", "field", report)
    if exit.fields and exit.name in MEMBERS:
        report.error(exit.name.pos, f"struct axvcpu_exit has a member '{exit.name}' already")
    if not 0 <= exit.value < 1 << 16:
        report.error(exit.value.pos, f"value {exit.value} is not between 0 and 65535")
    if len(exit.fields) > 32:
        report.error(exit.name.pos, f"exit '{exit.name}' has {len(exit.fields)} fields; "
                     "the member known has bits for 32")
    types = [*INTEGERS, *(str(enum.name) for enum in model.enums), "u64[6]"]
    for field in exit.fields:
        _field(field, types, report)


def _field(field, types, report):
    if field.name == "all":
        report.error(field.name.pos, "'all' is what stands for all fields")
    if field.base not in INTEGERS and field.enum is None:
        report.unknown(field.type, "type", types)
        return
    if field.format and (field.enum or field.base == "bool"):
        report.error(field.format.pos, f"a field of type {field.type} has no format")
    if field.default is not None:
        _default(field, report)


def _default(field, report):
    """A default is a value of the field's type, or that there is none."""
    if field.default == UNKNOWN and not field.enum and field.base != "bool" and field.count == 1:
        return
    if field.enum:
        names = [str(value.name) for value in field.enum.values]
        if field.default not in names:
            report.unknown(field.default, f"value of '{field.enum.name}'", names)
    elif field.base == "bool":
        if field.default not in ("true", "false"):
            report.error(field.default.pos, "the default of a bool is true or false")
    elif field.count > 1:
        report.error(field.default.pos, "a list has no default")
    else:
        parsed = parse_number(field.default)
        if parsed is None or not 0 <= parsed[0] < 1 << INTEGERS[field.base]:
            report.error(field.default.pos, f"'{field.default}' is no value of {field.type}")


def _reads_last(model, report):
    """One comparison finds the exits that owe a value."""
    reads = [exit for exit in model.exits if exit.answer == "read"]
    if not reads:
        report.error(model.pos, "no exit is answered by a read")
        return
    first = min(reads, key=lambda exit: exit.value)
    for exit in model.exits:
        if exit.answer != "read" and exit.value > first.value:
            report.error(exit.value.pos, f"exit '{exit.name}' owes no value, so its number is "
                         "below those of all that do",
                         note=(first.value.pos, f"'{first.name}' owes one"))
