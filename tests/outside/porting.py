# SPDX-License-Identifier: MIT
"""doc/porting.md is true: its blocks are in the files that they quote, and its commands do what
it says against an installed library."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "docs"))

import build  # noqa: E402
import install  # noqa: E402
import names  # noqa: E402
from markdown import Page  # noqa: E402
from tap import Tap  # noqa: E402

PAGE = Page(build.SOURCE / "doc/porting.md")
EXAMPLE = HERE / "loongarch"


def check_quotes(tap):
    for block in PAGE.kinds("quote"):
        text = (EXAMPLE / block.name).read_text(encoding="utf-8")
        tap.check(f"line {block.line} is in {block.name}",
                  "" if f"\n{block.text}" in f"\n{text}" else block.text)
    tap.check("every link leads somewhere", "\n".join(names.lost_links(PAGE)))
    kinds = {block.kind for block in PAGE.blocks}
    known = {"quote", "run", "remaining", "break", "mistake", "freestanding"}
    tap.check("every block is quoted or run", " ".join(sorted(kinds - known)))


def check_freestanding(tap):
    """Its arguments are those of the test that builds it."""
    block = PAGE.kinds("freestanding")[0]
    triplet = re.search(r"--host=(\S+)", block.text)[1]
    arch = re.search(r"axvcpu-freestanding-(\w+)", block.text)[1]
    test = (HERE / "install.sh").read_text(encoding="utf-8")
    tap.check("the bare triplet is one that is tested",
              "" if f"freestanding {arch} {triplet} " in test else f"{arch} {triplet}")


def run(commands, folder, env):
    done = subprocess.run(["bash", "-e", "-c", commands], cwd=folder, env=env, text=True, check=False,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout


def lines(pattern, said):
    return "".join(f"{line}\n" for line in said.splitlines() if re.match(pattern, line))


def check_beginning(tap, folder, env):
    commands = "".join(block.text for block in PAGE.kinds("run"))
    status, said = run(commands, folder, env)
    tap.check("a project begins, and builds", said if status else "")
    _, said = run("make check", folder / "port", env)
    tap.equal("its tests say what remains", lines("FAIL: tests/remaining", said),
              PAGE.kinds("remaining")[0].text)


def check_mistake(tap, folder, env):
    """With the specs of the example, which are complete."""
    shutil.copytree(EXAMPLE / "spec", folder / "port/spec", dirs_exist_ok=True)
    status, said = run(PAGE.kinds("break")[0].text, folder / "port", env)
    tap.check("a mistake stops make", "" if status else said)
    expected = PAGE.kinds("mistake")[0].text
    tap.check("at its line, with these words", "" if expected in said else said)


def why_not():
    if build.sanitizers():
        return "a program without sanitizers cannot use a library with them"
    missing = [tool for tool in ("pkg-config", "autoreconf", "bash") if not shutil.which(tool)]
    return f"{missing[0]} is not installed" if missing else None


def check_commands(tap, folder):
    wrong = install.install(folder / "root")
    found = list((folder / "root").rglob("axvcpu.pc"))
    tap.check("make install", wrong or ("" if found else "axvcpu.pc is not there"))
    if found:
        env = install.reader(folder / "root", found[0])
        bin_folder = next((folder / "root").rglob("bin/axvcpu-gen")).parent
        env["PATH"] = f"{bin_folder}{os.pathsep}{env['PATH']}"
        check_beginning(tap, folder, env)
        check_mistake(tap, folder, env)


def main():
    tap = Tap()
    check_quotes(tap)
    check_freestanding(tap)
    if why_not():
        tap.skip("the commands", why_not())
        return tap.done()
    with tempfile.TemporaryDirectory() as folder:
        check_commands(tap, pathlib.Path(folder))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
