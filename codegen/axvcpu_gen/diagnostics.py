# SPDX-License-Identifier: MIT
"""Errors with their place, the line, a caret, a hint, and a note for the other place."""
import difflib
from dataclasses import dataclass
from typing import Optional, Tuple

from .source import Position


@dataclass(frozen=True)
class Error:
    pos: Position
    message: str
    hint: Optional[str]
    note: Optional[Tuple[Position, str]]


class Report:
    """Collects errors, so that one run shows all there are."""

    def __init__(self):
        self.errors = []

    def error(self, pos, message, hint=None, note=None):
        error = Error(pos, message, hint, note)
        if error not in self.errors:
            self.errors.append(error)

    def unknown(self, name, what, among, note=None):
        """An error for a name that is none of those among; name carries its position."""
        self.error(name.pos, f"unknown {what} '{name}'", hint=suggestion(name, among), note=note)

    def render(self):
        ordered = sorted(self.errors, key=lambda e: (e.pos.source.path, e.pos.line, e.pos.column))
        return "".join(map(_render, ordered))


def suggestion(name, among):
    """'did you mean ...' for a name close to one of those among, else what there is."""
    names = sorted(str(entry) for entry in among)
    close = difflib.get_close_matches(str(name), names, n=1)
    if close:
        return f"did you mean '{close[0]}'?"
    if 0 < len(names) <= 12:
        return "there is " + ", ".join(names)
    return None


def _render(error):
    text = _place(error.pos, "error", error.message)
    if error.hint:
        text += f"  hint: {error.hint}\n"
    if error.note:
        text += _place(error.note[0], "note", error.note[1])
    return text


def _place(pos, kind, message):
    text = f"{pos.source.path}:{pos.line}:{pos.column}: {kind}: {message}\n"
    if pos.line <= len(pos.source.lines):
        line = pos.source.lines[pos.line - 1]
        margin = "".join("\t" if c == "\t" else " " for c in line[:pos.column - 1])
        text += f"  {line}\n  {margin}^\n"
    return text
