# SPDX-License-Identifier: MIT
"""The command line."""
import argparse
import os
import sys

from . import emit, new, outputs, outside
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
  axvcpu-gen --spec SPECS --spec my/spec --output . generate
                                write what my/spec adds to SPECS: axvcpu/*.h, generated/*, doc/*
  axvcpu-gen new loongarch64 lvz --output port
                                begin a project that adds an arch and a back end

exit status: 0 done, 1 the specs have errors, 2 wrong usage"""


class Usage(Exception):
    """The command line makes no sense."""


def main(arguments):
    options = _parser().parse_args(arguments)
    commands = {"generate": _generate, "check": _check, "list": _list, "new": _new}
    try:
        return commands[options.command](options)
    except Usage as problem:
        sys.stderr.write(f"axvcpu-gen: {problem}\ntry 'axvcpu-gen --help'\n")
        return USAGE


def _parser():
    parser = argparse.ArgumentParser(
        prog="axvcpu-gen", description=DESCRIPTION, epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--spec", metavar="DIR", action="append", default=[],
                        help="directory of the specs (default: spec in this directory, if it is "
                        "whole, else the one beside the generator); given again: a directory "
                        "that adds arch/*.yaml, backend/*.yaml or firmware/*.yaml to it, and "
                        "then only what it adds is generated")
    parser.add_argument("--output", metavar="DIR", help="where generate writes")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    commands.add_parser("generate", help="write all files below the output directory")
    commands.add_parser("list", help="print the files that generate writes")
    check = commands.add_parser("check", help="only say what is wrong")
    check.add_argument("paths", nargs="+", metavar="FILE|DIR",
                       help="a directory of specs or of additions, or a file in the place of "
                       "the spec's own")
    new.add_parser(commands)
    return parser


def _folders(options):
    """The directory of the specs, then those that add to it."""
    default = "spec" if outside.is_whole("spec") else os.path.normpath(BESIDE)
    folders = options.spec or [default]
    for folder in folders:
        if not os.path.isdir(folder):
            raise Usage(f"'{folder}' is not a directory of specs")
    return folders


def _loaded(folders):
    """The spec in these directories; None once its errors are printed."""
    report = Report()
    paths = outside.files(folders, report)
    spec = None if report.errors else specs.load(paths, report)
    if spec:
        outside.check(spec, folders[1:], report)
    return None if _printed(report) else spec


def _read(paths):
    report = Report()
    spec = specs.load(paths, report)
    _printed(report)
    return spec


def _printed(report):
    sys.stderr.write(report.render())
    return bool(report.errors)


def _outputs(options):
    """The files to generate; None once the errors of the specs are printed."""
    folders = _folders(options)
    spec = _loaded(folders)
    return spec and outputs.everything(spec, folders[1:])


def _generate(options):
    if not options.output:
        raise Usage("generate needs --output DIR")
    made = _outputs(options)
    if made is None:
        return WRONG
    try:
        emit.write(options.output, emit.render(made))
    except OSError as error:
        sys.stderr.write(f"axvcpu-gen: {error.filename}: {error.strerror}\n")
        return WRONG
    return OK


def _list(options):
    made = _outputs(options)
    if made is None:
        return WRONG
    print("\n".join(output.path for output in made))
    return OK


def _new(options):
    """Exits with what is wrong as for a spec that has errors: nothing was written."""
    folder = options.folder or options.backend
    try:
        made = new.make(options.arch, options.backend, folder, _folders(options)[0])
    except new.Refused as problem:
        sys.stderr.write(f"axvcpu-gen: {problem}\n")
        return WRONG
    except OSError as error:
        sys.stderr.write(f"axvcpu-gen: {error.filename}: {error.strerror}\n")
        return WRONG
    print("\n".join(made))
    print(f"next: cd {folder} && autoreconf -i && ./configure && make check")
    return OK


def _check(options):
    results = [_check_path(options, path) for path in options.paths]
    return max(results)


def _check_path(options, path):
    if os.path.isdir(path):
        folders = [path] if outside.is_whole(path) else [*_folders(options), path]
        return OK if _loaded(folders) else WRONG
    if not os.path.isfile(path):
        raise Usage(f"'{path}' is no file and no directory")
    report = Report()
    paths = specs.replaced(_folders(options)[0], path, report)
    if _printed(report):
        return WRONG
    return OK if _read(paths) else WRONG
