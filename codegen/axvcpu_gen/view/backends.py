# SPDX-License-Identifier: MIT
"""The back ends: what there is, and the dispatch tables of those that list their ops."""
from types import SimpleNamespace

from ..model.ops import RETURNS


def table(models):
    """Hardware before interpreters: the first one that works is the default."""
    ordered = sorted(models, key=lambda m: (m.kind == "hosted", int(m.value)))
    return [SimpleNamespace(
        c=f"AXVCPU_BACKEND_{m.backend}".upper(), arch=f"AXVCPU_ARCH_{m.arch}".upper(),
        name=str(m.backend), doc=str(m.doc), have=f"AXVCPU_HAVE_{m.backend}".upper(),
        hosted="true" if m.kind == "hosted" else "false", where=m.pos.cite) for m in ordered]


def ops(model, slots):
    """The slots that a back end fills, in the order of the dispatch table."""
    name = str(model.backend)
    filled = [SimpleNamespace(name=str(op.name), result=RETURNS[op.returns], args=str(op.args),
                              function=f"axvcpu_{name}_{op.name}", where=op.pos.cite)
              for op in slots.ops if op.name in model.ops]
    return {"name": name, "slots": filled}


def decoders(models, decoders_of):
    """Which decoder explains each back end."""
    names = {decoder.name for decoder in decoders_of}
    served = [(str(m.backend), str(m.decoder or m.backend)) for m in models]
    return {"decoders": sorted(names),
            "served": [(backend, decoder) for backend, decoder in served if decoder in names]}


def offers(firmware):
    """The extensions that a guest finds when it probes: single values of the root table."""
    root = next(t for t in firmware.resolved if t.name == firmware.root)
    return {"name": str(firmware.firmware), "extensions": [
        SimpleNamespace(c=f"AXVCPU_{firmware.firmware}_EXTENSION_{row.name}".upper(),
                        where=row.pos.cite) for row in root.rows if row.low == row.high]}
