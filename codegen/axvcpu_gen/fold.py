# SPDX-License-Identifier: MIT
"""Folds lines of C that are too long, between arguments and operands."""
import re
import textwrap

WIDTH = 98
BREAK = re.compile(r', |(?<= )(?:\|\||&&|\?|: (?=\()|\|) ')
OPENING = re.compile(r"\((?=\w)")
TRAILING = re.compile(r'(.*[;,{])( /\* spec/\S+ \*/)\Z')


def fold(text):
    return "".join(f"{line}\n" for long in text.splitlines() for line in _folded(long))


def _columns(line):
    return len(line.expandtabs(8))


def _folded(line):
    if _columns(line) <= WIDTH:
        return [line]
    indent = line[:len(line) - len(line.lstrip("\t"))]
    if line.lstrip().startswith("/*") and line.endswith("*/"):
        return _comment(line.strip()[2:-2].strip(), indent)
    trailing = TRAILING.match(line)
    if trailing:
        lines = _folded(trailing.group(1))
        return [*lines[:-1], lines[-1] + trailing.group(2)]
    return _code(line, indent)


def _comment(text, indent):
    room = WIDTH - 3 - _columns(indent)
    start = "/**" if text.startswith("*") else "/*"
    lines = textwrap.wrap(text.lstrip("* "), room, break_long_words=False)
    return [f"{indent}{start}", *(f"{indent} * {part}" for part in lines), f"{indent} */"]


def _code(line, indent):
    """Breaks where a line still fits; what follows is one tab deeper."""
    lines, rest = [], line
    while _columns(rest) > WIDTH:
        place = _place(rest, len(indent) + 1)
        if not place:
            break
        lines.append(rest[:place].rstrip())
        rest = f"{indent}\t{rest[place:].lstrip()}"
    return [*lines, rest]


def _place(line, after):
    """The last separator that fits, else an opening parenthesis; 0 without either."""
    for breaks in (BREAK, OPENING):
        fitting = [place for place in _places(line, breaks)
                   if place > after and _columns(line[:place].rstrip()) <= WIDTH]
        if fitting:
            return fitting[-1]
    return 0


def _places(line, breaks):
    """Ends of the separators that stand outside of string literals."""
    quoted = [match.span() for match in re.finditer(r'"(?:\\.|[^"\\])*"', line)]
    for match in breaks.finditer(line):
        if not any(start < match.start() < end for start, end in quoted):
            yield match.end()
