#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Random sequences of instructions end alike on both machines.

SEED is which, OPERATIONS how many without floating point (100000; with AXVCPU_SAMPLE
a few hundred); there are a quarter as many with it. A sequence that does not is made
smaller, and shown; FIRST is where to begin, so that one alone can be run again.
"""

import multiprocessing
import os
import sys

import batch
import generate
import generate_float
import layout
import machines
from outcome import read_all
import shrink

sys.path.append(str(layout.HERE.parent / "codegen"))
from tap import Tap  # noqa: E402  pylint: disable=wrong-import-position

BATCH = 5000
SHOWN = 3           # of the sequences that differ
DIGEST = 8
SEED = int(os.environ.get("SEED") or 1)
FIRST = int(os.environ.get("FIRST") or 0)
COUNT = int(os.environ.get("OPERATIONS") or (400 if os.environ.get("AXVCPU_SAMPLE") else 100000))

# What the sequences are to have met: the exceptions of table 26, and the interrupt.
CAUSES = {1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 15, 1 << 63 | 1}


def make_of(both):
    """What makes the sequences for these machines."""
    return generate_float.make if both.floats else generate.make


def packed(both, numbers):
    make = make_of(both)
    return [batch.pack(make(SEED, number)) for number in numbers]


def differing(both, numbers):
    """Those of the sequences whose digests differ; the first that has none is the last."""
    ours, theirs = both.run(packed(both, numbers))
    found = []
    for number, at in zip(numbers, range(0, len(numbers) * DIGEST, DIGEST)):
        if ours[at:at + DIGEST] != theirs[at:at + DIGEST] or at + DIGEST > len(ours):
            found.append(number)
        if at + DIGEST > min(len(ours), len(theirs)):
            break
    return found


def describe(both, number):
    smaller = shrink.shrink(both, make_of(both)(SEED, number))
    return (f"SEED={SEED} FIRST={number} OPERATIONS=1, made smaller:\n"
            + shrink.describe(both, smaller))


def causes(both, numbers):
    """The causes of all traps."""
    output = both.run(packed(both, numbers), verbose=True)[0]
    return {trap[0] for outcome in read_all(output) for trap in outcome.traps}


def try_batches(tap, both, count):
    batches = [range(first, min(first + BATCH, FIRST + count))
               for first in range(FIRST, FIRST + count, BATCH)]
    shown = 0
    with multiprocessing.get_context("fork").Pool() as pool:
        jobs = [pool.apply_async(differing, (both, numbers)) for numbers in batches]
        for numbers, job in zip(batches, jobs):
            found = job.get()
            details = [describe(both, number) for number in found[:SHOWN - shown]]
            shown += len(details)
            tap.ok(not found, f"{both.isa}: sequences {numbers[0]} to {numbers[-1]} of seed {SEED}",
                   "\n".join([f"{len(found)} differ: {found[:20]}", *details]))


def main():
    machines.skip_without_peer()
    tap = Tap()
    plain = machines.Machines()
    try_batches(tap, plain, COUNT)
    if COUNT > 1:
        met = causes(plain, range(1000))
        tap.ok(met == CAUSES, "they meet each cause of a trap that there is", sorted(met ^ CAUSES))
    try_batches(tap, machines.Machines(floats=True), max(COUNT // 4, 1))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
