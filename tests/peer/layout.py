# SPDX-License-Identifier: MIT
"""The numbers of layout.inc, which the driver is assembled with."""

import re
from pathlib import Path

HERE = Path(__file__).resolve().parent


def _read(path):
    """Each .equ of a file: a number, or a sum and product of earlier ones."""
    values = {}
    for name, value in re.findall(r"^\t\.equ\t(\w+), ([^#\n]+)", path.read_text(), re.M):
        values[name] = eval(value, {}, values)  # pylint: disable=eval-used
    return values


globals().update(_read(HERE / "layout.inc"))

PAGE = 4096
WINDOW = 0x40000000   # the first address of LEAF, that is, of entry 1 of ROOT_39
LARGE = 0x200000      # what an entry of MIDDLE covers
CODE_MOST = SEQ_SIZE - SEQ_WORDS  # noqa: F821  pylint: disable=undefined-variable
