# SPDX-License-Identifier: MIT
"""Tables that describe: fields of payloads, words, bits, causes, meanings."""
from types import SimpleNamespace

from ..model import extras, typed
from . import exits


def payloads(model):
    """Each payload with its fields; and the enums whose names they need."""
    shown = [exits.payload(exit) for exit in model.exits if exit.fields]
    named = {str(field.enum.name) for exit in model.exits for field in exit.fields if field.enum}
    return {"payloads": shown, "named": sorted(named)}


def _whole_words(decoder):
    """Words that a table is on, as fields of all their bits."""
    seen = {table.subject.name: table.subject for table in decoder.tables
            if isinstance(table.subject, typed.Word)}
    return list(seen.values())


def _spellings(entry):
    return [str(spelling) for spelling in entry.log or []]


def _places(entry):
    """The rows and tables that a field is limited to; none for one that says something anywhere."""
    return set(map(str, getattr(entry, "of", None) or ()))


def _names(row, value):
    """What the value of a row is called: by the row if it is its only one, and by logs."""
    own = [row.name] if row.low == row.high else []
    return own + [name.replace("%d", str(value - row.low)) for name in row.log]


class Tables:
    """The description of a decoder."""

    def __init__(self, decoder):
        self.decoder = decoder
        self.words = {word.name: index for index, word in enumerate(decoder.words)}
        entries = {str(entry.name): entry for entry in decoder.entry.fields or []}
        docs = {word.name: word.entry for word in decoder.words}
        self.bits = [(word, docs[word.name]) for word in _whole_words(decoder)]
        self.bits += [(decoder.scope.fields[name], entry) for name, entry in entries.items()
                      if not typed.is_register(decoder.scope.fields[name])]
        self.index = {field.name: number for number, (field, _) in enumerate(self.bits)}

    def view(self):
        entry = self.decoder.entry
        return {"name": self.decoder.name, "arch": str(entry.arch), "manual": str(entry.manual),
                "section": str(entry.section), "words": self._words(),
                "bits": [self._bits(*pair) for pair in self.bits],
                "causes": [self._cause(row) for row in self.decoder.rows]}

    def _words(self):
        return [SimpleNamespace(
            name=word.name, doc=str(word.entry.doc), section=str(word.entry.section),
            where=word.entry.pos.cite, width=int(word.entry.width),
            main="true" if word.entry.main else "false",
            fetched="true" if word.fetched else "false",
            have=f"AXVCPU_{self.decoder.name}_HAVE_{word.name}".upper(),
            need=f"AXVCPU_DECODED_NEED_{word.name}".upper() if word.fetched else None,
            log=_spellings(word.entry))
            for word in self.decoder.words]

    def _bits(self, field, entry):
        ranges = [f"{{ {high}, {low} }}" for _, high, low in field.ranges]
        word = self.words[field.ranges[0][0]]
        section = entry.section or self.decoder.words[word].entry.section
        return SimpleNamespace(name=field.name, doc=str(entry.doc), where=entry.pos.cite,
                               section=str(section), word=word, ranges=ranges,
                               limited="true" if _places(entry) else "false",
                               log=[] if field.name in self.words else _spellings(entry),
                               meanings=self._meanings(field, entry))

    def _cause(self, row):
        seen, limited = self._fields(row), self._limited(row)
        return SimpleNamespace(
            name=row.name, doc=row.doc, section=row.section, where=row.pos.cite,
            line=row.pos.line, reason=f"AXVCPU_EXIT_{row.exit.name}".upper() if row.exit else "-1",
            ends="true" if row.exit else "false", count=len(seen),
            fields=", ".join(map(str, seen)), limited=", ".join(map(str, limited)),
            limited_count=len(limited))

    def _limited(self, row):
        """Indices of the fields that say something in this row, and not in every one."""
        above = self._above(row.table)
        there = {row.name, *(table.name for table in above)}
        there |= {way.name for table in above for way in table.ways}
        return [index for index, (_, entry) in enumerate(self.bits) if there & _places(entry)]

    def _fields(self, row):
        """Indices of the fields that are looked at on the ways to a row and in it."""
        names = set()
        for table in self._above(row.table):
            names |= self._looked_at(table)
        names |= {field.name for tree in self._used(row) for field in self._subjects(tree)}
        return sorted(self.index[name] for name in names if name in self.index)

    def _above(self, table):
        """The table and all tables on the ways to it."""
        found, queue = {}, [table]
        while queue:
            current = queue.pop()
            if current.name not in found:
                found[current.name] = current
                queue += [row.table for row in self.decoder.rows if row.target == current.name]
        return list(found.values())

    def _looked_at(self, table):
        names = {field.name for field in self._subjects(table.subject)}
        if isinstance(table.subject, typed.Word):
            names |= {field.name for field, entry in self.bits
                      if field.ranges[0][0] == table.subject.name and not _places(entry)}
        return names

    def _used(self, row):
        if isinstance(row.guard, list):
            yield from (subject for subject, _ in row.guard)
        yield from row.payload.values()
        yield from extras.trees(row)

    def _subjects(self, tree):
        return [node for node in typed.walk(tree) if isinstance(node, (typed.Field, typed.Word))]

    def _meanings(self, field, entry):
        """Value to meaning: the field's own, or that of rows, where all tables on it agree."""
        found = self._of_rows(field)
        for value, doc in getattr(entry, "meanings", {}).items():
            row = found.get(value, SimpleNamespace(name=None, log=[]))
            found[value] = SimpleNamespace(value=value, name=row.name, log=row.log, doc=str(doc),
                                           where=doc.pos.cite)
        return [found[value] for value in sorted(found)]

    def _of_rows(self, field):
        """Rows by value; what they say only where they agree, and all that they are called."""
        ranked = {}
        for table in self.decoder.tables:
            for group in table.groups if table.subject == field else []:
                if group[0].low == group[0].high or group[0].log:
                    for row in group:
                        self._rank(ranked, row)
        best = {value: ranks[min(ranks)] for value, ranks in ranked.items()}
        return {value: self._said(value, rows) for value, rows in best.items()}

    def _said(self, value, rows):
        docs = {row.doc for row in rows}
        names = [name for row in rows for name in _names(row, value)]
        single = rows[0].low == rows[0].high
        return SimpleNamespace(
            value=value, name=names[0] if single else None, where=rows[0].pos.cite,
            doc=docs.pop() if len(docs) == 1 else None, log=sorted(set(names[single:])))

    def _rank(self, ranked, row):
        """A row that says what a value is counts before one that says what it is not."""
        vague = row.exit is not None and row.exit.name in ("nothing", "unknown") and row.table.exit
        for value in range(row.low, row.high + 1):
            ranked.setdefault(value, {}).setdefault(bool(vague), []).append(row)
