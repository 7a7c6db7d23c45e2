# SPDX-License-Identifier: MIT
"""What the tests of the command share: TAP, runs of the command, guests."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

AXVCPU = os.environ["AXVCPU"]
HERE = Path(__file__).resolve().parent
GUESTS = HERE / "guests"
_work = tempfile.TemporaryDirectory(prefix="axvcpu-cli-")
WORK = Path(_work.name)


class Tap:
    """Results, each on its line; the plan comes last."""

    def __init__(self):
        self.count = 0

    def ok(self, passed, what, why=""):
        self.count += 1
        print(f"{'ok' if passed else 'not ok'} {self.count} - {what}", flush=True)
        if not passed and why:
            for line in str(why).splitlines():
                print(f"# {line}", flush=True)

    def same(self, got, expected, what):
        self.ok(got == expected, what, f"expected {expected!r}\ngot      {got!r}")

    def has(self, text, part, what):
        self.ok(part in text, what, f"expected {part!r} in\n{text}")

    def matches(self, text, pattern, what):
        self.ok(re.search(pattern, text) is not None, what, f"expected /{pattern}/ in\n{text}")

    def skip(self, what, why):
        self.count += 1
        print(f"ok {self.count} - {what} # SKIP {why}", flush=True)

    def done(self):
        print(f"1..{self.count}")


def write(name, content):
    """A file of its own."""
    path = WORK / name
    path.write_bytes(content)
    return path


def changed(chance, content, end):
    """Some bytes before an end changed, mostly to what is an edge somewhere."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        made[chance.randrange(end)] = chance.choice((0, 1, 0x7f, 0x80, 0xff))
    return bytes(made)


def run(*arguments, stdin=b"", timeout=30, env=None):
    """The command's status, standard output and standard error, as text."""
    done = subprocess.run([AXVCPU, *map(str, arguments)], input=stdin, capture_output=True,
                          timeout=timeout, env={**os.environ, **(env or {})}, check=False)
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def fork_on_terminal(kind):
    """A child that a terminal of its own controls, whose environment is for a terminal of a kind."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM=kind, NO_COLOR="")
    return pid, terminal


def start_on_terminal(*arguments, kind="xterm"):
    """The command with a terminal of its own: its process, and the other end of the terminal.
    The kernel may drop the last words of who controls a terminal; on_terminal hears all."""
    pid, terminal = fork_on_terminal(kind)
    if pid == 0:
        try:
            os.execv(AXVCPU, [AXVCPU, *map(str, arguments)])
        finally:
            os._exit(127)
    return pid, terminal


def on_terminal(*arguments, kind="xterm"):
    """All that the command says on a terminal, and its status, which its parent adds."""
    pid, terminal = fork_on_terminal(kind)
    if pid == 0:
        try:
            done = subprocess.run([AXVCPU, *map(str, arguments)], check=False)
            os.write(1, b"\0%d\0" % done.returncode)
            time.sleep(60)
        finally:
            os._exit(127)
    seen, status = read_until(terminal, rb"\0-?\d+\0").split(b"\0")[:2]
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(terminal)
    return seen, int(status)


def read_until(terminal, pattern):
    seen = b""
    while not re.search(pattern, seen):
        seen += os.read(terminal, 4096)
    return seen


def read_out(terminal):
    """Whatever is left, until nobody has the other side of the terminal any more."""
    seen = b""
    try:
        while part := os.read(terminal, 4096):
            seen += part
    except OSError:
        pass
    return seen


class Result:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    def records(self):
        """Lines of standard error that are JSON."""
        return [json.loads(line) for line in self.err.splitlines() if line.startswith("{")]


def skip_without_assembler():
    if not (os.environ.get("RISCV64_AS") and os.environ.get("RISCV64_LD")):
        print("1..0 # SKIP there is no assembler for riscv64")
        sys.exit(0)


def guest(name, address=0x80200000, symbols=()):
    """The guest tests/cli/guests/NAME.s, linked at an address."""
    made, image = WORK / f"{name}.o", WORK / f"{name}.elf"
    defined = [word for symbol in symbols for word in ("--defsym", symbol)]
    build(os.environ["RISCV64_AS"], "-march=rv64imac_zicsr_zifencei", "-I", GUESTS, *defined,
          "-o", made, GUESTS / f"{name}.s")
    build(os.environ["RISCV64_LD"], "-N", "-Ttext", hex(address), "-e", "start", "-o", image, made)
    return image


def build(*command):
    """Some linkers warn of a segment that can be written and executed; a guest may have one."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"Bail out! {command[0]}: {done.stderr}")
