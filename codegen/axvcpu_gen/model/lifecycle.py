# SPDX-License-Identifier: MIT
"""The life cycle: states, events, transitions."""
from ..shape import Shape, choice, flag, list_of, name, number, text, unique

STATE = Shape("state", {"name": name, "value": number, "doc": text}, {"initial": flag})
REQUEST = Shape("request", {"name": name, "bit": number, "doc": text})
POLICY = Shape("policy", {"name": name, "value": number, "refused": name, "doc": text})
EVENT = Shape("event", {"name": name, "by": choice("owner", "anyone", "library"), "doc": text},
              {"otherwise": name})
TRANSITION = Shape("transition", {"event": name, "from": name, "during": name, "to": name})
LIFECYCLE = Shape("life cycle", {
    "doc": text, "states": list_of(STATE), "requests": list_of(REQUEST),
    "policies": list_of(POLICY), "events": list_of(EVENT),
    "transitions": list_of(TRANSITION)})

GONE = "gone"
CLAIMED = "claimed"
STAY = "stay"


def load(node, report):
    return LIFECYCLE(node, report)
