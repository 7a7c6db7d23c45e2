# SPDX-License-Identifier: MIT
"""The command line."""
import argparse
import os
import sys

from . import emit, outputs
from .diagnostics import Report
from .model import spec as specs

OK, WRONG, USAGE = 0, 1, 2
BESIDE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "spec")

DESCRIPTION = """\
Check the specs of axvcpu, and generate C headers, C sources and documents
from them. What is generated depends on the specs alone."""

EXAMPLES = """\
examples:
  axvcpu-gen --spec spec --output build generate
                                write build/src/include/axvcpu/*.h, build/src/generated/*
                                and build/doc/generated/*
  axvcpu-gen --spec spec list   what generate writes, one file a line
  axvcpu-gen check spec         say what is wrong with a directory of specs
  axvcpu-gen --spec spec check my/hext.yaml
                                the same, with this file in the place of spec/backend/hext.yaml

exit status: 0 done, 1 the specs have errors, 2 wrong usage"""


class Usage(Exception):
    """The command line makes no sense."""


def main(arguments):
    options = _parser().parse_args(arguments)
    commands = {"generate": _generate, "check": _check, "list": _list}
    try:
        return commands[options.command](options)
    except Usage as problem:
        sys.stderr.write(f"axvcpu-gen: {problem}\ntry 'axvcpu-gen --help'\n")
        return USAGE


def _parser():
    parser = argparse.ArgumentParser(
        prog="axvcpu-gen", description=DESCRIPTION, epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--spec", metavar="DIR", help="directory of the specs "
                        "(default: spec in this directory, else the one beside the generator)")
    parser.add_argument("--output", metavar="DIR", help="where generate writes")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    commands.add_parser("generate", help="write all files below the output directory")
    commands.add_parser("list", help="print the files that generate writes")
    check = commands.add_parser("check", help="only say what is wrong")
    check.add_argument("paths", nargs="+", metavar="FILE|DIR",
                       help="a directory of specs, or a file in the place of the spec's own")
    return parser


def _folder(options):
    folder = options.spec or ("spec" if os.path.isdir("spec") else os.path.normpath(BESIDE))
    if not os.path.isdir(folder):
        raise Usage(f"'{folder}' is not a directory of specs")
    return folder


def _loaded(paths):
    """The spec in these files; None once its errors are printed."""
    report = Report()
    spec = specs.load(paths, report)
    sys.stderr.write(report.render())
    return spec


def _generate(options):
    if not options.output:
        raise Usage("generate needs --output DIR")
    spec = _loaded(specs.files(_folder(options)))
    if spec is None:
        return WRONG
    try:
        emit.write(options.output, emit.render(outputs.everything(spec)))
    except OSError as error:
        sys.stderr.write(f"axvcpu-gen: {error.filename}: {error.strerror}\n")
        return WRONG
    return OK


def _list(options):
    spec = _loaded(specs.files(_folder(options)))
    if spec is None:
        return WRONG
    print("\n".join(output.path for output in outputs.everything(spec)))
    return OK


def _check(options):
    results = [_check_path(options, path) for path in options.paths]
    return max(results)


def _check_path(options, path):
    if os.path.isdir(path):
        return OK if _loaded(specs.files(path)) else WRONG
    if not os.path.isfile(path):
        raise Usage(f"'{path}' is no file and no directory")
    report = Report()
    paths = specs.replaced(_folder(options), path, report)
    if paths is None:
        sys.stderr.write(report.render())
        return WRONG
    return OK if _loaded(paths) else WRONG
