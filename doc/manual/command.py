# SPDX-License-Identifier: MIT
"""The page of the command: what its commands say of themselves, with --help."""
import re
from types import SimpleNamespace

from help_text import Help, text

COMMAND = re.compile(r'\{ "(\w+)", "([^"]*)",\s*command_\w+')


def _sentence(words):
    """As a sentence of its own."""
    return f"{words[0].upper()}{words[1:]}" + ("" if words.endswith((".", ":")) else ".")


def _words(spec):
    """The words of each back end that decode takes."""
    return [SimpleNamespace(name=decoder.name, doc=", ".join(word.name for word in decoder.words) + ".")
            for decoder in spec.decoders]


def _options(parts, spec):
    made = [SimpleNamespace(name=option.name, doc=_sentence(option.doc)) for option in parts.options]
    return made + (_words(spec) if "Words" in parts.sections else [])


def _options_of_all(said):
    return [SimpleNamespace(name=name, doc=_sentence(doc))
            for name, doc in re.findall(r"^  axvcpu (.*?--\w+) +(.*)$", said, re.M)]


def _others(spec):
    """Pages that a reader of this one may want."""
    return ["axvcpu-gen (1)", "axvcpu (3)", "axvcpu-spec (5)",
            *(f"axvcpu-{name} (7)" for name in
              ["exits", *(decoder.name for decoder in spec.decoders)])]


def _statuses(name, parts):
    """Of a command: a number and what it says."""
    listed = [entry for line in parts.statuses
              for entry in re.findall(r"(\d+) (.*?)(?:,(?= \d)|$)", line.doc)]
    return SimpleNamespace(name=name, values=[
        SimpleNamespace(name=value, doc=_sentence(doc))
        for value, doc in sorted(listed, key=lambda entry: int(entry[0]))])


def _command(name, does, parts, spec):
    return SimpleNamespace(
        name=parts.usages[0].removeprefix("axvcpu "), options=_options(parts, spec),
        paragraphs=[SimpleNamespace(text=part.doc, shown=False) for part in parts.paragraphs]
        or [SimpleNamespace(text=_sentence(does), shown=False)])


def view(sources, spec):
    found = COMMAND.findall(sources["main.c"])
    if not found:
        raise ValueError("main.c has no table of commands that this can read")
    helps = {name: Help(text(sources[f"{name}.c"])) for name, _ in found}
    said = Help(text(sources["main.c"])).paragraphs[0].doc
    return {
        "title": "axvcpu", "about": f"{said[0].lower()}{said[1:]}".rstrip("."),
        "source": "src/cli", "options": _options_of_all(text(sources["main.c"])), "see": _others(spec),
        "synopsis": [usage for parts in helps.values() for usage in parts.usages],
        "paragraphs": [SimpleNamespace(text=said, shown=False)],
        "commands": [_command(name, does, helps[name], spec) for name, does in found],
        "statuses": [_statuses(name, parts) for name, parts in helps.items() if parts.statuses],
        "examples": [SimpleNamespace(line=line, doc=None) for parts in helps.values()
                     for line in parts.sections.get("Examples", [])]}
