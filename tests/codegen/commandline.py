# SPDX-License-Identifier: MIT
"""The command line: what it writes, says and exits with, wherever and whenever it runs."""
import os
import pathlib
import shutil
import subprocess
import tempfile

import coverage_of_errors
from places import GENERATOR, PYTHON, SPEC, TOY
from axvcpu_gen import diagnostics
from axvcpu_gen.model import spec as specs

SECONDS = 2  # of processor time, for the whole of the project's spec


def call(*arguments, cwd=None, **environment):
    """The finished process of the generator."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return subprocess.run([PYTHON, "-B", GENERATOR, *map(str, arguments)], cwd=cwd, text=True,
                          capture_output=True, check=False, env={**kept, **environment})


def tree(folder):
    """The bytes of each file below a directory."""
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(pathlib.Path(folder).rglob("*")) if path.is_file()}


def run(tap):
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        for part in (deterministic, listed, fast, refused, replaced, added, usage):
            folder = scratch / part.__name__
            folder.mkdir()
            part(tap, folder)


def deterministic(tap, folder):
    """The same bytes from another place, with other names for it, at another time."""
    here, there = folder / "here", folder / "there"
    copy = folder / "elsewhere" / "specs"
    shutil.copytree(SPEC, copy)
    one = call("--spec", SPEC, "--output", here, "generate", PYTHONHASHSEED="1", LANG="C",
               LC_ALL="C", TZ="UTC")
    other = call("--spec", "specs", "--output", there, "generate", cwd=copy.parent, TZ="Asia/Tokyo",
                 PYTHONHASHSEED="2", LANG="tr_TR.UTF-8", LC_ALL="", COLUMNS="20")
    tap.equal((one.returncode, one.stderr, one.stdout), (0, "", ""), "generate says nothing")
    tap.equal(other.returncode, 0, "generate from a relative path")
    first, second = tree(here), tree(there)
    tap.ok(len(first) > 30, "it writes files", len(first))
    differing = [name for name in {**first, **second} if first.get(name) != second.get(name)]
    tap.equal(differing, [], "the same bytes wherever and whenever")
    telling = [name for name, data in first.items() if str(folder).encode() in data
               or os.fsencode(SPEC) in data]
    tap.equal(telling, [], "no file names a directory of this machine")
    call("--spec", SPEC, "--output", here, "generate")
    tap.ok(tree(here) == first, "a second run writes the same")


def listed(tap, folder):
    """list is what generate writes."""
    call("--spec", TOY, "--output", folder / "out", "generate")
    shown = call("--spec", TOY, "list")
    tap.equal(sorted(shown.stdout.split()), sorted(tree(folder / "out")), "list")


def fast(tap, folder):
    before = os.times()
    call("--spec", SPEC, "--output", folder, "generate")
    after = os.times()
    spent = (after.children_user - before.children_user
             + after.children_system - before.children_system)
    tap.ok(spent < SECONDS, f"a run takes less than {SECONDS} s", f"{spent:.2f} s")


def spoilt(folder):
    """A copy of the toy's spec with two mistakes in it."""
    copy = folder / "spec"
    shutil.copytree(TOY, copy)
    for name, old, new in (("status.yaml", "EINVAL", "einval"), ("ops.yaml", "[busy]", "[buzy]")):
        text = (copy / name).read_text(encoding="utf-8")
        (copy / name).write_text(text.replace(old, new), encoding="utf-8")
    return copy


def refused(tap, folder):
    """A spec with errors: all of them are told, and nothing is written."""
    copy, out = spoilt(folder), folder / "out"
    for name, arguments in (("generate", ("--output", out, "generate")), ("list", ("list",)),
                            ("check", ("check", copy))):
        done = call("--spec", copy, *arguments)
        tap.equal(done.returncode, 1, f"{name} of a spec with errors")
        tap.equal(done.stderr.count(": error: "), 2, f"{name} tells all errors")
        tap.equal(done.stdout, "", f"{name} prints nothing else")
    tap.ok(not out.exists(), "nothing is written")
    (folder / "file").write_text("", encoding="utf-8")
    done = call("--spec", TOY, "--output", folder / "file", "generate")
    tap.equal(done.returncode, 1, "an output directory that is a file")
    tap.ok(done.stderr.startswith("axvcpu-gen: ") and "Traceback" not in done.stderr,
           "it says so", done.stderr)


def replaced(tap, folder):
    """check FILE: in the place of the spec's own of that kind and name."""
    text = (TOY / "backend" / "wire.yaml").read_text(encoding="utf-8")
    (folder / "mine.yaml").write_text(text.replace("on: form", "on: frm"), encoding="utf-8")
    done = call("--spec", TOY, "check", "mine.yaml", cwd=folder)
    tap.equal((done.returncode, done.stderr.splitlines()[:1]),
              (1, ["mine.yaml:55:9: error: unknown field 'frm'"]), "check of a file with an error")
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    tap.equal(call("--spec", TOY, "check", "mine.yaml", cwd=folder).returncode, 0,
              "check of a good file")
    (folder / "mine.yaml").write_text("colour: red\n", encoding="utf-8")
    done = call("--spec", TOY, "check", "mine.yaml", cwd=folder)
    tap.equal((done.returncode, done.stderr.splitlines()[:1]),
              (1, ["mine.yaml:1:1: error: no kind of spec file has such keys"]),
              "check of something else")
    with coverage_of_errors.watched():
        specs.replaced(str(TOY), str(folder / "mine.yaml"), diagnostics.Report())
    tap.equal(call("check", SPEC, TOY).returncode, 0, "check of two directories")


def added(tap, folder):
    """A directory that adds to the spec: what it may not do."""
    for name, path, text, message in ADDITIONS:
        extra = folder / name.replace(" ", "-")
        (extra / path).parent.mkdir(parents=True)
        (extra / path).write_text(text, encoding="utf-8")
        done = call("--spec", TOY, "--spec", extra, "list")
        tap.equal(done.returncode, 1, f"addition: {name}")
        tap.ok(message in done.stderr, f"addition: {name}: {message}", done.stderr)


ARCHLESS = "backend: {0}\narch: toy\nvalue: 9\ndoc: Another.\nmanual: None\nkind: hosted\n" \
    "decoder: wire\n"
ADDITIONS = (
    ("nothing", "README", "", "error: nothing is added"),
    ("a life cycle", "lifecycle.yaml", "doc: Mine.\n", "error: lifecycle.yaml is the library's"),
    ("a header that is taken", "backend/vcpu.yaml", ARCHLESS.format("vcpu"),
     "vcpu.yaml:1:10: error: there is a header vcpu.h already"),
)


def usage(tap, folder):
    """What makes no sense exits with 2 and leads to the help."""
    for arguments in ((), ("generate",), ("check",), ("check", "nowhere.yaml"),
                      ("--spec", "nowhere", "list"), ("sing",)):
        done = call(*arguments, cwd=folder)
        tap.equal(done.returncode, 2, f"usage: {' '.join(arguments) or 'nothing'}")
        tap.ok(done.stderr and "Traceback" not in done.stderr, "with a message", done.stderr)
    done = call("--help")
    tap.equal(done.returncode, 0, "--help")
    tap.ok("examples:" in done.stdout and "exit status: 0" in done.stdout,
           "--help shows examples and the exit status", done.stdout)
