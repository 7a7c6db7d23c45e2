# SPDX-License-Identifier: MIT
"""Which files are generated, from which template, with which view."""
from dataclasses import dataclass
from types import SimpleNamespace

from . import outside
from .view import arch as arches
from .view import backends, decoder as decoders, documents, enums, exits, fields, hardware, headers
from .view import language, lifecycle, manual, promela, saved, shown, tables, x86_instructions

PUBLIC = "src/include/axvcpu/"
INTERNAL = "src/generated/"
DOC = "doc/generated/"


@dataclass(frozen=True)
class Output:
    path: str
    template: str
    view: dict
    banner: str


def everything(spec, added=()):
    """The files of the whole spec, or those of what the directories added hold."""
    spec.added = bool(added)
    if added:
        return [outside.moved(output) for output in _added(outside.narrowed(spec, added))]
    return [*_headers(spec), *_internal(spec), *_documents(spec)]


def _added(spec):
    """What one who adds an arch, a back end or a firmware interface compiles beside the library."""
    yield from _own_headers(spec, inline=True)
    yield _inside("decoders.h", "decoders.h.j2",
                  backends.decoders(spec.backend, spec.decoders), *spec.backend)
    if spec.arch:
        yield _inside("registers.h", "registers.h.j2", arches.all_registers(spec.arch), *spec.arch)
    for firmware in outside.imported(spec):
        yield _fields(firmware, str(firmware.firmware), firmware.scope)
    yield from _own(spec)
    yield from _causes(spec)


def _header(name, template, view, *models):
    return Output(f"{PUBLIC}{name}.h", template, view, _banner(models))


def _inside(name, template, view, *models):
    return Output(f"{INTERNAL}{name}", template, view, _banner(models))


def _internal(spec):
    yield _inside("lifecycle_table.h", "lifecycle_table.h.j2",
                  {"table": lifecycle.table(spec.lifecycle)}, spec.lifecycle)
    yield _inside("names.c", "names.c.j2", _names(spec), spec.exits, spec.lifecycle, spec.status)
    yield _inside("exit_fields.c", "exit_fields.c.j2", tables.payloads(spec.exits), spec.exits)
    yield _inside("backends.c", "backends.c.j2", {"backends": backends.table(spec.backend)},
                  *spec.backend)
    served = backends.decoders(spec.backend, spec.decoders)
    for suffix in "hc":
        yield _inside(f"decoders.{suffix}", f"decoders.{suffix}.j2", served, *spec.backend)
        yield _inside(f"registers.{suffix}", f"registers.{suffix}.j2",
                      arches.all_registers(spec.arch), *spec.arch)
    for suffix in "hc":
        yield _inside(f"saved.{suffix}", f"saved.{suffix}.j2", saved.formats(spec), spec.saved,
                      *spec.arch)
    yield _inside("x86_instructions.h", "x86_instructions.h.j2", x86_instructions.enums(),
                  spec.x86_instructions)
    yield _inside("x86_instructions.c", "x86_instructions.c.j2",
                  x86_instructions.tables(spec.x86_instructions), spec.x86_instructions)
    yield _inside("spec_tables.c", "spec_tables.c.j2", shown.tables(spec), spec.lifecycle,
                  spec.ops, *spec.firmware, *(decoder.entry for decoder in spec.decoders))
    yield _inside("arches.c", "arches.c.j2", arches.lookups(spec.arch), *spec.arch)
    yield _inside("system_registers.c", "system_registers.c.j2",
                  arches.system_registers(spec.arch), *spec.arch)
    yield from _own(spec)


def _own(spec):
    """What each arch, back end and firmware interface has of its own."""
    yield from _firmware(spec)
    yield from _decoders(spec)
    yield from _arches(spec)
    yield from _ops(spec)


def _firmware(spec):
    for firmware in spec.firmware:
        yield _fields(firmware, str(firmware.firmware), firmware.scope)
        yield _inside(f"{firmware.firmware}.c", "firmware.c.j2", backends.offers(firmware),
                      firmware)


def _decoders(spec):
    for decoder in spec.decoders:
        models = decoder.entry, *decoder.firmware
        yield _fields(decoder.entry, decoder.name, decoder.scope)
        yield _inside(f"{decoder.name}_decode.c", "decode.c.j2", _decode(decoder), *models)
        yield _inside(f"{decoder.name}_fields.c", "decoder_tables.c.j2",
                      {**tables.Tables(decoder).view(), "inline": spec.added}, *models)


def _arches(spec):
    for arch in spec.arch:
        view = arches.context(arch)
        yield _inside(f"{arch.arch}_registers.c", "arch_registers.c.j2",
                      arches.registers(arch), arch)
        if arch.formats:
            yield _inside(f"{arch.arch}_formats.c", "formats.c.j2", arches.formats(arch), arch)
        if arch.hardware:
            yield _inside(f"{arch.arch}_constants.h", "constants.h.j2",
                          hardware.constants(arch), arch,
                          *(field for field, _, _ in arch.joined))
            yield _inside(f"{arch.arch}_hardware.h", "hardware.h.j2", hardware.loaded(arch), arch)
        yield _inside(f"{arch.arch}_context.h", "context.h.j2", view, arch)
        yield _inside(f"{arch.arch}_checks.c", "checks.c.j2", view, arch)


