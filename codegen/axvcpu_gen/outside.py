# SPDX-License-Identifier: MIT
"""A spec directory of a third party: what it may hold, and where its files go.

It adds an arch, a back end or a firmware interface. The life cycle, the exits, the statuses and
the slots are those of the library that it is linked with, so it takes them from there."""
import os
from dataclasses import replace
from types import SimpleNamespace

from .model import spec as specs
from .source import Position, Source
from .view import exits

# Where a file of the library's own build goes, and where that of an addition does.
PLACES = {"src/include/": "", "src/generated/": "generated/", "doc/generated/": "doc/"}


def is_whole(folder):
    """Whether a directory has a spec of its own, not additions to another's."""
    return any(os.path.exists(os.path.join(folder, f"{kind}.yaml")) for kind in specs.SINGLE)


def files(folders, report):
    """The files of the library's spec, then those of each directory that adds to it."""
    found = list(specs.files(folders[0]))
    for folder in folders[1:]:
        added = [entry for entry in specs.files(folder) if os.path.exists(entry[2])]
        if not added:
            report.error(_top(folder), "nothing is added: there is no arch/*.yaml, "
                         "backend/*.yaml or firmware/*.yaml")
        for kind, _, path, _ in added:
            if kind in specs.SINGLE:
                report.error(_top(path), f"{kind}.yaml is the library's; only arch, backend and "
                             "firmware can be added")
        found += added
    return found


def _top(path):
    return Position(Source(path, path, ()), 1, 1)


def narrowed(spec, folders):
    """The spec with nothing but what is in these directories."""
    paths = {path for folder in folders for _, _, path, _ in specs.files(folder)}

    def own(models):
        return [model for model in models if model.pos.source.path in paths]

    return SimpleNamespace(
        added=True, ops=spec.ops, arch=own(spec.arch), backend=own(spec.backend),
        firmware=own(spec.firmware),
        decoders=[decoder for decoder in spec.decoders if own([decoder.entry])])


def check(spec, folders, report):
    """A decoder that is added asks for what the library's enum of answers has."""
    own = narrowed(spec, folders).backend
    library = [model for model in spec.backend if model not in own]
    known = [str(word.name) for word in exits.fetched_words(library)]
    for word in exits.fetched_words(own):
        if word.name not in known:
            report.unknown(word.name, "fetched word", known)


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
