# SPDX-License-Identifier: MIT
"""What the pages must agree with, read from the specs without a YAML parser: one row a line."""
import re

import build


def _text(name):
    return (build.SOURCE / "spec" / name).read_text(encoding="utf-8")


def _rows(name, section):
    """The text of the rows below `section:'."""
    return re.search(rf"^{section}:\n(.*?)(?=^\S|\Z)", _text(name), re.M | re.S)[1]


def names(name, section):
    return re.findall(r"^  - \{?name: *\"?(\w+)", _rows(name, section), re.M)


def owed():
    """The exits by what the caller owes before the next run."""
    found = {}
    for row in re.split(r"^  - ", _rows("exits.yaml", "exits"), flags=re.M)[1:]:
        found.setdefault(re.search(r"answer: (\w+)", row)[1], set()).add(
            re.search(r"name: (\w+)", row)[1])
    return found


def transitions():
    """(from, to, event); a step that passes through a state counts as two, the second one `exit'."""
    for row in re.findall(r"- \{(event:[^}]*)\}", _rows("lifecycle.yaml", "transitions")):
        step = dict(re.findall(r"(\w+): *(\w+)", row))
        if step["during"] in ("claimed", step["from"], step["to"]):
            yield step["from"], step["to"], step["event"]
        else:
            yield step["from"], step["during"], step["event"]
            yield step["during"], step["to"], "exit"
