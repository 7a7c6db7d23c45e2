# SPDX-License-Identifier: MIT
"""Expressions whose names are resolved and whose widths are known."""
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Const:
    value: int
    width: int
    parts = ()


@dataclass(frozen=True)
class Unknown:
    """No value: the field is not known."""
    width = 1
    parts = ()


@dataclass(frozen=True)
class Enumerator:
    """A value of an enum, by name."""
    enum: str
    name: str
    width = 32
    parts = ()


@dataclass(frozen=True)
class Word:
    """A word of the syndrome; a fetched one may come from others."""
    name: str
    width: int
    fetched: bool = False
    parts = ()

    @property
    def ranges(self):
        return ((self.name, self.width - 1, 0),)


@dataclass(frozen=True)
class Role:
    """A register by its role, such as arg0, or by its name; place is where it is saved."""
    name: str
    place: str
    width = 64
    parts = ()

    @property
    def ranges(self):
        return ((self.name, 63, 0),)


@dataclass(frozen=True)
class Field:
    """Bits of words: (source, high, low), from the top."""
    name: str
    bits: tuple
    parts = ()

    @property
    def ranges(self):
        return tuple((source.name, high, low) for source, high, low in self.bits)

    @property
    def width(self):
        return sum(high - low + 1 for _, high, low in self.bits)


@dataclass(frozen=True)
class Bits:
    """Some bits of a value."""
    of: object
    high: int
    low: int

    @property
    def width(self):
        return self.high - self.low + 1

    @property
    def parts(self):
        return (self.of,)


@dataclass(frozen=True)
class Joined:
    """Values one after the other, the first one highest."""
    parts: tuple

    @property
    def width(self):
        return sum(part.width for part in self.parts)


@dataclass(frozen=True)
class Shifted:
    """A value shifted by a constant."""
    value: object
    by: int

    @property
    def width(self):
        return self.value.width + self.by

    @property
    def parts(self):
        return (self.value,)


@dataclass(frozen=True)
class Power:
    """A constant shifted by a field."""
    value: int
    by: object

    @property
    def width(self):
        return self.value.bit_length() + (1 << self.by.width) - 1

    @property
    def parts(self):
        return (self.by,)


@dataclass(frozen=True)
class Extended:
    """A value, sign-extended to 64 bits."""
    value: object
    width = 64

    @property
    def parts(self):
        return (self.value,)


@dataclass(frozen=True)
class Register:
    """The general register that a value numbers."""
    number: object
    width = 64

    @property
    def parts(self):
        return (self.number,)


@dataclass(frozen=True)
class Base:
    """A general register as the base of an address: one number stands for the stack pointer."""
    number: object
    width = 64

    @property
    def parts(self):
        return (self.number,)


@dataclass(frozen=True)
class BaseNumber:
    """The number of the register that Base reads."""
    number: object
    width = 16

    @property
    def parts(self):
        return (self.number,)


@dataclass(frozen=True)
class Added:
    """The sum of two values, in 64 bits."""
    parts: tuple
    width = 64


@dataclass(frozen=True)
class Subtracted:
    """The difference of two values, in 64 bits."""
    parts: tuple
    width = 64


@dataclass(frozen=True)
class Chosen:
    """One of two values, by a bit: (bit, where it is 1, where it is 0)."""
    parts: tuple

    @property
    def width(self):
        return max(part.width for part in self.parts[1:])


@dataclass(frozen=True)
class Scaled:
    """A value shifted left by another, in 64 bits."""
    parts: tuple
    width = 64


@dataclass(frozen=True)
class LowBytes:
    """The lowest bytes of a value, by the logarithm of their number."""
    parts: tuple
    width = 64


@dataclass(frozen=True)
class Differ:
    """Whether two values are not the same."""
    parts: tuple
    width = 1


@dataclass(frozen=True)
class Length:
    """A value as the length of an instruction: 0 where none is so long."""
    value: object
    width = 4

    @property
    def parts(self):
        return (self.value,)


@dataclass(frozen=True)
class Value:
    """A named value that is computed, or that a guard is on: nothing is known of it but its width."""
    name: str
    value: object
    owner: str
    entry: object = field(compare=False, hash=False, repr=False)

    @property
    def width(self):
        return self.value.width

    @property
    def parts(self):
        return (self.value,)

    @property
    def ranges(self):
        return ((self.name, self.width - 1, 0),)


@dataclass(frozen=True)
class Listed:
    """The elements of an array."""
    parts: tuple


def walk(tree):
    yield tree
    for part in tree.parts:
        yield from walk(part)


def is_computed(tree):
    """Whether a value is more than bits put together: it then has a function of its own."""
    return any(isinstance(node, (Added, Base, Chosen, Differ, LowBytes, Scaled))
               for node in walk(tree))


def words(tree):
    """The words that a value depends on, in order of use."""
    found = {}
    for node in walk(tree):
        if isinstance(node, Word):
            found[node.name] = node
        if isinstance(node, Field):
            found.update({source.name: source for source, _, _ in node.bits
                          if isinstance(source, Word)})
    return list(found.values())


def fields(tree):
    return [node for node in walk(tree) if isinstance(node, Field)]


def is_register(tree):
    """Whether it is a register by name, or bits of one."""
    return isinstance(tree, Role) or isinstance(tree, Field) and any(
        isinstance(source, Role) for source, _, _ in tree.bits)


def needs_registers(tree):
    return any(isinstance(node, (Register, Base)) or is_register(node) for node in walk(tree))


def known_bits(tree, cube):
    """(mask, value) of what a value is known to be inside a cube."""
    if isinstance(tree, Const):
        return (1 << tree.width) - 1, tree.value
    if isinstance(tree, Word):
        return cube.get(tree.name, (0, 0))
    if isinstance(tree, Bits):
        mask, value = known_bits(tree.of, cube)
        full = (1 << tree.width) - 1
        return mask >> tree.low & full, value >> tree.low & full
    if isinstance(tree, Joined):
        mask = value = 0
        for part in tree.parts:
            more, bits = known_bits(part, cube)
            mask, value = mask << part.width | more, value << part.width | bits
        return mask, value
    return 0, 0
