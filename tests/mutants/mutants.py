# SPDX-License-Identifier: MIT
"""Every mutant of the specs, in the order of the files: one small change of one row each."""
from dataclasses import dataclass

import places
import decoder_rows
import instruction_rows
import plain_rows
from positions import Spec, apply
from vocabulary import Scope, Vocabulary, word


@dataclass(frozen=True)
class Mutant:
    """place names the row, change what became of it; both stay when lines move."""
    cite: str
    line: int
    place: str
    change: str
    edits: tuple

    @property
    def name(self):
        return f"{self.cite} {self.place}: {self.change}"

    def text(self, original):
        return apply(original, self.edits)


def specs():
    return {cite: Spec(cite, path) for cite, path in places.spec_files().items()}


def every(loaded):
    """All mutants; of those that change the same in the same way, the first."""
    vocabulary = Vocabulary(loaded)
    seen = {}
    for cite in sorted(loaded):
        spec = loaded[cite]
        for node, place, change, edits in _of(spec, vocabulary):
            mutant = Mutant(cite, node.pos.line, place, change, tuple(edits))
            if mutant.text(spec.text) == spec.text or mutant.name in seen:
                continue
            seen[mutant.name] = mutant
    return list(seen.values())


def _of(spec, vocabulary):
    if word(spec.root, "backend") or word(spec.root, "firmware"):
        yield from decoder_rows.of(spec, Scope(spec), vocabulary)
    if spec.cite == "spec/x86_instructions.yaml":
        yield from instruction_rows.of(spec, vocabulary)
        return
    yield from plain_rows.of(spec, vocabulary)
