# SPDX-License-Identifier: MIT
"""What is made of the toy's spec compiles without a warning, and decodes as a person would."""
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import tempfile

from commandline import call
from places import HERE, SRCDIR, TOY

WARNINGS = shlex.split("-std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wmissing-prototypes "
                       "-Wstrict-prototypes -Werror")
CASE = re.compile(r"(?P<name>[^:]+): (?P<input>.*?) -> (?P<output>.*)")


def run(tap):
    compiler = shlex.split(os.environ.get("CC") or "cc")
    if shutil.which(compiler[0]) is None:
        tap.skip("the toy's decoder", f"there is no {compiler[0]}")
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        call("--spec", TOY, "--output", folder, "generate")
        if compiled(tap, compiler, folder):
            decoded(tap, folder / "wire")


def includes(folder):
    """The toy's own headers first: the library's of the same name come last."""
    return [f"-I{folder}", f"-I{folder}/src/include", f"-I{folder}/src", f"-I{SRCDIR}/src", f"-I{SRCDIR}",
            "-idirafter", f"{SRCDIR}/src/include"]


def compiled(tap, compiler, folder):
    (folder / "config.h").write_text("", encoding="utf-8")
    sources = sorted(str(path) for path in (folder / "src/generated").glob("*.c")
                     if not path.name.endswith("_ops.c"))
    done = subprocess.run([*compiler, *WARNINGS, *includes(folder), "-o", folder / "wire",
                           HERE / "wire.c", *sources], capture_output=True, text=True, check=False)
    return tap.ok(done.returncode == 0, "what is made of the toy's spec compiles", done.stderr)


def decoded(tap, program):
    for line in (HERE / "wire.expected").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            case = CASE.match(line)
            done = subprocess.run([program, *case["input"].split()], capture_output=True,
                                  text=True, check=False)
            tap.equal(done.stdout.strip(), case["output"], f"decode: {case['name']}")
