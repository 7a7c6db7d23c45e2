# SPDX-License-Identifier: MIT
"""Mutants of back ends and firmware: words, fields, named values, tables and their rows."""
from axvcpu_gen.source import Scalar

import changes
from vocabulary import entry, items, word


def of(spec, scope, vocabulary):
    rows = _Rows(spec, scope, vocabulary)
    for made in items(spec.root, "words"):
        yield from rows.word(made, f"words.{word(made, 'name')}")
    for field in items(spec.root, "fields"):
        yield from rows.bits(field, f"fields.{word(field, 'name')}")
    for value in items(spec.root, "values"):
        place = f"values.{word(value, 'name')}"
        yield from rows.texts(entry(value, "is"), place, "is", changes.expressions, scope.others)
    for table in items(spec.root, "tables"):
        yield from rows.table(table, f"tables.{word(table, 'name')}")


class _Rows:
    """Mutants as (node, place, change, edits)."""

    def __init__(self, spec, scope, vocabulary):
        self.spec = spec
        self.scope = scope
        self.vocabulary = vocabulary

    def to(self, node, place, key, new):
        if node is not None and new is not None:
            yield node, place, f"{key} {node.text} -> {new}", [self.spec.replaced(node, new)]

    def texts(self, node, place, key, change, *arguments):
        if isinstance(node, Scalar):
            for new in change(node.text, *arguments):
                yield from self.to(node, place, key, new)

    def without(self, mapping, place, key):
        if key in mapping.entries:
            name, value = mapping.entries[key]
            edit = self.spec.without_key(name, value)
            yield name, place, f"no {key}", [edit]

    def word(self, node, place):
        widths = {"64": "32", "32": "16"}
        yield from self.to(entry(node, "width"), place, "width", widths[word(node, "width")])
        yield from self.without(node, place, "fetched")
        yield from self.texts(entry(node, "from"), place, "from", changes.expressions,
                              self.scope.others)
        yield from self.texts(entry(node, "unless"), place, "unless", changes.conditions,
                              self.scope.others)

    def bits(self, node, place):
        bits = entry(node, "bits")
        yield from self.texts(bits, place, "bits", changes.ranges)
        for name in self.scope.words:
            others = {name: self.scope.other_word(name)}
            yield from self.texts(bits, place, "bits", changes.names, others)
        meanings = entry(node, "means")
        for value, (key, meaning) in meanings.entries.items() if meanings else ():
            yield (key, place, f"means without {value}", [self.spec.without_key(key, meaning)])
            yield from self.texts(key, place, "means", changes.numbers)

    def table(self, node, place):
        rows = items(node, "rows")
        on = entry(node, "on")
        yield from self.to(on, place, "on", next(iter(self.scope.others[on.text]), None))
        yield from self._ending(node, place)
        yield from self._settings(node, place)
        default = entry(node, "default")
        if default is not None:
            yield from self._action(default, f"{place}.default")
        for row, after in zip(rows, [*rows[1:], None]):
            yield from self.row(row, after, f"{place}.{word(row, 'name')}")

    def row(self, node, after, place):
        edit = self.spec.without_row(node)
        yield node, place, "left out", [edit]
        at = entry(node, "at")
        yield from self.texts(at, place, "at", changes.places_of)
        if after is not None and word(after, "at") != at.text:
            other = entry(after, "at")
            yield (at, place, f"at in the place of {word(after, 'name')}'s",
                   self.spec.swapped(at, other))
        yield from self._guard(node, place)
        yield from self._action(node, place)

    def _guard(self, node, place):
        when = entry(node, "when")
        if when is None or isinstance(when, Scalar):
            return
        yield from self.without(node, place, "when")
        for condition in when.items:
            if len(when.items) > 1:
                yield (condition, place, f"when without {condition.text}",
                       [self.spec.without_item(condition)])
            yield from self.texts(condition, place, "when", changes.conditions, self.scope.others)

    def _action(self, node, place):
        yield from self._ending(node, place)
        yield from self.to(entry(node, "table"), place, "table",
                           self.scope.other_table(word(node, "table")))
        yield from self.to(entry(node, "answer"), place, "answer",
                           changes.following(word(node, "answer"), self.scope.answers))
        for need in items(node, "need"):
            yield need, place, f"need without {need.text}", [self._unneeded(node, need)]
        bound = entry(node, "with")
        for name, (_, value) in bound.entries.items() if bound else ():
            yield from self.texts(value, place, f"with {name}", changes.expressions,
                                  self.scope.others)
        if bound:
            yield from self.without(node, place, "with")
        yield from self._settings(node, place)

    def _unneeded(self, node, need):
        if len(items(node, "need")) > 1:
            return self.spec.without_item(need)
        return self.spec.without_key(*node.entries["need"])

    def _ending(self, node, place):
        exit = entry(node, "exit")
        if exit is not None:
            alike = {"mmio_read": "sysreg_read", "mmio_write": "sysreg_write",
                     "nothing": "unknown", "unknown": "fail_entry", "halt": "hypercall"}
            for new in {alike.get(exit.text),
                        changes.following(exit.text, self.vocabulary.exits)} - {None}:
                yield from self.to(exit, place, "exit", new)
        retire = entry(node, "retire")
        flipped = {"keep": "next", "next": "keep"}
        yield from self.to(retire, place, "retire", retire and flipped[retire.text])

    def _settings(self, node, place):
        given = entry(node, "set")
        for name, (key, value) in given.entries.items() if given else ():
            yield key, place, f"set without {name}", [self.spec.without_key(key, value)]
            yield from self._setting(value, place, name)

    def _setting(self, value, place, name):
        if not isinstance(value, Scalar):
            yield from self._list(value, place, name)
            return
        flags = {"true": "false", "false": "true"}
        new = flags.get(value.text) or self.vocabulary.next_value(name, value.text)
        if new:
            yield from self.to(value, place, f"set {name}", new)
        else:
            yield from self.texts(value, place, f"set {name}", changes.expressions,
                                  self.scope.others)

    def _list(self, value, place, name):
        for index, item in enumerate(value.items):
            yield from self.texts(item, place, f"set {name}[{index}]", changes.expressions,
                                  self.scope.others)
        for one, other in zip(value.items, value.items[1:]):
            yield (one, place, f"set {name} {one.text} and {other.text} swapped",
                   self.spec.swapped(one, other))
