# SPDX-License-Identifier: MIT
"""The decoder as C: one function a table, leaves first."""
from types import SimpleNamespace

from ..model import conditions, extras, graph, typed, ways
from ..model.exits import UNKNOWN
from . import cexpr, dispatch, exits, shared

CHAINED = 4      # tables up to this many values are tested in order, likelier rows first
COPIES = 8       # what more rows write beside their exits is not inlined
ENUMERATED = 32  # ranges up to this many values are listed as cases
TWICE = 2        # so many registers that a row writes are made of registers
# The length of the instruction where the ways to a table differ: the way has written it.
WRITTEN = "exit->insn_length"


def _ending_name(row):
    """What is usual has the name of the exit alone."""
    usual = "keep" if row.exit.answer == "none" else "next"
    if row.answer:
        return f"answered_{row.exit.name}"
    return f"{row.exit.name}" if row.retire == usual else f"{row.exit.name}_{row.retire}"


def used_by(row):
    """The values that a row computes itself."""
    for subject, _ in row.guard if isinstance(row.guard, list) else []:
        yield subject
    yield from row.binds.values()
    yield from row.payload.values()
    yield from extras.trees(row)
    yield from ways.computed_length(row)


def _is_unknown(field, row):
    tree = row.payload.get(str(field.name))
    return field.default == UNKNOWN if tree is None else isinstance(tree, typed.Unknown)


def _without(prefix, fields):
    """The bits of all fields but some."""
    bits = [f"{prefix}_{field.name}".upper() for field in fields]
    if not bits:
        return f"{prefix}_ALL"
    return f"{prefix}_ALL & ~{bits[0]}" if len(bits) == 1 else f"{prefix}_ALL & ~({' | '.join(bits)})"


class Needs:
    """What the function of a table must be given, for itself and for those that it calls."""

    def __init__(self, decoder):
        self.tables = {table.name: table for table in decoder.tables}
        self.found = {}

    def of(self, name):
        """(fetched words carried in, whether registers are used, whether the syndrome is)"""
        if name not in self.found:
            self.found[name] = self._table(self.tables[name])
        return self.found[name]

    def _table(self, table):
        return self.of_rows(table, table.all)

    def of_rows(self, table, rows):
        """The same, for some rows of a table."""
        carried, registers, syndrome = self._values([table.subject])
        for row in rows:
            words, more, other = self._row(row)
            carried |= words
            registers |= more
            syndrome |= other
        return carried, registers, syndrome

    def _row(self, row):
        carried, registers, syndrome = self._values(used_by(row))
        if row.target:
            words, more, other = self.of(str(row.target))
            carried, registers, syndrome = carried | words, registers | more, syndrome | other
        given = {str(word) for word in row.need} | set(row.binds)
        return carried - given, registers or bool(row.refine) or self._turns(row), \
            syndrome or bool(row.need)

    def _turns(self, row):
        """Whether the row looks whether there are registers."""
        return bool(row.blind)

    def _values(self, trees):
        trees = list(trees)
        words = [word for tree in trees for word in typed.words(tree)]
        return ({word.name for word in words if word.fetched},
                any(typed.needs_registers(tree) for tree in trees),
                any(not word.fetched for word in words))


