# SPDX-License-Identifier: MIT
"""The transition table."""
from types import SimpleNamespace

from ..model.lifecycle import CLAIMED, GONE, STAY


def _constant(state):
    return f"AXVCPU_STATE_{state}".upper()


def gone(model):
    """A value of the state word after the last state: no step leads out of it."""
    return max(state.value for state in model.states) + 1


def claimed(model):
    """The lowest bit that no state uses."""
    return 1 << gone(model).bit_length()


def _during(transition):
    start = _constant(getattr(transition, "from"))
    if transition.during == CLAIMED:
        return f"{start} | AXVCPU_STATE_CLAIMED"
    return _constant(transition.during)


def _row(model, event):
    steps = [SimpleNamespace(start=_constant(getattr(t, "from")), during=_during(t),
                             after=_constant(t.to), where=t.pos.cite)
             for t in model.transitions if t.event == event.name]
    return SimpleNamespace(c=f"AXVCPU_EVENT_{event.name}".upper(), steps=steps)


def table(model):
    keeps = [f"AXVCPU_POLICY_{p.name}".upper() for p in model.policies if p.refused == STAY]
    moves = [SimpleNamespace(c=f"AXVCPU_POLICY_{p.name}".upper(), state=_constant(p.refused),
                             where=p.pos.cite) for p in model.policies if p.refused != STAY]
    return SimpleNamespace(gone=gone(model), claimed=claimed(model), events=len(model.events),
                           rows=[_row(model, event) for event in model.events],
                           keeps=keeps, moves=moves)
