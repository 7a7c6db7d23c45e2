# SPDX-License-Identifier: MIT
"""Changes each row of the specs in turn, and has something notice every change: the generator,
the compiler, or a test. What nothing notices is a survivor: a test is missing, or the change
means the same, and then the file `equivalent' says why."""
import argparse
import multiprocessing
import os
import pathlib
import random
import re
import sys
import tempfile

import places
import concerned
import mutants
import trial
from tree import Base, Failed

EQUIVALENT = places.HERE / "equivalent"
SURVIVED, EQUAL = "survived", "equivalent"


def equivalent():
    """The mutants that mean the same, each with its reason: the lines below the names."""
    found, names, given = {}, [], False
    for line in EQUIVALENT.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith(" "):
            given = True
            found.update({name: f"{found[name]} {line.strip()}".strip() for name in names})
            continue
        names = [*([] if given else names), line.rstrip()]
        given = False
        found[names[-1]] = ""
    return found


def stale(all_mutants):
    """What is wrong with the list: a line that is no mutant, or gives no reason."""
    names = {mutant.name for mutant in all_mutants}
    for name, reason in equivalent().items():
        if name not in names:
            yield f"equivalent: there is no mutant '{name}'"
        elif not reason:
            yield f"equivalent: no reason for '{name}'"


def chosen(all_mutants, options):
    """Those of --only, and of these a sample by the seed and the mutants' names: it stays what
    it is, but for a few, when the specs change elsewhere."""
    found = [mutant for mutant in all_mutants
             if not options.only or re.search(options.only, mutant.name)]
    if options.sample and options.sample < len(found):
        by_lot = sorted(found, key=lambda mutant: random.Random(f"{options.seed} {mutant.name}").random())
        picked = set(by_lot[:options.sample])
        found = [mutant for mutant in found if mutant in picked]
    return found


class Run:
    """Tries mutants in processes of their own, and counts."""

    def __init__(self, folder, loaded, jobs):
        self.loaded = loaded
        self.jobs = jobs
        self.counts = {}
        library, support = (os.environ[name].split() for name in ("MUTANTS_LIBRARY",
                                                                  "MUTANTS_SUPPORT"))
        support = [source for source in support if source.endswith(".c")]
        library = [source for source in library if source.endswith(".c")]
        unit = places.SOURCE / "tests/unit"
        judges = concerned.tests({f"tests/unit/{path.name}" for path in unit.iterdir()})
        texts = trial.generated(list(trial.specs.files(str(places.SPEC))))
        tests = {test for tests in judges.values() for test in tests}
        self.scripts = sorted(test for test in tests if test.endswith(".py"))
        self.judges = judges
        self.base = Base(f"{folder}/base", texts, library, support,
                         sorted(tests.difference(self.scripts)), jobs)
        self.folder = folder

    def check(self):
        """Without a change all tests pass; else nothing could be told."""
        return [*(test for test in self.base.tests
                  if not trial.passes(self.base.program(test))),
                *(test for test in self.scripts
                  if not trial.script_passes(test, places.SOURCE))]

    def verdicts(self, picked):
        """(mutant, what noticed it), in the order given."""
        known = equivalent()
        todo = [mutant for mutant in picked if mutant.name not in known]
        context = multiprocessing.get_context("fork")
        with context.Pool(self.jobs, _begin, (self,)) as pool:
            for mutant, verdict in pool.imap(_try, todo):
                self._count(verdict or SURVIVED)
                yield mutant, verdict
        for mutant in picked:
            if mutant.name in known:
                self._count(EQUAL)

    def _count(self, verdict):
        self.counts[verdict] = self.counts.get(verdict, 0) + 1

    def summary(self):
        survived, equal = self.counts.get(SURVIVED, 0), self.counts.get(EQUAL, 0)
        caught = sum(self.counts.values()) - survived - equal
        return f"{caught} caught, {survived} survived, {equal} equivalent"


_run = None
_trial = None


def _begin(run):
    global _run, _trial
    _run = run
    _trial = trial.Trial(f"{run.folder}/{os.getpid()}", run.base, run.judges)


def _try(mutant):
    return mutant, _trial.verdict(mutant, _run.loaded[mutant.cite].text)


def parser():
    made = argparse.ArgumentParser(prog="check-mutants", description=__doc__)
    made.add_argument("--sample", metavar="N", type=int, help="only N mutants, chosen by the seed")
    made.add_argument("--seed", metavar="S", type=int, default=1, help="of the sample (1)")
    made.add_argument("--only", metavar="REGEX", help="only mutants whose name has a match, such "
                      "as spec/status.yaml")
    made.add_argument("--jobs", metavar="N", type=int, default=os.cpu_count(),
                      help="at once (as many as there are processors)")
    made.add_argument("--list", action="store_true", help="print the mutants and try none")
    made.add_argument("--verbose", action="store_true", help="say what noticed each mutant")
    return made


def progress(done, total, summary):
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        sys.stderr.write(f"\r{done}/{total}: {summary}\033[K{end}")
        sys.stderr.flush()


def main():
    options = parser().parse_args()
    loaded = mutants.specs()
    all_mutants = mutants.every(loaded)
    picked = chosen(all_mutants, options)
    if options.list:
        print("\n".join(mutant.name for mutant in picked))
        return 0
    wrong = list(stale(all_mutants))
    with tempfile.TemporaryDirectory(prefix="mutants-", dir=places.BUILD) as folder:
        run = Run(pathlib.Path(folder), loaded, options.jobs)
        wrong += [f"{test} fails without any change" for test in run.check()]
        if wrong:
            print("\n".join(wrong))
            return 1
        for done, (mutant, verdict) in enumerate(run.verdicts(picked), 1):
            if verdict is None:
                print(f"{mutant.cite}:{mutant.line}: survived: {mutant.name}", flush=True)
            elif options.verbose:
                print(f"{mutant.cite}:{mutant.line}: {verdict}: {mutant.name}", flush=True)
            progress(done, len(picked), run.summary())
    print(run.summary())
    return 1 if run.counts.get(SURVIVED) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as problem:
        sys.exit(f"check-mutants: {problem}")
