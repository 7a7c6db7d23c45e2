# SPDX-License-Identifier: MIT
"""The shape of decoder tables, in back ends and in firmware."""
from ..shape import Shape, Text, anything, choice, flag, list_of, name, text
from ..source import Mapping, Scalar


def pairs(reader):
    """A mapping of free names to values, as a list of (name, value)."""
    def read(node, report):
        if not isinstance(node, Mapping):
            report.error(node.pos, "expected a mapping in braces")
            return []
        return [(Text(word.text, word), reader(value, report))
                for word, value in node.entries.values()]
    return read


def guards(node, report):
    """'else', or the list of conditions."""
    if isinstance(node, Scalar):
        if node.text == "else":
            return Text("else", node)
        report.error(node.pos, f"'{node.text}' is no guard",
                     hint="write when: else, or when: [\"field = value\"]")
        return None
    return list_of(text)(node, report)


ENDING = {"exit": name, "retire": choice("keep", "next"), "set": pairs(anything)}
ACTION = {**ENDING, "table": name, "answer": name, "need": list_of(name), "with": pairs(text),
          "section": text, "often": flag}
ROW = Shape("row", {"at": text, "name": name, "doc": text}, {"when": guards, **ACTION})
DEFAULT = Shape("default row", {"name": name, "doc": text}, ACTION)
TABLE = Shape("table", {"name": name, "on": name, "doc": text, "section": text,
                        "rows": list_of(ROW)}, {"default": DEFAULT, **ENDING})
FIELD = Shape("field", {"name": name, "bits": text, "doc": text})
VALUE = Shape("named value", {"name": name, "is": text, "doc": text})