class View:
    """Lays the rows of a decoder out as statements."""

    def __init__(self, decoder):
        self.decoder = decoder
        self.needs = Needs(decoder)
        self.sets = {word.name: word for word in decoder.words if word.fetched}

    def tables(self):
        return [function for table in self.decoder.ordered for function in self._table(table)]

    def _parameters(self, table):
        """Names of what the function takes, in order."""
        return self._names(*self.needs.of(table.name))

    def _names(self, carried, registers, syndrome):
        names = ["syndrome"] if syndrome else []
        names += ["registers"] if registers else []
        return [*names, "exit", *(word.name for word in self.decoder.words if word.name in carried)]

    def root(self):
        table = self.needs.tables[self.decoder.root]
        return f"decode_{table.name}({', '.join(self._parameters(table))})"

    def _declared(self, name):
        if name == "syndrome":
            return f"const struct axvcpu_{self.decoder.name}_syndrome *syndrome"
        if name == "registers":
            return f"const struct axvcpu_{self.decoder.entry.arch}_registers *registers"
        if name == "exit":
            return "struct axvcpu_exit *exit"
        return f"uint{self.decoder.scope.sources[name].width}_t {name}"

    def _table(self, table):
        """The function of a table; what is often right has one, and what is rare another."""
        names = self._parameters(table)
        places = {name: name for name in self.sets if name in names}
        likely = sorted(filter(self._is_likely, table.rows), key=lambda row: -row.often)
        rest = [row for row in table.all if row not in likely or self._is_guarded(row)]
        if not likely or not rest:
            body = self._body(table, places, table.all)
            return [self._function_of(table, names, body, self._is_rare(table))]
        others = self._names(*self.needs.of_rows(table, rest))
        onward = f"decode_{table.name}_rest({', '.join(others)})"
        chain = [self._likely(table, row, places) for row in likely]
        return [self._function_of(table, others, self._body(table, places, rest), True, "_rest"),
                self._function_of(table, names, dispatch.likely(chain, onward), False)]

    def _is_rare(self, table):
        """Whether it is not the first table, has no likely row, and is not behind one alone."""
        return table.name != self.decoder.root and not any(row.often for row in table.all) \
            and not (len(table.ways) == 1 and table.ways[0].often)

    def _is_likely(self, row):
        """Whether it is often right, and one test on bits of a word finds it."""
        return bool(row.often) and conditions.one_word(row) is not None

    def _is_guarded(self, row):
        """Whether it is likely where there are registers only: they are looked for once."""
        return bool(row.exit) and not row.table.sure and any(
            typed.needs_registers(tree) for tree in row.payload.values())

    def _likely(self, table, row, places):
        test = self._text(table, places).bits_test(*conditions.one_word(row))
        if self._is_guarded(row):
            table = SimpleNamespace(**{**vars(table), "sure": True})
            row = SimpleNamespace(**{**vars(row), "table": table})
            test += " && registers"
        return SimpleNamespace(test=test, rows=[self._row(table, row, places, None)], switch=None)

    def _function_of(self, table, names, body, is_rare, suffix=""):
        return SimpleNamespace(
            name=f"{table.name}{suffix}", doc=table.doc, section=table.section,
            where=table.pos.cite, parameters=[self._declared(name) for name in names],
            is_rare=is_rare, body=body,
            twice=self._twice(table) and not body.onward and self._passed(names))

    def _twice(self, table):
        """Whether its rows are laid out once for registers and once for none: they look often."""
        return not table.sure and any(
            sum(typed.needs_registers(write.value) for write in row.writes) >= TWICE
            for row in table.all)

    def _passed(self, names):
        """What the functions of such a table pass on, with registers and without."""
        left = [name for name in names if name != "registers"]
        return SimpleNamespace(
            all=", ".join(names), left=", ".join(left),
            none=", ".join("NULL" if name == "registers" else name for name in names),
            parameters=[self._declared(name) for name in left])

    def _body(self, table, places, chosen):
        """Some rows of a table, and its default."""
        groups = [self._group(table, rows, places) for rows in self._groups(table, chosen)]
        default = table.default and [self._row(table, table.default, places, None)]
        body = dispatch.lay_out(table, self._text(table, places), groups, default)
        rows = [row for group in groups for row in group.rows] + (default or [])
        taken = {*self._parameters(table), *(variable.name for variable in body.locals)}
        body.shown, body.places = shared.share(rows, taken, f"enum axvcpu_{self.decoder.name}_cause")
        return body

    def _text(self, table, places):
        return cexpr.Text(self.decoder, places, table.sure)

    def _groups(self, table, chosen):
        """The chosen rows by value."""
        groups = ([row for row in rows if row in chosen] for rows in table.groups)
        return [rows for rows in groups if rows]

    def _group(self, table, rows, places):
        """The rows of one value, or of one range: tests in order, the last one without."""
        made = [self._row(table, row, places, self._test(row, places)) for row in rows]
        made[-1].test = None
        return SimpleNamespace(rows=made, low=rows[0].low, high=rows[0].high,
                               often=max(row.often for row in rows))

    def _test(self, row, places):
        text = self._text(row.table, places)
        guard = row.guard if isinstance(row.guard, list) else []
        tests = [cexpr.condition(text, *condition) for condition in guard]
        return tests[0][1:-1] if len(guard) == 1 and len(guard[0][1]) > 1 \
            else " && ".join(tests)

    def _row(self, table, row, places, test):
        name = self.decoder.name
        places = {**places, **{str(word): f"{name}_word_{word}(syndrome)" for word in row.need}}
        made = SimpleNamespace(
            name=row.name, doc=row.doc, where=row.pos.cite, test=test or None,
            cause=f"AXVCPU_{name}_CAUSE_{row.name}".upper(), length=None, extras=None,
            needs=[SimpleNamespace(missing=f"!{name}_has_{word}(syndrome)",
                                   answer=f"AXVCPU_DECODED_NEED_{word}".upper())
                   for word in row.need], call=None, blind=None, ending=None,
            store=None, often=bool(row.often), shared=None)
        places = self._bound(row, places)
        if row.target:
            self._call(table, row, made, places)
        else:
            text = self._text(table, places)
            made.length = self._length(table, row, text)
            made.ending = self._ending(row, text)
            made.extras = self._extras(row, text)
        return made

    def _extras(self, row, text):
        """What is written beside the exit, or None."""
        if not row.parts and not row.writes and not row.refine:
            return None
        member = "reg" if extras.of_registers(row) else "data"
        reading = any(typed.needs_registers(write.value) for write in row.writes)
        return SimpleNamespace(
            parts=[SimpleNamespace(**{"reg": 0, "data": 0, member: text.kept(part)})
                   for part in row.parts],
            writes=[SimpleNamespace(reg=text.of(write.reg), value=text.of(write.value))
                    for write in row.writes], sure=row.table.sure or not reading,
            refine=row.refine and self._refine(row.refine, text))

    def _refine(self, refine, text):
        arguments = ["exit", "registers", *map(text.of, refine.arguments)]
        return f"axvcpu_{self.decoder.entry.arch}_refine_{refine.entry.name}({', '.join(arguments)})"

    def _bound(self, row, places):
        text = self._text(row.table, places)
        return {**places, **{word: text.of(tree) for word, tree in row.binds.items()}}

    def _length(self, table, row, text):
        if row.length:
            return str(int(row.length)) if isinstance(row.length, int) else text.of(row.length)
        if len(table.lengths) > 1 or graph.COMPUTED in table.lengths:
            return WRITTEN
        return str(next(iter(table.lengths)) or 0)

    def _call(self, table, row, made, places):
        target = self.needs.tables[str(row.target)]
        arguments = [places.get(name, name) for name in self._parameters(target)]
        made.length = self._length(table, row, self._text(table, places))
        written = len(target.lengths) > 1 or graph.COMPUTED in target.lengths
        made.store = made.length if written and made.length != WRITTEN else None
        made.call = f"decode_{target.name}({', '.join(arguments)})"
        if target.sure and not table.sure:
            made.blind = SimpleNamespace(cause=made.cause, length=made.length, extras=None,
                                         ending=self._blind(row.blind or self.decoder.blind))

    def _blind(self, exit):
        """What becomes of an event whose registers are not at hand: nothing of it is known."""
        if not exit.fields:
            return SimpleNamespace(function=str(exit.name), fields=[], answer=None)
        first = exit.fields[0]
        zero = "{ 0 }" if first.count > 1 else "0"
        return SimpleNamespace(function=str(exit.name), payload=f"axvcpu_exit_{exit.name}",
                               answer=None, known="0", fields=[f".{first.name} = {zero}"])

    def _ending(self, row, text):
        exit = row.exit
        values = [SimpleNamespace(name=str(field.name), ctype=exits.ctype(field),
                                  text=self._value(field, row, text)) for field in exit.fields]
        return SimpleNamespace(function=_ending_name(row), payload=f"axvcpu_exit_{exit.name}",
                               values=values,
                               fields=[f".{value.name} = {value.text}" for value in values],
                               answer=row.answer and self._answer(row),
                               known=self._known(row))

    def _answer(self, row):
        return f"AXVCPU_{row.table.firmware}_ANSWER_{row.answer}".upper()

    def endings(self):
        """The functions that write an exit, one a reason, and others for calls answered inside."""
        made = {}
        for row in self.decoder.rows:
            if row.exit:
                name = _ending_name(row)
                made.setdefault(name, self._function(name, row.exit, row.retire,
                                                     bool(row.answer)))
        for exit in [self.decoder.blind, *(row.blind for row in self.decoder.rows)]:
            if exit:
                usual = "keep" if exit.answer == "none" else "next"
                made.setdefault(str(exit.name), self._function(str(exit.name), exit, usual, False))
        return list(made.values())

    def _function(self, name, exit, retire, answered):
        return SimpleNamespace(
            name=name,
            reason=f"AXVCPU_EXIT_{exit.name}".upper(),
            retire=f"AXVCPU_RETIRE_{retire}".upper(), answered=answered,
            member=str(exit.name), payload=f"axvcpu_exit_{exit.name}" if exit.fields else None)

    def _known(self, row):
        """Which fields hold a value: all, or all but those that need registers."""
        prefix = f"AXVCPU_KNOWN_{row.exit.name}".upper()
        if not row.exit.fields:
            return "0"
        lost = [f"{prefix}_{name}".upper() for name, tree in row.payload.items()
                if typed.needs_registers(tree) and not row.table.sure]
        known = _without(prefix, [field for field in row.exit.fields if _is_unknown(field, row)])
        return f"known_with(registers, {known}, {' | '.join(lost)})" if lost else known

    def _value(self, field, row, text):
        tree = row.payload.get(str(field.name))
        if tree is None:
            return self._default(field)
        if isinstance(tree, typed.Listed):
            return "{ " + ", ".join(map(text.kept, tree.parts)) + " }"
        if field.base == "bool" and isinstance(tree, typed.Const):
            return "true" if tree.value else "false"
        return text.kept(tree)

    def _default(self, field):
        if field.enum:
            return f"axvcpu_{field.enum.name}_{field.default}".upper()
        return "0" if field.default == UNKNOWN else str(field.default)

    def helpers(self):
        """Which of the small functions of the template are called."""
        trees = [node for row in self.decoder.rows for tree in used_by(row)
                 for node in typed.walk(tree)]
        trees += [node for word in self.decoder.words if word.origin
                  for node in typed.walk(word.origin)]
        kinds = {type(node) for node in trees}
        rows = [row for row in self.decoder.rows if row.parts or row.writes]
        return SimpleNamespace(registers=typed.Register in kinds, extend=typed.Extended in kinds,
                               bits=typed.Bits in kinds, low_bytes=typed.LowBytes in kinds,
                               length=typed.Length in kinds, parts=any(r.parts for r in rows),
                               writes=any(r.writes for r in rows),
                               beside=self._beside(rows),
                               base=self._base() if typed.Base in kinds else None,
                               base_number=self._base() if typed.BaseNumber in kinds else None,
                               known=any(typed.needs_registers(tree) and not row.table.sure
                                         for row in self.decoder.rows
                                         for tree in row.payload.values()))

    def _beside(self, rows):
        """How what rows write beside their exits is made: small, unless tables are to be quick."""
        copies = [row for row in rows if not self._twice(row.table)]
        return "AXVCPU_RARE" if len(copies) > COPIES else "inline"

    def _base(self):
        """The number that stands for another register, which one, and its own number."""
        arch = self.decoder.arch
        found = next(r for r in arch.registers if r.name == arch.base.register)
        return SimpleNamespace(number=int(arch.base.number), place=str(found.context),
                               other=int(found.number))

    def values(self):
        """The functions of named values, each behind those that it calls."""
        found = {}
        for row in self.decoder.rows:
            for tree in used_by(row):
                self._collect(tree, found)
        return list(found.values())

    def _collect(self, tree, found):
        for part in tree.parts:
            self._collect(part, found)
        if isinstance(tree, typed.Value) and typed.is_computed(tree.value):
            found.setdefault((tree.owner, tree.name), self._value_function(tree))

    def _value_function(self, tree):
        names = [name if isinstance(name, str) else name.name for name in cexpr.parameters(tree)]
        text = cexpr.Text(self.decoder, {name: name for name in names}, True).of(tree.value)
        return SimpleNamespace(
            name=f"{tree.owner}_value_{tree.name}", doc=str(tree.entry.doc),
            where=tree.entry.pos.cite,
            ctype="uint32_t" if tree.width <= 32 else "uint64_t",
            parameters=[self._declared(name) for name in names],
            text=f"registers ? {text} : 0" if "registers" in names else text)

    def headers(self):
        """Where the functions that rows call are declared."""
        return sorted({str(row.refine.entry.header) for row in self.decoder.rows if row.refine})

    def words(self):
        """How a fetched word is found."""
        text = cexpr.Text(self.decoder, {}, False)
        return [SimpleNamespace(
            name=word.name, doc=str(word.entry.doc), where=word.entry.pos.cite,
            ctype=f"uint{int(word.entry.width)}_t",
            have=f"AXVCPU_{self.decoder.name}_HAVE_{word.name}".upper(),
            origin=word.origin and text.of(word.origin),
            unless=" && ".join(cexpr.condition(text, *condition) for condition in word.unless))
            for word in self.sets.values()]
