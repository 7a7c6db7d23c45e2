# SPDX-License-Identifier: MIT
"""`axvcpu decode hext`: what it must say follows from the RISC-V manual, not from its output.

Instructions are encoded here from the formats of Volume I, 34; causes are those of
Volume II, table 40; CSR numbers those of Volume II, chapter 2.
"""

import json

from harness import Tap, run

LOAD_FAULT, VIRTUAL, STORE_FAULT = 21, 22, 23
GPA = 0x10000004
VS, VU = 1 << 8 | 1 << 7, 1 << 7  # hstatus.SPVP and SPV (18.2.1)
LOADS = {"lb": (0, 1, True), "lh": (1, 2, True), "lw": (2, 4, True), "ld": (3, 8, False),
         "lbu": (4, 1, False), "lhu": (5, 2, False), "lwu": (6, 4, False)}
STORES = {"sb": (0, 1), "sh": (1, 2), "sw": (2, 4), "sd": (3, 8)}
AMOS = {"swap": 0b00001, "add": 0b00000, "xor": 0b00100, "and": 0b01100, "or": 0b01000,
        "min": 0b10000, "max": 0b10100, "minu": 0b11000, "maxu": 0b11100}


def i_type(opcode, funct3, rd, rs1, immediate):
    return immediate << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | opcode


def s_type(funct3, rs1, rs2, immediate):
    high, low = immediate >> 5, immediate & 31
    return high << 25 | rs2 << 20 | rs1 << 15 | funct3 << 12 | low << 7 | 0x23


def amo(funct5, width, rd, rs1, rs2):
    return funct5 << 27 | rs2 << 20 | rs1 << 15 | width << 12 | rd << 7 | 0x2f


def decode(**values):
    words = [f"{name}={value:#x}" for name, value in values.items()]
    done = run("decode", "--json", "hext", *words)
    return json.loads(done.out) if done.status == 0 else {"error": done.err}


def fault(cause, **values):
    return decode(scause=cause, stval=GPA, htval=GPA >> 2, **values)


def has(tap, got, what, **expected):
    tap.same({name: got.get(name) for name in expected}, expected, what)


def check_loads(tap):
    for name, (funct3, width, signed) in LOADS.items():
        has(tap, fault(LOAD_FAULT, insn=i_type(0x03, funct3, 21, 10, 4)), name, exit="mmio_read",
            addr=hex(GPA), gva=hex(GPA), width=width, reg=21, reg_width=8, signed_ext=signed,
            operation="load", access="read", insn_length=4)
    # C.LW: funct3 010 quadrant 0, rd' x12 at [4:2] (Volume I, 26.3.2).
    has(tap, fault(LOAD_FAULT, insn=0b010_000_000_00_100_00), "c.lw",
        exit="mmio_read", width=4, reg=12,
        signed_ext=True, insn_length=2)
    # C.LDSP: funct3 011 quadrant 2, rd at [11:7] (Volume I, 26.3.1).
    has(tap, fault(LOAD_FAULT, insn=0b011_0_10101_00000_10), "c.ldsp",
        exit="mmio_read", width=8, reg=21,
        insn_length=2)


def check_stores(tap):
    for name, (funct3, width) in STORES.items():
        data = 0x8182838485868788 & (1 << 8 * width) - 1
        has(tap, fault(STORE_FAULT, insn=s_type(funct3, 10, 11, 4), a1=0x8182838485868788), name,
            exit="mmio_write", addr=hex(GPA), width=width, data=hex(data), access="write",
            insn_length=4)
    # C.SW: funct3 110 quadrant 0, rs2' x9 at [4:2] (Volume I, 26.3.2).
    has(tap, fault(STORE_FAULT, insn=0b110_000_000_00_001_00, s1=0xfedcba98), "c.sw",
        exit="mmio_write", width=4, data="0xfedcba98", insn_length=2)


def check_atomics(tap):
    for name, funct5 in AMOS.items():
        has(tap, fault(STORE_FAULT, insn=amo(funct5, 3, 13, 10, 11), a1=7), f"amo{name}.d",
            exit="mmio_read", operation=name, operand="0x7", width=8, reg=13, access="write")
    has(tap, fault(LOAD_FAULT, insn=amo(0, 2, 13, 10, 11), a1=7), "an amo reported as a load",
        exit="mmio_read", operation="add", width=4, access="write")
    has(tap, fault(LOAD_FAULT, insn=amo(2, 2, 13, 10, 0)), "lr.w", exit="nested_page_fault",
        addr=hex(GPA), access="read")
    has(tap, fault(STORE_FAULT, insn=amo(3, 2, 13, 10, 11)), "sc.w", exit="nested_page_fault",
        addr=hex(GPA), access="write")


def check_transformed(tap):
    # Bit 1 of htinst tells the length, the address offset takes rs1's place (18.6.3).
    has(tap, fault(LOAD_FAULT, htinst=i_type(0x03, 2, 21, 0, 0)), "htinst of a load",
        exit="mmio_read", width=4, reg=21, insn_length=4)
    has(tap, fault(LOAD_FAULT, htinst=i_type(0x03, 2, 21, 0, 0) & ~2), "htinst of a 16-bit load",
        exit="mmio_read", width=4, reg=21, insn_length=2)
    has(tap, fault(LOAD_FAULT, htinst=i_type(0x03, 2, 21, 3, 0)), "htinst of a load's last byte",
        exit="nested_page_fault", addr=hex(GPA), access="read", insn_length=4)
    has(tap, decode(scause=LOAD_FAULT, stval=0x1234, htval=0x81000000 >> 2, htinst=0x3000),
        "htinst of a walk", exit="nested_page_fault", addr="0x81000000", gva="0x1234", walk=True)


