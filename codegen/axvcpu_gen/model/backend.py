# SPDX-License-Identifier: MIT
"""A back end: its syndrome, its decoder, its ops."""
from ..shape import DOC, Shape, choice, flag, identifier, list_of, name, number, text, unique
from . import spellings
from .table import FIELD, TABLE, VALUE, conditions, pairs

LOG = {"log": (list_of(text), "What stands before its value in logs that do not use its name: "
               "words, then `%*` for each value to pass over, then `%x` where the value is "
               "hexadecimal without `0x`.")}
WORD = Shape("word", "A raw value that the hardware gives with an exit.", {
    "name": (identifier, "What the manual calls it; a member of the syndrome's struct."),
    "width": (number, "Its bits: 32 or 64."),
    "section": (text, "Where the manual describes it."),
    "doc": DOC,
}, {
    "main": (flag, "The word that says why; exactly one is."),
    "fetched": (flag, "It is not always there: a row that needs it asks the back end."),
    "from": (text, "An expression over words that are there: what a fetched word is made of "
             "without asking, where `unless` does not hold."),
    "unless": (conditions, "The condition, or the list of conditions that all hold, under which "
               "`from` does not count."),
    **LOG,
})
SHOWN = FIELD.also({
    "of": (list_of(name), "The rows and tables in which, and behind which, it says something: "
           "`axvcpu decode` shows it there alone, so that the formats of a word do not mix. "
           "Without it, it says something everywhere."),
    "means": (pairs(text), "What its values say, by number, beyond what the rows of a table on it "
              "say: `{0: \"MOV to CR.\", 1: \"MOV from CR.\"}`."),
    "section": (text, "Where the manual has it, if not in the word's section."),
    **LOG,
})
FILE = Shape("back end file", "backend/NAME.yaml: one way to run a guest, and what each exit "
                "of it means.", {
    "backend": (identifier, "Its name; that of the file."),
    "arch": (name, "The arch of its guests."),
    "value": (number, "Its number in enum axvcpu_backend, from 1 to 255; 200 and more are left "
              "to those who add one."),
    "doc": DOC,
    "manual": (text, "The manual that all sections are of, with its edition."),
    "kind": (choice("hardware", "hosted"), "Whether a processor enters the guest, or the library "
             "under an operating system."),
}, {
    "section": (text, "Where the manual describes exits as a whole."),
    "root": (name, "The table that a decoder begins with."),
    "decoder": (name, "The back end whose words and tables are this one's as well, instead of "
                "tables of its own."),
    "ops": (list_of(name), "The slots of the dispatch table that it fills; a C function for each."),
    "words": (list_of(WORD), "The syndrome, in the order of its struct."),
    "fields": (list_of(SHOWN), "Names for bits of words."),
    "values": (list_of(VALUE), "Names for expressions."),
    "tables": (list_of(TABLE), "The decoder."),
    "firmware": (list_of(name), "Firmware interfaces to whose tables rows may lead."),
})
DECODER = ("root", "section", "tables", "words")
TAKEN = ("exit", "have", "registers", "syndrome")
TAKEN_IF_FETCHED = (*TAKEN, "insn_length")  # beside the fetched words on the ways through tables


def check(model, spec, report):
    arches = [str(arch.arch) for arch in spec.arch]
    if model.arch not in arches:
        report.unknown(model.arch, "arch", arches)
    if model.backend in ("custom", "default"):
        report.error(model.backend.pos, f"'{model.backend}' is no back end of its own")
    _decoder(model, spec, report)
    _words(model.words or [], report)
    spellings.check([*(model.words or []), *(model.fields or [])], report)
    _firmware(model, spec, report)
    _ops(model, spec.ops, report)


def _decoder(model, spec, report):
    """Tables of its own, all that belongs to them, or another's."""
    own = [key for key in DECODER if getattr(model, key)]
    if model.decoder:
        others = [str(other.backend) for other in spec.backend if other.words]
        if model.decoder not in others:
            report.unknown(model.decoder, "decoder", others)
        if own:
            report.error(model.decoder.pos, f"a back end with a decoder of its own ({own[0]}) "
                         "takes no other")
    elif len(own) < len(DECODER):
        missing = [key for key in DECODER if key not in own]
        report.error(model.pos, f"back end '{model.backend}' lacks {', '.join(missing)}, "
                     "or the name of a decoder")
    if model.tables and model.root and model.root not in [t.name for t in model.tables]:
        report.unknown(model.root, "table", [table.name for table in model.tables])


def _words(words, report):
    main = [word for word in words if word.main]
    if words and len(main) != 1:
        where = (main[1] if main else words[0]).name
        report.error(where.pos, f"{len(main)} words are the main one; one is")
    for word in words:
        if word.name in (TAKEN_IF_FETCHED if word.fetched else TAKEN):
            report.error(word.name.pos, f"'{word.name}' means something else in a decoder")
        if word.width not in (32, 64):
            report.error(word.width.pos, f"a word has 32 or 64 bits, not {word.width}")
        origin = getattr(word, "from")
        if (origin is None) != (word.unless is None):
            report.error((origin or word.unless[0]).pos, "'from' and 'unless' go together")
        elif origin and not word.fetched:
            report.error(origin.pos, f"'{word.name}' is always there: only a fetched word "
                         "has 'from'")


def _firmware(model, spec, report):
    known = {str(firmware.firmware): firmware for firmware in spec.firmware}
    for word in model.firmware or []:
        if word not in known:
            report.unknown(word, "firmware", known)
        elif known[word].arch != model.arch:
            report.error(word.pos, f"firmware '{word}' is of {known[word].arch}, "
                         f"this back end of {model.arch}",
                         note=(known[word].arch.pos, "it says so here"))


def _ops(model, ops, report):
    if model.ops is None:
        return
    slots = [str(op.name) for op in ops.ops]
    for index, word in enumerate(model.ops):
        if word not in slots:
            report.unknown(word, "op", slots)
        elif word in model.ops[:index]:
            report.error(word.pos, f"op '{word}' is given twice")
    for op in ops.ops:
        if op.required and op.name not in model.ops:
            report.error(model.node.entries["ops"][0].pos, f"the op '{op.name}' is required",
                         note=(op.name.pos, "it is declared here"))
