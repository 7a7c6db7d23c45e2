# SPDX-License-Identifier: MIT
"""What --help of a command prints, as far as its source has it word by word, and its parts."""
import re
from types import SimpleNamespace

STRING = r'"(?:[^"\\]|\\.)*"'
CALL = re.compile(rf'\bfputs\(\s*((?:{STRING}\s*)+),')
HELP = re.compile(r"^static void print_(?:help|usage)\(.*?^}", re.M | re.S)
OPTION = re.compile(r" {2,6}(-.*?|\w+)(?:  +(.*))?$")
HEADING = re.compile(r"(\w[\w ]*):$")


def text(source):
    """Of one source file; None where it has no help."""
    found = HELP.search(source)
    calls = CALL.findall(found[0]) if found else []
    return "".join(_literal(part) for call in calls for part in re.findall(STRING, call)) or None


def _literal(quoted):
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), quoted[1:-1])


class Help:
    """Its lines by what they are."""

    def __init__(self, said):
        self.usages, self.paragraphs, self.options, self.statuses = [], [], [], []
        self.sections = {}
        self.open = None
        for line in said.splitlines():
            self._take(line)

    def _take(self, line):
        usage = re.match(r"Usage: (.*)|       (axvcpu .*)", line)
        option, heading = OPTION.match(line), HEADING.match(line)
        if not line:
            self.open = None
        elif usage and not self.paragraphs:
            self.usages.append(usage[1] or usage[2])
        elif heading:
            self.open = self.sections.setdefault(heading[1], [])
        elif isinstance(self.open, list):
            self.open.append(line.strip())
        elif option:
            self._begin(self.options, name=option[1], doc=option[2] or "")
        elif line.startswith("Exit status: "):
            self._begin(self.statuses, doc=line.removeprefix("Exit status: "))
        elif line.startswith(" ") and self.open:
            self.open.doc = f"{self.open.doc} {line.strip()}".strip()
        else:
            self._prose(line)

    def _begin(self, among, **entry):
        self.open = SimpleNamespace(**entry)
        among.append(self.open)

    def _prose(self, line):
        if not self.open or self.open not in self.paragraphs:
            self._begin(self.paragraphs, doc="", shown=False)
        self.open.doc = f"{self.open.doc} {line}".strip()
