# SPDX-License-Identifier: MIT
"""One mutant: generated, compiled and run until something notices."""
import os
import pathlib
import subprocess
import sys
import threading

import places
from axvcpu_gen import emit, outputs
from axvcpu_gen.diagnostics import Report
from axvcpu_gen.model import spec as specs

from tree import COMPILER, LIBS, Failed, Tree, call, code, flags

# A mutant that hangs has been noticed, too.
SECONDS = 60
# Long tests take a sample.
SAMPLED = {**os.environ, "AXVCPU_SAMPLE": "1"}

def generated(paths):
    """The C files of the specs in these files, by their path; None when the generator refuses."""
    report = Report()
    spec = specs.load(paths, report)
    if spec is None:
        return None
    return emit.render([output for output in outputs.everything(spec)
                        if output.path.endswith((".c", ".h"))])


class Trial(Tree):
    """A directory in which one mutant after the other is tried."""

    def __init__(self, folder, base, concerned):
        super().__init__(folder)
        self.base = base
        self.concerned = concerned
        self.write(base.texts)
        self.write({cite: pathlib.Path(path).read_text(encoding="utf-8")
                    for cite, path in places.spec_files().items()})
        self.changed = {}
        self.compiled = {}

    def verdict(self, mutant, original):
        """What noticed it: 'generator', 'compiler', a test; None for a survivor."""
        mutated = self.folder / mutant.cite
        self.write({mutant.cite: mutant.text(original)})
        try:
            return self._tried(mutant, mutated)
        finally:
            self.write({mutant.cite: original})

    def _tried(self, mutant, mutated):
        texts = generated([(kind, name, str(mutated) if cite == mutant.cite else path, cite)
                           for kind, name, path, cite in specs.files(str(places.SPEC))])
        if texts is None:
            return "generator"
        self._put(texts)
        try:
            return self._noticed(mutant.cite)
        finally:
            self._restore()

    def _put(self, texts):
        self.changed = {path: text for path, text in texts.items()
                        if code(text) != code(self.base.texts.get(path, ""))}
        self.compiled = {}
        self.write(self.changed)

    def _restore(self):
        self.write({path: self.base.texts[path] for path in self.changed
                    if path in self.base.texts})

    def _noticed(self, cite):
        affected = set()
        for path in self.changed:
            affected |= self.base.users.get(path, set())
        for test in self.concerned[cite]:
            if test.endswith(".py"):
                if not script_passes(test, self.folder):
                    return test
                continue
            ours = self.base.members[test] & affected
            if not ours:
                continue
            try:
                program = self._program(test, ours)
            except Failed:
                return "compiler"
            if not passes(program):
                return test
        return None

    def _program(self, test, ours):
        for source in sorted(ours - self.compiled.keys()):
            self.compiled[source] = self.compile(source)
        first = self.compiled.get(test, self.base.object(test))
        others = [str(self.compiled[source]) for source in sorted(ours - {test})]
        program = self.folder / "test"
        call([*COMPILER, *flags(), "-o", str(program), str(first), *others,
              str(self.base.archive), *LIBS])
        return program


def script_passes(test, folder):
    """Whether a script does that compares the specs in this folder with another source."""
    environment = {**SAMPLED, "top_srcdir": str(folder)}
    return subprocess.run([sys.executable, "-B", str(places.SOURCE / test)], env=environment,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          check=False).returncode == 0


def passes(program):
    """Whether a test passes; it is stopped at its first failure."""
    with subprocess.Popen([str(program)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          stdin=subprocess.DEVNULL, text=True, errors="replace",
                          env=SAMPLED) as process:
        timer = threading.Timer(SECONDS, process.kill)
        timer.start()
        try:
            for line in process.stdout:
                if line.startswith(("not ok", "Bail out!")):
                    process.kill()
                    return False
            return process.wait() == 0
        finally:
            timer.cancel()
