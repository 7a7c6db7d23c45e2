# SPDX-License-Identifier: MIT
"""The decoder of a back end: its own tables and those of the firmware that it imports."""
from types import SimpleNamespace

from ..shape import unique
from . import coverage, fields, graph, typed, ways
from . import firmware as interfaces
from .rows import Rows
from .scope import Scope


def firmware_tables(firmware, firmwares, arch, exits, report):
    """The resolved tables of a firmware interface."""
    unique(firmware.tables, "name", "table", report)
    scope = Scope(str(firmware.firmware), arch, report)
    scope.add_roles()
    scope.add_fields(firmware.fields or [])
    scope.add_values(firmware.values or [])
    names = {str(table.name) for table in firmware.tables}
    names |= {str(firmwares[name].root) for name in firmware.leads_to or []}
    answers = {str(answer.name) for answer in firmware.answers}
    rows = Rows(scope, exits.exits, answers, names, report)
    tables = [rows.table(entry) for entry in firmware.tables]
    firmware.scope = scope
    for table in tables:
        table.firmware = str(firmware.firmware)
    return tables


def backend_tables(backend, imported, arch, exits, report):
    """(scope, resolved tables); imported are the names of tables that rows may lead to."""
    unique(backend.tables, "name", "table", report)
    scope = Scope(str(backend.backend), arch, report)
    scope.add_words(backend.words)
    scope.add_registers()
    scope.add_fields(backend.fields or [])
    scope.add_values(backend.values or [])
    names = {str(table.name) for table in backend.tables} | set(imported)
    rows = Rows(scope, exits.exits, (), names, report)
    tables = [rows.table(entry) for entry in backend.tables]
    for table in tables:
        table.firmware = None
    fields.resolve(backend.fields or [], scope, tables, report)
    return scope, tables


def _word(word, scope, report):
    """A word of the syndrome; where a fetched one comes from is made of words that are there."""
    text = getattr(word, "from")
    origin = text and scope.expression(text)
    unless = [condition for condition in map(scope.condition, word.unless or []) if condition]
    places = zip(word.unless or [], (subject for subject, _ in unless))
    for place, tree in ((text, origin), *places):
        for other in typed.words(tree) if tree else []:
            if other.fetched:
                report.error(place.pos, f"'{other.name}' is fetched, so '{word.name}' cannot "
                             "come from it")
    if origin and origin.width > word.width:
        report.error(text.pos, f"this has {origin.width} bits, '{word.name}' holds {word.width}")
    return SimpleNamespace(name=str(word.name), entry=word, fetched=bool(word.fetched),
                           origin=origin, unless=unless)


def resolve(backend, firmwares, arch, exits, report):
    """The decoder, its rows numbered as the cause table is."""
    imported = interfaces.together(backend.firmware or [], firmwares)
    interfaces.distinct(imported, report)
    roots = [str(firmware.root) for firmware in imported if firmware.firmware in backend.firmware]
    scope, tables = backend_tables(backend, roots, arch, exits, report)
    for firmware in imported:
        tables += firmware.resolved
    if not report.errors:
        unique(tables, "label", "table", report)  # of several files
    rows = [row for table in tables for row in table.all]
    unique(rows, "label", "row", report)
    for index, row in enumerate(rows, 1):
        row.number = index
    prefixes = {field: str(backend.backend) for field in scope.fields.values()}
    for firmware in imported:
        prefixes.update((field, str(firmware.firmware)) for field in firmware.scope.fields.values())
    return SimpleNamespace(name=str(backend.backend), entry=backend, arch=arch, scope=scope,
                           words=[_word(word, scope, report) for word in backend.words],
                           tables=tables, rows=rows, root=str(backend.root), firmware=imported,
                           prefix_of=prefixes.get, blind=_blind(backend, exits, report) if imported else None)


def _blind(backend, exits, report):
    """The exit of a firmware call whose registers are not at hand."""
    found = next((exit for exit in exits.exits if exit.name == "hypercall"), None)
    if found is None or found.answer != "write" or not found.fields:
        report.error(backend.firmware[0].pos, "firmware needs an exit 'hypercall' with fields, "
                     "whose answer is write")
    return found


def check(decoder, report):
    """What can be said once every name is known."""
    for table in decoder.tables:
        coverage.check(table, report)
    if graph.arrange(decoder, report) and not report.errors:
        ways.check(decoder, report)
