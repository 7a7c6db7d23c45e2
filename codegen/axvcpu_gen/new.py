# SPDX-License-Identifier: MIT
"""The command new: begins a project that adds an arch and a back end."""
import os

from .model import spec as specs
from .shape import KEYWORDS, NAME

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "skeleton")

class Refused(Exception):
    """Why nothing was written."""


def make(arch, backend, folder, library):
    """Writes every file of the project, or none; what it wrote, in order.

    library is the directory of the specs that it adds to."""
    taken = {*specs.HEADERS, *(name for _, name, _, _ in specs.files(library))}
    for what, name in (("arch", arch), ("back end", backend)):
        _check(what, name, taken)
    if arch == backend:
        raise Refused(f"arch and back end are both '{arch}', and so would be their headers")
    made = {os.path.join(folder, _named(path, arch, backend)): path for path in _templates()}
    for target in made:
        if os.path.lexists(target):
            raise Refused(f"'{target}' exists; nothing was written")
    for target, path in made.items():
        _write(target, path, arch, backend)
    return sorted(made)


def _check(what, name, taken):
    if not NAME.match(name):
        raise Refused(f"'{name}' is no name: {what} names are lower-case letters, digits and _, "
                      "a letter first")
    if name in KEYWORDS:
        raise Refused(f"'{name}' is a keyword of C or C++")
    if name in taken:
        raise Refused(f"'{name}' is taken: the library has a header axvcpu/{name}.h")


def _templates():
    """Paths of the skeleton's files, below its folder."""
    found = []
    for folder, _, names in os.walk(FOLDER):
        found += [os.path.relpath(os.path.join(folder, name), FOLDER) for name in names]
    return sorted(found)


def _named(text, arch, backend):
    for word, name in (("arch", arch), ("backend", backend)):
        text = text.replace(f"__{word}__", name).replace(f"__{word.upper()}__", name.upper())
    return text


def _write(target, path, arch, backend):
    os.makedirs(os.path.dirname(target) or ".", exist_ok=True)
    source = os.path.join(FOLDER, path)
    with open(source, encoding="utf-8") as stream:
        text = _named(stream.read(), arch, backend)
    with open(target, "x", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
