# SPDX-License-Identifier: MIT
"""The slots of a back end's dispatch table."""
import re

from ..shape import DOC, Shape, choice, flag, identifier, list_of, name, text, unique

RETURNS = {"status": "enum axvcpu_status", "void": "void", "size_t": "size_t"}
OP = Shape("op", "A slot.", {
    "name": (identifier, "Its name; a back end's function is axvcpu_BACKEND_NAME."),
    "required": (flag, "Whether every back end has it."),
    "returns": (choice(*RETURNS), "What it returns."),
    "args": (text, "Its parameters, in C."),
    "states": (list_of(name), "The states in which the library calls it."),
    "doc": DOC,
})
FILE = Shape("op file", "ops.yaml: the slots of a back end's dispatch table.", {
    "doc": DOC, "ops": (list_of(OP), "The slots, in the order of the struct."),
})
ARGUMENT = re.compile(r"(const )?((struct|enum) \w+|(?!struct|enum)\w+) \*{0,2}[a-z_]\w*\Z")


def check(model, lifecycle, report):
    unique(model.ops, "name", "op", report)
    states = {str(state.name) for state in lifecycle.states}
    for op in model.ops:
        if op.name in ("name", "size"):
            report.error(op.name.pos, f"struct axvcpu_ops has a member '{op.name}' already")
        for state in op.states:
            if state not in states:
                report.unknown(state, "state", states)
        _arguments(op, report)


def _arguments(op, report):
    for argument in op.args.split(","):
        if not ARGUMENT.match(argument.strip()):
            report.error(op.args.pos, f"'{argument.strip()}' is no parameter",
                         hint='write a type and a name, as in "void *state, uint32_t reg"')
