# SPDX-License-Identifier: MIT
"""What names there are in the specs, and which could stand in each other's place."""
import re

from axvcpu_gen.source import Mapping, Scalar, Sequence

from changes import following


def entry(node, *keys):
    """The node below these keys, or None."""
    for key in keys:
        if not isinstance(node, Mapping) or key not in node.entries:
            return None
        node = node.entries[key][1]
    return node


def items(node, *keys):
    found = entry(node, *keys)
    return found.items if isinstance(found, Sequence) else ()


def word(node, *keys):
    found = entry(node, *keys)
    return found.text if isinstance(found, Scalar) else None


class Vocabulary:
    """The names that the whole spec declares."""

    def __init__(self, specs):
        exits = specs["spec/exits.yaml"].root
        life = specs["spec/lifecycle.yaml"].root
        self.exits = [word(exit, "name") for exit in items(exits, "exits")]
        self.enums = {word(enum, "name"): [word(value, "name") for value in items(enum, "values")]
                      for enum in items(exits, "enums")}
        self.field_types = {}
        for exit in items(exits, "exits"):
            for field in items(exit, "fields"):
                self.field_types.setdefault(word(field, "name"), set()).add(word(field, "type"))
        self.states = [word(state, "name") for state in items(life, "states")]
        self.events = [word(event, "name") for event in items(life, "events")]
        self.requests = [word(request, "name") for request in items(life, "requests")]

    def next_value(self, field, value):
        """Another value of an enum, for a payload field that has one."""
        for kind in sorted(self.field_types.get(field, ())):
            if value in self.enums.get(kind, ()):
                return following(value, self.enums[kind])
        return None


class Scope:
    """The names of one back end or firmware file, with their widths."""

    def __init__(self, spec):
        self.widths = {word(w, "name"): int(word(w, "width")) for w in items(spec.root, "words")}
        if "firmware" in spec.cite:
            self.widths.update({f"arg{n}": 64 for n in range(8)})
        self.words = list(self.widths)
        self.bits = {name: f"{name}[{width - 1}..0]" for name, width in self.widths.items()}
        for field in items(spec.root, "fields"):
            self.bits[word(field, "name")] = word(field, "bits")
            self.widths[word(field, "name")] = _width(word(field, "bits"))
        self.tables = {word(table, "name"): word(table, "on")
                       for table in items(spec.root, "tables")}
        self.answers = [word(answer, "name") for answer in items(spec.root, "answers")]
        self.others = {name: self._fitting(name) for name in self.widths}

    def _fitting(self, name):
        """Another of this width; not one that is the same bits by another name."""
        same = [other for other in self.widths if self.widths[other] == self.widths[name]
                and (other == name or self.bits[other] != self.bits[name])]
        found = following(name, same)
        return [found] if found else []

    def other_word(self, name):
        """Another word of the syndrome, for the bits of a field."""
        found = following(name, self.words)
        return [found] if found else []

    def other_table(self, name):
        """A table on the same source, then any."""
        alike = [table for table in self.tables if self.tables[table] == self.tables.get(name)]
        return following(name, alike) or following(name, self.tables)


def _width(bits):
    return sum(int(high) - int(low or high) + 1
               for high, low in re.findall(r"\[(\d+)(?:\.\.(\d+))?\]", bits))
