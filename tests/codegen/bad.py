# SPDX-License-Identifier: MIT
"""Specs with a mistake in them: each case changes the toy's spec, and says what it is told.

A case, in bad/*.case:

    == a name for it
    in lifecycle.yaml
    - text that is there once      (without such lines, the + lines are the whole file)
    + text in its place
    error TEXT | message           the caret stands at TEXT, which is there once; or LINE:COLUMN
    hint message                   of the error before it
    note TEXT | message            likewise, in whatever file
"""
import contextlib
import pathlib
import re
import shutil
import tempfile

import coverage_of_errors
from places import HERE, TOY
from axvcpu_gen import diagnostics
from axvcpu_gen.model import spec as specs

PLACE = re.compile(r"(?P<path>.*):(?P<line>\d+):(?P<column>\d+): (?P<kind>error|note): (?P<text>.*)")
HINT = "  hint: "


class Case:
    """What a case changes and what it expects."""

    def __init__(self, name):
        self.name = name
        self.file = None
        self.old = []
        self.new = []
        self.expected = []

    def take(self, line):
        word, _, rest = line.partition(" ")
        if word == "in":
            self.file = rest
        elif word in ("-", "+"):
            (self.old if word == "-" else self.new).append(rest)
        else:
            self.expected.append((word, rest))


def cases(path):
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            found.append(Case(line[3:]))
        elif line and not line.startswith("#"):
            found[-1].take(line)
    return found


def change(case, folder):
    """Writes the changed file; says what is wrong with the case itself."""
    target = folder / case.file
    if not case.old and not case.new:
        target.unlink()
        return None
    text = target.read_text(encoding="utf-8") if target.exists() else ""
    old, new = "\n".join(case.old), "\n".join(case.new)
    if case.old and text.count(old) != 1:
        return f"the old text is there {text.count(old)} times"
    target.parent.mkdir(exist_ok=True)
    target.write_text(text.replace(old, new) if case.old else new + "\n", encoding="utf-8")
    return None


def told(folder):
    """The rendered errors of a spec directory."""
    report = diagnostics.Report()
    with contextlib.ExitStack() as stack:
        stack.enter_context(coverage_of_errors.watched())
        spec = specs.load(specs.files(str(folder)), report)
    assert (spec is None) == bool(report.errors)
    return report.render()


class Answer:
    """One error, hint or note as the user sees it."""

    def __init__(self, line, after):
        match = PLACE.match(line)
        self.kind = match.group("kind") if match else "hint"
        self.text = match.group("text") if match else line[len(HINT):]
        self.place = match and (match.group("path"), int(match.group("line")),
                                int(match.group("column")))
        self.after = after

    def problem(self, kind, expected):
        """What is not as expected, or None."""
        if kind != self.kind:
            return f"expected {kind} {expected}, got {self.kind} {self.text}"
        if kind == "hint":
            return None if expected == self.text else f"expected hint {expected!r}, got {self.text!r}"
        where, _, message = expected.partition(" | ")
        if message != self.text:
            return f"expected {message!r}, got {self.text!r}"
        return self.misplaced(where)

    def misplaced(self, where):
        path, line, column = self.place
        lines = pathlib.Path(path).read_text(encoding="utf-8").split("\n") \
            if pathlib.Path(path).exists() else []
        if re.match(r"\d+:\d+\Z", where):
            return None if where == f"{line}:{column}" else f"expected {where}, got {line}:{column}"
        count = "\n".join(lines).count(where)
        if count != 1:
            return f"{where!r} is there {count} times"
        if not lines[line - 1][column - 1:].startswith(where):
            return f"expected {where!r}, got {lines[line - 1][column - 1:]!r}"
        return self.uncaret(lines[line - 1], column)

    def uncaret(self, line, column):
        shown = self.after[:2]
        caret = "  " + re.sub(r"[^\t]", " ", line[:column - 1]) + "^"
        return None if shown == [f"  {line}", caret] else f"the caret is not there: {shown}"


def answers(text):
    lines = text.splitlines()
    return [Answer(line, lines[index + 1:]) for index, line in enumerate(lines)
            if PLACE.match(line) or line.startswith(HINT)]


def problems(case, text):
    got = answers(text)
    found = [answer.problem(*expected) for answer, expected in zip(got, case.expected)]
    if len(got) != len(case.expected):
        found.append(f"{len(case.expected)} answers expected, {len(got)} given")
    return [problem for problem in found if problem]


def try_case(tap, case, label):
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch) / "spec"
        shutil.copytree(TOY, folder)
        wrong = change(case, folder)
        text = "" if wrong else told(folder)
        found = [wrong] if wrong else problems(case, text)
    if not case.expected:
        found.append("the case expects nothing")
    tap.ok(not found, f"{label}: {case.name}", "\n".join([*found, text]))


def run(tap):
    tap.equal(told(TOY), "", "the toy's spec is good")
    for path in sorted((HERE / "bad").glob("*.case")):
        for case in cases(path):
            try_case(tap, case, path.stem)
