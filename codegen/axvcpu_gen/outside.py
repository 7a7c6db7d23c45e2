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


def narrowed(spec, folders):
    """The spec with nothing but what is in these directories."""
    below = tuple(os.path.join(folder, "") for folder in folders)

    def own(models):
        return [model for model in models if model.pos.source.path.startswith(below)]

    return SimpleNamespace(
        added=True, ops=spec.ops, arch=own(spec.arch), backend=own(spec.backend),
        firmware=own(spec.firmware),
        decoders=[decoder for decoder in spec.decoders if own([decoder.entry])])


def imported(spec):
    """The library's firmware interfaces that the decoders of a narrowed spec lead to."""
    own = [id(firmware) for firmware in spec.firmware]
    led_to = {id(firmware): firmware for decoder in spec.decoders for firmware in decoder.firmware}
    return [firmware for key, firmware in led_to.items() if key not in own]


def moved(output):
    """The same output at its place in the build directory of a third party."""
    for prefix, place in PLACES.items():
        if output.path.startswith(prefix):
            return replace(output, path=place + output.path[len(prefix):])
    return output
