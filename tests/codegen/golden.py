# SPDX-License-Identifier: MIT
"""What the generator makes of the toy's spec, against files that were read by hand.

After a change that is meant, renew those that are here, and read the difference
before it is committed:

    make update-golden
    git diff tests/codegen/golden
"""
import difflib

from places import HERE, TOY
from axvcpu_gen import diagnostics, emit, outputs
from axvcpu_gen.model import spec as specs

GOLDEN = HERE / "golden"


def generated(folder):
    """The text of each file by its path."""
    report = diagnostics.Report()
    spec = specs.load(specs.files(str(folder)), report)
    return emit.render(outputs.everything(spec)) if spec else {}


def difference(expected, got):
    return "".join(difflib.unified_diff(expected.splitlines(True), got.splitlines(True),
                                        "read by hand", "generated"))


def run(tap):
    made = generated(TOY)
    for path in sorted(path for path in GOLDEN.rglob("*") if path.is_file()):
        name = path.relative_to(GOLDEN).as_posix()
        expected = path.read_text(encoding="utf-8")
        got = made.get(name, "")
        tap.ok(got == expected, f"golden: {name}", difference(expected, got))


def update():
    """Write each golden file anew; which files are golden stays."""
    made = generated(TOY)
    for path in sorted(path for path in GOLDEN.rglob("*") if path.is_file()):
        path.write_text(made[path.relative_to(GOLDEN).as_posix()], encoding="utf-8")


if __name__ == "__main__":
    update()
