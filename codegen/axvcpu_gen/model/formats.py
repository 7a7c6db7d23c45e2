# SPDX-License-Identifier: MIT
"""Second-stage table formats."""
import re

from ..shape import Shape, flag, name, number, text, unique

FORMAT = Shape("format", {"name": name, "value": number, "levels": number, "address": number,
                          "root_size": number, "section": text, "doc": text}, {"default": flag})
ENTRY = Shape("entry", {
    "doc": text, "section": text, "page_bits": number, "index_bits": number, "frame": text,
    "valid": number, "read": number, "write": number, "execute": number},
    {"user": number, "accessed": number, "dirty": number})
BITS = re.compile(r"([0-9]+)\.\.([0-9]+)\Z")
FLAGS = ("valid", "read", "write", "execute", "user", "accessed", "dirty")
ENTRY_BYTES = 8


def check(model, report):
    """An arch whose second stage is no radix table, or not the library's, has neither."""
    if model.formats is None and model.entry is None:
        return
    if model.formats is None or model.entry is None:
        report.error((model.entry or model).pos, "'formats' and 'entry' go together")
        return
    unique(model.formats, "name", "format", report)
    unique(model.formats, "value", "value", report)
    defaults = [entry for entry in model.formats if entry.default]
    if len(defaults) != 1:
        where = defaults[1] if defaults else model
        report.error(where.pos, f"{len(defaults)} formats are the default; one is")
    frame = _frame(model.entry, report)
    _flags(model.entry, frame, report)
    for entry in model.formats:
        if entry.value == 0:
            report.error(entry.value.pos, "0 is how a caller asks for the default format")
        _format(entry, model.entry, frame, report)


def _frame(entry, report):
    match = BITS.match(entry.frame)
    high, low = map(int, match.groups()) if match else (0, 1)
    if high < low or high > 63:
        report.error(entry.frame.pos, f"'{entry.frame}' is no range of bits of an entry",
                     hint="write high..low, as in 53..10")
        return None
    return high, low


def _flags(entry, frame, report):
    """One bit each, none of them in the frame number."""
    taken = {}
    for key in FLAGS:
        bit = getattr(entry, key)
        if bit is None:
            continue
        if not 0 <= bit <= 63 or frame and frame[1] <= bit <= frame[0]:
            report.error(bit.pos, f"'{key}' is bit {bit}: outside the entry or in its frame number")
        elif bit in taken:
            report.error(bit.pos, f"bit {bit} is '{taken[bit][0]}' already",
                         note=(taken[bit][1].pos, "it is given here"))
        taken.setdefault(bit, (key, bit))


def _format(entry, fields, frame, report):
    size = entry.root_size
    if size & (size - 1) or size < 1 << fields.page_bits:
        report.error(size.pos, f"a root of {size} bytes is no power of two of at least a page")
        return
    root = (size // ENTRY_BYTES).bit_length() - 1
    reach = fields.page_bits + fields.index_bits * (entry.levels - 1) + root
    if entry.address != reach:
        report.error(entry.address.pos, f"{entry.levels} levels reach {reach} bits, "
                     f"not {entry.address}")
    if frame and entry.address - fields.page_bits > frame[0] - frame[1] + 1:
        report.error(entry.address.pos, f"a frame number of {frame[0] - frame[1] + 1} bits "
                     f"cannot hold an address of {entry.address}",
                     note=(fields.frame.pos, "the frame number is here"))