def _ops(spec):
    for backend in spec.backend:
        for suffix in "hc" if backend.ops else "":
            yield _inside(f"{backend.backend}_ops.{suffix}", f"ops_of.{suffix}.j2",
                          backends.ops(backend, spec.ops), backend, spec.ops)


def _fields(model, name, scope):
    return _inside(f"{name}_fields.h", "fields.h.j2", {
        "name": name, "fields": fields.functions(name, model.fields, scope)}, model)


def _decode(decoder):
    view = decoders.View(decoder)
    includes = [f"generated/{decoder.name}_fields.h", *view.headers()]
    for firmware in decoder.firmware:
        includes += [f"axvcpu/{firmware.firmware}.h", f"generated/{firmware.firmware}_fields.h"]
    return {"name": decoder.name, "number": int(decoder.entry.value), "arch": str(decoder.entry.arch), "includes": sorted(includes),
            "general": decoder.arch.general_base, "helpers": view.helpers(), "endings": view.endings(),
            "words": view.words(), "computed": view.values(), "tables": view.tables(), "root": view.root()}


def _document(name, template, view, *models):
    return Output(f"{DOC}{name}", template, view, _banner(models))


def _documents(spec):
    life = documents.lifecycle(spec.lifecycle)
    for name in ("lifecycle.mmd", "lifecycle.dot"):
        yield _document(name, f"{name}.j2", life, spec.lifecycle)
    yield _document("lifecycle.pml", "lifecycle.pml.j2", promela.table(spec.lifecycle),
                    spec.lifecycle)
    portable = documents.portable(spec.exits)
    for name in ("exits.md", "axvcpu-exits.7"):
        yield _document(name, f"{name}.j2", portable, spec.exits)
    yield _document("axvcpu-spec.5", "axvcpu-spec.5.j2", language.view(spec.decoders),
                    *(decoder.entry for decoder in spec.decoders[:1]))
    yield _document("axvcpu-gen.1", "command.1.j2", manual.view())
    for arch in spec.arch:
        yield _document(f"saved-{arch.arch}.md", "saved.md.j2", saved.document(spec, arch),
                        spec.saved, arch)
    yield _document("x86-instructions.md", "x86_instructions.md.j2",
                    x86_instructions.document(spec.x86_instructions), spec.x86_instructions)
    yield from _causes(spec)
    yield from _pages(spec)


def _causes(spec):
    for decoder in spec.decoders:
        yield _document(f"causes-{decoder.name}.md", "causes.md.j2", documents.causes(decoder),
                        decoder.entry, *decoder.firmware)


def _pages(spec):
    for decoder in spec.decoders:
        yield _document(f"axvcpu-{decoder.name}.7", "axvcpu-backend.7.j2",
                        documents.causes(decoder), decoder.entry, *decoder.firmware)


def _banner(models):
    return ", ".join(sorted({model.pos.source.cite for model in models}))


def _headers(spec):
    hardware = [backend for backend in spec.backend if backend.words]
    yield _header("status", "status.h.j2", {"status": enums.status(spec.status)}, spec.status)
    yield _header("lifecycle", "lifecycle.h.j2", {"life": headers.lifecycle(spec.lifecycle)},
                  spec.lifecycle)
    yield _header("arch", "arch.h.j2", {
        "arch": enums.arches(spec.arch), "backend": enums.backends(spec.backend),
        "register": headers.roles()}, *spec.arch, *spec.backend)
    yield _header("syndrome", "syndrome.h.j2", {
        "syndromes": [headers.syndrome(backend) for backend in hardware]}, *hardware)
    yield _header("exits", "exits.h.j2", _exits(spec), spec.exits)
    yield _header("ops", "ops.h.j2", {"ops": headers.ops(spec.ops)}, spec.ops)
    yield _header("names", "names.h.j2", _names(spec), spec.exits, spec.lifecycle, spec.status)
    yield from _own_headers(spec, inline=False)


def _own_headers(spec, inline):
    """inline: the syndrome is in the back end's header, not in everybody's."""
    for arch in spec.arch:
        yield _header(arch.arch, "arch_registers.h.j2", {"arch": headers.arch(arch)}, arch)
    for decoder in spec.decoders:
        yield _header(decoder.name, "backend.h.j2", {
            "backend": headers.syndrome(decoder.entry), "cause": headers.causes(decoder),
            "inline": inline},
            decoder.entry, *decoder.firmware)
    for firmware in spec.firmware:
        yield _header(firmware.firmware, "firmware.h.j2",
                      {"firmware": headers.firmware(firmware)}, firmware)


def _exits(spec):
    return {"reason": enums.exit_reasons(spec.exits), "values": enums.exit_values(spec.exits),
            "payloads": [exits.payload(exit) for exit in spec.exits.exits if exit.fields],
            "decoded": exits.decoded(spec.backend), "first_read": exits.first_read(spec.exits)}


def named_enums(spec):
    life = enums.lifecycle(spec.lifecycle)
    return [life.state, life.event, life.policy, enums.status(spec.status),
            enums.exit_reasons(spec.exits), *enums.exit_values(spec.exits),
            enums.arches(spec.arch), enums.backends(spec.backend)]


def _names(spec):
    errnos = [SimpleNamespace(c=f"AXVCPU_{status.name}".upper(), errno=str(status.errno))
              for status in spec.status.statuses]
    return {"enums": named_enums(spec), "errnos": errnos,
            "asynchronous": enums.asynchronous_exits(spec.exits),
            "backends": [value.c for value in enums.backends(spec.backend).values]}
