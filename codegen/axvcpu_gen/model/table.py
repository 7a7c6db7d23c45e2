# SPDX-License-Identifier: MIT
"""The shape of decoder tables, in back ends and in firmware."""
from ..shape import DOC, Shape, Text, anything, choice, flag, list_of, name, reads, text
from ..source import Mapping, Scalar


def pairs(reader):
    """A mapping of free names to values, as a list of (name, value)."""
    @reads(f"{{name: {reader.reads}, ...}}")
    def read(node, report):
        if not isinstance(node, Mapping):
            report.error(node.pos, "expected a mapping in braces")
            return []
        return [(Text(word.text, word), reader(value, report))
                for word, value in node.entries.values()]
    return read


@reads("list of condition | else")
def guards(node, report):
    """'else', or the list of conditions."""
    if isinstance(node, Scalar):
        if node.text == "else":
            return Text("else", node)
        report.error(node.pos, f"'{node.text}' is no guard",
                     hint="write when: else, or when: [\"field = value\"]")
        return None
    return list_of(text)(node, report)


@reads("condition | list of condition")
def conditions(node, report):
    """One condition, or a list of them."""
    return [text(node, report)] if isinstance(node, Scalar) else list_of(text)(node, report)


WRITE = Shape("write", "A register that the instruction writes beside its access.", {
    "reg": (text, "An expression: the register's number."),
    "value": (text, "An expression: all of its new value."),
})
# What a row does, and what a table says once for its rows.
ENDING = {
    "exit": (name, "The portable exit that it ends in; axvcpu-exits(7)."),
    "retire": (choice("keep", "next"), "`keep`: the instruction is executed again; `next`: the "
               "guest goes on behind it. The exit's `answer` says which one is right, unless it "
               "`retires` either."),
    "set": (pairs(anything), "The exit's payload: each field that has no default. `insn_length`, "
            "which is kept on the way through tables, is the instruction's length in bytes."),
}
ACTION = {
    **ENDING,
    "table": (name, "The table where it goes on, instead of an exit."),
    "answer": (name, "In firmware: the library answers the call itself; the exit is `nothing`, "
               "its cause `handled`. With an `exit` beside it, that is what becomes of a call "
               "for which the back end has no answer."),
    "need": (list_of(name), "Fetched words that have to be there; if not, the decoder answers "
             "that it needs them."),
    "with": (pairs(text), "What a fetched word is from here on."),
    "blind": (name, "The exit, of which nothing is known, for a decoder that is called without "
              "registers: of a row that leads to a table that looks at registers."),
    "parts": (list_of(text), "Further parts of the access, up to three: of a read the numbers of "
              "their registers; of a write their data, or their registers where `set` has `reg`."),
    "writes": (list_of(WRITE), "Registers written when the access retires, up to three."),
    "refine": (text, "A function of the arch's `refinements` with its arguments, which makes more "
               "of the exit: `access(insn, mode)`."),
    "section": (text, "Where the manual describes it, if not in the table's section."),
    "often": (choice("yes", "no", "first"), "`yes`: tested before the other rows; `first`: before those, too. What "
              "is decoded is the same."),
}
ROW = Shape("row", "What becomes of some values of a table's field.", {
    "at": (text, "A value or a range, `3` or `0b01_000..0b01_111`; two rows have the same one, "
           "or none in common."),
    "name": (name, "What the manual calls it; once in a decoder."),
    "doc": DOC,
}, {
    "when": (guards, "Conditions, all of which hold: `[\"rd = 0\", \"size in {0, 1}\"]`; or `else`, "
             "last and once. The rows of one value match every case, each case once."),
    "log": (list_of(text), "What logs call its value, beside its name; `%d` is the place "
            "of a value in a range."),
    **ACTION,
})
DEFAULT = Shape("default row", "What becomes of all values that no row is at.", {
    "name": (name, "Its name among the rows."), "doc": DOC,
}, ACTION)
TABLE = Shape("table", "One step of a decoder.", {
    "name": (name, "What rows that lead to it say."),
    "on": (name, "The field, or the word, that chooses the row."),
    "doc": DOC,
    "section": (text, "Where the manual has this table."),
    "rows": (list_of(ROW), "Its rows; without a default they are for every value."),
}, {
    "default": (DEFAULT, "The row for all other values."),
    **{key: (reader, "For the rows that do not say otherwise; one with another exit takes over "
             "no payload." if key == "set" else "For the rows that do not say otherwise.")
       for key, (reader, _) in ENDING.items()},
})
FIELD = Shape("field", "A name for bits of words.", {
    "name": (name, "What the manual calls it."),
    "bits": (text, "One or more ranges, the first one highest: `insn[31..20], insn[7]`."),
    "doc": DOC,
})
VALUE = Shape("named value", "A name for an expression.", {
    "name": (name, "What other expressions call it."),
    "is": (text, "The expression."),
    "doc": DOC,
})
