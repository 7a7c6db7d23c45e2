# SPDX-License-Identifier: MIT
"""The whole spec: finds its files, loads them, and has every part checked."""
import os
from types import SimpleNamespace

from .. import source
from ..shape import unique
from . import arch, backend, coverage, decoder, exits, firmware, lifecycle, ops, status

SINGLE = {"lifecycle": lifecycle, "exits": exits, "status": status, "ops": ops}
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
    for model in spec.arch:
        arch.check(model, report)
        arch.resolve(model)
    for model in spec.firmware:
        firmware.check(model, [str(a.arch) for a in spec.arch], report)
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


def _decoders(spec, report):
    arches = {str(model.arch): model for model in spec.arch}
    firmwares = {str(model.firmware): model for model in spec.firmware}
    for model in spec.firmware:
        model.resolved = decoder.firmware_tables(model, arches[model.arch], spec.exits, report)
    spec.decoders = [decoder.resolve(model, firmwares, arches[model.arch], spec.exits, report)
                     for model in spec.backend if model.words]


def _coverage(spec, report):
    for model in spec.firmware:
        for table in model.resolved:
            coverage.check(table, report)
    for made in spec.decoders:
        decoder.check(made, report)


def _load_file(spec, kind, path, cite, report):
    node = source.read(path, cite, report)
    model = node and {**SINGLE, **FOLDERS}[kind].load(node, report)
    if kind in SINGLE:
        setattr(spec, kind, model)
    elif model:
        getattr(spec, kind).append(model)
