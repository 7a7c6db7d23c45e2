# SPDX-License-Identifier: MIT
"""The decoder of a back end: its own tables and those of the firmware that it imports."""
from types import SimpleNamespace

from ..shape import unique
from . import graph
from .rows import Rows
from .scope import Scope


def firmware_tables(firmware, arch, exits, report):
    """The resolved tables of a firmware interface."""
    scope = Scope(arch, report)
    scope.add_roles()
    scope.add_fields(firmware.fields or [])
    scope.add_values(firmware.values or [])
    names = {str(table.name) for table in firmware.tables}
    answers = {str(answer.name) for answer in firmware.answers}
    rows = Rows(scope, exits.exits, answers, names, report)
    tables = [rows.table(entry) for entry in firmware.tables]
    firmware.scope = scope
    for table in tables:
        table.firmware = str(firmware.firmware)
    return tables


def backend_tables(backend, imported, arch, exits, report):
    """(scope, resolved tables); imported are the names of tables that rows may lead to."""
    scope = Scope(arch, report)
    scope.add_words(backend.words)
    scope.add_fields(backend.fields or [])
    scope.add_values(backend.values or [])
    names = {str(table.name) for table in backend.tables} | set(imported)
    rows = Rows(scope, exits.exits, (), names, report)
    tables = [rows.table(entry) for entry in backend.tables]
    for table in tables:
        table.firmware = None
    return scope, tables


def resolve(backend, firmwares, arch, exits, report):
    """The decoder, its rows numbered as the cause table is."""
    imported = [firmwares[name] for name in backend.firmware or [] if name in firmwares]
    roots = [str(firmware.root) for firmware in imported]
    scope, tables = backend_tables(backend, roots, arch, exits, report)
    for firmware in imported:
        tables += firmware.resolved
    rows = [row for table in tables for row in table.all]
    unique(rows, "label", "row", report)
    for index, row in enumerate(rows, 1):
        row.number = index
    words = [SimpleNamespace(
        name=str(w.name), entry=w, fetched=bool(w.fetched),
        origin=getattr(w, "from") and scope.expression(getattr(w, "from")),
        unless=w.unless and scope.condition(w.unless)) for w in backend.words]
    decoder = SimpleNamespace(name=str(backend.backend), entry=backend, arch=arch, scope=scope,
                              words=words, tables=tables, rows=rows, root=str(backend.root),
                              firmware=imported)
    if not report.errors:
        graph.arrange(decoder)
    return decoder
