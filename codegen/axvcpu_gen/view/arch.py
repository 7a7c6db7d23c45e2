# SPDX-License-Identifier: MIT
"""Registers, context offsets and table formats of an arch."""
from types import SimpleNamespace

from ..model.arch import CONTEXT
from ..model.formats import BITS, FLAGS
from . import hardware, headers


def _offsets(arch):
    """Where each member of the saved registers begins, and the size of all."""
    offsets, size = {}, 0
    for register in arch.registers:
        if register.context:
            base, index = CONTEXT.match(register.context).groups()
            if base not in offsets:
                offsets[base] = size
            size = max(size, offsets[base] + 8 * (int(index or 0) + 1))
    return offsets, size


def _constant(arch, register):
    return f"AXVCPU_{arch.arch}_{register.name}".upper()


def registers(arch):
    name = str(arch.arch)
    rows = [SimpleNamespace(
        c=_constant(arch, r), name=str(r.name), alias=r.alias and str(r.alias), doc=str(r.doc),
        width=int(r.width), role=f"AXVCPU_REGISTER_{r.role}".upper() if r.role else "0", where=r.pos.cite,
        offset=f"(int32_t)offsetof(struct axvcpu_{name}_registers, {r.context})"
        if r.context else "-1") for r in arch.registers]
    roles = [SimpleNamespace(c=f"AXVCPU_REGISTER_{role}".upper(), register=_constant(arch, r))
             for role, r in arch.by_role.items()]
    return {"name": name, "registers": rows, "roles": roles}


def context(arch):
    """Offsets for assembly, in save order."""
    offsets, size = _offsets(arch)
    rows = []
    for register in arch.registers:
        if register.context:
            base, index = CONTEXT.match(register.context).groups()
            rows.append(SimpleNamespace(
                c=f"{_constant(arch, register)}_OFFSET", offset=offsets[base] + 8 * int(index or 0),
                member=str(register.context), where=register.pos.cite))
    return {"name": str(arch.arch), "rows": rows, "size": size, "host": hardware.host(arch)}


def _ordered(arch):
    """The default format first."""
    return sorted(arch.formats or (), key=lambda f: not f.default)


def formats(arch):
    entry = arch.entry
    high, low = BITS.match(entry.frame).groups()
    always = [f"UINT64_C(1) << {bit}" for bit in (entry.user, entry.accessed, entry.dirty)
              if bit is not None]
    ordered = _ordered(arch)
    rows = [SimpleNamespace(name=str(f.name), doc=str(f.doc), section=str(f.section),
                            value=int(f.value), levels=int(f.levels), address=int(f.address),
                            root_size=int(f.root_size), where=f.pos.cite) for f in ordered]
    return {"name": str(arch.arch), "formats": rows, "entry": SimpleNamespace(
        page=int(entry.page_bits), index=int(entry.index_bits), high=high, low=low,
        always=" | ".join(always) or "0", where=entry.pos.cite,
        bits=[(key, int(getattr(entry, key))) for key in FLAGS if getattr(entry, key) is not None])}


def all_registers(arches):
    return {"arches": [SimpleNamespace(name=str(a.arch), c=f"AXVCPU_ARCH_{a.arch}".upper())
                       for a in arches], "roles": headers.roles()}


def lookups(arches):
    """What the core asks of an arch by its number."""
    rows = []
    for arch in arches:
        name = str(arch.arch)
        rows.append(SimpleNamespace(
            name=name, c=f"AXVCPU_ARCH_{name}".upper(),
            formats=[SimpleNamespace(c=f"AXVCPU_{name}_FORMAT_{f.name}".upper(), where=f.pos.cite)
                     for f in _ordered(arch)],
            interrupts=[SimpleNamespace(c=f"AXVCPU_{name}_INTERRUPT_{i.name}".upper(),
                                        where=i.pos.cite, priority=int(i.priority))
                        for i in arch.interrupts]))
    return {"arches": rows}


def system_registers(arches):
    """The names of those that a guest accesses by number, in order of number."""
    rows = []
    for arch in arches:
        ordered = sorted(arch.system_registers or (), key=lambda register: register.value)
        rows.append(SimpleNamespace(
            name=str(arch.arch), c=f"AXVCPU_ARCH_{arch.arch}".upper(),
            registers=[SimpleNamespace(number=register.value, name=str(register.name),
                                       doc=str(register.doc), where=register.pos.cite)
                       for register in ordered]))
    return {"arches": [row for row in rows if row.registers]}
