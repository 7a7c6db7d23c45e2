# SPDX-License-Identifier: MIT
"""Where things are, and the generator's modules."""
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
SPEC = SOURCE / "spec"
BUILD = pathlib.Path(os.environ.get("top_builddir") or ".").resolve()

sys.dont_write_bytecode = True
sys.path.insert(0, str(SOURCE / "codegen"))


def spec_files():
    """The specs by the name that generated files cite."""
    from axvcpu_gen.model import spec
    return {cite: path for _, _, path, cite in spec.files(str(SPEC))}
