# SPDX-License-Identifier: MIT
"""A sample of the mutants of the specs: the generator, the compiler or a test notices each."""
import os
import pathlib
import sys
import tempfile
import types

import places
import mutants
import mutate

sys.path.insert(0, str(places.SOURCE / "tests/codegen"))
from tap import Tap  # noqa: E402

SAMPLE = types.SimpleNamespace(only=None, sample=40, seed=1)


def main():
    if os.environ.get("AXVCPU_SANITIZERS", "no") != "no":
        print("1..0 # SKIP mutants are judged without sanitizers")
        return 0
    tap = Tap()
    loaded = mutants.specs()
    all_mutants = mutants.every(loaded)
    tap.ok(len(all_mutants) > 2000, "there are mutants", len(all_mutants))
    tap.equal(list(mutate.stale(all_mutants)), [], "each equivalent mutant is one, with a reason")
    with tempfile.TemporaryDirectory(prefix="mutants-", dir=places.BUILD) as folder:
        run = mutate.Run(pathlib.Path(folder), loaded, os.cpu_count())
        if tap.equal(run.check(), [], "without a change all tests pass"):
            for mutant, verdict in run.verdicts(mutate.chosen(all_mutants, SAMPLE)):
                tap.ok(verdict, f"{mutant.name}: noticed by {verdict}")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
