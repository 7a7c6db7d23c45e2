# SPDX-License-Identifier: MIT
"""TAP: one line a check, and below it what was found instead."""
import difflib
import pprint
import sys


class Tap:
    def __init__(self):
        self.count = 0
        self.failed = 0

    def check(self, name, wrong=""):
        """Passed, unless `wrong` says something."""
        self.count += 1
        self.failed += bool(wrong)
        print(f"{'not ' if wrong else ''}ok {self.count} - {name}")
        for line in str(wrong).splitlines() if wrong else []:
            print(f"# {line}")
        sys.stdout.flush()

    def equal(self, name, found, expected):
        self.check(name, "" if found == expected else _difference(found, expected))

    def same_set(self, name, found, expected):
        found, expected = set(found), set(expected)
        self.check(name, "".join(
            [f"missing: {item}\n" for item in sorted(expected - found)] +
            [f"unknown: {item}\n" for item in sorted(found - expected)]))

    def skip(self, name, why):
        self.count += 1
        print(f"ok {self.count} - {name} # SKIP {why}")

    def done(self):
        print(f"1..{self.count}")
        return 1 if self.failed else 0


def _difference(found, expected):
    """Of the two, line by line."""
    return "\n".join(difflib.unified_diff(
        *(pprint.pformat(value, width=100).splitlines() for value in (expected, found)),
        "expected", "found", n=1, lineterm=""))


def skip_all(why):
    print(f"1..0 # SKIP {why}")
    return 0
