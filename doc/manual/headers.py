# SPDX-License-Identifier: MIT
"""The declarations of a public header with their documentation, as doxygen finds them."""
import re
from types import SimpleNamespace

COMMENT = re.compile(r"/\*\*(?!<)(.*?)\*/[ \t]*\n?", re.S)
MEMBER = re.compile(r"/\*\*(?!<)(?P<before>.*?)\*/\s*(?P<one>[^;,/(]+(?:\([^;]*)?)[;,]"
                    r"|(?P<other>[^;,/{}]+)[;,]\s*/\*\*<(?P<behind>.*?)\*/", re.S)


def prose(comment):
    """The text of a comment, its stars left out, as paragraphs."""
    lines = [re.sub(r"^\s*\*? ?", "", line).rstrip() for line in comment.strip().splitlines()]
    parts = re.split(r"\n\n|\s(?=@param|@return)|\n(?=- )", "\n".join(lines))
    return [re.sub(r"@p (\w+)", r"`\1`", " ".join(part.split())) for part in parts if part.strip()]


def _squeezed(text):
    plain = re.sub(r"/\*.*?\*/", " ", text, flags=re.S)
    plain = re.sub(r"\b(?:AXVCPU_API|AXVCPU_NODISCARD)\b", " ", plain)
    return re.sub(r"\s+", " ", plain).strip()


def _body(text, start):
    """From a brace to the one that closes it."""
    depth = 0
    for at in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if text[at] == "}" and depth == 0:
            return text[start + 1:at]
    return ""


def _members(body):
    made = []
    for found in MEMBER.finditer(body):
        declared = _squeezed(found["one"] or found["other"])
        made.append(SimpleNamespace(declared=declared,
                                    paragraphs=prose(found["before"] or found["behind"])))
    return made


def _declaration(text):
    """What the text begins with, once nothing is before it: (kind, declared, members)."""
    macro = re.match(r"#define (\w+(?:\([^)]*\))?)", text)
    if macro:
        return "macro", macro[1], []
    typed = re.match(r"((?:struct|enum)(?: \w+)?)\s*\{", text)
    if typed:
        return typed[1].split()[0], typed[1], _members(_body(text, typed.end() - 1))
    plain = re.match(r"[^;{]*", text)[0]
    kind = "function" if re.search(r"\w\(", plain) and not plain.startswith("typedef") else "type"
    return kind, _squeezed(plain), []


class Header:
    """about: what the file says of itself; groups: declarations below a title, "" at first."""

    def __init__(self, name, text):
        self.name, self.about = name, []
        self.groups = [SimpleNamespace(title="", paragraphs=[], entries=[])]
        for comment in COMMENT.finditer(text):
            self._take(comment[1].replace("@{", "").replace("@}", ""), text[comment.end():])

    def _take(self, comment, behind):
        paragraphs = prose(comment)
        first = paragraphs[0] if paragraphs else ""
        if first.startswith("@file "):
            self.about = [first.split(" ", 2)[2], *paragraphs[1:]]
        elif "@name " in comment:
            title, _, said = comment.split("@name ", 1)[1].partition("\n")
            self.groups.append(SimpleNamespace(title=title.strip(), paragraphs=prose(said), entries=[]))
        elif paragraphs and not behind.startswith(("\t", " ")):
            kind, declared, members = _declaration(behind)
            self.groups[-1].entries.append(SimpleNamespace(
                kind=kind, declared=declared, paragraphs=paragraphs, members=members))
