# SPDX-License-Identifier: MIT
"""What the command says of itself, and of words that it does not know."""

import json
import os
import signal
import subprocess
import termios

from harness import (AXVCPU, Tap, guest, read_out, read_until, run, skip_without_assembler,
                     start_on_terminal)

# Arguments, and what standard error must hold.
REFUSED = [
    (["rnu"], "unknown command 'rnu'; did you mean 'run'?"),
    (["dekode"], "did you mean 'decode'?"),
    (["--hlep"], "unknown option '--hlep'; did you mean '--help'?"),
    (["zzzzzz"], "unknown command 'zzzzzz'\n"),
    (["run", "--memroy", "1M"], "unknown option '--memroy'; did you mean '--memory'?"),
    (["run", "--sats"], "unknown option '--sats'; did you mean '--stats'?"),
    (["run", "-x"], "unknown option '-x'"),
    (["run", "--cpus"], "option '--cpus' needs a value"),
    (["run", "-c"], "option '-c' needs a value"),
    (["run", "--help=yes"], "option '--help' takes no value"),
    (["run", "--cpus", "0"], "--cpus '0'"),
    (["run", "--cpus", "65"], "--cpus '65'"),
    (["run", "--cpus", "two"], "--cpus 'two'"),
    (["run", "--cpus", "-1"], "--cpus '-1'"),
    (["run", "--memory", "0"], "--memory '0'"),
    (["run", "--memory", "4097"], "--memory '4097'"),
    (["run", "--memory", "1T"], "--memory '1T'"),
    (["run", "--memory", "17179869185G"], "--memory '17179869185G'"),
    (["run", "--memory", "4G4"], "--memory '4G4'"),
    (["run", "--memory", "1000000G"], "--memory"),
    (["run", "--load", "here"], "--load 'here'"),
    (["run", "--load", "0x80000000"], "no GUEST is given"),
    (["run", "--isa", "rv64gv"], "unknown instruction set 'rv64gv'; did you mean 'rv64gc'?"),
    (["run", "--isa", "i386"], "unknown instruction set 'i386'\n"),
    (["run", "--isa"], "option '--isa' needs a value"),
    (["run", "--kernel"], "option '--kernel' needs a value"),
    (["run", "--kernel", "Image", "guest"], "'guest' is too many beside --kernel"),
    (["run", "--kernel", "Image", "--load", "0x80000000"], "--load is for a flat image"),
    (["run", "--kernel", "Image", "--append", "x" * 1024],
     "--append: 1024 bytes, and a kernel takes no more than 1023"),
    (["run", "--initrd", "disk"], "--initrd is for a kernel, and no --kernel is given"),
    (["run", "--append", "quiet", "guest"], "--append is for a kernel, and no --kernel is given"),
    (["run", "--max-exits", "0"], "--max-exits '0'"),
    (["run", "--max-instructions", "-5"], "--max-instructions '-5'"),
    (["run", "--timeout", "0"], "--timeout '0'"),
    (["run", "--timeout", "nan"], "--timeout 'nan'"),
    (["run", "--timeout", "1s"], "--timeout '1s'"),
    (["run", "--trace=jsno"], "unknown trace format 'jsno'; did you mean 'json'?"),
    (["run", "--stats=xml"], "unknown statistics format 'xml'"),
    (["run", "--backend", "sotf"], "unknown back end 'sotf'; did you mean 'soft'?"),
    (["run", "one", "two"], "one guest at a time: 'two' is too many"),
    (["decode"], "no back end given"),
    (["decode", "hxet", "1"], "unknown back end 'hxet'; did you mean 'hext'?"),
    (["decode", "hext"], "no value to explain"),
    (["decode", "hext", "scauze=1"],
     "unknown word, register or field 'scauze'; did you mean 'scause'?"),
    (["decode", "hext", "x32=1"], "unknown word, register or field 'x32'"),
    (["decode", "hext", "satp=1"], "unknown word, register or field 'satp'"),
    (["decode", "hext", "scause"], "'scause': expected NAME=VALUE"),
    (["decode", "hext", "scause="], "'scause=': expected NAME=VALUE"),
    (["decode", "hext", "scause=0000000000000017"],
     "expected NAME=VALUE, with a value such as 0x17"),
    (["decode", "hext", "scause=0x10000000000000000"], "expected NAME=VALUE"),
    (["decode", "hext", "scause=-1"], "expected NAME=VALUE"),
    (["decode", "hext", "insn=0x100000000"], "'insn=0x100000000': has more than 32 bits"),
    (["decode", "hext", "scause=1", "scause=2"], "'scause=2': is given twice"),
    (["decode", "hext", "1", "scause=2"], "is given twice"),
    (["decode", "hext", "a0=1", "x10=2"], "'x10=2': is given twice"),
    (["decode", "hext", "spvp=1", "hstatus=0x100"], "'hstatus=0x100': is given twice"),
    (["decode", "hext", "csr=1", "funct3=1", "rd=2", "rd=2"], "'rd=2': is given twice"),
    (["decode", "hext", "spvp=2"], "'spvp=2': is more than the field holds"),
    (["decode", "hext", "scause=load_gost_page"],
     "unknown value 'load_gost_page'; did you mean 'load_guest_page'?"),
    (["decode", "vmx", "EPT_VIOLATON"],
     "unknown value 'EPT_VIOLATON'; did you mean 'ept_violation'?"),
    (["decode", "vmx", "basic=nothing_like_it"], "'basic=nothing_like_it': expected NAME=VALUE"),
    (["decode", "el2", "ESRR=1"], "unknown word, register or field 'ESRR'; did you mean 'esr'?"),
    (["decode", "hext", "scauze: 0x17"], "no scause in it; did you mean 'scause'?"),
    (["decode", "hext", "badaddr: 0000000010000000"], "no scause in it\n"),
    (["decode", "hext", "scause: 5, cause: 7"], "'cause 7': is given twice"),
    (["decode", "hext", "SCAUSE=21 INSN=0x100000000,"],
     "'INSN 0x100000000': has more than 32 bits"),
    (["decode", "hext", "-", "5"], "'5': beside - there are no values"),
    (["decode", "hext", "-"], "no value to explain"),
    (["decode", "--jsno", "hext", "1"], "did you mean '--json'?"),
    (["backends", "soft"], "'soft' is too many"),
    (["spec"], "nothing to do: expected list, show or graph"),
    (["spec", "lsit"], "unknown action 'lsit'; did you mean 'list'?"),
    (["spec", "list", "exits"], "unknown kind 'exits'; did you mean 'exit'?"),
    (["spec", "show"], "no NAME given"),
    (["spec", "show", "hetx"], "unknown name 'hetx'; did you mean 'hext'?"),
    (["spec", "show", "hext", "kvm"], "one NAME at a time"),
    (["spec", "graph", "lifecicle"], "unknown name 'lifecicle'; did you mean 'lifecycle'?"),
    (["spec", "graph", "--json", "hext"], "--json is for list and show"),
    (["spec", "list", "--format", "dot"], "--format is for graph"),
    (["spec", "graph", "--format", "dto", "hext"],
     "unknown graph format 'dto'; did you mean 'dot'?"),
    (["backends", "--jso=1"], "option"),
]


