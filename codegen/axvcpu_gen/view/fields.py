# SPDX-License-Identifier: MIT
"""The functions that take a field out of its words."""
from types import SimpleNamespace

from ..model import typed


def _ctype(width):
    return "uint32_t" if width <= 32 else "uint64_t"


def _part(source, high, low, below, wide):
    """One range, at its place in the field."""
    width = high - low + 1
    text = f"{source.name} >> {low}" if low else source.name
    if width < source.width - low:
        text = f"({text})" if low else text
        text += f" & {(1 << width) - 1:#x}"
    if below:
        cast = "(uint64_t)" if wide and source.width <= 32 else ""
        text = f"{cast}({text}) << {below}" if " " in text or cast else f"{text} << {below}"
    return text


def _field(prefix, entry, field):
    below, parts = field.width, []
    for source, high, low in field.bits:
        below -= high - low + 1
        parts.append(_part(source, high, low, below, field.width > 32))
    sources = {source.name: source for source, _, _ in field.bits}
    text = " | ".join(f"({part})" if len(parts) > 1 else part for part in parts)
    if field.width <= 32 and any(source.width > 32 for source in sources.values()):
        text = f"(uint32_t)({text})"
    return SimpleNamespace(
        name=f"{prefix}_field_{field.name}", doc=str(entry.doc), where=entry.pos.cite,
        ctype=_ctype(field.width), text=text, arguments=", ".join(
            f"{_ctype(source.width)} {source.name}" for source in sources.values()))


def functions(prefix, entries, scope):
    return [_field(prefix, entry, scope.fields[str(entry.name)]) for entry in entries or []]
