# SPDX-License-Identifier: MIT
"""The examples of the manual pages do what the pages say."""
import os
import pathlib
import shlex
import sys
import tempfile

import build
from manual import pages
from tap import Tap

# Files that examples name, and what stands for them.
FILES = {"spec": "spec", "my/hext.yaml": "spec/backend/hext.yaml",
         "my/spec": "tests/outside/loongarch/spec"}


def examples(page):
    """The command lines among its examples."""
    lines = [line.strip() for line in page.section("EXAMPLES").splitlines()]
    return [line for line in lines if line.startswith(f"{page.name.split('.')[0]} ")]


def check_lines(tap, page, command, files, lost=()):
    """Each in a directory of its own that has the files; lost: words of lines that cannot run."""
    lines = [line for line in examples(page) if not set(shlex.split(line)) & set(lost)]
    tap.check(f"{page.name}: there are examples", "" if lines else "there are none")
    for line in lines:
        with tempfile.TemporaryDirectory() as directory:
            directory = pathlib.Path(directory)
            for name, source in files.items():
                (directory / name).parent.mkdir(exist_ok=True)
                (directory / name).symlink_to(build.SOURCE / source)
            words = shlex.split(line.partition(" 2>")[0])
            tap.check(line, build.failure([*command, *words[1:]], cwd=directory))


def check_program(tap, page, directory):
    """The first block is a program or a part of one; a second one is what it prints."""
    program, *output = page.blocks()
    source = directory / f"{page.name.partition('.')[0]}.c"
    source.write_text(program, encoding="utf-8")
    wrong = build.compile_object(source, directory / "example.o")
    tap.check(f"{page.name}: the program compiles", wrong)
    if output and not wrong:
        wrong = build.link(directory / "example.o", directory / "example")
        tap.equal(f"{page.name}: it prints what the page says",
                  (wrong, build.call([directory / "example"])), ("", (0, output[0])))


def main():
    tap = Tap()
    found = pages()
    axvcpu = pathlib.Path(os.environ.get("AXVCPU") or build.BUILD / "axvcpu")
    generator = [sys.executable, "-B", build.SOURCE / "codegen/axvcpu-gen"]
    check_lines(tap, found["axvcpu-gen.1"], generator, FILES)
    if axvcpu.exists():
        check_lines(tap, found["axvcpu.1"], [axvcpu], {}, ("guest.elf", "Image", "image.bin"))
    with tempfile.TemporaryDirectory() as directory:
        for name, page in found.items():
            if name == "axvcpu.3" or name.endswith(".7"):
                check_program(tap, page, pathlib.Path(directory))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
