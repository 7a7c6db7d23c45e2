# SPDX-License-Identifier: MIT
"""The life cycle: states, events, transitions, and whether they hold together."""
from ..shape import DOC, Shape, choice, flag, list_of, name, number, text, unique

STATE = Shape("state", "A state of a vCPU.", {
    "name": (name, "Its name."), "value": (number, "Its number, from 0 to 30."), "doc": DOC,
}, {"initial": (flag, "The state after create; exactly one is.")})
REQUEST = Shape("request", "What others ask of a vCPU; a bit of its second word.", {
    "name": (name, "Its name."), "bit": (number, "Its bit, from 0 to 30."), "doc": DOC,
})
POLICY = Shape("policy", "What a step out of order does.", {
    "name": (name, "Its name."), "value": (number, "Its number, from 0 to 30."),
    "refused": (name, "The state that it leads to, or `stay`."),
    "doc": DOC,
})
EVENT = Shape("event", "What moves a vCPU.", {
    "name": (name, "Its name."),
    "by": (choice("owner", "anyone", "library"), "Who may cause it; of owners, one at a time."),
    "doc": DOC,
}, {"otherwise": (name, "The request that it leaves where it moves nothing.")})
TRANSITION = Shape("transition", "A step.", {
    "event": (name, "What moves it."),
    "from": (name, "The state before."),
    "during": (name, "The state meanwhile, or `claimed`: that before, shut for others."),
    "to": (name, "The state after, or `gone`."),
})
FILE = Shape("life cycle", "lifecycle.yaml: the states of a vCPU, and what moves it.", {
    "doc": DOC,
    "states": (list_of(STATE), "The states; each is reached, and leads to the end."),
    "requests": (list_of(REQUEST), "What others may ask of it in any state."),
    "policies": (list_of(POLICY), "What becomes of a step out of order."),
    "events": (list_of(EVENT), "The events."),
    "transitions": (list_of(TRANSITION), "The steps; what has none is refused."),
})

GONE = "gone"
CLAIMED = "claimed"
STAY = "stay"
LAST_STATE = 30


def check(model, report):
    before = len(report.errors)
    for entries, what in ((model.states, "state"), (model.requests, "request"),
                          (model.policies, "policy"), (model.events, "event")):
        unique(entries, "name", what, report)
    for entries, key in ((model.states, "value"), (model.policies, "value"),
                         (model.requests, "bit")):
        unique(entries, key, key, report)
        _in_range(entries, key, report)
    _initial(model, report)
    _references(model, report)
    if len(report.errors) == before:
        _ways(model, report)


def _in_range(entries, key, report):
    for entry in entries:
        value = getattr(entry, key)
        if not 0 <= value <= LAST_STATE:
            report.error(value.pos, f"{key} {value} is not between 0 and {LAST_STATE}")


def _initial(model, report):
    marked = [state for state in model.states if state.initial]
    if not marked:
        report.error(model.pos, "no state is initial")
    for state in marked[1:]:
        report.error(state.name.pos, f"'{state.name}' is initial, too",
                     note=(marked[0].name.pos, "the first one is here"))
    for state in model.states:
        if state.name in (GONE, CLAIMED, STAY):
            report.error(state.name.pos, f"'{state.name}' is a word of the language, not a state")


def _references(model, report):
    states = {str(state.name) for state in model.states}
    events = {str(event.name) for event in model.events}
    requests = {str(request.name) for request in model.requests}
    for policy in model.policies:
        _known(policy.refused, "state", states | {STAY}, report)
    for event in model.events:
        if event.otherwise:
            _known(event.otherwise, "request", requests, report)
    seen = {}
    for step in model.transitions:
        _known(step.event, "event", events, report)
        _known(getattr(step, "from"), "state", states, report)
        _known(step.during, "state", states | {CLAIMED}, report)
        _known(step.to, "state", states | {GONE}, report)
        _once(step, seen, report)


def _known(word, what, among, report):
    if word not in among:
        report.unknown(word, what, among)


def _once(step, seen, report):
    key = (str(step.event), str(getattr(step, "from")))
    if key in seen:
        report.error(step.pos, f"'{key[0]}' from '{key[1]}' is given twice",
                     note=(seen[key].pos, "the first one is here"))
    seen.setdefault(key, step)


def _edges(model):
    """Pairs of states that a step connects, the state in the middle included."""
    for step in model.transitions:
        start, during, to = str(getattr(step, "from")), str(step.during), str(step.to)
        yield start, to
        if during != CLAIMED:
            yield start, during
            yield during, to


def _closure(edges, start):
    found, queue = {start}, [start]
    while queue:
        current = queue.pop()
        for one, other in edges:
            if one == current and other not in found:
                found.add(other)
                queue.append(other)
    return found


def _ways(model, report):
    """Every event moves something, every state is reached, and the end from every state."""
    used = {str(step.event) for step in model.transitions}
    for event in model.events:
        if event.name not in used:
            report.error(event.name.pos, f"event '{event.name}' has no transition")
    edges = sorted(set(_edges(model)))
    initial = next(state for state in model.states if state.initial)
    reached = _closure(edges, str(initial.name))
    ending = _closure([(other, one) for one, other in edges], GONE)
    for state in model.states:
        if state.name not in reached:
            report.error(state.name.pos, f"state '{state.name}' is never reached",
                         note=(initial.name.pos, "the life begins here"))
        if state.name not in ending:
            report.error(state.name.pos, f"state '{state.name}' is a dead end: no way leads "
                         f"to '{GONE}'")