def check_refused(tap):
    for arguments, message in REFUSED:
        done = run(*arguments)
        tap.ok(done.status == 2 and message in done.err and done.out == "" and
               done.err.startswith("axvcpu"), f"refused: {' '.join(arguments)}",
               f"{done.status}: {done.err}{done.out}")
    done = run()
    tap.ok(done.status == 2 and done.err.startswith("Usage: axvcpu") and not done.out,
           "without arguments it says how it is used")


def check_help(tap):
    for command in ([], ["run"], ["decode"], ["backends"], ["spec"]):
        done = run(*command, "--help")
        tap.ok(done.status == 0 and done.out.startswith("Usage: axvcpu") and not done.err,
               f"help: {' '.join(command)}", done.err)
        tap.ok(max(map(len, done.out.splitlines())) <= 92, "its lines are not too long")
        tap.ok(command == [] or "Examples:" in done.out, "it has examples")
    tap.matches(run("--version").out, r"^axvcpu \d+\.\d+", "the version")


def examples():
    """The commands under Examples in the help of those that run no guest."""
    for command in ("decode", "backends", "spec"):
        text = run(command, "--help").out.split("Examples:\n")[1]
        yield from (line.split()[1:] for line in text.splitlines())


def check_examples(tap):
    for words in examples():
        done = run(*words)
        tap.ok(done.status == 0 and not done.err, f"example: {' '.join(words)}", done.err)


def check_backends(tap):
    done = run("backends")
    tap.matches(done.out, r"\nsoft +riscv64 +yes ", "soft is there")
    rows = {row["name"]: row for row in json.loads(run("backends", "--json").out)}
    tap.same(rows["soft"]["available"], True, "in JSON too")
    tap.same((rows["hext"]["available"], rows["hext"]["why"]), (False, "not in this build"),
             "hext is not, and it says why")
    for name in ("hext", "kvm"):
        done = run("run", "--backend", name)
        tap.same((done.status, done.err), (3, f"axvcpu run: back end {name}: not in this build\n"),
                 f"a guest cannot run on {name}")
    tap.same(run("run", "--backend", "soft", "--max-exits", "1").status, 6, "it can on soft")


def check_output(tap):
    with open("/dev/full", "wb") as full:
        done = subprocess.run([AXVCPU, "--help"], stdout=full, stderr=subprocess.PIPE, check=False)
    tap.ok(done.returncode == 1 and b"standard output" in done.stderr,
           "output that cannot be written is a failure", done.stderr)


def check_terminal(tap):
    pid, terminal = start_on_terminal("run", "--trace", guest("echo"))
    before = termios.tcgetattr(terminal)[3]
    seen = read_until(terminal, rb"mmio_read.*\n.*mmio_read.*\n")
    tap.ok(b"\033[36m" in seen, "on a terminal the trace has colours")
    during = termios.tcgetattr(terminal)[3]
    tap.ok(not during & (termios.ICANON | termios.ECHO),
           "the guest gets each key at once, unechoed")
    os.write(terminal, b"\x03")
    # The kernel may drop what is written while it handles the key: no text is waited for.
    read_out(terminal)
    status = os.waitpid(pid, 0)[1]
    tap.same(os.waitstatus_to_exitcode(status), 130, "Ctrl-C on the terminal stops the guest")
    tap.same(termios.tcgetattr(terminal)[3], before, "the terminal has its settings back")
    os.close(terminal)


def main():
    skip_without_assembler()
    signal.alarm(120)
    tap = Tap()
    check_refused(tap)
    check_help(tap)
    check_examples(tap)
    check_backends(tap)
    check_output(tap)
    check_terminal(tap)
    tap.done()


main()
