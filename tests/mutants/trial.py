# SPDX-License-Identifier: MIT
"""One mutant: generated, compiled and run until something notices."""
import subprocess
import threading

import places  # noqa: F401
from axvcpu_gen import emit, outputs
from axvcpu_gen.diagnostics import Report
from axvcpu_gen.model import spec as specs

from tree import COMPILER, Failed, Tree, call, code, flags

# A mutant that hangs has been noticed, too.
SECONDS = 60

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
        self.changed = {}
        self.compiled = {}

    def verdict(self, mutant, original):
        """What noticed it: 'generator', 'compiler', a test; None for a survivor."""
        mutated = self.folder / "mutated.yaml"
        mutated.write_text(mutant.text(original), encoding="utf-8")
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
              str(self.base.archive), "-pthread"])
        return program


def passes(program):
    """Whether a test passes; it is stopped at its first failure."""
    with subprocess.Popen([str(program)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          stdin=subprocess.DEVNULL, text=True, errors="replace") as process:
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
