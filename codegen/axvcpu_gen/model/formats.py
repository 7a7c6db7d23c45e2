# SPDX-License-Identifier: MIT
"""Second-stage table formats."""
import re

from ..shape import DOC, Shape, flag, name, number, text, unique

FORMAT = Shape("format", "A format of second-stage tables.", {
    "name": (name, "What the manual calls it."),
    "value": (number, "By which a caller asks for it; not 0."),
    "levels": (number, "How many tables deep."),
    "address": (number, "Bits of a guest-physical address."),
    "root_size": (number, "Bytes of the root table."),
    "section": (text, "Where the manual describes it."),
    "doc": DOC,
}, {"default": (flag, "The one for callers that ask for none; exactly one is.")})
ENTRY = Shape("entry", "An entry of these tables; 8 bytes.", {
    "doc": DOC,
    "section": (text, "Where the manual describes it."),
    "page_bits": (number, "Bits of an address inside a page."),
    "index_bits": (number, "Bits of an address that a level takes; the root may take more."),
    "frame": (text, "The bits that hold a frame number: `53..10`."),
    "valid": (number, "The bit of an entry that is there."),
    "read": (number, "The bit that permits loads."),
    "write": (number, "The bit that permits stores."),
    "execute": (number, "The bit that permits fetches."),
}, {
    "user": (number, "The bit that permits what the guest does at all."),
    "accessed": (number, "The bit that says that it was used."),
    "dirty": (number, "The bit that says that it was written through."),
})
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
