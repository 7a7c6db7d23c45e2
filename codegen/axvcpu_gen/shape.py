# SPDX-License-Identifier: MIT
"""Readers: from a node to a typed value that remembers its place, or None after an error."""
import re
from types import SimpleNamespace

from .diagnostics import suggestion
from .source import Mapping, Scalar, Sequence

NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
NUMBER = re.compile(r"(-?)(?:0x([0-9a-fA-F][0-9a-fA-F_]*)|0b([01][01_]*)|(0|[1-9][0-9_]*))\Z")

KEYWORDS = frozenset("""
    alignas alignof and and_eq asm auto bitand bitor bool break case catch char class compl concept
    const constexpr continue decltype default delete do double else enum explicit export extern
    false float for friend goto if inline int long mutable namespace new noexcept not not_eq
    nullptr operator or or_eq private protected public register requires restrict return short
    signed sizeof static struct switch template this thread_local throw true try typedef typeid
    typename typeof union unsigned using virtual void volatile while xor xor_eq""".split())


class Text(str):
    """Text with the place where it stands."""

    def __new__(cls, text, node):
        self = super().__new__(cls, text)
        self.pos = node.pos
        self.node = node
        return self


class Number(int):
    """A number with its place and, of a binary literal, the digits it was written with."""

    def __new__(cls, value, node, width=None):
        self = super().__new__(cls, value)
        self.pos = node.pos
        self.width = width
        return self


def reads(what):
    """Names what a reader takes, for those who document it."""
    def named(reader):
        reader.reads = what
        return reader
    return named


def scalar(node, report):
    if isinstance(node, Scalar):
        return node
    kind = "a list" if isinstance(node, Sequence) else "a mapping"
    report.error(node.pos, f"expected a word, found {kind}")
    return None


@reads("text")
def text(node, report):
    node = scalar(node, report)
    if node is None:
        return None
    if not node.text.strip():
        report.error(node.pos, "this is empty")
        return None
    return Text(node.text, node)


@reads("name")
def name(node, report):
    word = text(node, report)
    if word is not None and not NAME.match(word):
        report.error(word.pos, f"'{word}' is not a name",
                     hint="names are lower-case letters, digits and _, a letter first")
        return None
    return word


@reads("name")
def identifier(node, report):
    """A name that C and C++ leave to us."""
    word = name(node, report)
    if word is not None and word in KEYWORDS:
        report.error(word.pos, f"'{word}' is a keyword of C or C++")
        return None
    return word


def parse_number(literal):
    """(value, width of a binary literal or None), or None when it is no number."""
    match = NUMBER.match(literal)
    if not match:
        return None
    sign, hexadecimal, binary, decimal = match.groups()
    digits, base = next((d, b) for d, b in ((hexadecimal, 16), (binary, 2), (decimal, 10)) if d)
    value = int(digits.replace("_", ""), base)
    width = len(digits.replace("_", "")) if binary else None
    return (-value if sign else value), width


@reads("number")
def number(node, report):
    node = scalar(node, report)
    if node is None:
        return None
    parsed = parse_number(node.text)
    if parsed is None:
        report.error(node.pos, f"'{node.text}' is not a number",
                     hint="numbers are decimal without leading zeros, 0x or 0b")
        return None
    return Number(parsed[0], node, parsed[1])


@reads("yes | no")
def flag(node, report):
    word = choice("yes", "no", "true", "false")(node, report)
    return None if word is None else word in ("yes", "true")


def choice(*options):
    @reads(" | ".join(options))
    def read(node, report):
        word = text(node, report)
        if word is not None and word not in options:
            report.error(word.pos, f"'{word}' is not allowed here", hint=suggestion(word, options))
            return None
        return word
    return read


def list_of(reader):
    @reads(f"list of {reader.reads}")
    def read(node, report):
        if not isinstance(node, Sequence):
            report.error(node.pos, "expected a list")
            return []
        values = (reader(item, report) for item in node.items)
        return [value for value in values if value is not None]
    read.element = reader
    return read


@reads("expression")
def anything(node, report):
    return node


# The key that every entry has.
DOC = (text, "What it is, in a sentence or two.")


class Shape:
    """A mapping with known keys, each with its reader and what the key is for."""

    def __init__(self, what, doc, required, optional=None):
        self.what = self.reads = what
        self.doc = doc
        self.required = required
        keys = {**required, **(optional or {})}
        self.readers = {key: reader for key, (reader, _) in keys.items()}
        self.docs = {key: doc for key, (_, doc) in keys.items()}

    def also(self, optional):
        """The same with more keys that may be there."""
        own = {key: (self.readers[key], self.docs[key]) for key in self.readers
               if key not in self.required}
        return Shape(self.what, self.doc, self.required, {**own, **optional})

    def __call__(self, node, report):
        if not isinstance(node, Mapping):
            report.error(node.pos, f"expected a {self.what}: a mapping with keys "
                         + ", ".join(self.required))
            return None
        before = len(report.errors)
        self._unknown(node, report)
        self._missing(node, report)
        values = {key: None for key in self.readers}
        for key, (_, value) in node.entries.items():
            if key in self.readers:
                values[key] = self.readers[key](value, report)
        entry = SimpleNamespace(**values, pos=node.pos, node=node)
        return entry if len(report.errors) == before else None

    def _unknown(self, node, report):
        for key, (word, _) in node.entries.items():
            if key not in self.readers:
                report.error(word.pos, f"unknown key '{key}' in {self.what}",
                             hint=suggestion(key, self.readers))

    def _missing(self, node, report):
        for key in self.required:
            if key not in node.entries:
                report.error(node.pos, f"{self.what} lacks '{key}'")


def unique(entries, key, what, report):
    """An error for each entry whose key was seen before."""
    seen = {}
    for entry in entries:
        value = getattr(entry, key)
        if value is None:
            continue
        if value in seen:
            report.error(value.pos, f"{what} '{value}' is given twice",
                         note=(seen[value].pos, "the first one is here"))
        else:
            seen[value] = value
