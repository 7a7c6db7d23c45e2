# SPDX-License-Identifier: MIT
"""Pieces of C text."""
import re
import textwrap


def quote(text):
    """A C string literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def hexadecimal(value):
    return f"{value:#x}"


def constant(value):
    """A literal; decimal where a person would count."""
    if value < 256:
        return str(value)
    return f"UINT64_C({value:#x})" if value >> 31 else f"{value:#x}"


def doc_comment(text, indent=""):
    """A doxygen comment, folded where it is long."""
    room = 96 - len(indent.expandtabs(8))
    line = f"/** {text} */"
    if len(line) <= room:
        return line
    body = textwrap.wrap(text, room - 3)
    return "/**\n" + "".join(f"{indent} * {part}\n" for part in body) + f"{indent} */"


def fill(items, indent):
    """Items behind one another on lines that are not too long, a comma after each."""
    lines = []
    for item in items:
        longer = f"{lines[-1]} {item}," if lines else ""
        if lines and len(longer.expandtabs(8)) <= 96:
            lines[-1] = longer
        else:
            lines.append(f"{indent}{item},")
    return lines


def cell(text):
    """Text inside a cell of a Markdown table."""
    return text.replace("|", "\\|").replace("<", "&lt;")


# What a formatter would make typographic, as it is typed.
ROFF = str.maketrans({"\\": "\\e", "-": "\\-", "'": "\\(aq", "^": "\\(ha", "~": "\\(ti"})


def roff(text):
    """Text inside a manual page; what is in backquotes is bold."""
    escaped = re.sub(r"`([^`]+)`", r"\\fB\1\\fR", text.translate(ROFF))
    return "\\&" + escaped if escaped.startswith(".") else escaped
