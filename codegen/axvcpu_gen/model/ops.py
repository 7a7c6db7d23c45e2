# SPDX-License-Identifier: MIT
"""The slots of a back end's dispatch table."""
from ..shape import Shape, choice, flag, list_of, name, text, unique

RETURNS = {"status": "enum axvcpu_status", "void": "void", "size_t": "size_t"}
OP = Shape("op", {"name": name, "required": flag, "returns": choice(*RETURNS), "args": text,
                  "states": list_of(name), "doc": text})
OPS = Shape("op file", {"doc": text, "ops": list_of(OP)})


def load(node, report):
    return OPS(node, report)


def check(model, lifecycle, report):
    unique(model.ops, "name", "op", report)
    states = {state.name for state in lifecycle.states}
    for op in model.ops:
        for state in op.states:
            if state not in states:
                report.unknown(state, "state", states)
