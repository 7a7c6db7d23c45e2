# SPDX-License-Identifier: MIT
"""Mutants of rows that are plain lists of names and values: all but the tables of decoders.

Left as they are: docs, sections and names (a name is what users call a thing, there is no other),
and what only documents show: the by of an event, abi, moved, required, states, args, kind,
main."""
from axvcpu_gen.source import Mapping, Scalar, Sequence

import changes
from vocabulary import entry, word

# Keys whose value is a number of its list: the next one's, or one that is free.
NUMBERS = {"value", "bit", "number", "priority"}
WHOLE = {"magic", "version"}
# Keys whose number is a measure: one more, one less.
MEASURES = {"levels", "address", "root_size", "page_bits", "index_bits", "valid", "read", "write",
            "execute", "user", "accessed", "dirty", "count", "most", *WHOLE}
CHOICES = {
    "answer": ["none", "write", "read"], "returns": ["status", "void", "size_t"],
    "width": ["64", "32"], "errno": ["EINVAL", "EFAULT"], "saved": ["no", "counts"],
}
TYPES = ["u8", "u16", "u32", "u64", "bool"]
# Keys that a row may be without, too.
OPTIONAL = {"role", "context", "alias", "initial", "otherwise", "format", "saved", "most"}
# Where decoder_rows has been.
DECODERS = {"words", "fields", "values", "tables"}


def of(spec, vocabulary):
    rows = _Plain(spec, vocabulary)
    decoder = word(spec.root, "backend") or word(spec.root, "firmware")
    for key in spec.root.entries:
        if decoder and key in DECODERS:
            continue
        yield from rows.key(spec.root, key, "", True)


class _Plain:
    def __init__(self, spec, vocabulary):
        self.spec = spec
        self.vocabulary = vocabulary
        self.lifecycle = spec.cite == "spec/lifecycle.yaml"

    def to(self, node, place, key, new):
        yield node, place, f"{key} {node.text} -> {new}", [self.spec.replaced(node, new)]

    def key(self, mapping, key, place, top=False):
        name, value = mapping.entries[key]
        below = f"{place}.{key}".lstrip(".")
        if isinstance(value, Sequence):
            yield from self.list(key, value, below)
        elif isinstance(value, Mapping):
            for inner in value.entries:
                yield from self.key(value, inner, below)
        elif not top or key in NUMBERS | WHOLE:
            yield from self.scalar(mapping, key, place)

    def list(self, key, value, place):
        if key == "ops":
            yield from self._slots(value, place)
            return
        rows = [item for item in value.items if isinstance(item, Mapping)]
        for row, after in zip(rows, [*rows[1:], None]):
            below = f"{place}.{self._called(row)}"
            yield from self._left_out(row, below)
            for inner in row.entries:
                yield from self.key(row, inner, below)
            if after is not None:
                yield from self._swapped(row, after, below)

    def _slots(self, value, place):
        """Slots that a back end has; those that there are have types."""
        for item in value.items:
            if isinstance(item, Scalar):
                yield item, place, f"without {item.text}", [self.spec.without_item(item)]
            else:
                yield from self.key(item, "returns", f"{place}.{word(item, 'name')}")

    def _called(self, row):
        steps = ("event", "from") if self.lifecycle else ("role",)
        keys = ("name",) if "name" in row.entries else steps
        return "-".join(word(row, key) or "" for key in keys)

    def _left_out(self, row, place):
        edit = self.spec.without_row(row)
        if edit:
            yield row, place, "left out", [edit]

    def _swapped(self, row, after, place):
        for key in NUMBERS:
            one, other = entry(row, key), entry(after, key)
            if one is not None and other is not None:
                yield one, place, f"{key} in the place of {word(after, 'name')}'s", \
                    self.spec.swapped(one, other)

    def scalar(self, mapping, key, place):
        node = entry(mapping, key)
        if key in NUMBERS:
            free = {"value": "27", "bit": "29", "number": "8191", "priority": "9"}[key]
            if node.text.startswith("S"):
                free = "S3_7_C15_C15_7"
            yield from self.to(node, place, key, free)
        elif key in MEASURES and changes.NUMBER.fullmatch(node.text):
            for step in (1, -1):
                yield from self.to(node, place, key, str(changes.value_of(node.text) + step))
            if key in OPTIONAL:
                yield node, place, f"no {key}", [self.spec.without_key(*mapping.entries[key])]
        elif key == "frame":
            yield from self._frame(node, place)
        elif key == "by" and not self.lifecycle:
            yield node, place, "no by", [self.spec.without_key(*mapping.entries[key])]
        elif self.lifecycle and key in ("event", "from", "during", "to", "refused"):
            yield from self._step(node, place, key)
        elif key == "register":
            yield from self.to(node, place, key, "x12")
        else:
            yield from self._choice(mapping, key, node, place)

    def _frame(self, node, place):
        for new in changes.ranges(f"[{node.text}]"):
            yield from self.to(node, place, "frame", new[1:-1])

    def _step(self, node, place, key):
        """Every other state; the next event, since all states have all events in turn."""
        extra = {"during": ["claimed"], "to": ["gone"], "refused": ["stay"]}.get(key, [])
        among = [*self.vocabulary.states, *extra]
        if key == "event":
            among = [changes.following(node.text, self.vocabulary.events)]
        for other in among:
            if other != node.text:
                yield from self.to(node, place, key, other)

    def _choice(self, mapping, key, node, place):
        for other in self._others(mapping, key, node.text):
            if other not in (None, node.text):
                yield from self.to(node, place, key, other)
        if key in OPTIONAL:
            yield node, place, f"no {key}", [self.spec.without_key(*mapping.entries[key])]

    def _others(self, mapping, key, text):
        if key == "otherwise":
            return self.vocabulary.requests
        if key == "type":
            return [changes.following(text, TYPES), changes.following(text, self.vocabulary.enums)]
        if key == "default" and text.isdigit():
            return [str(int(text) + 1)]
        if key == "default":
            flipped = {"false": "true", "true": "false", "yes": "no"}
            return [self.vocabulary.next_value(word(mapping, "name"), text) or flipped.get(text)]
        return CHOICES.get(key, [])
