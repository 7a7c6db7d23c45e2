# SPDX-License-Identifier: MIT
"""The command line."""
import argparse
import sys

from . import emit, outputs
from .diagnostics import Report
from .model import spec as specs


def main(arguments):
    options = _parser().parse_args(arguments)
    report = Report()
    spec = specs.load(specs.files(options.spec), report)
    if report.errors:
        sys.stderr.write(report.render())
        return 1
    if options.command == "list":
        print("\n".join(output.path for output in outputs.everything(spec)))
        return 0
    texts = emit.render(outputs.everything(spec))
    emit.write(options.output, texts)
    return 0


def _parser():
    parser = argparse.ArgumentParser(prog="axvcpu-gen")
    parser.add_argument("--spec", default="spec")
    parser.add_argument("--output", default=None)
    parser.add_argument("command")
    return parser
