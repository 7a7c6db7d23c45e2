# SPDX-License-Identifier: MIT
"""Expressions as C text."""
from ..ctext import constant
from ..model import typed


# What has operators of its own.
COMPOUND = (typed.Joined, typed.Shifted, typed.Power, typed.Added, typed.Subtracted,
            typed.Chosen, typed.Differ, typed.Scaled)


class Text:
    """C text of typed expressions; places maps a word to what holds it; sure: registers are there."""

    def __init__(self, decoder, places, sure):
        self.decoder = decoder
        self.places = places
        self.sure = sure

    def of(self, tree):
        return getattr(self, f"_{type(tree).__name__.lower()}")(tree)

    def kept(self, tree):
        """As it goes into an exit: nothing of a value that needs registers where there are none."""
        made = any(isinstance(node, COMPOUND) for node in typed.walk(tree))
        if self.sure or not made or not typed.needs_registers(tree):
            return self.of(tree)
        return f"registers ? {Text(self.decoder, self.places, True)._inside(tree)} : 0"

    def _const(self, tree):
        return constant(tree.value)

    def bits_test(self, word, mask, value):
        """The C test of some bits of a word."""
        text = self.of(word)
        if mask == (1 << word.width) - 1:
            return f"{text} == {constant(value)}"
        if value >> 31 and not mask >> 32:
            # A number of 64 bits would need a register.
            return f"((uint32_t){text} & {mask:#x}) == {value:#x}"
        return f"({text} & {constant(mask)}) == {constant(value)}"

    def _unknown(self, tree):
        return "0"

    def _enumerator(self, tree):
        return f"axvcpu_{tree.enum}_{tree.name}".upper()

    def _word(self, tree):
        return self.places.get(tree.name, f"syndrome->{tree.name}")

    def _role(self, tree):
        value = f"registers->{tree.place}"
        return value if self.sure else f"(registers ? {value} : 0)"

    def _field(self, tree):
        sources = {source.name: source for source, _, _ in tree.bits}
        prefix = self.decoder.prefix_of(tree)
        arguments = ", ".join(map(self.of, sources.values()))
        return f"{prefix}_field_{tree.name}({arguments})"

    def _bits(self, tree):
        return f"bits({self.of(tree.of)}, {tree.high}, {tree.low})"

    def _joined(self, tree):
        below, parts = tree.width, []
        for part in tree.parts:
            below -= part.width
            text = self._inside(part) if isinstance(part, COMPOUND) and below else \
                self._wide(part) if below else self.of(part)
            parts.append(f"{text} << {below}" if below else text)
        return " | ".join(parts)

    def _wide(self, tree):
        return f"UINT64_C({tree.value:#x})" if isinstance(tree, typed.Const) else self.of(tree)

    def _shifted(self, tree):
        return f"{self._inside(tree.value)} << {tree.by}"

    def _power(self, tree):
        one = f"{tree.value}u" if tree.width <= 32 else f"UINT64_C({tree.value})"
        # Compilers shift by a constant then, instead of by a register.
        if tree.by.width == 1:
            return f"{one} + {one} * {self._inside(tree.by)}"
        return f"{one} << {self.of(tree.by)}"

    def _extended(self, tree):
        return f"sign_extend({self.of(tree.value)}, {tree.value.width})"

    def _added(self, tree):
        one, other = tree.parts
        return f"{self._whole(one)} + {self._inside(other)}"

    def _subtracted(self, tree):
        one, other = tree.parts
        return f"{self._whole(one)} - {self._inside(other)}"

    def _whole(self, tree):
        """The first operand of arithmetic on 64 bits: what has 32 may be a number of 32 in C."""
        whole = tree.width > 32 or isinstance(tree, (typed.Const, typed.Bits))
        return self._inside(tree) if whole else f"(uint64_t){self._inside(tree)}"

    def _chosen(self, tree):
        which, one, other = map(self._inside, tree.parts)
        return f"{which} ? {one} : {other}"

    def _scaled(self, tree):
        value, by = tree.parts
        return f"(uint64_t)({self.of(value)}) << {self._inside(by)}"

    def _lowbytes(self, tree):
        return f"low_bytes({', '.join(map(self.of, tree.parts))})"

    def _differ(self, tree):
        return " != ".join(map(self._inside, tree.parts))

    def _inside(self, tree):
        """An operand."""
        text = self._wide(tree)
        return f"({text})" if isinstance(tree, COMPOUND) else text

    def _length(self, tree):
        return f"instruction_length({self.of(tree.value)})"

    def _value(self, tree):
        if typed.is_computed(tree.value):
            arguments = ", ".join(map(self._argument, parameters(tree)))
            return f"{tree.owner}_value_{tree.name}({arguments})"
        text = self.of(tree.value)
        if self.sure or not typed.needs_registers(tree):
            return f"({text})"
        return f"(registers ? {text} : 0)"

    def _argument(self, parameter):
        return parameter if isinstance(parameter, str) else self.of(parameter)

    def _base(self, tree):
        return f"base_value(registers, {self.of(tree.number)})"

    def _basenumber(self, tree):
        return f"base_number({self.of(tree.number)})"

    def _register(self, tree):
        return f"register_value(registers, {self.of(tree.number)})"


def parameters(value):
    """What the function of a named value takes: the syndrome, the registers, fetched words."""
    words = typed.words(value)
    found = ["syndrome"] if any(not word.fetched for word in words) else []
    found += ["registers"] if typed.needs_registers(value) else []
    return found + [word for word in words if word.fetched]


def condition(text, subject, values):
    """The C test that the subject has one of the values."""
    left = text.of(subject)
    if isinstance(subject, typed.Value) and subject.width == 1 and len(values) == 1:
        return left if values[0] else f"!{left}"
    tests = [f"{left} == {constant(value)}" for value in values]
    return tests[0] if len(tests) == 1 else "(" + " || ".join(tests) + ")"
