# SPDX-License-Identifier: MIT
"""The whole spec: finds its files, loads them, and has every part checked."""
import os
from types import SimpleNamespace

from .. import source
from ..shape import unique
from . import (arch, backend, coverage, decoder, exits, firmware, hardware, lifecycle, ops, saved,
               status, x86_instructions)

SINGLE = {"lifecycle": lifecycle, "exits": exits, "status": status, "ops": ops,
          "saved": saved, "x86_instructions": x86_instructions}
FOLDERS = {"arch": arch, "firmware": firmware, "backend": backend}


def files(folder):
    """(kind, name, path, cite) of each file that a spec directory has or must have."""
    for kind in SINGLE:
        yield kind, kind, os.path.join(folder, f"{kind}.yaml"), f"spec/{kind}.yaml"
    for kind in FOLDERS:
        below = os.path.join(folder, kind)
        present = sorted(os.listdir(below)) if os.path.isdir(below) else []
        for entry in present:
            if entry.endswith(".yaml"):
                cite = f"spec/{kind}/{entry}"
                yield kind, entry[:-5], os.path.join(below, entry), cite


# The key that a file of each kind begins with, or at least has.
MARKS = {"states": "lifecycle", "exits": "exits", "statuses": "status", "registers": "arch",
         "firmware": "firmware", "backend": "backend", "ops": "ops", "slots": "saved",
         "forms": "x86_instructions"}


def replaced(folder, path, report):
    """The files of a spec directory, with this one in the place of its own of the same kind and
    name, or beside them; None after an error."""
    node = source.read(path, path, report)
    if node is None:
        return None
    keys = node.entries if isinstance(node, source.Mapping) else {}
    kind = ("backend" if "backend" in keys else "firmware" if "firmware" in keys
            else next((MARKS[key] for key in MARKS if key in keys), None))
    if kind is None:
        report.error(node.pos, "no kind of spec file has such keys",
                     hint="a file has one of: " + ", ".join(MARKS))
        return None
    name = _named(kind, keys)
    kept = [entry for entry in files(folder) if (entry[0], entry[1]) != (kind, name)]
    return [*kept, (kind, name, path, os.path.basename(path))]


def _named(kind, keys):
    """What the name of a file would be by what it says."""
    value = keys[kind][1] if kind in FOLDERS and kind in keys else None
    return value.text if isinstance(value, source.Scalar) else kind


def load(paths, report):
    """The spec in these files, given as files() gives them; None after an error.

    Each stage relies on what the one before it found in order."""
    spec = SimpleNamespace(arch=[], firmware=[], backend=[], decoders=[])
    for kind, _, path, cite in paths:
        _load_file(spec, kind, path, cite, report)
    for stage in (_parts, _decoders, _coverage):
        if report.errors:
            return None
        stage(spec, report)
    return None if report.errors else spec


def _parts(spec, report):
    """What each file says by itself, and of the others' names."""
    lifecycle.check(spec.lifecycle, report)
    exits.check(spec.exits, report)
    status.check(spec.status, report)
    ops.check(spec.ops, spec.lifecycle, report)
    saved.check(spec.saved, report)
    x86_instructions.check(spec.x86_instructions, spec.exits, report)
    for model in spec.arch:
        arch.check(model, report)
        arch.resolve(model)
    for model in spec.firmware:
        firmware.check(model, spec, report)
    for model in spec.backend:
        backend.check(model, spec, report)
    _together(spec, report)


def _together(spec, report):
    """Names and numbers that are one list in C."""
    for models, key in ((spec.arch, "arch"), (spec.backend, "backend"),
                        (spec.firmware, "firmware")):
        unique(models, key, key, report)
    for models in (spec.arch, spec.backend):
        unique(models, "value", "value", report)
        for model in models:
            if not 0 < model.value < 256:
                report.error(model.value.pos, f"value {model.value} is not between 1 and 255")
    if not report.errors:
        _headers(spec, report)


# Headers that are there whatever the specs say.
HEADERS = ("arch", "axvcpu", "backend", "config", "error", "exits", "export", "host", "lifecycle",
           "names", "ops", "percpu", "space", "status", "syndrome", "vcpu")


def _headers(spec, report):
    """Each arch, firmware and back end has, or may have, a header of its name."""
    names = [*(model.arch for model in spec.arch), *(model.firmware for model in spec.firmware),
             *(model.backend for model in spec.backend)]
    seen = {}
    for name in names:
        if name in HEADERS:
            report.error(name.pos, f"there is a header {name}.h already")
        elif name in seen and seen[name].pos != name.pos:
            report.error(name.pos, f"'{name}' would give two headers one name",
                         note=(seen[name].pos, "the other one is here"))
        seen.setdefault(name, name)


def _decoders(spec, report):
    arches = {str(model.arch): model for model in spec.arch}
    firmwares = {str(model.firmware): model for model in spec.firmware}
    for model in spec.firmware:
        model.resolved = decoder.firmware_tables(model, firmwares, arches[model.arch], spec.exits,
                                                 report)
    spec.decoders = [decoder.resolve(model, firmwares, arches[model.arch], spec.exits, report)
                     for model in spec.backend if model.words]


def _coverage(spec, report):
    for model in spec.arch:
        own = [made for made in spec.decoders if made.entry.arch == model.arch]
        hardware.join(model, own, report)
    for model in spec.firmware:
        for table in model.resolved:
            coverage.check(table, report)
    for made in spec.decoders:
        decoder.check(made, report)


def _load_file(spec, kind, path, cite, report):
    node = source.read(path, cite, report)
    model = node and {**SINGLE, **FOLDERS}[kind].FILE(node, report)
    if kind in SINGLE:
        setattr(spec, kind, model)
    elif model:
        getattr(spec, kind).append(model)
