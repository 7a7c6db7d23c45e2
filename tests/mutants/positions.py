# SPDX-License-Identifier: MIT
"""The text of a spec by the places of its nodes: what a node spans, and how it is replaced."""
import re
from dataclasses import dataclass

import places  # noqa: F401
from axvcpu_gen import source
from axvcpu_gen.diagnostics import Report

CLOSING = {"{": "}", "[": "]"}


@dataclass(frozen=True)
class Edit:
    """Characters start to end of a spec become new."""
    start: int
    end: int
    new: str


def apply(text, edits):
    for edit in sorted(edits, key=lambda e: e.start, reverse=True):
        text = text[:edit.start] + edit.new + text[edit.end:]
    return text


class Spec:
    """A spec file: its text, its nodes, and the offsets of lines."""

    def __init__(self, cite, path):
        report = Report()
        self.cite = cite
        with open(path, encoding="utf-8") as stream:
            self.text = stream.read()
        self.root = source.read(path, cite, report)
        if self.root is None:
            raise ValueError(report.render())
        self.starts = [0] + [match.end() for match in re.finditer("\n", self.text)]

    def start(self, node):
        return self.starts[node.pos.line - 1] + node.pos.column - 1

    def end(self, node):
        """One past the last character of a node that stands on one line."""
        start = self.start(node)
        if isinstance(node, source.Scalar):
            raw = self.text[start + node.quoted:start + node.quoted + len(node.text)]
            assert raw == node.text, f"{self.cite}:{node.pos.line}: an escape in a scalar"
            return start + len(node.text) + 2 * node.quoted
        assert self.text[start] in CLOSING, f"{self.cite}:{node.pos.line}: not in brackets"
        return self._closing(start)

    def _closing(self, start):
        depth, quote = 0, None
        for at in range(start, len(self.text)):
            character = self.text[at]
            if quote:
                quote = None if character == quote else quote
            elif character in "\"'":
                quote = character
            elif character in "{[":
                depth += 1
            elif character in "}]":
                depth -= 1
                if depth == 0:
                    return at + 1
        raise AssertionError(f"{self.cite}: a bracket is never closed")

    def replaced(self, node, new):
        """The edit that puts this text in the place of a scalar, quoted as it was."""
        quote = '"' if node.quoted or new in ("off", "on") else ""
        return Edit(self.start(node), self.end(node), f"{quote}{new}{quote}")

    def swapped(self, one, other):
        """Two nodes in each other's place."""
        texts = [self.text[self.start(node):self.end(node)] for node in (one, other)]
        return (Edit(self.start(one), self.end(one), texts[1]),
                Edit(self.start(other), self.end(other), texts[0]))

    def without_key(self, key, value):
        """A key, its value and one comma gone from a mapping in braces."""
        return self._without(self.start(key), self.end(value))

    def without_item(self, node):
        return self._without(self.start(node), self.end(node))

    def _without(self, start, end):
        after = re.compile(r" *, *").match(self.text, end)
        if after:
            return Edit(start, after.end(), "")
        before = re.search(r",? *\Z", self.text[:start])
        return Edit(before.start(), end, "")

    def without_row(self, node):
        """A row that has a line to itself: the line stays, empty, so that no other one moves."""
        start = self.starts[node.pos.line - 1]
        if not re.fullmatch(r" *- ", self.text[start:self.start(node)]):
            return None
        if self.text[self.start(node)] != "{":
            return None
        return Edit(start, self.end(node), "")
