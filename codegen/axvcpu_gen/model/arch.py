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