def check_system(tap):
    csrr = i_type(0x73, 2, 21, 0, 0xc03)
    has(tap, decode(scause=VIRTUAL, hstatus=VS, stval=csrr), "csrr of hpmcounter3",
        exit="sysreg_read", addr="0xc03", reg=21, operation="load")
    has(tap, decode(scause=VIRTUAL, hstatus=VS, stval=i_type(0x73, 1, 0, 11, 0x602), a1=0x99),
        "csrw to hedeleg", exit="sysreg_write", addr="0x602", value="0x99")
    has(tap, decode(scause=VIRTUAL, hstatus=VS, stval=0x10500073), "wfi", exit="halt",
        insn_length=4)
    has(tap, decode(scause=VIRTUAL, hstatus=VU, stval=0x10500073), "wfi of VU-mode", exit="unknown",
        cause=hex(VIRTUAL))
    has(tap, decode(scause=20, stval=0x4000, htval=0x4000 >> 2), "a fetch",
        exit="nested_page_fault",
        addr="0x4000", access="execute", walk=False)
    for number in (1, 5, 9, 12, 13):
        has(tap, decode(scause=1 << 63 | number), f"interrupt {number}", exit="external_interrupt",
            vector=hex(number))
    for cause in (0, 1, 2, 4, 5, 6, 7, 8, 12, 13, 15, 9, 11, 14, 17, 24, 63, 1 << 63 | 3):
        has(tap, decode(scause=cause), f"cause {cause:#x}", exit="unknown", cause=hex(cause))


def check_firmware(tap):
    # SBI 2.0, 9.1, 10.1 and 12.1: extension in a7, function in a6.
    has(tap, decode(scause=10, a7=0x48534d, a6=0, a0=1, a1=0x80200000, a2=5), "sbi_hart_start",
        exit="cpu_up", target_cpu="0x1", entry_point="0x80200000", arg="0x5")
    has(tap, decode(scause=10, a7=0x53525354, a6=0, a0=1, a1=0), "sbi_system_reset",
        exit="system_down", kind="reset", reason="0x0")
    has(tap, decode(scause=10, a7=0x4442434e, a6=2, a0=65),
        "a call whose other arguments are not given",
        exit="hypercall", nr="0x4442434e00000002", args=None)
    has(tap, decode(scause=10), "an environment call without registers", exit="hypercall", nr=None)
    has(tap, decode(scause=10, a6=0), "one whose extension is not given", exit="hypercall", nr=None)


def check_needs(tap):
    has(tap, fault(STORE_FAULT), "an instruction that has to be fetched", exit=None, needs="insn")
    done = run("decode", "hext", "scause=23", f"stval={GPA:#x}", f"htval={GPA >> 2:#x}")
    tap.matches(done.out, r"\nexit +needs insn: ", "is asked for")
    tap.matches(run("decode", "svm", "exitcode=0x72").out, r"\nexit +needs length: ",
                "so is a word that other back ends have not")
    has(tap, fault(STORE_FAULT, insn=s_type(2, 10, 11, 4)), "data without the register",
        exit="mmio_write", data=None)


def check_fields(tap):
    got = fault(STORE_FAULT, insn=s_type(0, 10, 11, 4), hstatus=VS)
    fields = {(field["word"], field["name"]): field for field in got["fields"]}
    code = fields["scause", "code"]
    tap.same((code["bits"], code["value"]), ([62, 0], "0x17"), "a field: bits and value")
    tap.same(fields["scause", "scause"]["meaning"], "Store or AMO guest-page fault.", "and meaning")
    spvp, rs2 = fields["hstatus", "spvp"], fields["insn", "rs2"]
    tap.same((spvp["bits"], spvp["value"]), ([8, 8], "0x1"), "a field of another word")
    tap.same((rs2["bits"], rs2["value"]), ([24, 20], "0xb"), "a field of the instruction")
    tap.ok(("insn", "csr") not in fields, "but not those of other instructions")
    got = decode(scause=VIRTUAL, hstatus=VS, stval=i_type(0x73, 1, 0, 11, 0x602))
    found = {field["name"]: field["value"] for field in got["fields"] if field["word"] == "insn"}
    tap.same((found.get("csr"), found.get("rs1"), found.get("rd")), ("0x602", "0xb", "0x0"),
             "fields of an instruction that stval holds")
    got = fault(LOAD_FAULT, htinst=i_type(0x03, 2, 21, 0, 0) & ~2)
    found = {field["name"]: field["value"] for field in got["fields"] if field["word"] == "insn"}
    tap.same(found.get("rd"), "0x15", "and of one that htinst holds")
    done = run("decode", "hext", "23", f"stval={GPA:#x}", f"htval={GPA >> 2:#x}", "insn=0x00b50023")
    tap.matches(done.out, r"scause +0x0+17 +Store or AMO guest-page fault\. \(10\.1\.8\)\n",
                "as text: a word, its meaning, the manual's section")
    tap.matches(done.out, r"\n  interrupt +\[63\] +0 ", "its fields")
    tap.matches(done.out, r"\ncause +sb: Store byte", "the row that decided")
    tap.matches(done.out,
                r"\nexit +mmio_write: .*\n +addr +0x10000004 .*\n +width +1 .*\n +data +unknown ",
                "the exit and its payload")
    tap.matches(done.out, r"\nthen +pc moves past the instruction, of 4 bytes\n",
                "and what becomes of pc")
    tap.same(run("decode", "soft", "23").out, run("decode", "hext", "23").out,
             "soft reports the syndromes of hext")


def main():
    tap = Tap()
    check_loads(tap)
    check_stores(tap)
    check_atomics(tap)
    check_transformed(tap)
    check_system(tap)
    check_firmware(tap)
    check_needs(tap)
    check_fields(tap)
    tap.done()


main()
