# SPDX-License-Identifier: MIT
"""A firmware interface: the calls of a guest, as tables on its argument registers."""
from ..shape import DOC, Shape, identifier, list_of, name, number, text, unique
from .table import FIELD, TABLE, VALUE

ANSWER = Shape("answer", "A call that the library answers itself.", {
    "name": (name, "What rows call it; `none` has value 0."),
    "value": (number, "Its number in C."),
    "doc": DOC,
})
ERROR = Shape("error", "What the interface returns to a guest whose call failed.", {
    "name": (name, "What the manual calls it."),
    "value": (number, "What the guest sees; it may be negative."),
    "doc": DOC,
})
FILE = Shape("firmware file", "firmware/NAME.yaml: the calls of a guest, as tables on its "
                 "argument registers.", {
    "firmware": (identifier, "Its name; that of the file."),
    "arch": (name, "The arch of its guests."),
    "doc": DOC,
    "manual": (text, "The manual that all sections are of, with its edition."),
    "root": (name, "The table where rows of a back end go on."),
    "answers": (list_of(ANSWER), "Calls that the library answers itself."),
    "errors": (list_of(ERROR), "The interface's errors."),
    "tables": (list_of(TABLE.also({
        "numbers": (name, "What the values of its rows are, for the public header. Where no table "
                    "says so, those of the first one are extensions, and of the others functions."),
    })), "The calls."),
}, {
    "fields": (list_of(FIELD), "Names for bits of the argument registers."),
    "values": (list_of(VALUE), "Names for expressions."),
    "leads_to": (list_of(name), "Other interfaces, to whose first tables rows may lead."),
})
NO_ANSWER = "none"


def check(model, spec, report):
    arches = [str(arch.arch) for arch in spec.arch]
    if model.arch not in arches:
        report.unknown(model.arch, "arch", arches)
    _leads(model, {str(other.firmware): other for other in spec.firmware}, report)
    for entries, what in ((model.answers, "answer"), (model.errors, "error")):
        unique(entries, "name", what, report)
        unique(entries, "value", "value", report)
    if model.root not in [table.name for table in model.tables]:
        report.unknown(model.root, "table", [table.name for table in model.tables])
    if not any(a.name == NO_ANSWER and a.value == 0 for a in model.answers):
        report.error(model.pos, f"no answer '{NO_ANSWER}' has value 0")
    given = {row.answer for table in model.tables
             for row in [*table.rows, *filter(None, [table.default])] if row.answer}
    for answer in model.answers:
        if answer.name != NO_ANSWER and answer.name not in given:
            report.error(answer.name.pos, f"no row gives the answer '{answer.name}'")


def _leads(model, known, report):
    for word in model.leads_to or []:
        if word not in known:
            report.unknown(word, "firmware", known)
        elif known[word].arch != model.arch:
            report.error(word.pos, f"firmware '{word}' is of {known[word].arch}, "
                         f"this one of {model.arch}",
                         note=(known[word].arch.pos, "it says so here"))


def together(names, known):
    """The interfaces of these names and all that they lead to, each once."""
    found = []
    for word in names:
        if word in known and known[word] not in found:
            found.append(known[word])
    for model in found:
        found += [known[word] for word in model.leads_to or []
                  if word in known and known[word] not in found]
    return found


def distinct(models, report):
    """An exit holds the number of its answer, not whose it is."""
    taken = {}
    for model in models:
        for answer in model.answers:
            first = taken.setdefault(int(answer.value), answer)
            if first is not answer and answer.name != NO_ANSWER:
                report.error(answer.value.pos, f"answer '{answer.name}' has the value of one of "
                             "another interface of the same decoder",
                             note=(first.value.pos, "it is here"))
