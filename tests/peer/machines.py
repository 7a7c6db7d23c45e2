# SPDX-License-Identifier: MIT
"""The two machines: the interpreter under `axvcpu run', and QEMU's."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import batch
from layout import HERE

QEMU = "qemu-system-riscv64"
# A hart that has what the interpreter has, and no more; with floating point, or without.
CPU = ("rv64,f={0},d={0},h=off,v=off,zba=off,zbb=off,zbc=off,zbs=off,svinval=off,"
       "pmu-num=0")
CPU_PLAIN = CPU.format("off")
# A machine that has not ended by then is lost: so long, and as much for so many sequences.
SECONDS, SEQUENCES = 10, 500

_work = tempfile.TemporaryDirectory(prefix="axvcpu-peer-")
WORK = Path(_work.name)


def _missing():
    """Why there can be no comparison; empty if there can."""
    if not shutil.which(QEMU):
        return f"there is no {QEMU}"
    if not (os.environ.get("RISCV64_AS") and os.environ.get("RISCV64_LD")):
        return "there is no assembler for riscv64"
    return ""


def skip_without_peer():
    """Ends the test, with the reason, where there can be no comparison."""
    why = _missing()
    if why:
        print(f"1..0 # SKIP {why}")
        sys.exit(0)


def assemble(source, address, *includes, isa="rv64imac_zicsr_zifencei"):
    """A source, linked at an address."""
    made, linked = WORK / f"{source.stem}.o", WORK / f"{source.stem}.elf"
    where = [word for directory in includes for word in ("-I", directory)]
    _do(os.environ["RISCV64_AS"], f"-march={isa}", *where, "-o", made, source)
    _do(os.environ["RISCV64_LD"], "-N", "-Ttext", hex(address), "-e", "start", "-o", linked, made)
    return linked


def _do(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr}")


def output(seconds, *command):
    """Standard output, up to where a machine that does not end is stopped."""
    done = subprocess.run(["timeout", "-k", "5", str(seconds), *map(str, command)],
                          stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return done.stdout


class Machines:
    """Runs batches of sequences on both."""

    def __init__(self, floats=False):
        self.floats = floats
        self.isa, self.cpu = ("rv64gc", CPU.format("on")) if floats else ("rv64imac", CPU_PLAIN)
        self.driver = assemble(HERE / "driver.s", 0x80200000, HERE, isa="rv64gc").read_bytes()
        self.firmware = assemble(HERE / "firmware.s", 0x80000000)

    def run(self, packed, **how):
        """What each of the two put out: the interpreter first."""
        with tempfile.TemporaryDirectory(dir=WORK) as where:
            guest, console = Path(where) / "batch.elf", Path(where) / "console"
            guest.write_bytes(batch.image(self.driver, packed, floats=self.floats, **how))
            seconds = SECONDS * (1 + len(packed) // SEQUENCES)
            ours = output(seconds, os.environ["AXVCPU"], "run", "--backend", "soft",
                          "--isa", self.isa, guest)
            output(seconds, QEMU, "-M", "virt", "-cpu", self.cpu, "-smp", "2", "-m", "128M",
                   "-display", "none", "-monitor", "none", "-serial", f"file:{console}",
                   "-bios", self.firmware, "-kernel", guest)
            return ours, console.read_bytes()
