# SPDX-License-Identifier: MIT
"""The parts of a Markdown page that can be true or false.

A comment that no reader sees says what a block or a table is for:

    <!-- test: KIND [NAME] -->

It stands on the line above. The kinds of C blocks and what is done with them are in
examples.py, those of tables and diagrams in agreement.py, the rest in install.py.
"""
import re
from dataclasses import dataclass

_MARK = re.compile(r"<!-- test: (\S+)(?: (\S+))? -->$")
_FENCE = re.compile(r"```(\S*)$")


@dataclass(frozen=True)
class Block:
    """A fenced block."""
    language: str
    text: str
    line: int
    kind: str
    name: str


@dataclass(frozen=True)
class Table:
    """The rows of a table, as lists of cells; the head is the first."""
    kind: str
    rows: list


class Page:
    def __init__(self, path):
        self.path = path
        self.lines = path.read_text(encoding="utf-8").splitlines()
        self.blocks = []
        self.prose = []
        self._read()

    def _read(self):
        lines = enumerate(self.lines, 1)
        mark = ("", "")
        for number, line in lines:
            fence = _FENCE.match(line)
            if fence:
                inside = _until_fence(lines)
                self.blocks.append(Block(fence[1], inside, number, *mark))
            else:
                self.prose.append(line)
            found = _MARK.match(line)
            mark = (found[1], found[2] or "") if found else ("", "")

    def kinds(self, kind):
        return [block for block in self.blocks if block.kind == kind]

    def table(self, kind):
        """The table below a mark."""
        marks = [at for at, line in enumerate(self.prose)
                 if _MARK.match(line) and _MARK.match(line)[1] == kind]
        return Table(kind, _rows(self.prose[marks[0] + 1:])) if marks else None

    def codes(self):
        """What stands in backquotes in the text."""
        return re.findall(r"`([^`\n]+)`", "\n".join(self.prose))

    def links(self):
        return re.findall(r"\]\(([^)\s]+)\)", "\n".join(self.prose))

    def headings(self):
        return [line.lstrip("#").strip() for line in self.prose if re.match(r"#+ ", line)]


def _until_fence(lines):
    inside = []
    for _, line in lines:
        if line == "```":
            break
        inside.append(line)
    return "".join(line + "\n" for line in inside)


def _rows(lines):
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
            rows.append(cells)
    return rows
