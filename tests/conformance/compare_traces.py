#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares the synchronous exits that a guest makes on each back end, hart by hart, every field.

    compare_traces.py --spec DIR --axvcpu PROGRAM --monitor PROGRAM [--bare-metal PROGRAM]
        [--args TEXT] [--suite] GUEST...
    compare_traces.py --spec DIR --traces TRACE TRACE

A guest is an ELF file, which `axvcpu run' runs, or an image (.img) of the conformance suite,
which the monitor runs, and the one on bare metal, if it is given. Where one back end alone
can run it, it is run twice. What differences.yaml allows is no difference; with --suite
it is an error if no guest needs what it allows.

Exit status: 0 the same, 1 different, 2 no comparison: bad arguments, a trace that is none."""
import argparse
import collections
import contextlib
import dataclasses
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

import yaml

SECONDS = 300
CONTEXT = 2
# seq counts the exits of all harts, and those that are left out.
NUMBERING = "seq"


class NoTrace(Exception):
    """There is nothing to compare."""


@dataclasses.dataclass(frozen=True)
class Runner:
    """A program that runs guests: its command line, and where its trace comes from."""
    suffix: str      # of the guests that are its own; empty: all others
    command: object  # (options, backend, guest, trace) -> arguments
    stream: bool     # the trace is on standard error, among the messages; else in the file


# The back end that the monitor on bare metal runs.
BARE_METAL = "hext"
ABSENT = "absent"
DIFFERENCES = pathlib.Path(__file__).with_name("differences.yaml")

RUNNERS = (
    Runner(".img", lambda options, backend, guest, trace: [
        options.bare_metal if backend == BARE_METAL else options.monitor,
        "--backend", backend, "--trace", trace, guest], False),
    Runner("", lambda options, backend, guest, trace: [
        options.axvcpu, "run", "--backend", backend, "--trace=json",
        *shlex.split(options.args), guest], True),
)


def asynchronous(spec):
    """The exits that the guest does not cause."""
    rows = yaml.safe_load((pathlib.Path(spec) / "exits.yaml").read_text(encoding="utf-8"))
    return {row["name"] for row in rows["exits"] if row.get("by") == "host"}


def value(entry, path):
    """The text of a field, by its names with dots between them."""
    for name in path.split("."):
        entry = entry.get(name, ABSENT) if isinstance(entry, dict) else ABSENT
    return str(entry)


def fits(entry, patterns):
    return patterns != ABSENT and all(re.fullmatch(pattern, value(entry, path))
                                      for path, pattern in patterns.items())


class Allowed:
    """The rows of differences.yaml, and how often each was needed."""

    def __init__(self, rows):
        self.rows = rows
        self.needed = collections.Counter()

    def between(self, names):
        return [(number, row) for number, row in enumerate(self.rows)
                if all(name in row for name in names)]

    def without_missing(self, names, one, other):
        """The first one's records but for those that the other back end need not have."""
        kept = []
        for entry in one:
            there = other[len(kept)] if len(kept) < len(other) else {}
            same = all(there.get(key) == entry[key] for key in ("pc", "exit"))
            number = next((number for number, row in self.between(names)
                           if row[names[1]] == ABSENT and fits(entry, row[names[0]])), None)
            if same or number is None:
                kept.append(entry)
            else:
                self.needed[number] += 1
        return kept

    def reconcile(self, names, one, other):
        """Gives the other record the fields of the first one that it need not have."""
        for number, row in self.between(names):
            field = row.get("field")
            if field and value(one, field) != value(other, field) and \
                    fits(one, row[names[0]]) and fits(other, row[names[1]]):
                self.needed[number] += 1
                *above, name = field.split(".")
                inner = other[above[0]] if above else other
                inner[name] = value(one, field)

    def apply(self, names, one, other):
        """The first trace as the other may have it; the other's records are changed."""
        harts = {}
        for hart in {*one, *other}:
            records = self.without_missing(names, one.get(hart, []), other.get(hart, []))
            for pair in zip(records, other.get(hart, [])):
                self.reconcile(names, *pair)
            if records:
                harts[hart] = records
        return harts

    def stale(self, names):
        return [row["reason"] for number, row in self.between(names) if not self.needed[number]]


def record(line, where):
    """A record, or an error that says where none is."""
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    if not isinstance(found, dict) or not {"vcpu", "exit", "pc"} <= found.keys():
        raise NoTrace(f"{where}: this is no record: {line[:80]}")
    return found


def parsed(text, name):
    """The records of a trace, in order."""
    return [record(line, f"{name}:{number}") for number, line in enumerate(text.splitlines(), 1)]


def by_hart(records, left_out):
    """The synchronous records of each hart, in order, without the number that all harts share."""
    harts = {}
    for entry in records:
        hart = harts.setdefault((entry.get("vm", 0), entry["vcpu"]), [])
        if entry["exit"] not in left_out:
            hart.append({key: value for key, value in entry.items() if key != NUMBERING})
    return {key: harts[key] for key in sorted(harts, key=repr) if harts[key]}


def differing(one, other):
    """The fields of two records that are not the same."""
    return sorted(key for key in {*one, *other}
                  if key not in one or key not in other or one[key] != other[key])


def named(hart):
    machine, vcpu = hart
    return f"machine {machine}, vcpu {vcpu}" if machine else f"vcpu {vcpu}"


def shown(records, index):
    return json.dumps(records[index]) if index < len(records) else "(the trace ends)"


def first_difference(hart, names, pair):
    """Lines that tell where two traces of a hart part; none if they do not."""
    one, other = pair
    index = next((i for i, (a, b) in enumerate(zip(one, other)) if differing(a, b)),
                 min(map(len, pair)))
    if index >= max(map(len, pair)):
        return []
    both = index < min(map(len, pair))
    what = f": {', '.join(differing(one[index], other[index]))}" if both else ""
    before = [f"    {shown(one, i)}" for i in range(max(0, index - CONTEXT), index)]
    return [f"{named(hart)}, record {index + 1} differs{what}", *before,
            *(f"  {name}: {shown(records, index)}" for name, records in zip(names, pair))]


def differences(names, one, other):
    """Lines for each hart whose two traces differ."""
    for hart in sorted({*one, *other}, key=repr):
        yield from first_difference(hart, names, (one.get(hart, []), other.get(hart, [])))


def output(command):
    """What a program says; NoTrace if it cannot be started or does not end."""
    try:
        return subprocess.run(list(map(str, command)), capture_output=True, timeout=SECONDS,
                              check=False, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise NoTrace(str(problem)) from problem


def backends(options):
    """The back ends that can run a guest of riscv64 here."""
    listed = json.loads(output([options.axvcpu, "backends", "--json"]).stdout)
    able = [entry["name"] for entry in listed if entry["arch"] == "riscv64" and entry["available"]]
    return able + ([BARE_METAL] if options.bare_metal else [])


def traced(options, backend, guest):
    """The text of a trace of the guest on a back end, without the command's own messages."""
    runner = next(runner for runner in RUNNERS if str(guest).endswith(runner.suffix))
    with tempfile.TemporaryDirectory(prefix="axvcpu-traces-") as work:
        trace = pathlib.Path(work) / "trace"
        done = output(runner.command(options, backend, guest, trace))
        said = done.stderr.decode("utf-8", "replace")
        if not runner.stream:
            return trace.read_text(encoding="utf-8") if trace.exists() else said or "(no trace)"
    lines = said.splitlines(keepends=True)
    sys.stderr.writelines(line for line in lines if not line.startswith("{"))
    return "".join(line for line in lines if line.startswith("{"))


def compare(title, names, texts, left_out, allowed):
    """Compares the first trace with each other one; (whether all are the same, its records)."""
    harts = [by_hart(parsed(text, name), left_out) for name, text in zip(names, texts)]
    counts = ", ".join(f"{named(hart)}: {len(records)}" for hart, records in harts[0].items())
    if not counts:
        raise NoTrace(f"{title}: the trace has no synchronous exit")
    same = True
    for name, other in zip(names[1:], harts[1:]):
        first = allowed.apply((names[0], name), harts[0], other)
        lines = list(differences((names[0], name), first, other))
        same = same and not lines
        for line in lines:
            print(f"{title}: {line}")
    print(f"{title}: records of {counts}; {' and '.join(names)} {'agree' if same else 'differ'}")
    return same, sum(map(len, harts[0].values()))


def compare_guest(options, able, guest, left_out, allowed):
    if not pathlib.Path(guest).is_file():
        raise NoTrace(f"{guest}: there is no such file")
    if not pathlib.Path(guest).stat().st_size:
        raise NoTrace(f"{guest}: is empty; images are where there is no compiler for riscv64")
    if not str(guest).endswith(".img"):
        able = [name for name in able if name != BARE_METAL]
    names = able if len(able) > 1 else [able[0], f"{able[0]} again"]
    texts = [traced(options, able[min(i, len(able) - 1)], guest) for i in range(len(names))]
    return compare(pathlib.Path(guest).name, names, texts, left_out, allowed)


def compare_guests(options, left_out):
    able = backends(options)
    if not able:
        raise NoTrace("no back end of this build can run a guest of riscv64")
    if len(able) == 1:
        print(f"{able[0]} alone can run a guest here: it is run twice")
    allowed = Allowed(yaml.safe_load(DIFFERENCES.read_text(encoding="utf-8")))
    results = [compare_guest(options, able, guest, left_out, allowed) for guest in options.files]
    guests = "1 guest" if len(results) == 1 else f"{len(results)} guests"
    print(f"{guests}, {sum(count for _, count in results)} records")
    stale = [reason for name in able[1:] for reason in allowed.stale((able[0], name))
             if options.suite]
    for reason in stale:
        print(f"{DIFFERENCES.name}: no guest needs this any more: {reason}")
    return not stale and all(same for same, _ in results)


def compare_files(options, left_out):
    texts = [pathlib.Path(name).read_text(encoding="utf-8", errors="replace")
             for name in options.files]
    return compare("traces", options.files, texts, left_out, Allowed([]))[0]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--spec", required=True, help="directory of the specs")
    parser.add_argument("--axvcpu", default="axvcpu", help="the command")
    parser.add_argument("--monitor", default="monitor", help="the conformance monitor")
    parser.add_argument("--bare-metal", default="", help="the monitor on bare metal")
    parser.add_argument("--suite", action="store_true", help="the guests are all of the suite")
    parser.add_argument("--args", default="", help="more arguments of `axvcpu run'")
    parser.add_argument("--traces", action="store_true", help="the files are traces")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    if options.traces and len(options.files) < 2:
        parser.error("two traces are compared")
    return options


def main():
    options = arguments()
    with contextlib.suppress(BrokenPipeError):
        try:
            left_out = asynchronous(options.spec)
            same = (compare_files if options.traces else compare_guests)(options, left_out)
            return 0 if same else 1
        except (NoTrace, OSError) as problem:
            print(f"compare_traces: {problem}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
