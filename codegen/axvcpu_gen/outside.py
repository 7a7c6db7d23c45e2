# SPDX-License-Identifier: MIT
"""A spec directory of a third party: what it may hold, and where its files go.

It adds an arch, a back end or a firmware interface. The life cycle, the exits, the statuses and
the slots are those of the library that it is linked with, so it takes them from there."""
import os
from dataclasses import replace
from types import SimpleNamespace

from .model import spec as specs
from .source import Position, Source

# Where a file of the library's own build goes, and where that of an addition does.
PLACES = {"src/include/": "", "src/generated/": "generated/", "doc/generated/": "doc/"}


def files(folders, report):
    """The files of the library's spec, then those of each directory that adds to it."""
    found = list(specs.files(folders[0]))
    for folder in folders[1:]:
        for kind, name, path, cite in specs.files(folder):
            if kind in specs.FOLDERS:
                found.append((kind, name, path, cite))
            elif os.path.exists(path):
                report.error(Position(Source(path, cite, ()), 1, 1),
                             f"{kind}.yaml is the library's; only arch, backend and firmware "
                             "can be added")
    return found


def mark(spec, folders):
    """Notes which models were added."""
    spec.added = len(folders) > 1
    below = tuple(os.path.join(folder, "") for folder in folders[1:])
    for model in (*spec.arch, *spec.backend, *spec.firmware):
        model.own = model.pos.source.path.startswith(below) if below else True


def narrowed(spec):
    """The spec with nothing but what was added, and the firmware that it leads to."""
    decoders = [decoder for decoder in spec.decoders if decoder.entry.own]
    led_to = {id(f): f for decoder in decoders for f in decoder.firmware if not f.own}
    return SimpleNamespace(
        added=True, ops=spec.ops, decoders=decoders, imported=list(led_to.values()),
        arch=[model for model in spec.arch if model.own],
        backend=[model for model in spec.backend if model.own],
        firmware=[model for model in spec.firmware if model.own])


def moved(output):
    """The same output at its place in the build directory of a third party."""
    for prefix, place in PLACES.items():
        if output.path.startswith(prefix):
            return replace(output, path=place + output.path[len(prefix):])
    return output
