# SPDX-License-Identifier: MIT
"""The parts of a manual page that can be true or false."""
import re

ESCAPES = {r"\e": "\\", r"\-": "-", r"\(aq": "'", r"\(ha": "^", r"\(ti": "~", r"\&": ""}


def plain(text):
    """Without what the formatter needs."""
    unfaced = re.sub(r"\\f[BIRP]", "", text)
    return re.sub(r"\\(?:\(..|.)", lambda found: ESCAPES.get(found[0], found[0]), unfaced)


class Page:
    def __init__(self, path):
        self.name = path.name
        self.path = path
        self.source = path.read_text(encoding="utf-8")
        self.text = plain(self.source)
        self.words = " ".join(self.text.split())

    def sections(self):
        return re.findall(r"^\.SH \"?(.*?)\"?$", self.text, re.M)

    def section(self, title):
        return re.search(rf"^\.SH {title}\n(.*?)(?=^\.SH |\Z)", self.text, re.M | re.S)[1]

    def tags(self):
        """What stands in the first column, each with what follows on its line."""
        return re.findall(r"^\.TP\n(.*)$", self.text, re.M)

    def blocks(self):
        """What is shown as it is typed."""
        return re.findall(r"^\.EX\n(.*?)^\.EE$", self.text, re.M | re.S)
