# SPDX-License-Identifier: MIT
"""An instruction set as the guest sees it: registers, context, interrupts, table formats."""
import re

from ..shape import Shape, choice, flag, list_of, name, number, text, unique

REGISTER = Shape("register", {
    "name": name, "number": number, "width": number, "abi": choice("caller", "callee", "fixed"),
    "moved": choice("run", "load", "lazy"), "doc": text},
    {"alias": name, "context": text, "role": name})
ROLE = Shape("role", {"role": name, "register": name})
INTERRUPT = Shape("interrupt", {"name": name, "number": number, "priority": number, "doc": text})
FORMAT = Shape("format", {"name": name, "value": number, "levels": number, "address": number,
                          "root_size": number, "section": text, "doc": text}, {"default": flag})
ENTRY = Shape("entry", {
    "doc": text, "section": text, "page_bits": number, "index_bits": number, "frame": text,
    "valid": number, "read": number, "write": number, "execute": number},
    {"user": number, "accessed": number, "dirty": number})
ARCH = Shape("arch file", {
    "arch": name, "value": number, "doc": text, "manual": text, "registers": list_of(REGISTER),
    "roles": list_of(ROLE), "interrupts": list_of(INTERRUPT), "formats": list_of(FORMAT),
    "entry": ENTRY})
CONTEXT = re.compile(r"([a-z][a-z0-9_]*)(?:\[(0|[1-9][0-9]*)\])?\Z")
BITS = re.compile(r"([0-9]+)\.\.([0-9]+)\Z")
ROLES = ("pc", "sp", *(f"arg{n}" for n in range(8)), "return", "return1")


def load(node, report):
    return ARCH(node, report)


def resolve(model):
    """Registers by role, and how many general registers are numbered from 0."""
    by_name = {str(register.name): register for register in model.registers}
    model.by_role = {str(r.role): r for r in model.registers if r.role}
    for role in model.roles:
        if role.register in by_name:
            model.by_role[str(role.role)] = by_name[role.register]
    contexts = {int(r.number): str(r.context) for r in model.registers if r.context}
    base = contexts.get(0, "").split("[")[0]
    model.general = 0
    while contexts.get(model.general) == f"{base}[{model.general}]":
        model.general += 1
    model.general_base = base
