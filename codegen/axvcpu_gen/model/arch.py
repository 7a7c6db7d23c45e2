# SPDX-License-Identifier: MIT
"""An instruction set as the guest sees it: registers, context, interrupts."""
import re

from ..shape import DOC, Shape, choice, identifier, list_of, name, number, text, unique
from . import formats, hardware, system_registers

REGISTER = Shape("register", "A register of the guest.", {
    "name": (identifier, "What programs call it."),
    "number": (number, "By which the library's calls and exits name it; general ones from 0."),
    "width": (number, "Its bits."),
    "abi": (choice("caller", "callee", "fixed", "link"), "Whose it is in the host's calling "
            "convention; `link`: the caller's, with the way back."),
    "moved": (choice("run", "load", "lazy"), "When it goes into the hardware and comes back: on "
              "each entry and exit, when another vCPU takes the CPU, or at its first use."),
    "doc": DOC,
}, {
    "alias": (name, "Another name, such as that of the calling convention."),
    "context": (text, "Its place among the saved registers, in save order: `pc`, `x[3]`."),
    "role": (name, "What it is on every arch: `pc`, `sp`, `arg0` to `arg7`, `return`, `return1`."),
    "hardware": (name, "The hardware register that holds it while the vCPU is loaded."),
    "saved": (choice("no", "counts"), "In a saved vCPU: `no`: it follows from others; `counts`: "
              "it goes on by itself."),
})
ROLE = Shape("role", "A second role of a register.", {
    "role": (name, "As a register's `role`."), "register": (name, "The register's name."),
})
INTERRUPT = Shape("interrupt", "An interrupt line of the guest.", {
    "name": (name, "What the manual calls it."),
    "number": (number, "By which the library's calls name it."),
    "priority": (number, "0 is taken first."),
    "doc": DOC,
})
BASE = Shape("base", "The number that stands for another register in the base of an address.", {
    "number": (number, "The number."),
    "register": (name, "The register that it is there, such as the stack pointer."),
})
REFINEMENT = Shape("refinement", "A function in C that makes more of an exit: it decodes what "
                   "tables cannot.", {
    "name": (identifier, "The function is axvcpu_ARCH_refine_NAME(exit, registers, arguments...)."),
    "header": (text, "Where it is declared."),
    "arguments": (number, "How many arguments rows give it, each a uint64_t."),
    "doc": DOC,
})
FILE = Shape("arch file", "arch/NAME.yaml: an instruction set as the guest sees it.", {
    "arch": (identifier, "Its name; that of the file."),
    "value": (number, "Its number in enum axvcpu_arch, from 1 to 255; 200 and more are left to "
              "those who add one."),
    "doc": DOC,
    "manual": (text, "The manual that all sections are of, with its edition."),
    "registers": (list_of(REGISTER), "The registers, in the order in which they are saved."),
    "roles": (list_of(ROLE), "Roles beyond the first one of a register."),
}, {
    "interrupts": (list_of(INTERRUPT), "The interrupt lines; none: the guest is given vectors."),
    "base": (BASE, "Where numbers of general registers mean another register in an address."),
    "refinements": (list_of(REFINEMENT), "Functions that rows of decoders may call."),
    "formats": (list_of(formats.FORMAT), "Formats of the second stage that the library can "
                "build; none: it builds none."),
    "entry": (formats.ENTRY, "An entry of such a table."),
    "system_register_parts": (list_of(system_registers.PART), "What the number of a system "
                              "register is made of; without it, numbers are written whole."),
    "system_registers": (list_of(system_registers.REGISTER), "Those that a guest names by number: "
                         "MSRs, CSRs."),
    **hardware.KEYS,
})
CONTEXT = re.compile(r"([a-z][a-z0-9_]*)(?:\[(0|[1-9][0-9]*)\])?\Z")
ROLES = ("pc", "sp", *(f"arg{n}" for n in range(8)), "return", "return1")
OPTIONAL = ("arg6", "arg7")  # calling conventions pass at least six arguments in registers
FIRST_ROLE = 0x10000


def resolve(model):
    """Registers by role, and how many general registers are numbered from 0."""
    model.interrupts = model.interrupts or []
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
    _base(model, report)
    unique(model.refinements or [], "name", "refinement", report)
    unique(model.registers, "number", "number", report)
    for key in ("name", "number", "priority"):
        unique(model.interrupts or [], key, f"interrupt {key}", report)
    for register in model.registers:
        if not 0 <= register.number < FIRST_ROLE:
            report.error(register.number.pos, f"number {register.number:#x} is not below "
                         f"{FIRST_ROLE:#x}, where the roles begin")
    _context(model, report)
    _roles(model, report)
    formats.check(model, report)
    system_registers.check(model, report)
    hardware.check(model, report)


def _names(model, report):
    """Names and aliases are looked up together."""
    seen = {}
    for word in [word for r in model.registers for word in (r.name, r.alias) if word]:
        if word in seen:
            report.error(word.pos, f"register name '{word}' is given twice",
                         note=(seen[word].pos, "the first one is here"))
        seen.setdefault(word, word)


def _base(model, report):
    """The register of a base is a saved one, and its number that of a general one."""
    if model.base is None:
        return
    registers = {str(r.name): r for r in model.registers if r.context}
    if model.base.register not in registers:
        report.unknown(model.base.register, "saved register", registers)
    if model.base.number not in [r.number for r in registers.values()]:
        report.error(model.base.number.pos, f"{model.base.number} is no saved register's number")


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
    missing = [role for role in ROLES if role not in seen and role not in OPTIONAL]
    if missing:
        report.error(model.arch.pos, f"no register has the role {', '.join(missing)}")
