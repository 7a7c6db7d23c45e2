# SPDX-License-Identifier: MIT
"""Constants of the hardware, and what of a guest is in it."""
from types import SimpleNamespace

from ..model import hardware
from ..model.formats import BITS, FLAGS


def _prefix(arch):
    return f"AXVCPU_{arch.arch}".upper()


def _mask(ranges):
    return sum((2 << high) - (1 << low) for high, low in ranges)


def _field(arch, field, register, ranges):
    c = f"{_prefix(arch)}_{register}_{field.name}".upper()
    low = ranges[-1][1]
    values = [SimpleNamespace(c=f"{c}_{word}".upper(), value=int(value) << low)
              for word, value in getattr(field, "named", None) or []]
    return SimpleNamespace(c=c, mask=_mask(ranges), shift=low if len(ranges) == 1 else None,
                           named=values, doc=str(field.doc), where=field.pos.cite)


def _entry(arch):
    """The bits of an entry of the second stage's tables."""
    entry, prefix = arch.entry, f"{_prefix(arch)}_ENTRY"
    high, low = map(int, BITS.match(entry.frame).groups())
    bits = [SimpleNamespace(c=f"{prefix}_{key}".upper(), mask=1 << getattr(entry, key))
            for key in FLAGS if getattr(entry, key) is not None]
    return SimpleNamespace(where=entry.pos.cite, doc=str(entry.doc), bits=bits, c=f"{prefix}_FRAME",
                           mask=_mask([(high, low)]), shift=low, page=int(entry.page_bits),
                           index=int(entry.index_bits))


def _set(exceptions, key):
    return sum(1 << int(e.number) for e in exceptions if getattr(e, key))


def constants(arch):
    exceptions = arch.exceptions or []
    return {
        "name": str(arch.arch), "prefix": _prefix(arch), "numbers": [SimpleNamespace(
            c=f"{_prefix(arch)}_{r.name}_NUMBER".upper(), number=int(r.number), doc=str(r.doc),
            where=r.pos.cite) for r in arch.hardware],
        "fields": [_field(arch, *joined) for joined in arch.joined],
        "entry": arch.entry and _entry(arch),
        "exceptions": [SimpleNamespace(c=f"{_prefix(arch)}_EXCEPTION_{e.name}".upper(),
                                       number=int(e.number)) for e in exceptions],
        "delegated": _set(exceptions, "delegated"), "injected": _set(exceptions, "injected")}


def host(arch):
    """The registers of the host that a switch keeps, and where."""
    return [SimpleNamespace(c=f"{_prefix(arch)}_HOST_{r.name}_OFFSET".upper(), offset=8 * index,
                            name=str(r.name), doc=str(r.doc), where=r.pos.cite)
            for index, r in enumerate(hardware.host(arch))] if arch.hardware else []


def loaded(arch):
    """What of a guest is in the hardware while it is loaded."""
    return {
        "name": str(arch.arch), "prefix": _prefix(arch), "host": host(arch),
        "hardware": [SimpleNamespace(name=str(r.name), c=f"{_prefix(arch)}_{r.name}_NUMBER".upper())
                     for r in arch.hardware],
        "rows": [SimpleNamespace(
            register=f"{_prefix(arch)}_{r.name}".upper(), member=str(r.hardware), doc=str(r.doc),
            c=f"{_prefix(arch)}_{r.hardware}_NUMBER".upper(), where=r.pos.cite)
            for r in arch.registers if r.hardware]}
