# SPDX-License-Identifier: MIT
"""Where the project and its build are, and how a program is made with them."""
import os
import pathlib
import shlex
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = pathlib.Path(os.environ.get("top_srcdir") or HERE.parent.parent).resolve()
BUILD = pathlib.Path(os.environ.get("top_builddir") or SOURCE / "build").resolve()
CC = shlex.split(os.environ.get("CC") or "cc")

# A reader's flags, not those of this build.
STRICT = ["-std=c11", "-Wall", "-Wextra", "-Werror"]

# The build directory's copy of a generated header comes first, as in the Makefile.
INCLUDES = [f"-I{BUILD}/src/include", f"-I{SOURCE}/src/include"]

PAGES = ["README.md", "doc/quickstart.md", "doc/quickstart.zh.md", "doc/backend.md"]


def sanitizers():
    """A library with sanitizers can only be linked with them."""
    names = os.environ.get("AXVCPU_SANITIZERS", "no")
    return [] if names in ("", "no") else [f"-fsanitize={names}"]


def headers():
    """Every public header, handwritten or generated, once."""
    found = {}
    for root in (SOURCE, BUILD):
        for path in sorted((root / "src/include/axvcpu").glob("*.h")):
            found[path.name] = path
    return list(found.values())


def generated(path):
    """A generated file: built here, or shipped."""
    return next((root / path for root in (BUILD, SOURCE) if (root / path).exists()), None)


def call(command, **options):
    """What it printed and its exit status; both streams together unless asked otherwise."""
    options.setdefault("stderr", subprocess.STDOUT)
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          text=True, timeout=300, check=False, **options)
    return done.returncode, done.stdout


def failure(command, **options):
    """Nothing if the command succeeds, else what it said."""
    status, said = call(command, **options)
    return f"{shlex.join(map(str, command))}: status {status}\n{said}" if status else ""


def compile_object(source, output, *flags):
    return failure([*CC, *STRICT, *sanitizers(), *INCLUDES, *flags, "-c", "-o", output, source])


def link(objects, output):
    return failure([*CC, *sanitizers(), "-o", output, objects, BUILD / ".libs/libaxvcpu.a", "-pthread"])
