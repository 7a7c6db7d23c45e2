# SPDX-License-Identifier: MIT
"""The whole spec: finds its files, loads them, and has every part checked."""
import os
from types import SimpleNamespace

from .. import source
from . import arch, at, backend, decoder, exits, firmware, lifecycle, ops, status

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


def load(folder, report):
    """The spec of a directory; None after an error."""
    spec = SimpleNamespace(arch=[], firmware=[], backend=[])
    for kind, _, path, cite in files(folder):
        _load_file(spec, kind, path, cite, report)
    if report.errors:
        return None
    exits.resolve(spec.exits)
    for model in spec.backend + spec.firmware:
        for table in model.tables or []:
            for row in table.rows:
                row.low, row.high = at.parse(row.at, report) or (0, 0)
    if report.errors:
        return None
    for model in spec.arch:
        arch.resolve(model)
    _decoders(spec, report)
    return None if report.errors else spec


def _decoders(spec, report):
    arches = {str(model.arch): model for model in spec.arch}
    firmwares = {str(model.firmware): model for model in spec.firmware}
    for model in spec.firmware:
        model.resolved = decoder.firmware_tables(model, arches[model.arch], spec.exits, report)
    spec.decoders = [decoder.resolve(model, firmwares, arches[model.arch], spec.exits, report)
                     for model in spec.backend if model.words]


def _load_file(spec, kind, path, cite, report):
    node = source.read(path, cite, report)
    model = node and {**SINGLE, **FOLDERS}[kind].load(node, report)
    if kind in SINGLE:
        setattr(spec, kind, model)
    elif model:
        getattr(spec, kind).append(model)
