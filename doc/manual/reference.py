# SPDX-License-Identifier: MIT
"""The page of the C interface: what the public headers say, and the program of the README."""
import re
from types import SimpleNamespace

from headers import Header

# What readers of most programs look for comes first; then by name.
FIRST = ("vcpu.h", "config.h", "space.h", "percpu.h", "error.h", "lifecycle.h", "status.h")
# Whose values have pages of their own, or are the same as in a table of the specs.
CALLS = ("function",)
SPARED = ("syndrome.h", "export.h", "axvcpu.h")


def _entry(entry):
    """With its parameters and what it returns apart from the rest."""
    tagged = [part.split(" ", 2) for part in entry.paragraphs if part.startswith("@param ")]
    answer = [part.removeprefix("@return ") for part in entry.paragraphs if part.startswith("@return ")]
    return SimpleNamespace(
        kind=entry.kind, declared=entry.declared + (";" if entry.kind == "function" else ""),
        paragraphs=[part for part in entry.paragraphs if not part.startswith("@")],
        parameters=[SimpleNamespace(name=name, doc=doc) for _, name, doc in tagged],
        returns=answer[0] if answer else None, members=entry.members)


def _elsewhere(exits):
    """What axvcpu-exits(7) describes."""
    return {"enum axvcpu_exit_reason", *(f"struct axvcpu_exit_{exit.name}" for exit in exits.exits),
            *(f"enum axvcpu_known_{exit.name}" for exit in exits.exits), *(f"enum axvcpu_{enum.name}" for enum in exits.enums)}


def _header(header, spec):
    """Of those that an arch or a back end has of its own, the calls."""
    elsewhere = _elsewhere(spec.exits)
    own = {f"{model}.h" for kind in (spec.arch, spec.backend, spec.firmware)
           for model in _names(kind)}
    groups = [SimpleNamespace(
        title=group.title, paragraphs=group.paragraphs,
        entries=[_entry(entry) for entry in group.entries
                 if (header.name not in own or entry.kind in CALLS)
                 and entry.declared not in elsewhere]) for group in header.groups]
    return SimpleNamespace(name=header.name, about=_about(header.about),
                           groups=[group for group in groups if group.entries])


def _names(models):
    return [getattr(model, key) for model in models for key in ("arch", "backend", "firmware")
            if key in model.node.entries and key == next(iter(model.node.entries))]


def _about(paragraphs):
    return [re.sub(r" Generated from .*; change it there\.", "", part) for part in paragraphs]


def _program(readme):
    """The program that the README shows, and what it prints."""
    return [re.search(rf"<!-- test: {kind} readme -->\n```\w+\n(.*?)```", readme, re.S)[1].splitlines()
            for kind in ("program", "output")]


def view(sources, spec):
    program, output = _program(sources["README.md"])
    headers = [Header(name, text) for name, text in sorted(sources.items())
               if name.endswith(".h") and name not in SPARED]
    headers.sort(key=lambda header: (FIRST.index(header.name) if header.name in FIRST else len(FIRST)))
    shown = [_header(header, spec) for header in headers]
    return {"headers": [header for header in shown if header.groups], "statuses": spec.status.statuses,
            "states": spec.lifecycle.states, "program": program, "output": output}
