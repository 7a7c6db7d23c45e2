# SPDX-License-Identifier: MIT
"""YAML as positioned nodes: scalars stay text, so that nothing is typed behind the spec's back."""
from dataclasses import dataclass, field

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Source:
    """A spec file: path is how the user named it, cite how generated files do."""
    path: str
    cite: str
    lines: tuple = field(repr=False)


@dataclass(frozen=True)
class Position:
    """A place in a spec file; line and column count from 1."""
    source: Source
    line: int
    column: int

    @property
    def cite(self):
        return f"{self.source.cite}:{self.line}"

    def shifted(self, columns):
        return Position(self.source, self.line, self.column + columns)


@dataclass(frozen=True)
class Scalar:
    pos: Position
    text: str
    quoted: bool

    def inside(self, offset):
        """Where the character at offset of the text stands."""
        return self.pos.shifted(offset + (1 if self.quoted else 0))


@dataclass(frozen=True)
class Sequence:
    pos: Position
    items: tuple


@dataclass(frozen=True)
class Mapping:
    """Keys in order of appearance: name to (key scalar, value node)."""
    pos: Position
    entries: dict


def read(path, cite, report):
    """The root node of a file, or None after an error."""
    try:
        with open(path, encoding="utf-8") as stream:
            text = stream.read()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        report.error(Position(Source(path, cite, ()), 1, 1), f"cannot read the file: {reason}")
        return None
    return _Builder(Source(path, cite, tuple(text.splitlines())), report).build(text)


class _Builder:
    """Turns YAML's nodes into ours and refuses what hides meaning."""

    def __init__(self, source, report):
        self.source = source
        self.report = report

    def build(self, text):
        if self._tabs():
            return None
        try:
            root = self._compose(text)
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
            return None
        except yaml.YAMLError as error:
            self.report.error(Position(self.source, 1, 1), f"not YAML: {error}")
            return None
        if root is None:
            self.report.error(Position(self.source, 1, 1), "the file is empty")
            return None
        return self._node(root)

    def _compose(self, text):
        """By the fast loader; by the slow one what is wrong, so that all users read the same."""
        try:
            self._refuse_aliases(text)
            return yaml.compose(text, Loader=LOADER)
        except yaml.YAMLError:
            yaml.compose(text, Loader=yaml.SafeLoader)
            raise

    def _tabs(self):
        found = False
        for number, line in enumerate(self.source.lines, 1):
            if "\t" in line:
                where = Position(self.source, number, line.index("\t") + 1)
                self.report.error(where, "a tab; columns are aligned with spaces")
                found = True
        return found

    def _refuse_aliases(self, text):
        if "&" not in text and "*" not in text:
            return
        for token in yaml.scan(text, Loader=LOADER):
            if isinstance(token, (yaml.AnchorToken, yaml.AliasToken)):
                raise yaml.MarkedYAMLError(
                    problem="anchors and aliases are not part of the spec language",
                    problem_mark=token.start_mark)

    def _syntax(self, error):
        mark = error.problem_mark or error.context_mark
        where = self._at(mark) if mark else Position(self.source, 1, 1)
        self.report.error(where, f"not YAML: {error.problem or error.context}")

    def _at(self, mark):
        return Position(self.source, mark.line + 1, mark.column + 1)

    def _node(self, node):
        if isinstance(node, yaml.MappingNode):
            return Mapping(self._at(node.start_mark), self._entries(node))
        if isinstance(node, yaml.SequenceNode):
            return Sequence(self._at(node.start_mark), tuple(map(self._node, node.value)))
        return Scalar(self._at(node.start_mark), node.value, node.style in ("'", '"'))

    def _entries(self, node):
        entries = {}
        for key, value in node.value:
            name = self._node(key)
            if not isinstance(name, Scalar):
                self.report.error(name.pos, "a key must be a plain word")
            elif name.text in entries:
                self.report.error(name.pos, f"key '{name.text}' is given twice",
                                  note=(entries[name.text][0].pos, "the first one is here"))
            else:
                entries[name.text] = (name, self._node(value))
        return entries
