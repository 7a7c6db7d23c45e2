# SPDX-License-Identifier: MIT
"""Expressions as C text."""
from ..ctext import constant
from ..model import typed


class Text:
    """C text of typed expressions; places maps a word to what holds it."""

    def __init__(self, decoder, places):
        self.decoder = decoder
        self.places = places

    def of(self, tree):
        return getattr(self, f"_{type(tree).__name__.lower()}")(tree)

    def _const(self, tree):
        return constant(tree.value)

    def _unknown(self, tree):
        return "0"

    def _enumerator(self, tree):
        return f"axvcpu_{tree.enum}_{tree.name}".upper()

    def _word(self, tree):
        return self.places.get(tree.name, f"syndrome->{tree.name}")

    def _role(self, tree):
        base = self.decoder.arch.general_base
        return f"registers->{base}[{int(tree.register)}]"

    def _field(self, tree):
        sources = {source.name: source for source, _, _ in tree.bits}
        roles = any(isinstance(source, typed.Role) for source in sources.values())
        prefix = self.decoder.firmware[0].firmware if roles else self.decoder.name
        arguments = ", ".join(map(self.of, sources.values()))
        return f"{prefix}_field_{tree.name}({arguments})"

    def _bits(self, tree):
        return f"bits({self.of(tree.of)}, {tree.high}, {tree.low})"

    def _joined(self, tree):
        below, parts = tree.width, []
        for part in tree.parts:
            below -= part.width
            text = self._wide(part) if below else self.of(part)
            parts.append(f"{text} << {below}" if below else text)
        return " | ".join(parts)

    def _wide(self, tree):
        return f"UINT64_C({tree.value:#x})" if isinstance(tree, typed.Const) else self.of(tree)

    def _shifted(self, tree):
        return f"{self._wide(tree.value)} << {tree.by}"

    def _power(self, tree):
        one = f"{tree.value}u" if tree.width <= 32 else f"UINT64_C({tree.value})"
        return f"{one} << {self.of(tree.by)}"

    def _extended(self, tree):
        return f"sign_extend({self.of(tree.value)}, {tree.value.width})"

    def _register(self, tree):
        return f"register_value(registers, {self.of(tree.number)})"


def condition(text, subject, values):
    """The C test that the subject has one of the values."""
    left = text.of(subject)
    tests = [f"{left} == {constant(value)}" for value in values]
    return tests[0] if len(tests) == 1 else "(" + " || ".join(tests) + ")"
