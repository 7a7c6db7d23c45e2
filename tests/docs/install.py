# SPDX-License-Identifier: MIT
"""The library is installed, and a program is built with it in each way that the pages show."""
import os
import pathlib
import shutil
import sys
import tempfile

import build
from markdown import Page
from tap import Tap, skip_all

PAGE = Page(build.SOURCE / "doc/quickstart.md")


def block(kind, name=""):
    return next(block.text for block in PAGE.kinds(kind) if block.name == name)


def clean():
    """The environment without what the build around this test puts there."""
    build_own = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "CFLAGS", "CC", "DESTDIR")
    return {name: value for name, value in os.environ.items() if name not in build_own}


def reader(root, description):
    """That of somebody who has installed it, though it lies below another root."""
    return {**clean(), "PKG_CONFIG_SYSROOT_DIR": str(root),
            "PKG_CONFIG_LIBDIR": str(description.parent),
            "LD_LIBRARY_PATH": str(description.parent.parent)}


def install(root):
    return build.failure([os.environ.get("MAKE") or "make", "-C", build.BUILD, "install",
                          f"DESTDIR={root}"], env=clean())


def check_program(tap, name, files, commands, env):
    """The program that verifies an installation, built by these commands."""
    with tempfile.TemporaryDirectory() as directory:
        directory = pathlib.Path(directory)
        for path, text in {"program.c": block("program", "verify"), **files}.items():
            (directory / path).write_text(text, encoding="utf-8")
        wrong = build.failure(["sh", "-e", "-c", commands], cwd=directory, env=env)
        tap.check(f"{name}: built", wrong)
        if not wrong:
            tap.equal(f"{name}: prints what the page says",
                      build.call([directory / "program"], env=env), (0, block("output", "verify")))


def check_all(tap, env):
    check_program(tap, "the compiler", {}, block("compile"), env)
    check_program(tap, "a makefile", {"Makefile": block("makefile")}, "make", env)
    name = "autotools"
    if not shutil.which("autoreconf"):
        return tap.skip(name, "autoreconf is not installed")
    files = {"configure.ac": block("configure"), "Makefile.am": block("automake")}
    check_program(tap, name, files, "autoreconf -i && ./configure && make", env)


def why_not():
    if build.sanitizers():
        return "a program without sanitizers cannot use a library with them"
    if not shutil.which("pkg-config"):
        return "pkg-config is not installed"
    return None


def main():
    if why_not():
        return skip_all(why_not())
    tap = Tap()
    with tempfile.TemporaryDirectory() as root:
        root = pathlib.Path(root)
        wrong = install(root)
        found = list(root.rglob("axvcpu.pc"))
        tap.check("make install", wrong or ("" if found else "axvcpu.pc is not there"))
        if found:
            check_all(tap, reader(root, found[0]))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
