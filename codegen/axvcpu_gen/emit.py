# SPDX-License-Identifier: MIT
"""Lays views out with templates and writes the files."""
import functools
import os

import jinja2

from . import ctext, fold

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "templates")


@functools.cache
def environment():
    made = jinja2.Environment(loader=jinja2.FileSystemLoader(FOLDER), undefined=jinja2.StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    made.filters.update(
        quote=ctext.quote, hex=ctext.hexadecimal, fill=ctext.fill, constant=ctext.constant,
        doc=ctext.doc_comment, cell=ctext.cell, roff=ctext.roff)
    return made


def render(outputs):
    """The text of each output file, by its path."""
    made = environment()
    return {output.path: _rendered(made, output) for output in outputs}


def _rendered(made, output):
    text = made.get_template(output.template).render(
        **output.view, banner=output.banner, path=output.path)
    return fold.fold(text) if output.path.endswith((".c", ".h")) else text


def write(folder, texts):
    for path, text in texts.items():
        target = os.path.join(folder, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        _replace(target, text)


def _replace(target, text):
    """Complete or not at all: a reader never sees half a file."""
    temporary = f"{target}.new"
    with open(temporary, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
    os.replace(temporary, target)
