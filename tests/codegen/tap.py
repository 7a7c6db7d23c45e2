# SPDX-License-Identifier: MIT
"""Results in TAP on standard output."""


class Tap:
    """Counts what it prints."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def ok(self, condition, name, detail=""):
        self.count += 1
        self.failed += not condition
        print(f"{'ok' if condition else 'not ok'} {self.count} - {name}", flush=True)
        if not condition:
            for line in str(detail).splitlines():
                print(f"# {line}")
        return condition

    def equal(self, got, expected, name):
        return self.ok(got == expected, name, f"expected: {expected!r}\n     got: {got!r}")

    def skip(self, name, reason):
        self.count += 1
        print(f"ok {self.count} - {name} # SKIP {reason}", flush=True)

    def done(self):
        print(f"1..{self.count}")
        return 1 if self.failed else 0
