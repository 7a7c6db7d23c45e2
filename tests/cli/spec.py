# SPDX-License-Identifier: MIT
"""`axvcpu spec`: what it says is what stands in the files of the specs, read here line by line."""
import json
import os
import re
from pathlib import Path

from harness import Tap, run

SPEC = Path(os.environ["top_srcdir"]) / "spec"
ROW = re.compile(r"- \{at: (\S+), .*?name: (\w+),.* doc: \"((?:[^\"\\]|\\.)*)\"")


def rows(path):
    """Value, name and description of each row that has a value, in order."""
    return ROW.findall(path.read_text(encoding="utf-8"))


def decoders():
    return sorted(path for path in (SPEC / "backend").glob("*.yaml")
                  if "\ntables:" in path.read_text(encoding="utf-8"))


def show(*arguments):
    done = run("spec", "--json", *arguments)
    return json.loads(done.out) if done.status == 0 else []


def names_in(path, key):
    """The names of a list that begins with a key."""
    text = path.read_text(encoding="utf-8").split(f"\n{key}:\n")[1]
    text = re.split(r"(?m)^\w", text)[0]
    return re.findall(r"(?m)^  - (?:\{name: \"?|name: )(\w+)", text)


def check_rows(tap, name, path):
    got = {(row["kind"], row["name"]): row for row in show("show", name)}
    by_name = {name: row for (_, name), row in got.items()}
    missing = [row for row in rows(path)
               if row[1] not in by_name
               or by_name[row[1]]["value"].split()[0] != row[0]
               or by_name[row[1]]["doc"] != row[2].replace('\\"', '"')]
    tap.ok(rows(path) and not missing, f"{name}: its rows", missing[:5])


def check_show(tap):
    for path in decoders():
        check_rows(tap, path.stem, path)
        words = [row["name"] for row in show("show", path.stem) if row["kind"] == "word"]
        tap.same(words, names_in(path, "words"), f"{path.stem}: its words")
    for path in sorted((SPEC / "firmware").glob("*.yaml")):
        check_rows(tap, path.stem, path)
    row = next(row for row in show("show", "hext") if row["name"] == "load_walk_read")
    tap.same(row, {"kind": "load_fault", "name": "load_walk_read",
                   "value": "0 when htinst = 0x3000", "exit": "nested_page_fault", "section": "18.6.3",
                   "doc": "The walk for a load read a page table."}, "a row")
    tap.same(show("show", "soft"), show("show", "hext"), "soft has the decoder of hext")
    for path in sorted((SPEC / "arch").glob("*.yaml")):
        tap.same([row["name"] for row in show("show", path.stem)], names_in(path, "registers"),
                 f"{path.stem}: its registers")
    # Volume I, 27: the ABI's name of x10.
    row = next(row for row in show("show", "riscv64") if row["name"] == "x10")
    tap.same((row["value"], row["alias"]), ("0xa", "a0"), "a register")
    tap.same([row["name"] for row in show("show", "io_write")], ["port", "width", "data", "memory"],
             "fields of an exit")
    tap.matches(run("spec", "show", "io_write").out,
                r"^io_write: A write to an I/O port .*\n\nport ",
                "an exit's own words come first")
    tap.matches(run("spec", "show", "hext").out, r"\ncause: .* On scause\.",
                "as text: a table and what it is on")
    tap.matches(run("spec", "show", "hext").out,
                r"\nload_guest_page +21 +table load_fault +Load guest-page fault\. \(18\.6\.1",
                "a row: name, value, where it leads, meaning and section")


def check_list(tap):
    for kind, path, key in (("state", "lifecycle", "states"), ("event", "lifecycle", "events"),
                            ("status", "status", "statuses"), ("op", "ops", "ops")):
        tap.same([row["name"] for row in show("list", kind)], names_in(SPEC / f"{path}.yaml", key),
                 f"each {kind}")
    tap.same(sorted(row["name"] for row in show("list", "exit")),
             sorted(names_in(SPEC / "exits.yaml", "exits")), "each exit")
    tap.same(sorted(row["name"] for row in show("list", "backend")),
             sorted(path.stem for path in (SPEC / "backend").glob("*.yaml")), "each back end")
    tap.same(sum(len(show("list", kind)) for kind in ("arch", "backend", "firmware", "exit",
                                                      "state", "event", "status", "op")),
             len(show("list")), "all of them")
    tap.matches(run("spec", "list", "exit").out, r"(?m)^exit +halt +10 +The guest waits", "as text")


def check_graph(tap):
    places = [Path(os.environ[top]) / "doc/generated" for top in ("top_builddir", "top_srcdir")]
    for form, suffix in (("dot", "dot"), ("mermaid", "mmd")):
        path = next(place / f"lifecycle.{suffix}" for place in places
                    if (place / f"lifecycle.{suffix}").exists())
        tap.same(run("spec", "graph", "--format", form, "lifecycle").out,
                 path.read_text(encoding="utf-8"), f"the life cycle as {form}")
    # In spec/backend/hext.yaml one row of the table cause leads to each of these.
    dot = run("spec", "graph", "hext").out
    tap.matches(dot, r"^digraph hext \{", "a decoder for Graphviz")
    tap.has(dot, '\tcause -> load_fault [label="1"];\n', "a table that leads to another")
    tap.matches(dot, r'\tcause -> exit_debug \[label="1"\];\n', "and to an exit")
    tap.has(run("spec", "graph", "--format=mermaid", "hext").out,
            "flowchart LR\n", "a decoder for Mermaid")
    tap.has(run("spec", "graph", "--format=mermaid", "hext").out,
            "\n    cause -->|1| load_fault\n", "its arrows")


def main():
    tap = Tap()
    check_show(tap)
    check_list(tap)
    check_graph(tap)
    tap.done()


main()
