# SPDX-License-Identifier: MIT
"""The transition table as Promela: its names are those of the spec in capitals."""
from types import SimpleNamespace

from ..model.lifecycle import CLAIMED, STAY
from . import lifecycle


def _numbers(entries):
    return [SimpleNamespace(name=str(e.name).upper(), value=int(e.value), doc=str(e.doc))
            for e in entries]


def _requests(model):
    return [SimpleNamespace(name=f"REQUEST_{r.name}".upper(), value=1 << int(r.bit),
                            doc=str(r.doc)) for r in model.requests]


def _events(model):
    return [SimpleNamespace(name=f"EVENT_{e.name}".upper(), value=number, doc=str(e.doc))
            for number, e in enumerate(model.events)]


def _step(transition):
    start = str(getattr(transition, "from")).upper()
    during = str(transition.during).upper()
    return SimpleNamespace(
        event=f"EVENT_{transition.event}".upper(), start=start, to=str(transition.to).upper(),
        during=f"{start} + CLAIMED" if transition.during == CLAIMED else during,
        where=transition.pos.cite)


def table(model):
    """What lifecycle.table says in C."""
    return {"states": _numbers(model.states), "gone": lifecycle.gone(model),
            "claimed": lifecycle.claimed(model), "requests": _requests(model),
            "policies": _numbers(model.policies), "events": _events(model),
            "initial": next(str(s.name).upper() for s in model.states if s.initial),
            "steps": [_step(t) for t in model.transitions],
            "moves": [SimpleNamespace(policy=str(p.name).upper(), to=str(p.refused).upper(),
                                      where=p.pos.cite)
                      for p in model.policies if p.refused != STAY]}
