# SPDX-License-Identifier: MIT
"""The manual pages are well formed, as fresh as what they are made of, and complete."""
import os
import pathlib
import re
import shutil
import sys
import tempfile

import yaml

import build
import spec
from roff import Page
from tap import Tap, skip_all

SECTIONS = ["NAME", "SYNOPSIS", "DESCRIPTION", "EXAMPLES", "SEE ALSO"]
GENERATOR = [sys.executable, "-B", build.SOURCE / "codegen/axvcpu-gen", "--spec", build.SOURCE / "spec"]


def pages():
    """By name."""
    found = {}
    for root in (build.SOURCE, build.BUILD):
        for path in sorted((root / "doc/generated").glob("*.[1-9]")):
            found[path.name] = Page(path)
    return found


def check_form(tap, page):
    tap.check(f"{page.name}: groff has nothing to warn of", build.failure(
        ["groff", "-ww", "-man", "-Tutf8", "-z", page.path]) or
        build.call(["groff", "-ww", "-man", "-Tutf8", "-z", page.path])[1])
    wanted = [*SECTIONS, *(["EXIT STATUS"] if page.name.endswith(".1") else [])]
    tap.check(f"{page.name}: the sections that readers look for",
              "\n".join(title for title in wanted if title not in page.sections()))


def check_fresh(tap, found):
    """Whatever was made by the build is what would be made now."""
    with tempfile.TemporaryDirectory() as directory:
        directory = pathlib.Path(directory)
        wrong = build.failure([*GENERATOR, "--output", directory, "generate"])
        for name, sources in (("axvcpu.1", (build.SOURCE / "src/cli").glob("*.c")),
                              ("axvcpu.3", [build.SOURCE / "README.md", *build.headers()])):
            wrong += build.failure([sys.executable, "-B", build.SOURCE / "doc/manual/page", name,
                                    *sorted(sources), directory / "doc/generated" / name])
        tap.check("the pages can be made", wrong)
        for made in sorted((directory / "doc/generated").glob("*")):
            old = build.generated(f"doc/generated/{made.name}")
            tap.check(f"{made.name} is fresh", "" if old and old.read_bytes() == made.read_bytes()
                      else "it is not what it is made of")


def lacking(page, wanted):
    """What is not in the page, however its lines are broken."""
    words = page.words.lower()
    return "\n".join(sorted({word for word in wanted if " ".join(word.lower().split()) not in words}))


def helps():
    """(command, what its --help says)."""
    program = os.environ.get("AXVCPU") or build.BUILD / "axvcpu"
    if not pathlib.Path(program).exists():
        return
    said = build.call([program, "--help"])[1]
    for name in re.findall(r"^  (\w+)  +\S", said, re.M):
        yield name, build.call([program, name, "--help"])[1]


def check_command(tap, page):
    for name, said in helps():
        usages = re.findall(r"^(?:Usage:|      ) (axvcpu .*)", said, re.M)
        options = re.findall(r"(?<![\w-])--?[a-z][a-z-]*", said.split("Examples:")[0])
        examples = re.findall(r"^  (axvcpu .*)", said.partition("Examples:")[2], re.M)
        headings = re.findall(r"^(?:Usage|\w[\w ]*(?=:$)|Exit status)", said, re.M)
        prose = set(re.findall(r"[\w'-]{3,}", re.sub(r"^  .*", "", said, flags=re.M)))
        prose -= {word for heading in headings for word in heading.split()}
        tap.check(f"{page.name}: {name}: all that --help says",
                  lacking(page, [*usages, *options, *examples, *prose]))


def check_interface(tap, page):
    symbols = re.findall(r"^\w+", (build.SOURCE / "tests/symbols.list").read_text(encoding="utf-8"), re.M)
    declared = re.findall(r"\b(axvcpu_\w+)\(", page.text)
    tap.check(f"{page.name}: every call", "\n".join(sorted(set(symbols) - set(declared))))
    for file, section in (("status.yaml", "statuses"), ("ops.yaml", "ops"), ("lifecycle.yaml", "states")):
        names = spec.names(file, section)
        lost = [name for name in names if not re.search(rf"\b{name}\b", page.text)]
        tap.check(f"{page.name}: the {section}", "\n".join(lost) if names else "there are none")


def check_exits(tap, page):
    exits = yaml.safe_load((build.SOURCE / "spec/exits.yaml").read_text(encoding="utf-8"))
    tags = page.tags()
    wanted = [f"{entry['name']} ({entry['value']})" for kind in exits["enums"] for entry in kind["values"]]
    for entry in exits["exits"]:
        wanted += [f"{entry['name']} ({entry['value']})"]
        wanted += [f"{field['name']} {field['type']}" for field in entry["fields"]]
    tap.same_set(f"{page.name}: every exit, field and value",
                 [tag for tag in tags if " " in tag], wanted)


def keys(node):
    """Those of all mappings that are no payload or list of values."""
    if isinstance(node, list):
        return set().union(*map(keys, node)) if node else set()
    if not isinstance(node, dict):
        return set()
    below = [keys(value) for key, value in node.items() if key not in ("set", "with", "means", "named")]
    return set(map(str, node)).union(*below)


def check_language(tap, page):
    used = set()
    for path in (build.SOURCE / "spec").rglob("*.yaml"):
        text = re.sub(r"\b(on|off|no|yes):", r"'\1':", path.read_text(encoding="utf-8"))
        used |= keys(yaml.safe_load(text))
    documented = {tag.split()[0] for tag in page.tags()}
    tap.check(f"{page.name}: every key that a spec has", "\n".join(sorted(used - documented)))


def check_backends(tap, found):
    """Of the back ends that have a decoder of their own."""
    for path in sorted((build.SOURCE / "spec/backend").glob("*.yaml")):
        entry = yaml.safe_load(re.sub(r"\bon:", "'on':", path.read_text(encoding="utf-8")))
        page = found.get(f"axvcpu-{entry['backend']}.7")
        if "words" not in entry:
            continue
        named = [word["name"] for word in entry["words"] + entry.get("fields", [])]
        for table in entry["tables"]:
            named += [row["name"] for row in [*table["rows"], table.get("default")] if row]
        tags = {tag.split()[0] for tag in page.tags()} if page else set()
        tap.check(f"{path.stem}: its page has every word, field and row",
                  "\n".join(sorted({str(name) for name in named} - tags)))


def main():
    if not shutil.which("groff"):
        return skip_all("groff is not installed")
    tap = Tap()
    found = pages()
    for page in found.values():
        check_form(tap, page)
    check_fresh(tap, found)
    check_command(tap, found["axvcpu.1"])
    check_interface(tap, found["axvcpu.3"])
    check_exits(tap, found["axvcpu-exits.7"])
    check_language(tap, found["axvcpu-spec.5"])
    check_backends(tap, found)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
