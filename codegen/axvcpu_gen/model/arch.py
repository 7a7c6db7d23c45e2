# SPDX-License-Identifier: MIT
"""An instruction set as the guest sees it: registers, context, interrupts."""
import re

from ..shape import Shape, choice, identifier, list_of, name, number, text, unique
from . import formats

REGISTER = Shape("register", {
    "name": identifier, "number": number, "width": number,
    "abi": choice("caller", "callee", "fixed"),
    "moved": choice("run", "load", "lazy"), "doc": text},
    {"alias": name, "context": text, "role": name, "saved": choice("no", "counts")})
ROLE = Shape("role", {"role": name, "register": name})
INTERRUPT = Shape("interrupt", {"name": name, "number": number, "priority": number, "doc": text})
ARCH = Shape("arch file", {
    "arch": identifier, "value": number, "doc": text, "manual": text,
    "registers": list_of(REGISTER), "roles": list_of(ROLE), "interrupts": list_of(INTERRUPT)},
    {"formats": list_of(formats.FORMAT), "entry": formats.ENTRY})
CONTEXT = re.compile(r"([a-z][a-z0-9_]*)(?:\[(0|[1-9][0-9]*)\])?\Z")
ROLES = ("pc", "sp", *(f"arg{n}" for n in range(8)), "return", "return1")
FIRST_ROLE = 0x10000


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


def check(model, report):
    _names(model, report)
    unique(model.registers, "number", "number", report)
    for key in ("name", "number", "priority"):
        unique(model.interrupts, key, f"interrupt {key}", report)
    for register in model.registers:
        if not 0 <= register.number < FIRST_ROLE:
            report.error(register.number.pos, f"number {register.number:#x} is not below "
                         f"{FIRST_ROLE:#x}, where the roles begin")
    _context(model, report)
    _roles(model, report)
    formats.check(model, report)


def _names(model, report):
    """Names and aliases are looked up together."""
    seen = {}
    for word in [word for r in model.registers for word in (r.name, r.alias) if word]:
        if word in seen:
            report.error(word.pos, f"register name '{word}' is given twice",
                         note=(seen[word].pos, "the first one is here"))
        seen.setdefault(word, word)


def _context(model, report):
    """Each place in the saved registers belongs to one register, and arrays have no holes."""
    unique(model.registers, "context", "context", report)
    lengths = {}
    for register in model.registers:
        match = register.context and CONTEXT.match(register.context)
        if register.context and not match:
            report.error(register.context.pos, f"'{register.context}' is no place",
                         hint="write pc or x[3]")
        if match:
            _place(register, *match.groups(), lengths, report)


def _place(register, base, index, lengths, report):
    if register.width != 64:
        report.error(register.width.pos, "a saved register has 64 bits")
    if base in lengths and (index is None) != (lengths[base] is None):
        report.error(register.context.pos, f"'{base}' is an array and a single register")
    elif index is None:
        lengths[base] = None
    else:
        expected = lengths.get(base, 0)
        if int(index) > expected:
            report.error(register.context.pos, f"{base}[{expected}] is missing before this")
        lengths[base] = max(expected, int(index) + 1)


def _roles(model, report):
    names = {str(register.name) for register in model.registers}
    roles = [r.role for r in model.registers if r.role] + [r.role for r in model.roles]
    seen = {}
    for role in roles:
        if role not in ROLES:
            report.unknown(role, "role", ROLES)
        elif role in seen:
            report.error(role.pos, f"role '{role}' is given twice",
                         note=(seen[role].pos, "the first one is here"))
        seen.setdefault(role, role)
    for entry in model.roles:
        if entry.register not in names:
            report.unknown(entry.register, "register", names)
    missing = [role for role in ROLES if role not in seen]
    if missing:
        report.error(model.arch.pos, f"no register has the role {', '.join(missing)}")
