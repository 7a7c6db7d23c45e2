# SPDX-License-Identifier: MIT
"""Rows of decoder tables: what each one matches and what it does, names resolved."""
from types import SimpleNamespace

from ..shape import Text, number, parse_number
from ..source import Scalar
from . import at, extras
from .payload import Payloads

LENGTH = "insn_length"
LIKELY = {"yes": 1, "first": 2}  # which rows are tested before the others


NAMED = 64  # values of a range that logs give names


class Rows:
    """Resolves the rows of the tables of one file."""

    def __init__(self, scope, exits, answers, tables, report):
        self.scope = scope
        self.exits = {str(exit.name): exit for exit in exits}
        self.answers = answers
        self.tables = tables
        self.payloads = Payloads(scope, report)
        self.report = report

    def table(self, entry):
        """A table with its subject and its rows, in the order in which they stand."""
        subject = self.scope.subject(entry.on)
        exit = self._exit(entry.exit)
        shared = self._settings(entry, exit)
        table = SimpleNamespace(
            name=str(entry.name), doc=str(entry.doc), section=str(entry.section), pos=entry.pos,
            label=entry.name, subject=subject, exit=exit, retire=entry.retire, shared=shared,
            scope=self.scope, entry=entry)
        table.rows = [self._row(table, row) for row in entry.rows]
        table.default = entry.default and self._row(table, entry.default)
        table.all = sorted([*table.rows, *filter(None, [table.default])],
                           key=lambda row: (row.pos.line, row.pos.column))
        return table

    def _exit(self, name):
        if name is not None and name not in self.exits:
            self.report.unknown(name, "exit", self.exits)
        return self.exits.get(name)

    def _row(self, table, entry):
        row = SimpleNamespace(
            name=str(entry.name), label=entry.name, doc=str(entry.doc), pos=entry.pos,
            section=str(entry.section or table.section), file=entry.pos.source.cite,
            often=LIKELY.get(entry.often, 0), target=None, exit=None, answer=None, retire=None, payload={},
            table=table)
        self._matches(table, row, entry)
        row.log = self._called(row, entry)
        row.need = [word for word in entry.need or [] if self._fetched(word)]
        row.binds = self._binds(entry)
        row.blind = self._exit(entry.blind)
        self._ends(table, row, entry)
        extras.add(row, entry, self.scope, self.report)
        return row

    def _called(self, row, entry):
        """What logs call the value of a row."""
        called = getattr(entry, "log", None) or []
        for word in called:
            if row.low != row.high and "%d" not in word:
                self.report.error(word.pos, "this would be the name of more than one value",
                                  hint="%d is the place of a value in the range")
            elif row.high - row.low >= NAMED:
                self.report.error(word.pos, f"only up to {NAMED} values have names")
        return [str(word) for word in called]

    def _matches(self, table, row, entry):
        row.low = row.high = row.guard = row.when = None
        if not hasattr(entry, "at"):
            return
        row.at = entry.at
        row.low, row.high = at.parse(entry.at, self.report) or (0, 0)
        if table.subject and row.high >= 1 << table.subject.width:
            self.report.error(entry.at.pos, f"{entry.at} does not fit in '{table.subject.name}', "
                              f"which has {table.subject.width} bits")
        row.when = entry.node.entries["when"][1] if entry.when is not None else None
        row.guard = self._guard(entry.when)

    def _guard(self, when):
        if when is None or when == "else":
            return when
        conditions = [self.scope.condition(text) for text in when]
        return [condition for condition in conditions if condition]

    def _fetched(self, word):
        source = self.scope.sources.get(str(word))
        fetched = [name for name, s in self.scope.sources.items() if getattr(s, "fetched", False)]
        if source is None or not getattr(source, "fetched", False):
            self.report.unknown(word, "fetched word", fetched)
            return False
        return True

    def _binds(self, entry):
        """What a word is from this row on."""
        binds = {}
        for word, text in getattr(entry, "with") or []:
            tree = text is not None and self.scope.expression(text)
            if self._fetched(word) and tree:
                source = self.scope.sources[str(word)]
                if tree.width > source.width:
                    self.report.error(text.pos, f"this has {tree.width} bits, "
                                      f"'{word}' holds {source.width}")
                binds[str(word)] = tree
        return binds

    def _ends(self, table, row, entry):
        """What happens when the row matches: an exit, another table, or an answer inside."""
        given = [key for key in ("exit", "answer", "table") if getattr(entry, key)]
        if entry.table and len(given) > 1:
            self.report.error(entry.table.pos, f"a row that leads to a table has no {given[0]}")
        elif entry.table:
            self._leads(row, entry)
        elif entry.answer:
            self._answers(table, row, entry)
        elif entry.exit or table.entry.exit:
            self._exits(table, row, entry)
        else:
            self.report.error(entry.pos, "this row does nothing: it has no exit, table or answer")

    def _leads(self, row, entry):
        row.target = entry.table
        if entry.table not in self.tables:
            self.report.unknown(entry.table, "table", self.tables)
        if entry.retire:
            self.report.error(entry.retire.pos, "a row that leads to a table retires nothing")
        row.length = self._length(entry, "a row that leads to a table")

    def _answers(self, table, row, entry):
        """With an exit beside it: where the back end has no answer, that is what becomes of it."""
        row.answer = entry.answer
        if entry.answer not in self.answers:
            self.report.unknown(entry.answer, "answer", self.answers)
        if entry.retire == "keep":
            self.report.error(entry.retire.pos, "a call that is answered inside retires next")
        elif entry.exit:
            self._exits(table, row, entry)
        else:
            self._handled(row, entry)

    def _handled(self, row, entry):
        row.exit = self.exits.get("nothing")
        row.retire = "next"
        row.length = self._length(entry, "an answer")
        row.payload = self.payloads.handled(row.exit, entry)

    def _length(self, entry, what):
        length = None
        for name, node in entry.set or []:
            if name == LENGTH:
                length = self._number(node)
            else:
                self.report.error(name.pos, f"{what} carries no payload; only "
                                  f"{LENGTH} may be set")
        return length

    def _number(self, node):
        """A number of bytes, or an expression that is one."""
        if isinstance(node, Scalar) and parse_number(node.text) is None:
            return self._computed(Text(node.text, node))
        value = number(node, self.report)
        if value is not None and value not in range(1, 16):
            self.report.error(node.pos, "an instruction has 1 to 15 bytes")
        return value

    def _computed(self, text):
        tree = self.scope.expression(text)
        if tree is not None and tree.width > 4:
            self.report.error(text.pos, f"an instruction has up to 15 bytes, this has {tree.width} "
                              "bits", hint="length(...) makes 0 of what is too long")
            return None
        return tree

    def _exits(self, table, row, entry):
        row.exit = self._exit(entry.exit) or (None if entry.exit else table.exit)
        if row.exit is None:
            return
        inherits = table.exit is None or row.exit is table.exit
        own = self._settings(entry, row.exit)
        row.length = own.length or table.shared.length
        row.payload = {**(table.shared.payload if inherits else {}), **own.payload}
        row.retire = entry.retire or (table.retire if inherits else None)
        self._retires(row, entry)
        self.payloads.complete(row)

    def _settings(self, entry, exit):
        """insn_length and the payload fields that 'set' gives."""
        made = SimpleNamespace(length=None, payload={})
        for name, node in entry.set or []:
            if name == LENGTH:
                made.length = self._number(node)
            elif exit is None and entry.exit:
                pass  # that exit is unknown, and said to be
            elif exit is None:
                self.report.error(name.pos, f"'{name}' is set, but there is no exit to set it in")
            else:
                self.payloads.setting(made.payload, exit, name, node)
        return made

    def _retires(self, row, entry):
        if row.retire is None:
            self.report.error(entry.pos, "row lacks 'retire'", hint="retire: keep or retire: next")
            return
        if row.retire == "next" and row.exit.answer == "none" and not row.exit.retires:
            where = entry.retire.pos if entry.retire else entry.pos
            self.report.error(where, f"exit '{row.exit.name}' retires keep, "
                              f"since its answer is {row.exit.answer}",
                              note=(row.exit.answer.pos, "the answer is declared here"))
