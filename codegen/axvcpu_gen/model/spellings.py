# SPDX-License-Identifier: MIT
"""How logs spell words of a syndrome and their fields: what stands before the value."""
import re

# Words, of which the last one stands before the value; %* is any value, %x a value in
# hexadecimal whether it says so or not.
SPELLING = re.compile(r"\w[\w.-]*(?: \w[\w.-]*)*(?: %\*)*(?: %x)?\Z", re.ASCII)


def check(entries, report):
    seen = {str(entry.name): entry.name for entry in entries}
    for entry in entries:
        for spelling in entry.log or []:
            _check(spelling, entry, seen, report)
            seen.setdefault(spelling.lower(), spelling)


def _check(spelling, entry, seen, report):
    other = seen.get(spelling.lower())
    if not SPELLING.match(spelling):
        report.error(spelling.pos, f"'{spelling}' is no spelling",
                     hint="words, then %* for each value to pass over, then %x where the value "
                     "is hexadecimal without 0x")
    elif other is entry.name:
        report.error(spelling.pos, f"'{spelling}' is found by its name already: case does not "
                     "matter")
    elif other is not None:
        report.error(spelling.pos, f"'{spelling}' would mean two things",
                     note=(other.pos, "the other one is here"))
