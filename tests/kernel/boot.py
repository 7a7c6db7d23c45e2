# SPDX-License-Identifier: MIT
"""The distribution's kernel, as it is, boots to an init that says something and powers off."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path += [str(HERE.parent / directory) for directory in ("cli", "docs")]
from distribution import SAMPLED, fetch  # noqa: E402
from harness import AXVCPU, WORK, Tap, run, skip_without_assembler  # noqa: E402
from markdown import Page  # noqa: E402

# A kernel that panics starts again, so that the run ends.
OPTIONS = ("--append", "console=ttyS0 panic=-1", "--timeout", "400", "--stats=json")


def make_initrd(*options):
    disk = WORK / "initrd"
    subprocess.run([sys.executable, HERE / "make-initrd", disk, *options], check=True)
    return disk


def check_boot(tap, kernel, cpus, isa, *options):
    name = f"{isa} with {cpus} virtual CPU{'s' if cpus > 1 else ''}"
    done = run("run", "--kernel", kernel, "--initrd", make_initrd(*options), "--isa", isa,
               "--cpus", cpus, *OPTIONS, timeout=600)
    lines = done.out.replace("\r", "").splitlines()
    tail = "\n".join(lines[-20:]) + done.err
    tap.ok(done.status == 0, f"{name}: it powers off", f"{done.status}: {tail}")
    tap.ok(any("Linux version" in line for line in lines), f"{name}: the kernel tells what it is")
    tap.ok(f"init: processors: {cpus}" in lines, f"{name}: its init works on each of them", tail)
    statistics = done.records()[-1] if done.records() else {}
    exits = statistics.get("exits", {})
    tap.ok(statistics.get("vcpus") == cpus and exits.get("mmio_write", {}).get("count", 0) > 1000 and
           exits.get("system_down", {}).get("count") == 1 and
           exits.get("cpu_up", {}).get("count", 0) == cpus - 1,
           f"{name}: the exits are those of a boot", statistics)
    return lines


def newcomer():
    """A directory in which the commands of the pages find what they name."""
    (WORK / "build").mkdir()
    (WORK / "tests").symlink_to(HERE.parent)
    (WORK / "build" / "axvcpu").symlink_to(AXVCPU)
    return WORK


def check_page(tap):
    """The commands that the pages show boot a kernel that says what the pages show."""
    source = HERE.parents[1]
    pages = [Page(source / path) for path in ("README.md", "doc/quickstart.md")]
    shown = [[page.kinds(kind)[0].text for kind in ("boot", "booted")] for page in pages]
    tap.same(shown[1], shown[0], "the pages agree")
    commands, said = shown[0]
    done = subprocess.run(["bash", "-e", "-c", commands], cwd=newcomer(), capture_output=True,
                          stdin=subprocess.DEVNULL, timeout=600, check=False)
    out = done.stdout.decode(errors="replace").replace("\r", "")
    tap.ok(done.returncode == 0 and said in out, "a newcomer's commands boot a kernel",
           f"{done.returncode}: {out[-2000:]}{done.stderr.decode(errors='replace')}")


def main():
    skip_without_assembler()
    tap = Tap()
    kernel = fetch("riscv64")
    # One boot has to do in a sample.
    if not SAMPLED:
        check_page(tap)
        check_boot(tap, kernel, 1, "rv64imac")
        check_boot(tap, kernel, 2, "rv64imac")
    lines = check_boot(tap, kernel, 2, "rv64gc", "-march=rv64gc", "--defsym", "FLOAT=1")
    tap.ok("init: floating point" in lines, "its init's numbers outlast a sleep")
    tap.done()


main()
