# SPDX-License-Identifier: MIT
"""What the distribution's x86 kernel does to memory, the decoder of instructions completes."""

import os
import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "docs"))
from distribution import fetch  # noqa: E402
from tap import Tap, skip_all  # noqa: E402

INSTRUCTIONS = Path(os.environ["top_builddir"]) / "tests/kernel/instructions"
# Classes of instructions by mnemonic, with those of their kind that are left to the hypervisor.
CLASSES = set("""
    cmpxchg rol ror rcl rcr shl shr sar
    mov movzx movsx movsxd movnti xchg xadd add adc sub sbb and or xor not neg inc dec cmp test
    bt bts btr btc movsb movsw movsd movsq stosb stosw stosd stosq lodsb lodsw lodsd lodsq
    movups movupd movaps movapd movdqa movdqu movntps movntpd movntdq movntdqa movd movq movss
    movlps movlpd movhps movhpd lddqu""".split())
# What kernels are packed with, by the first bytes.
PACKERS = {bytes.fromhex("02214c18"): "lz4", bytes.fromhex("28b52ffd"): "zstd",
           b"\xfd7zX": "xz", bytes.fromhex("1f8b0800"): "gzip"}


def is_of_classes(mnemonic):
    return mnemonic in CLASSES or mnemonic.startswith(("cmov", "set"))


def unpacked(packed):
    """All but gzip have four bytes of the kernel's behind what they know."""
    tool = PACKERS.get(packed[:4])
    if tool is None or shutil.which(tool) is None:
        sys.exit(skip_all(f"there is no {tool} to unpack the kernel with"))
    size = len(packed) if tool == "gzip" else len(packed) - 4
    return subprocess.run([tool, "-dc"], input=packed[:size], stdout=subprocess.PIPE,
                          check=True).stdout


def payload(image):
    """The ELF file inside of a bzImage (the kernel's Documentation/arch/x86/boot.rst)."""
    setup_sectors = image[0x1f1] or 4
    offset, length = struct.unpack_from("<II", image, 0x248)
    start = (setup_sectors + 1) * 512 + offset
    return unpacked(image[start:start + length])


def code(elf):
    """The bytes of all sections that are executed."""
    sections, = struct.unpack_from("<Q", elf, 0x28)
    size, count = struct.unpack_from("<HH", elf, 0x3a)
    for index in range(count):
        header = struct.unpack_from("<IIQQQQ", elf, sections + index * size)
        _, kind, flags, _, offset, length = header
        if kind == 1 and flags & 4:
            yield elf[offset:offset + length]


def counted(text):
    with tempfile.NamedTemporaryFile() as file:
        file.write(text)
        file.flush()
        done = subprocess.run([INSTRUCTIONS, file.name], capture_output=True, text=True, check=True)
    sys.stderr.write(done.stderr)
    if done.stdout.startswith("1..0"):
        print(done.stdout, end="")
        sys.exit(0)
    lines = map(str.split, done.stdout.splitlines())
    return {name: tuple(map(int, numbers)) for name, *numbers in lines}


def check(tap, counts):
    own = {name: count for name, count in counts.items() if is_of_classes(name)}
    completed, refused, wrong = (sum(numbers) for numbers in zip(*own.values()))
    share = completed / (completed + refused)
    print(f"# {completed} instructions of the classes completed, {refused} refused, {wrong} wrong: "
          f"{100 * share:.3f} %")
    print("# refused:", ", ".join(f"{name} {count[1]}" for name, count in sorted(
        counts.items(), key=lambda entry: -entry[1][1]) if count[1]))
    tap.check("the kernel has many of them", "" if completed > 100_000 else completed)
    tap.check("99 % of them are completed", "" if share >= 0.99 else share)
    tap.check("Zydis reads each instruction that accesses memory in the same way",
              {name: count[2] for name, count in counts.items() if count[2]})


def main():
    tap = Tap()
    elf = payload(fetch("amd64").read_bytes())
    check(tap, counted(b"".join(code(elf))))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
