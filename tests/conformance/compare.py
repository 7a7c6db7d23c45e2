# SPDX-License-Identifier: MIT
"""compare_traces.py: traces made by hand, back ends made by hand, and a guest by the command."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "codegen"))
sys.path.insert(0, str(HERE))
from compare_traces import ABSENT, Allowed, differences  # noqa: E402
from tap import Tap  # noqa: E402

SAME, DIFFERENT, NONE = 0, 1, 2


def entry(seq, vcpu=0, exit="mmio_write", **fields):
    return {"seq": seq, "vcpu": vcpu, "pc": f"{0x80000000 + 4 * seq:#x}", "exit": exit,
            "addr": "0x10000000", "width": 1, "syndrome": {"scause": "0x17"}, **fields}


def lines(*records):
    return "".join(record if isinstance(record, str) else json.dumps(record) + "\n"
                   for record in records)


PLAIN = lines(entry(1), entry(2, exit="mmio_read"), entry(3, exit="system_down"))
# Name, first trace, second trace, status, what is said.
CASES = (
    ("the same", PLAIN, PLAIN, SAME, "vcpu 0: 3; a and b agree"),
    ("a record is missing", PLAIN, lines(entry(1), entry(2, exit="mmio_read")), DIFFERENT,
     "vcpu 0, record 3 differs\n"),
    ("and is shown", PLAIN, lines(entry(1), entry(2, exit="mmio_read")), DIFFERENT,
     "b: (the trace ends)"),
    ("one is missing in the middle", PLAIN, lines(entry(1), entry(3, exit="system_down")),
     DIFFERENT, "vcpu 0, record 2 differs: exit, pc"),
    ("a field differs", PLAIN, PLAIN.replace('"width": 1', '"width": 2', 1), DIFFERENT,
     "vcpu 0, record 1 differs: width"),
    ("a field of the syndrome differs", PLAIN, PLAIN.replace("0x17", "0x15"), DIFFERENT,
     "record 1 differs: syndrome"),
    ("a field is missing", PLAIN, PLAIN.replace('"width": 1, ', "", 1), DIFFERENT,
     "record 1 differs: width"),
    ("null is not a field that is missing", lines(entry(1, data=None)), lines(entry(1)), DIFFERENT,
     "record 1 differs: data"),
    ("a hart more", PLAIN, PLAIN + lines(entry(4, vcpu=1)), DIFFERENT, "vcpu 1, record 1 differs"),
    ("another machine's hart", PLAIN, PLAIN + lines(entry(4, vm=1)), DIFFERENT,
     "machine 1, vcpu 0, record 1 differs"),
    ("harts in another order", lines(entry(1), entry(2, vcpu=1), entry(3)),
     lines(entry(2, vcpu=1), entry(1), entry(3)), SAME, "vcpu 0: 2, vcpu 1: 1"),
    ("other numbers", lines(entry(1)), lines({**entry(1), "seq": 9}), SAME, "agree"),
    ("the host's exits are no one's", lines(entry(1), entry(2, exit="nothing"), entry(3)),
     lines(entry(1), entry(3), entry(4, exit="external_interrupt")), SAME, "vcpu 0: 2"),
    ("a hart of nothing else", PLAIN, PLAIN + lines(entry(9, vcpu=3, exit="nothing")), SAME,
     "agree"),
    ("garbage", PLAIN, PLAIN + "\x00\xff garbage\n", NONE, "b:4: this is no record"),
    ("half a record", PLAIN, PLAIN[:-9], NONE, "b:3: this is no record"),
    ("a list", PLAIN, "[1]\n", NONE, "b:1: this is no record"),
    ("no hart", PLAIN, '{"exit": "halt", "pc": "0x0"}\n', NONE, "b:1: this is no record"),
    ("an empty trace", "", PLAIN, NONE, "the trace has no synchronous exit"),
    ("an empty second trace", PLAIN, "", DIFFERENT, "vcpu 0, record 1 differs"),
)


def compared(*arguments, folder):
    return subprocess.run(
        [sys.executable, "-B", HERE / "compare_traces.py", "--spec", SOURCE / "spec", *arguments],
        capture_output=True, text=True, timeout=120, check=False, cwd=folder)


def is_so(tap, done, status, said, what):
    text = done.stdout + done.stderr
    tap.ok(done.returncode == status and said in text, what, f"status {done.returncode}\n{text}")


def traces(tap, folder):
    for what, first, second, status, said in CASES:
        (folder / "a").write_text(first, encoding="utf-8")
        (folder / "b").write_text(second, encoding="utf-8")
        is_so(tap, compared("--traces", "a", "b", folder=folder), status, said, what)
    is_so(tap, compared("--traces", "a", folder=folder), NONE, "two traces", "one trace alone")
    is_so(tap, compared("--traces", "a", "c", folder=folder), NONE, "'c'",
          "a file that is not there")
    is_so(tap, compared(folder=folder), NONE, "usage", "no file at all")


COMMAND = """#!{python}
import sys
if sys.argv[1] == "backends":
    print('{listed}')
else:
    backend = sys.argv[sys.argv.index("--backend") + 1]
    sys.stderr.write(open("trace-" + backend).read())
    sys.exit(5)
