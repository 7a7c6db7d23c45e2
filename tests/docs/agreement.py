# SPDX-License-Identifier: MIT
"""The tables and diagrams of the pages say what the specs say, and both languages the same."""
import fnmatch
import re
import sys

import build
import spec
from markdown import Page
from tap import Tap

# Directories of a source tree that tools make in it.
MADE = ["build", "build-*", "_build", "_inst", "axvcpu-*", "autom4te.cache", "build-aux", ".git", ".deps", ".libs"]

README, ENGLISH, CHINESE, _ = (Page(build.SOURCE / path) for path in build.PAGES)

# Labels of the diagrams that name no event of the spec.
ENDS = {"run ends": "exit"}


def edges(diagram):
    """(from, to, event) of a Mermaid state diagram."""
    for start, end, label in re.findall(r"(\S+) --> ([^\s:]+)(?:: *(.*))?", diagram):
        start, end = (name.lower().replace("[*]", "gone") for name in (start, end))
        for event in label.split(", ") if start != "gone" else ["create"]:
            yield start, end, ENDS.get(event, event)


def check_lifecycle(tap):
    initial = {("gone", "created", "create")}
    truth = set(spec.transitions()) | initial
    made = build.generated("doc/generated/lifecycle.mmd")
    tap.same_set("the generated diagram shows the spec's life cycle",
                 edges(made.read_text(encoding="utf-8")), truth)
    for page in (README, ENGLISH, CHINESE):
        diagrams = page.kinds("lifecycle")
        tap.same_set(f"{page.path.name}: the diagram shows the spec's life cycle",
                     edges(diagrams[0].text), truth)


def first_words(page, kind):
    return [re.search(r"`(\w+)`", row[0])[1] for row in page.table(kind).rows[1:]]


def check_tables(tap):
    for page in (ENGLISH, CHINESE):
        for kind, file, section in (("states", "lifecycle.yaml", "states"),
                                    ("reasons", "exits.yaml", "exits"),
                                    ("statuses", "status.yaml", "statuses")):
            tap.same_set(f"{page.path.name}: the table of {kind} is complete",
                         first_words(page, kind), spec.names(file, section))


def check_owed(tap):
    """The rows of the README's table: a value; nothing, go on behind; nothing, go on at the pc."""
    rows = README.table("exits").rows[1:]
    for answer, row in zip(("read", "write", "none"), rows):
        tap.same_set(f"README.md: the exits that owe: {answer}",
                     re.findall(r"`(\w+)`", row[1]), spec.owed()[answer])


def check_tree(tap):
    there = [path.name for path in build.SOURCE.iterdir() if path.is_dir() and
             not any(fnmatch.fnmatch(path.name, made) for made in MADE)]
    named = first_dirs(README)
    # The tarball leaves out what tests a checkout.
    if not (build.SOURCE / ".ci").exists():
        there.append(".ci")
    tap.same_set("README.md: the tree has every top-level directory", named, there)


def first_dirs(page):
    return [row[0].strip("`") for row in page.table("tree").rows if row[0]]


def shown(page):
    """What is the same in every language: all that a program reads."""
    return [(block.kind, block.name, block.text) for block in page.blocks if block.kind]


def check_languages(tap):
    for english, chinese in zip(shown(ENGLISH), shown(CHINESE)):
        tap.equal(f"both languages show the same {' '.join(english[:2]).strip()}", chinese, english)
    tap.equal("both languages show as many blocks", len(shown(CHINESE)), len(shown(ENGLISH)))
    tap.equal("both languages have six chapters",
              [[heading[:2] for heading in page.headings() if heading[0].isdigit()]
               for page in (ENGLISH, CHINESE)], [[f"{n}." for n in range(1, 7)]] * 2)


def main():
    tap = Tap()
    check_lifecycle(tap)
    check_tables(tap)
    check_owed(tap)
    check_tree(tap)
    check_languages(tap)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
