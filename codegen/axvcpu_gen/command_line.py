# SPDX-License-Identifier: MIT
"""The words of the command line, and what --help and the manual page say of them."""
import argparse

DESCRIPTION = """\
Check the specs of axvcpu, and generate C headers, C sources and documents
from them. What is generated depends on the specs alone."""

NEW = """\
Begin a project that adds an arch and a back end to an installed axvcpu: specs,
assembly over generated offsets, C with the slots of the back end, configure.ac,
Makefile.am, tests. It builds at once:

  autoreconf -i && ./configure && make

and the tests of 'make check' fail by naming what remains to be done."""

EXAMPLES = (
    ("axvcpu-gen --spec spec --output build generate",
     "write build/src/include/axvcpu/*.h, build/src/generated/* and build/doc/generated/*"),
    ("axvcpu-gen --spec spec list", "what generate writes, one file a line"),
    ("axvcpu-gen check spec", "say what is wrong with a directory of specs"),
    ("axvcpu-gen --spec spec check my/hext.yaml",
     "the same, with this file in the place of spec/backend/hext.yaml"),
    ("axvcpu-gen --spec spec --spec my/spec --output . generate",
     "write what my/spec adds to spec: axvcpu/*.h, generated/*, doc/*"),
    ("axvcpu-gen new loongarch64 lvz --output port",
     "begin a project that adds an arch and a back end"))

STATUSES = ((0, "done"), (1, "the specs have errors"), (2, "wrong usage"))


def _epilog():
    examples = "".join(f"  {command}\n      {what}\n" for command, what in EXAMPLES)
    statuses = ", ".join(f"{status} {what}" for status, what in STATUSES)
    return f"examples:\n{examples}\nexit status: {statuses}"


def parser():
    made = argparse.ArgumentParser(
        prog="axvcpu-gen", description=DESCRIPTION, epilog=_epilog(),
        formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--spec", metavar="DIR", action="append", default=[],
                      help="directory of the specs (default: spec in this directory, if it is "
                      "whole, else the one beside the generator); given again: a directory "
                      "that adds arch/*.yaml, backend/*.yaml or firmware/*.yaml to it, and "
                      "then only what it adds is generated")
    made.add_argument("--output", metavar="DIR", help="where generate writes")
    commands = made.add_subparsers(dest="command", metavar="COMMAND", required=True)
    commands.add_parser("generate", help="write all files below the output directory")
    commands.add_parser("list", help="print the files that generate writes")
    check = commands.add_parser("check", help="only say what is wrong")
    check.add_argument("paths", nargs="+", metavar="FILE|DIR",
                       help="a directory of specs or of additions, or a file in the place of "
                       "the spec's own")
    _add_new(commands)
    return made


def _add_new(commands):
    made = commands.add_parser(
        "new", help="begin a project that adds an arch and a back end", description=NEW,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("arch", metavar="ARCH", help="an instruction set, such as loongarch64")
    made.add_argument("backend", metavar="BACKEND", help="a way to run its guests, such as lvz")
    made.add_argument("--output", metavar="DIR", dest="folder",
                      help="where the project is made (default: the directory BACKEND)")
