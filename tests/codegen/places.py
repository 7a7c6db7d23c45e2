# SPDX-License-Identifier: MIT
"""Where things are, and the generator as a module."""
import os
import pathlib
import sys

HERE = pathlib.Path(os.path.abspath(__file__)).parent
SRCDIR = pathlib.Path(os.environ.get("top_srcdir") or HERE.parent.parent).resolve()
GENERATOR = SRCDIR / "codegen" / "axvcpu-gen"
SPEC = SRCDIR / "spec"
TOY = HERE / "toy"
PYTHON = os.environ.get("PYTHON") or sys.executable

sys.path.insert(0, str(SRCDIR / "codegen"))
