# SPDX-License-Identifier: MIT
"""What codegen/README.md says of the specs' language is what the generator's readers say.

After a change of the readers, write it anew:

    make update-language
"""
import re
import sys
import textwrap

import build
from tap import Tap

sys.path.insert(0, str(build.SOURCE / "codegen"))

from axvcpu_gen import ctext  # noqa: E402
from axvcpu_gen.model import backend, table  # noqa: E402
from axvcpu_gen.view import language  # noqa: E402

PAGE = build.SOURCE / "codegen/README.md"
PLACE = r"(<!-- test: language {} -->\n)(.+\n(?:.+\n|\n(?![#<]))*)"


def keys(shape):
    made = language.described(shape)
    return lines((f"key of a {made.name}", "meaning"),
                 [(key.name, key.doc) for key in made.keys if key.name != "doc"])


def expressions():
    return lines(("expression", "bits"),
                 [(form.form, form.doc) for form in language.expressions()])


def lines(head, rows):
    """A table of Markdown."""
    made = [head, ("---", "---"), *((f"`{name}`", ctext.cell(doc)) for name, doc in rows)]
    return "".join(f"| {name} | {doc} |\n" for name, doc in made)


def notes():
    return "\n".join(f"{textwrap.fill(note, 98, break_on_hyphens=False)}\n" for note in language.NOTES)


PARTS = {"table": lambda: keys(table.TABLE), "row": lambda: keys(table.ROW),
         "word": lambda: keys(backend.WORD), "field": lambda: keys(backend.SHOWN),
         "expression": expressions, "notes": notes}


def check(tap):
    text = PAGE.read_text(encoding="utf-8")
    for name, made in PARTS.items():
        found = re.search(PLACE.format(name), text)
        tap.equal(f"codegen/README.md: {name}", found and found[2].splitlines(), made().splitlines())


def update():
    text = PAGE.read_text(encoding="utf-8")
    for name, made in PARTS.items():
        new = made()
        text = re.sub(PLACE.format(name), lambda found: found[1] + new, text)
    PAGE.write_text(text, encoding="utf-8")


def main(arguments):
    if arguments == ["update"]:
        return update()
    tap = Tap()
    check(tap)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
