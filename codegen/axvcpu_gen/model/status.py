# SPDX-License-Identifier: MIT
"""Statuses: what a call of the library answers."""
import re

from ..shape import DOC, Shape, list_of, name, number, text, unique

ERRNO = re.compile(r"0\Z|E[A-Z0-9]+\Z")
REQUIRED = ("ok", "bad_argument")
STATUS = Shape("status", "An answer of a call.", {
    "name": (name, "Its name; value 0 is `ok`."),
    "value": (number, "Its number."),
    "errno": (text, "The closest one of an operating system: `EINVAL`; of `ok`, `0`."),
    "doc": DOC,
})
FILE = Shape("status file", "status.yaml: what a call of the library answers.", {
    "doc": DOC, "statuses": (list_of(STATUS), "The statuses."),
})


def check(model, report):
    unique(model.statuses, "name", "status", report)
    unique(model.statuses, "value", "value", report)
    for status in model.statuses:
        if not ERRNO.match(status.errno):
            report.error(status.errno.pos, f"'{status.errno}' is no errno",
                         hint="0, or a name such as EINVAL")
        if (status.value == 0) != (status.errno == "0"):
            report.error(status.errno.pos, "value 0, and only it, has errno 0")
        if (status.value == 0) != (status.name == "ok"):
            report.error(status.value.pos, "value 0, and only it, is 'ok'")
    for name in REQUIRED:
        if name not in [status.name for status in model.statuses]:
            report.error(model.pos, f"the status '{name}' is missing: what is generated answers it")
