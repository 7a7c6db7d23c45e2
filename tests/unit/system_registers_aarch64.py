# SPDX-License-Identifier: MIT
"""The numbers of aarch64's system registers against those that an assembler encodes."""
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile

HERE = pathlib.Path(os.path.abspath(__file__)).parent
SOURCE = pathlib.Path(os.environ.get("top_srcdir") or HERE.parent.parent).resolve()
sys.path.insert(0, str(HERE.parent / "codegen"))
from tap import Tap  # noqa: E402

# With the extensions that add registers, as far as an assembler of some years ago has them.
ASSEMBLER = ["clang", "--target=aarch64-none-elf", "-x", "assembler", "-c",
             "-march=armv8.7-a+sve+sve2+sme+memtag+rng+ras+tme+brbe"]
INSTRUCTIONS = ("ic", "dc", "at", "tlbi", "cfp", "dvp", "cpp")
# It does not know those that are newer; of these hundreds at least so many.
LEAST = 500


def rows():
    """Number as S<op0>_<op1>_C<n>_C<m>_<op2> of each name."""
    text = (SOURCE / "spec/arch/aarch64.yaml").read_text(encoding="utf-8")
    return dict(re.findall(r"\{name: (\w+), *number: (S\w+),", text))


def spellings(name):
    """What an assembler could call it; not every one can be read, or takes a register."""
    first, _, rest = name.partition("_")
    if first in INSTRUCTIONS:
        return [f"{first} {rest}, x0", f"{first} {rest}"]
    return [f"mrs x0, {name}", f"msr {name}, x0"]


def instructions(image):
    """Those of an ELF object: the words of its section that is executable."""
    table, = struct.unpack_from("<Q", image, 40)
    size, count = struct.unpack_from("<HH", image, 58)
    for index in range(count):
        flags, _, offset, length = struct.unpack_from("<QQQQ", image, table + index * size + 8)
        if flags & 4 and length:
            return struct.unpack_from(f"<{length // 4}I", image, offset)
    return ()


def assemble(lines):
    """The word of each line, by its index, but for those that the assembler does not know."""
    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder) / "out.o"
        command = [*ASSEMBLER, "-o", str(target), "-"]
        kept = list(range(len(lines)))
        for _ in range(2):
            source = "\n".join(lines[index] for index in kept) + "\n"
            result = subprocess.run(command, input=source, capture_output=True, text=True,
                                    check=False)
            if result.returncode == 0:
                return dict(zip(kept, instructions(target.read_bytes())))
            wrong = {int(line) - 1 for line in re.findall(r":(\d+):\d+: error", result.stderr)}
            kept = [index for at, index in enumerate(kept) if at not in wrong]
    return {}


def number(word):
    """The parts of a system instruction's operand (C4.1, System register move)."""
    return (f"S{word >> 19 & 3}_{word >> 16 & 7}_C{word >> 12 & 15}_C{word >> 8 & 15}"
            f"_{word >> 5 & 7}")


def main():
    if not shutil.which(ASSEMBLER[0]):
        print("1..0 # SKIP no clang")
        return 0
    tap, given, known = Tap(), rows(), {}
    for way in range(2):
        names = [name for name in given if name not in known]
        words = assemble([spellings(name)[way] for name in names])
        known.update({names[index]: number(word) for index, word in words.items()})
    tap.ok(len(known) >= LEAST, f"the assembler knows enough of them ({LEAST})", len(known))
    for name, encoded in known.items():
        tap.equal(given[name], encoded, f"{name} is {encoded}")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
