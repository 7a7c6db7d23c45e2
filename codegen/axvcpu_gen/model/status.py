# SPDX-License-Identifier: MIT
"""Statuses: what a call of the library answers."""
import re

from ..shape import Shape, list_of, name, number, text, unique

ERRNO = re.compile(r"0\Z|E[A-Z0-9]+\Z")
REQUIRED = ("ok", "bad_argument")
STATUS = Shape("status", {"name": name, "value": number, "errno": text, "doc": text})
STATUSES = Shape("status file", {"doc": text, "statuses": list_of(STATUS)})


def load(node, report):
    return STATUSES(node, report)


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