"""


def command(folder, able):
    """An `axvcpu' with these back ends, whose traces are files."""
    listed = [{"name": name, "arch": "riscv64", "available": name in able}
              for name in ("one", "two", "three")]
    listed.append({"name": "four", "arch": "aarch64", "available": True})
    path = folder / "command"
    path.write_text(COMMAND.format(python=sys.executable, listed=json.dumps(listed)),
                    encoding="utf-8")
    path.chmod(0o755)
    return path


def back_ends(tap, folder):
    guest = folder / "guest.elf"
    guest.write_bytes(b"guest")
    empty = folder / "empty.img"
    empty.write_bytes(b"")
    other = PLAIN.replace("0x10000000", "0x10000008", 1)
    said = "axvcpu run: a message\n"
    for name, text in (("one", PLAIN), ("two", said + PLAIN), ("three", other)):
        (folder / f"trace-{name}").write_text(text, encoding="utf-8")

    def judged(able, status, said, what):
        is_so(tap, compared("--axvcpu", command(folder, able), guest, folder=folder), status, said,
              what)
    judged(["one", "two"], SAME, "one and two agree", "two back ends")
    judged(["one", "two", "three"], DIFFERENT, "three: {", "the third one differs")
    judged(["two"], SAME, "two alone can run a guest here: it is run twice", "one alone")
    judged([], NONE, "no back end of this build", "none")
    is_so(tap, compared("--axvcpu", folder / "nowhere", guest, folder=folder), NONE, "nowhere",
          "a command that is not there")
    is_so(tap, compared("--axvcpu", command(folder, ["one"]), "nowhere", folder=folder), NONE,
          "nowhere", "a guest that is not there")
    is_so(tap, compared("--axvcpu", command(folder, ["one"]), empty, folder=folder), NONE,
          "empty.img: is empty", "a guest that there was no compiler for")


def guests(tap, folder):
    """A guest that needs no monitor, by the command, on the back ends of this build."""
    if not (os.environ.get("RISCV64_CC") and os.environ.get("RISCV64_OBJCOPY")):
        tap.skip("a guest by the command", "there is no compiler for riscv64")
        return
    guest = pathlib.Path(os.environ["builddir"]) / "tests/conformance/riscv64/sbi_base.elf"
    axvcpu = os.environ["AXVCPU"]
    is_so(tap, compared("--axvcpu", axvcpu, guest, folder=folder), SAME,
          "sbi_base.elf: records of vcpu 0: ", "a guest by the command")
    is_so(tap, compared("--axvcpu", axvcpu, "--args=--cpus 0", guest, folder=folder), NONE,
          "--cpus", "and arguments of its own")


ROWS = (
    {"reason": "a word", "field": "syndrome.insn",
     "one": {"syndrome.insn": "0x7.*"}, "two": {"syndrome.insn": ABSENT}},
    {"reason": "a record", "one": {"exit": "unknown"}, "two": ABSENT},
)
WITH, WITHOUT = {"scause": "0x17", "insn": "0x73"}, {"scause": "0x17"}
# Name, records of the one, of the two, whether they agree, reasons that are stale.
ALLOWED = (
    ("what is allowed", [entry(1, syndrome=WITH), entry(2, exit="unknown"), entry(3)],
     [entry(1, syndrome=WITHOUT), entry(3)], True, []),
    ("nothing is needed", [entry(1)], [entry(1)], True, ["a word", "a record"]),
    ("another value", [entry(1, syndrome={**WITH, "insn": "0x13"})],
     [entry(1, syndrome=WITHOUT)], False, ["a word", "a record"]),
    ("another field, too", [entry(1, syndrome=WITH)], [entry(1, width=2, syndrome=WITHOUT)],
     False, ["a record"]),
    ("the other way round", [entry(1, syndrome=WITHOUT)], [entry(1, syndrome=WITH)], False,
     ["a word", "a record"]),
    ("another record is missing", [entry(1), entry(2, exit="halt"), entry(3)],
     [entry(1), entry(3)], False, ["a word", "a record"]),
    ("a record that need not be there, and is", [entry(1), entry(2, exit="unknown")],
     [entry(1), entry(2, exit="unknown")], True, ["a word", "a record"]),
    ("the last record is missing", [entry(1), entry(2, exit="unknown")], [entry(1)], True,
     ["a word"]),
)


def allowances(tap):
    names = ("one", "two")
    for what, one, two, same, stale in ALLOWED:
        allowed = Allowed(ROWS)
        first, other = {(0, 0): [dict(e, syndrome=dict(e["syndrome"])) for e in one]}, {
            (0, 0): [dict(e, syndrome=dict(e["syndrome"])) for e in two]}
        lines = list(differences(names, allowed.apply(names, first, other), other))
        tap.equal(not lines, same, f"{what}: {'the same' if same else 'different'}")
        tap.equal(allowed.stale(names), stale, f"{what}: what nobody needed")
    tap.equal(Allowed(ROWS).stale(("one", "three")), [], "rows of others are not stale")


def main():
    tap = Tap()
    allowances(tap)
    with tempfile.TemporaryDirectory(prefix="axvcpu-compare-") as work:
        folder = pathlib.Path(work)
        traces(tap, folder)
        back_ends(tap, folder)
        guests(tap, folder)
    sys.exit(tap.done())


main()
