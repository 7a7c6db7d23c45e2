# SPDX-License-Identifier: MIT
"""Instructions as numbers (Volume I, chapter 34), and what a jump to a label needs."""

LOAD, MISC_MEM, OP_IMM, AUIPC, OP_IMM_32, STORE, AMO = 0x03, 0x0f, 0x13, 0x17, 0x1b, 0x23, 0x2f
OP, LUI, OP_32, BRANCH, JALR, JAL, SYSTEM = 0x33, 0x37, 0x3b, 0x63, 0x67, 0x6f, 0x73
LOAD_FP, STORE_FP, OP_FP = 0x07, 0x27, 0x53
MULTIPLY_ADDS = (0x43, 0x47, 0x4b, 0x4f)
OPCODES = (LOAD, MISC_MEM, OP_IMM, AUIPC, OP_IMM_32, STORE, AMO, OP, LUI, OP_32, BRANCH, JALR, JAL,
           SYSTEM)

EBREAK, ECALL, SRET, WFI, FENCE_I, NOP = 0x100073, 0x73, 0x10200073, 0x10500073, 0x100f, 0x13


def r_type(opcode, funct3, funct7, rd, rs1, rs2):
    return funct7 << 25 | rs2 << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | opcode


def i_type(opcode, funct3, rd, rs1, immediate):
    return (immediate & 0xfff) << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | opcode


def s_type(funct3, rs1, rs2, immediate):
    return ((immediate >> 5 & 0x7f) << 25 | rs2 << 20 | rs1 << 15 | funct3 << 12
            | (immediate & 0x1f) << 7 | STORE)


def u_type(opcode, rd, immediate):
    return (immediate & 0xfffff) << 12 | rd << 7 | opcode


def csr(funct3, rd, number, source):
    return i_type(SYSTEM, funct3, rd, source, number)


def sfence(rs1, rs2):
    return r_type(SYSTEM, 0, 9, 0, rs1, rs2)


def length(word):
    return 4 if word & 3 == 3 else 2


def load_constant(rd, value):
    """LUI and ADDIW: a signed constant of 32 bits."""
    return [u_type(LUI, rd, (value + 0x800) >> 12), i_type(OP_IMM_32, 0, rd, rd, value)]


def _branch(word, offset):
    return (word & 0x01fff07f | (offset >> 12 & 1) << 31 | (offset >> 5 & 0x3f) << 25
            | (offset >> 1 & 0xf) << 8 | (offset >> 11 & 1) << 7)


def _jal(word, offset):
    return (word & 0xfff | (offset >> 20 & 1) << 31 | (offset >> 1 & 0x3ff) << 21
            | (offset >> 11 & 1) << 20 | (offset >> 12 & 0xff) << 12)


def _c_branch(word, offset):
    return (word & 0xe383 | (offset >> 8 & 1) << 12 | (offset >> 3 & 3) << 10
            | (offset >> 6 & 3) << 5 | (offset >> 1 & 3) << 3 | (offset >> 5 & 1) << 2)


def _c_jump(word, offset):
    return (word & 0xe003 | (offset >> 11 & 1) << 12 | (offset >> 4 & 1) << 11
            | (offset >> 8 & 3) << 9 | (offset >> 10 & 1) << 8 | (offset >> 6 & 1) << 7
            | (offset >> 7 & 1) << 6 | (offset >> 1 & 7) << 3 | (offset >> 5 & 1) << 2)


def aim(word, offset):
    """The word with its immediate such that it means what is `offset' bytes from it."""
    if word & 3 != 3:
        return (_c_jump if word >> 13 == 5 else _c_branch)(word, offset)
    if word & 0x7f == BRANCH:
        return _branch(word, offset)
    if word & 0x7f == JAL:
        return _jal(word, offset)
    # JALR or ADDI, behind the AUIPC that has the pc: from there.
    return word & 0xfffff | (offset + 4 & 0xfff) << 20


def is_c_jump(word):
    """C.J, C.BEQZ, C.BNEZ."""
    return word & 3 == 1 and word >> 13 >= 5


def is_c_register_jump(word):
    """C.JR, C.JALR."""
    return word & 0xe07f == 0x8002 and word & 0xf80 != 0
