# SPDX-License-Identifier: MIT
"""Every block of C in the pages is compiled, and what is a program is run.

program NAME   a whole program; its output is the block marked `output NAME'
back-end NAME  the file scope of a back end with a `config', run by drive.c; likewise
body           statements inside the function of fragment.c
decoder        left to backend.py
"""
import os
import pathlib
import re
import shutil
import sys
import tempfile

import build
from markdown import Page
from tap import Tap

WRAPPERS = {"back-end": ("drive.c", "BACK_END"), "body": ("fragment.c", "FRAGMENT")}


def make_source(block, directory):
    """The file to compile and the flags that name the block in it."""
    shown = directory / f"{block.kind}-{block.line}.c"
    shown.write_text(block.text, encoding="utf-8")
    if block.kind not in WRAPPERS:
        return shown, []
    wrapper, macro = WRAPPERS[block.kind]
    return build.HERE / wrapper, [f'-D{macro}="{shown}"']


def check_block(tap, page, block, directory):
    name = f"{page.path.name}:{block.line}: {block.kind} {block.name}".rstrip()
    if block.kind not in ("program", *WRAPPERS):
        return tap.check(name, "no comment above says how to test it")
    source, flags = make_source(block, directory)
    compiled = directory / f"{block.line}.o"
    wrong = build.compile_object(source, compiled, *flags)
    tap.check(f"{name}: compiled", wrong)
    if block.kind != "body" and not wrong:
        check_run(tap, name, page, block, compiled)


def check_run(tap, name, page, block, compiled):
    program = compiled.with_suffix("")
    expected = [other.text for other in page.kinds("output") if other.name == block.name]
    wrong = build.link(compiled, program)
    if not wrong and len(expected) != 1:
        wrong = f"{len(expected)} blocks are marked as its output"
    if wrong:
        return tap.check(f"{name}: linked", wrong)
    tap.equal(f"{name}: printed what the page says", build.call([program]), (0, expected[0]))


def words(page):
    """Each instruction beside its machine code: 0x00000073, /* ecall   # comment */"""
    text = "".join(block.text for block in page.blocks if block.language == "c")
    return re.findall(r"(0x[0-9a-f]{8}), /\* ([a-z][^#*\n]*?) *(?:#[^*\n]*)?\*/", text)


def check_machine_code(tap, page, directory):
    name = f"{page.path.name}: the machine code is that of the instructions beside it"
    assembler = os.environ.get("RISCV64_AS", "riscv64-linux-gnu-as")
    if not shutil.which(assembler):
        return tap.skip(name, "there is no assembler for riscv64 in this build")
    source, image = directory / "guest.s", directory / "guest.o"
    source.write_text("".join(f"\t{text}\n" for _, text in words(page)))
    wrong = build.failure([assembler, "-march=rv64i", "-o", image, source])
    if wrong:
        return tap.check(name, wrong)
    code = b"".join(int(word, 16).to_bytes(4, "little") for word, _ in words(page))
    tap.check(name, "" if code in image.read_bytes() else "it differs")


def main():
    tap = Tap()
    for path in build.PAGES:
        page = Page(build.SOURCE / path)
        with tempfile.TemporaryDirectory() as directory:
            directory = pathlib.Path(directory)
            for block in page.blocks:
                if block.language == "c" and block.kind != "decoder":
                    check_block(tap, page, block, directory)
            if words(page):
                check_machine_code(tap, page, directory)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
