# SPDX-License-Identifier: MIT
"""The manual page of axvcpu-gen, of what its parser takes."""
import argparse
from types import SimpleNamespace

from .. import command_line


def _option(action):
    """Options by their names, arguments by what stands for them."""
    value = f" {action.metavar}" if action.metavar else ""
    name = ", ".join(f"{option}{value}" for option in action.option_strings)
    return SimpleNamespace(name=name or action.metavar, doc=_sentence(action.help))


def _sentence(text):
    return f"{text[0].upper()}{text[1:]}."


def _commands(parser):
    return next(action for action in parser._actions
                if isinstance(action, argparse._SubParsersAction))


def _own(parser):
    """What a parser takes, its commands and the help left out."""
    return [action for action in parser._actions
            if not isinstance(action, (argparse._SubParsersAction, argparse._HelpAction))]


def _usage(parser):
    words = []
    for action in _own(parser):
        word = " ".join([*action.option_strings[:1], action.metavar])
        repeated = action.nargs == "+" or isinstance(action, argparse._AppendAction)
        words.append((f"[{word}]" if action.option_strings else word) + "..." * repeated)
    return words


def _command(listed, parser):
    return SimpleNamespace(
        name=" ".join([listed.dest, *_usage(parser)]), options=[*map(_option, _own(parser))],
        paragraphs=_paragraphs(parser.description or _sentence(listed.help)))


def _paragraphs(text):
    """Each with whether it is shown as it stands."""
    return [SimpleNamespace(text=" ".join(part.split()), shown=part.startswith("  "))
            for part in text.split("\n\n")]


def view():
    parser = command_line.parser()
    commands = _commands(parser)
    made = [_command(listed, commands.choices[listed.dest]) for listed in commands._choices_actions]
    return {
        "title": "axvcpu-gen", "about": "make C and documents of the tables of a virtual CPU",
        "source": "codegen/axvcpu_gen/command_line.py",
        "synopsis": [" ".join([parser.prog, *_usage(parser), command.name]) for command in made],
        "paragraphs": _paragraphs(parser.description),
        "options": [_option(action) for action in parser._actions if action.option_strings],
        "commands": made,
        "statuses": [SimpleNamespace(name=None, values=[
            SimpleNamespace(name=str(value), doc=_sentence(doc))
            for value, doc in command_line.STATUSES])],
        "examples": [SimpleNamespace(line=line, doc=_sentence(doc))
                     for line, doc in command_line.EXAMPLES],
        "see": ["axvcpu (1)", "axvcpu-spec (5)"]}
