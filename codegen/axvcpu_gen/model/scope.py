# SPDX-License-Identifier: MIT
"""The names that the expressions of one file may use, and the meaning of its expressions."""
from .. import expr
from ..shape import unique
from . import typed

# Function: how many arguments, and what it makes of them.
FUNCTIONS = {
    "add": (2, "64 bits: the sum, modulo 2^64."),
    "base": (1, "64 bits: the general register of that number, as the base of an address; the "
             "arch's `base` says which number is another register there."),
    "base_number": (1, "16 bits: the number of that register."),
    "choose": (3, "The second one where the first, a bit, is 1, else the third; as many bits as "
               "the wider of them."),
    "differ": (2, "One bit: whether they are not the same."),
    "length": (1, "4 bits: as the length of an instruction; 0 where it is more than 15."),
    "low_bytes": (2, "64 bits: of the first one 1, 2, 4 or 8 bytes, by the second, a logarithm of "
                  "2 bits."),
    "register": (1, "64 bits: the general register of that number."),
    "scaled": (2, "64 bits: the first one shifted left by the second, modulo 2^64."),
    "sext": (1, "64 bits: the sign repeated."),
    "subtract": (2, "64 bits: the first one less the second, modulo 2^64."),
}


class Scope:
    """Words, roles, fields and named values of a file."""

    def __init__(self, owner, arch, report):
        self.owner = owner
        self.arch = arch
        self.report = report
        self.sources = {}
        self.fields = {}
        self.values = {}
        self.entries = {}
        self.broken = set()  # names whose own error is enough

    def names(self):
        return [*self.sources, *self.fields, *self.values]

    def add_words(self, words):
        unique(words, "name", "word", self.report)
        for word in words:
            self.sources[str(word.name)] = typed.Word(str(word.name), int(word.width),
                                                      bool(word.fetched))

    def add_roles(self):
        self._add_registers(self.arch.by_role)

    def add_registers(self):
        """By name; a word of the syndrome hides a register."""
        self._add_registers({str(register.name): register for register in self.arch.registers})

    def _add_registers(self, registers):
        for name, register in registers.items():
            if register.context:
                self.sources.setdefault(name, typed.Role(name, str(register.context)))

    def add_fields(self, fields):
        unique(fields, "name", "field", self.report)
        for field in fields:
            if str(field.name) in self.sources:
                self.report.error(field.name.pos, f"field '{field.name}' has the name of a word")
            slices = expr.bit_ranges(field.bits.node, self.report) or ()
            bits = [self._range(part) for part in slices]
            if not bits or None in bits:
                self.broken.add(str(field.name))
            else:
                self.fields[str(field.name)] = typed.Field(str(field.name), tuple(bits))

    def _range(self, part):
        if not isinstance(part, expr.Slice) or not isinstance(part.of, expr.Name):
            self.report.error(part.pos, "expected word[high..low]")
            return None
        source = self.sources.get(part.of.name)
        if source is None:
            self.report.unknown(part.of, "word", self.sources)
            return None
        return (source, part.high, part.low) if self._fits(part, source) else None

    def _fits(self, part, value):
        if part.high < value.width:
            return True
        self.report.error(part.pos, f"bit {part.high} is outside: there are {value.width} bits, "
                          f"{value.width - 1} to 0")
        return False

    def add_values(self, values):
        unique(values, "name", "named value", self.report)
        for value in values:
            tree = self.expression(getattr(value, "is"))
            if tree is None:
                self.broken.add(str(value.name))
            else:
                self.values[str(value.name)] = tree
                self.entries[str(value.name)] = value

    def _named(self, name):
        return typed.Value(name, self.values[name], self.owner, self.entries[name])

    def subject(self, name):
        """The field, word or role that a table or a condition is on."""
        found = self.fields.get(str(name)) or self.sources.get(str(name))
        if found is None and str(name) not in self.broken:
            self.report.unknown(name, "field", [*self.fields, *self.sources])
        return found

    def _guarded(self, name):
        """What a condition is on: a subject, or a named value."""
        if str(name) in self.values:
            return self._named(str(name))
        return self.subject(name)

    def condition(self, text):
        """(subject, values), or None after an error."""
        tree = expr.condition(text.node, self.report)
        subject = tree and self._guarded(tree.subject)
        if subject is None:
            return None
        values = [self._value(literal, subject) for literal in tree.values]
        for literal in tree.values:
            if [other.value for other in tree.values].count(literal.value) > 1:
                self.report.error(literal.pos, f"{literal.value} is given twice")
        return None if None in values else (subject, tuple(values))

    def _value(self, literal, subject):
        if 0 <= literal.value < 1 << subject.width and (literal.width or 0) <= subject.width:
            return literal.value
        self.report.error(literal.pos, f"the value does not fit in '{subject.name}', "
                          f"which has {subject.width} bits")
        return None

    def expression(self, text):
        tree = expr.expression(text.node, self.report)
        return tree and self._typed(tree)

    def _typed(self, tree):
        return getattr(self, f"_{type(tree).__name__.lower()}")(tree)

    def _literal(self, tree):
        if tree.value < 0:
            self.report.error(tree.pos, "a value cannot be negative")
            return None
        return typed.Const(tree.value, tree.width or tree.value.bit_length())

    def _name(self, tree):
        name = tree.name
        found = self.values.get(name) or self.fields.get(name) or self.sources.get(name)
        if found is None and name not in self.broken:
            self.report.unknown(tree, "name", self.names())
        if name in self.values and typed.is_computed(found):
            return self._named(name)
        return found

    def _slice(self, tree):
        value = self._typed(tree.of)
        if value is None or not self._fits(tree, value):
            return None
        return typed.Bits(value, tree.high, tree.low)

    def _concat(self, tree):
        parts = [self._part(part) for part in tree.parts]
        return None if None in parts else typed.Joined(tuple(parts))

    def _part(self, tree):
        if isinstance(tree, expr.Literal) and not tree.width:
            self.report.error(tree.pos, "the width of this literal is not known",
                              hint="between braces, write it in binary: 0b01 has two bits")
            return None
        return self._typed(tree)

    def _shift(self, tree):
        value, by = self._typed(tree.value), self._typed(tree.by)
        if value is None or by is None:
            return None
        if isinstance(tree.by, expr.Literal):
            return typed.Shifted(value, by.value)
        if not isinstance(tree.value, expr.Literal):
            self.report.error(tree.pos, "one side of << must be a literal")
            return None
        return self._power(tree, value, by)

    def _power(self, tree, value, by):
        result = typed.Power(value.value, by) if by.width <= 6 else None
        if result is None or result.width > 64:
            self.report.error(tree.pos, "the shift can leave 64 bits")
            return None
        return result

    def _call(self, tree):
        arguments = [self._typed(argument) for argument in tree.arguments]
        if tree.function not in FUNCTIONS:
            self.report.unknown(expr.Name(tree.pos, tree.function), "function", FUNCTIONS)
            return None
        count, _ = FUNCTIONS[tree.function]
        if len(arguments) != count:
            self.report.error(tree.pos, f"{tree.function} takes {count} arguments, "
                              f"not {len(arguments)}")
            return None
        if None in arguments:
            return None
        return getattr(self, f"_call_{tree.function}")(tree, *arguments)

    def _call_add(self, _tree, one, other):
        return typed.Added((one, other))

    def chosen(self, tree, one, other):
        """One of two values that are typed already, by the first argument of a call."""
        which = self._typed(tree.arguments[0])
        return which and self._call_choose(tree, which, one, other)

    def _call_subtract(self, _tree, one, other):
        return typed.Subtracted((one, other))

    def _call_choose(self, tree, which, one, other):
        if which.width == 1:
            return typed.Chosen((which, one, other))
        self.report.error(tree.pos, f"choose goes by one bit, not by {which.width}")
        return None

    def _call_differ(self, _tree, one, other):
        return typed.Differ((one, other))

    def _call_scaled(self, tree, value, by):
        if by.width <= 6:
            return typed.Scaled((value, by))
        self.report.error(tree.pos, f"a shift by {by.width} bits can be one by 64 and more")
        return None

    def _call_sext(self, _tree, value):
        return typed.Extended(value)

    def _call_length(self, _tree, value):
        return typed.Length(value)

    def _call_low_bytes(self, tree, value, size):
        if size.width <= 2:
            return typed.LowBytes((value, size))
        self.report.error(tree.pos, f"a logarithm of {size.width} bits can be one of more than "
                          "8 bytes")
        return None

    def _call_register(self, tree, number):
        return typed.Register(number) if self._numbers(tree, number) else None

    def _call_base(self, tree, number):
        return typed.Base(number) if self._has_base(tree, number) else None

    def _call_base_number(self, tree, number):
        return typed.BaseNumber(number) if self._has_base(tree, number) else None

    def _has_base(self, tree, number):
        if self.arch.base is None:
            self.report.error(tree.pos, f"{self.arch.arch} has no 'base': no number of a base "
                              "stands for another register")
            return False
        return self._numbers(tree, number)

    def _numbers(self, tree, number):
        """Whether every value numbers a general register."""
        count = self.arch.general
        if number.width <= 32 and 1 << number.width <= count:
            return True
        self.report.error(tree.pos, f"{number.width} bits number more registers than the "
                          f"{count} of {self.arch.arch}")
        return False

    def call(self, text):
        """(name as written, typed arguments), or None after an error."""
        tree = expr.call(text.node, self.report)
        arguments = [self._typed(argument) for argument in tree.arguments] if tree else [None]
        return None if None in arguments else (expr.Name(tree.pos, tree.function), arguments)
