# SPDX-License-Identifier: MIT
"""What is generated, compiled once: the library, the tests, and which file needs which.

A mutant's build is this one but for the files that it changes and the objects made of them."""
import concurrent.futures
import os
import pathlib
import re
import shlex
import subprocess

import places

COMPILER = shlex.split(os.environ.get("CC") or "cc")
FLAGS = shlex.split(os.environ.get("CFLAGS") or "-std=c11 -pthread")
LIBS = ["-pthread", *shlex.split(os.environ.get("MUTANTS_LIBS", ""))]
# Comments cite lines and tell docs; a mutant that changes nothing else changes no code.
COMMENT = re.compile(r"/\*.*?\*/|\s+", re.S)


def flags():
    """Those of this build, with warnings as errors but for what is slow."""
    kept = [flag for flag in FLAGS if not flag.startswith(("-O", "-g"))]
    return ["-DHAVE_CONFIG_H", *kept, "-O0", "-Werror"]


def code(text):
    return COMMENT.sub(" ", text)


class Failed(Exception):
    """A command failed; its output says why."""


def call(command, folder=None):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(done.stderr)
    return done.stdout


class Tree:
    """A directory with generated files, objects and test programs."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def write(self, texts):
        for path, text in texts.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")

    def includes(self):
        return [f"-I{self.folder}/src/include", f"-I{places.SOURCE}/src/include",
                f"-I{self.folder}/src", f"-I{places.SOURCE}/src", f"-I{places.BUILD}",
                f"-I{places.SOURCE}"]

    def find(self, source):
        own = self.folder / source
        return own if own.exists() else places.SOURCE / source

    def object(self, source):
        return self.folder / (source.replace("/", "-")[:-2] + ".o")

    def compile(self, source, optimize="-O0"):
        target = self.object(source)
        call([*COMPILER, *flags(), optimize, *self.includes(), "-MMD", "-MF", f"{target}.d",
              "-c", "-o", str(target), str(self.find(source))])
        return target


class Base(Tree):
    """The unchanged build."""

    def __init__(self, folder, texts, library, support, tests, jobs):
        super().__init__(folder)
        self.texts = texts
        self.library = library
        self.support = support
        self.tests = tests
        self.folder.mkdir(parents=True, exist_ok=True)
        self.write(texts)
        self._compile(jobs)
        self.users = self._users()
        self.archive = self.folder / "all.a"
        self.archive.unlink(missing_ok=True)
        call(["ar", "rcs", str(self.archive),
              *(str(self.object(source)) for source in [*library, *support])])
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            linked = pool.map(self._link, tests)
        self.members = dict(zip(tests, linked))

    def _compile(self, jobs):
        """The tests are run very often, and compiled once."""
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            list(pool.map(self.compile, self.library))
            list(pool.map(lambda source: self.compile(source, "-O2"),
                          [*self.support, *self.tests]))

    def _users(self):
        """Which sources are compiled with each generated file."""
        users = {}
        for source in [*self.library, *self.support, *self.tests]:
            listed = pathlib.Path(f"{self.object(source)}.d").read_text(encoding="utf-8")
            for path in listed.replace("\\\n", " ").split():
                if path.startswith(f"{self.folder}/src/"):
                    users.setdefault(os.path.relpath(path, self.folder), set()).add(source)
        return users

    def program(self, test):
        return self.folder / test.replace("/", "-")[:-2]

    def _link(self, test):
        """Links a test; the sources of what is in it."""
        listing = f"{self.program(test)}.map"
        call([*COMPILER, *flags(), "-o", str(self.program(test)), str(self.object(test)),
              str(self.archive), f"-Wl,-Map={listing}", *LIBS])
        inside = set(re.findall(r"all\.a\(([\w-]+\.o)\)",
                                pathlib.Path(listing).read_text(encoding="utf-8")))
        return {test, *(source for source in [*self.library, *self.support]
                        if self.object(source).name in inside)}
