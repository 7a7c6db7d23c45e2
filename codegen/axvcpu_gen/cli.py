# SPDX-License-Identifier: MIT
"""The command line."""
import os
import sys

from . import command_line, emit, new, outputs, outside
from .diagnostics import Report
from .model import spec as specs

OK, WRONG, USAGE = 0, 1, 2
BESIDE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "spec")

class Usage(Exception):
    """The command line makes no sense."""


def main(arguments):
    options = command_line.parser().parse_args(arguments)
    commands = {"generate": _generate, "check": _check, "list": _list, "new": _new}
    try:
        return commands[options.command](options)
    except Usage as problem:
        sys.stderr.write(f"axvcpu-gen: {problem}\ntry 'axvcpu-gen --help'\n")
        return USAGE


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
