# SPDX-License-Identifier: MIT
"""Which places of the generator that report an error were never seen to do so."""
import ast
import contextlib
import sys

import places
from axvcpu_gen import diagnostics

PACKAGE = places.SRCDIR / "codegen" / "axvcpu_gen"
REPORTING = ("error", "unknown")
RAISING = ("SyntaxProblem",)
# The errors of the command line are tested with it, in processes of their own.
ELSEWHERE = ("cli.py", "diagnostics.py", "new.py", "outside.py")
SEEN = set()


def _calls(path):
    """First and last line of each call that reports, or raises what is reported."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if node.func.attr in REPORTING and name == "report":
                yield node.lineno, node.end_lineno
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISING:
            yield node.lineno, node.end_lineno


def _note_caller(frame):
    SEEN.add((frame.f_code.co_filename, frame.f_lineno))


@contextlib.contextmanager
def watched():
    """Remembers who calls the report while this lasts."""
    from axvcpu_gen import expr
    patched = [(diagnostics.Report, "error"), (diagnostics.Report, "unknown"),
               (expr.SyntaxProblem, "__init__")]
    kept = [getattr(owner, name) for owner, name in patched]
    for (owner, name), original in zip(patched, kept):
        setattr(owner, name, _noting(original))
    try:
        yield
    finally:
        for (owner, name), original in zip(patched, kept):
            setattr(owner, name, original)


def _noting(original):
    def call(*arguments, **named):
        _note_caller(sys._getframe(1))
        return original(*arguments, **named)
    return call


def missing():
    """'file:line' of each call that no case made."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name in ELSEWHERE:
            continue
        for first, last in _calls(path):
            if not any(str(path) == name and first <= line <= last for name, line in SEEN):
                found.append(f"{path.relative_to(PACKAGE)}:{first}")
    return found


def run(tap):
    found = missing()
    tap.ok(not found, "each error that the generator can give has a case", "\n".join(found))
