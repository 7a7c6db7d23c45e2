# SPDX-License-Identifier: MIT
"""The syntax of expressions and conditions: from text to positioned trees."""
import re
from dataclasses import dataclass

from .shape import parse_number
from .source import Position

TOKEN = re.compile(r"\s*(?:(?P<word>[0-9a-zA-Z_]+|-[0-9]+)|(?P<mark><<|\.\.|[\[\](){},=]))")

# The forms of an expression and of a condition, for those who document them; the functions are
# the model's.
FORMS = (
    ("7, 0x30, 0b011", "A number: as many bits as it takes; of a binary one, as many as it has "
     "digits."),
    ("name", "A word, a field, a named value, a saved register by its name; in firmware by its role, "
     "`arg0` to `arg7`: its own bits."),
    ("field << 3, 1 << field", "Shifted; nothing is lost."),
    ("{0b01, field}", "One after the other, the first one highest."),
    ("expression[31..0], expression[6]", "Those bits."))
CONDITIONS = (
    ("field = value", "It has that value; a word may stand for the field."),
    ("field in {value, value}", "It has one of the values."))


@dataclass(frozen=True)
class Literal:
    pos: Position
    value: int
    width: int


@dataclass(frozen=True)
class Name:
    pos: Position
    name: str

    def __str__(self):
        return self.name


@dataclass(frozen=True)
class Slice:
    pos: Position
    of: object
    high: int
    low: int


@dataclass(frozen=True)
class Shift:
    pos: Position
    value: object
    by: object


@dataclass(frozen=True)
class Concat:
    pos: Position
    parts: tuple


@dataclass(frozen=True)
class Call:
    pos: Position
    function: str
    arguments: tuple


@dataclass(frozen=True)
class Condition:
    """The subject has one of the values."""
    pos: Position
    subject: Name
    values: tuple


class SyntaxProblem(Exception):
    """What is wrong, and where."""

    def __init__(self, pos, message):
        super().__init__(message)
        self.pos = pos
        self.message = message


@dataclass(frozen=True)
class Token:
    pos: Position
    text: str


class Parser:
    """Recursive descent over the tokens of one scalar."""

    def __init__(self, scalar):
        self.tokens = list(_tokens(scalar))
        self.end = scalar.inside(len(scalar.text))
        self.index = 0

    def peek(self):
        return self.tokens[self.index].text if self.index < len(self.tokens) else None

    def take(self, expected=None):
        if self.index == len(self.tokens):
            raise SyntaxProblem(self.end, f"expected {_shown(expected)}, found the end")
        token = self.tokens[self.index]
        if expected and token.text != expected:
            raise SyntaxProblem(token.pos, f"expected '{expected}', found '{token.text}'")
        self.index += 1
        return token

    def finish(self, tree):
        if self.peek() is not None:
            token = self.tokens[self.index]
            raise SyntaxProblem(token.pos, f"'{token.text}' does not belong here")
        return tree

    def expression(self):
        left = self.term()
        if self.peek() == "<<":
            operator = self.take()
            return Shift(operator.pos, left, self.term())
        return left

    def term(self):
        tree = self.primary()
        while self.peek() == "[":
            opening = self.take("[")
            tree = self.slice(opening.pos, tree)
        return tree

    def slice(self, pos, tree):
        high = low = self.number().value
        if self.peek() == "..":
            self.take("..")
            low = self.number().value
        self.take("]")
        if high < low:
            raise SyntaxProblem(pos, f"[{high}..{low}] is empty: the high bit comes first")
        return Slice(pos, tree, high, low)

    def primary(self):
        if self.peek() == "{":
            return self.concat()
        token = self.take()
        if not re.match(r"[0-9a-zA-Z_-]", token.text):
            raise SyntaxProblem(token.pos, f"expected a value, found '{token.text}'")
        if token.text[0] in "-0123456789":
            return _literal(token)
        return self.call(token) if self.peek() == "(" else Name(token.pos, token.text)

    def call(self, token):
        self.take("(")
        return Call(token.pos, token.text, self.listed(self.expression, ")"))

    def concat(self):
        opening = self.take("{")
        return Concat(opening.pos, self.listed(self.expression))

    def listed(self, element, closing="}"):
        parts = [element()]
        while self.peek() == ",":
            self.take(",")
            parts.append(element())
        self.take(closing)
        return tuple(parts)

    def number(self):
        return _literal(self.take())

    def condition(self):
        subject = self.take()
        operator = self.take()
        if operator.text == "=":
            values = (self.number(),)
        elif operator.text == "in":
            self.take("{")
            values = self.listed(self.number)
        else:
            raise SyntaxProblem(operator.pos, f"expected '=' or 'in', found '{operator.text}'")
        return Condition(subject.pos, Name(subject.pos, subject.text), values)


def _shown(expected):
    return f"'{expected}'" if expected else "more"


def _tokens(scalar):
    offset, text = 0, scalar.text.rstrip()
    while offset < len(text):
        match = TOKEN.match(text, offset)
        if not match:
            start = offset + len(text[offset:]) - len(text[offset:].lstrip())
            raise SyntaxProblem(scalar.inside(start), f"'{text[start]}' is no part of an expression")
        start = match.start(match.lastgroup)
        yield Token(scalar.inside(start), match.group(match.lastgroup))
        offset = match.end()


def _literal(token):
    parsed = parse_number(token.text)
    if parsed is None:
        raise SyntaxProblem(token.pos, f"'{token.text}' is not a number")
    return Literal(token.pos, *parsed)


def _parse(scalar, rule, report):
    try:
        parser = Parser(scalar)
        return parser.finish(rule(parser))
    except SyntaxProblem as problem:
        report.error(problem.pos, problem.message)
        return None


def expression(scalar, report):
    """The tree of an expression, or None after an error."""
    return _parse(scalar, Parser.expression, report)


def call(scalar, report):
    """The tree of NAME(expression, ...), or None after an error."""
    def rule(parser):
        token = parser.take()
        return parser.call(token)
    return _parse(scalar, rule, report)


def condition(scalar, report):
    return _parse(scalar, Parser.condition, report)


def bit_ranges(scalar, report):
    """The slices of 'word[hi..lo], word[bit]', or None after an error."""
    def rule(parser):
        slices = [parser.term()]
        while parser.peek() == ",":
            parser.take(",")
            slices.append(parser.term())
        return tuple(slices)
    return _parse(scalar, rule, report)
