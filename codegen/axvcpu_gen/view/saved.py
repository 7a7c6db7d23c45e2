# SPDX-License-Identifier: MIT
"""Where each number of a saved vCPU is, and a digest of what decides it."""
import hashlib
from types import SimpleNamespace

from ..model import saved as model

BYTES = 8


def _slot(slot, index, count):
    most = None if slot.most is None else int(slot.most)
    return SimpleNamespace(c=f"AXVCPU_SAVED_{slot.name}".upper(), name=str(slot.name),
                           doc=str(slot.doc), where=slot.pos.cite, index=index, count=count,
                           offset=index * BYTES, most=most)


def _placed(slots, counts):
    """Slots with their places; the place behind them."""
    made, index = [], 0
    for slot, count in zip(slots, counts):
        made.append(_slot(slot, index, count))
        index += count
    return made, index


def _exits(exits):
    for enum in exits.enums:
        yield "enum", str(enum.name), [(str(v.name), int(v.value)) for v in enum.values]
    for exit in exits.exits:
        yield ("exit", str(exit.name), int(exit.value),
               [(str(field.name), str(field.type)) for field in exit.fields])


def _backends(spec):
    for backend in spec.backend:
        yield "backend", str(backend.backend), int(backend.value), str(backend.decoder)
    for decoder in spec.decoders:
        yield ("decoder", decoder.name, [(word.name, int(word.entry.width), word.fetched)
                                         for word in decoder.words],
               [row.name for row in decoder.rows])


def _digest(spec, arch, placed):
    """64 bits of a hash over all that gives the numbers their place or their meaning."""
    parts = [int(spec.saved.version), *((slot.name, slot.index, slot.most) for slot in placed),
             *((str(request.name), int(request.bit)) for request in spec.lifecycle.requests),
             *_exits(spec.exits), *_backends(spec), str(arch.arch),
             *((str(r.name), int(r.number)) for r in model.registers(arch)),
             *((str(i.name), int(i.number)) for i in arch.interrupts)]
    text = "\n".join(map(repr, parts))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:BYTES], "little")


def _arch(spec, arch):
    rows = model.registers(arch)
    fixed = model.counts(spec.saved, spec)
    placed, end = _placed(spec.saved.slots, [*fixed, -(-len(rows) // 64), len(rows)])
    name = str(arch.arch)
    return SimpleNamespace(
        name=name, c=f"AXVCPU_ARCH_{name}".upper(), slots=placed, size=end * BYTES,
        first=placed[-1].index, digest=_digest(spec, arch, placed), rows=[SimpleNamespace(
            c=f"AXVCPU_{name}_{row.name}".upper(), name=str(row.name), doc=str(row.doc),
            counts="true" if row.saved == "counts" else "false", where=row.pos.cite,
            offset=(placed[-1].index + index) * BYTES) for index, row in enumerate(rows)])


def _limits(slots):
    return [SimpleNamespace(slot=f"{slot.c} + {number}" if number else slot.c, most=slot.most,
                            where=slot.where)
            for slot in slots if slot.most is not None for number in range(slot.count)]


def formats(spec):
    fixed, end = _placed(spec.saved.slots, model.counts(spec.saved, spec))
    arches = [_arch(spec, arch) for arch in spec.arch]
    last = _slot(spec.saved.slots[-2], end, 0)
    return {"magic": int(spec.saved.magic), "version": int(spec.saved.version),
            "limits": _limits(fixed), "slots": [*fixed, last], "arches": arches,
            "registers": max(len(arch.rows) for arch in arches)}


def document(spec, arch):
    return {"doc": str(spec.saved.doc), "arch": _arch(spec, arch)}
