# SPDX-License-Identifier: MIT
"""The spec that doc/backend.md shows is taken by the generator, and its decoder does what the page says."""
import pathlib
import shlex
import shutil
import sys
import tempfile

import build
from markdown import Page
from tap import Tap

PAGE = Page(build.SOURCE / "doc/backend.md")
FLAGS = ["-Iout/src/include", "-Iout/src", f"-I{build.SOURCE}/src/include"]


def block(kind):
    return next(block for block in PAGE.blocks if block.kind == kind)


def generate(directory, text):
    """Run the page's command where the specs are a copy with one more."""
    target = directory / f"spec/backend/{block('spec').name}.yaml"
    if not target.exists():
        shutil.copytree(build.SOURCE / "spec", directory / "spec", copy_function=shutil.copyfile)
        target.parent.chmod(0o755)
    target.write_text(text, encoding="utf-8")
    program, *arguments = shlex.split(block("generate").text)
    return build.call([sys.executable, "-B", build.SOURCE / program, *arguments], cwd=directory)


def compile_decoder(directory):
    shown = block("decoder")
    (directory / "program.c").write_text(shown.text, encoding="utf-8")
    sources = [f"out/src/generated/{shown.name}_decode.c", "out/src/generated/names.c", "program.c"]
    return build.failure([*build.CC, *build.STRICT, *FLAGS, *sources, "-o", "program"], cwd=directory)


def check_new(tap, directory):
    """The page's command begins a project, in which the generator finds no mistake."""
    program, *arguments = shlex.split(block("new").text)
    generator = [sys.executable, "-B", build.SOURCE / "codegen" / program]
    wrong = build.failure([*generator, *arguments], cwd=directory)
    tap.check("a project of its own begins", wrong or build.failure(
        [*generator, "--spec", build.SOURCE / "spec", "--spec", directory / "port/spec", "list"]))


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as directory:
        directory = pathlib.Path(directory)
        text = block("spec").text
        tap.equal("the generator shows a mistake as the page does",
                  generate(directory, text.replace("2..3", "0..3")), (1, block("mistake").text))
        tap.equal("the generator takes the spec", generate(directory, text), (0, ""))
        wrong = compile_decoder(directory)
        tap.check("its decoder compiles", wrong)
        if not wrong:
            tap.equal("it prints what the page says", build.call([directory / "program"]),
                      (0, block("output").text))
        check_new(tap, directory)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
