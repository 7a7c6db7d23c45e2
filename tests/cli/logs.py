# SPDX-License-Identifier: MIT
"""What `axvcpu decode` understands: lines of logs as kernels print them, and many at once.

The lines are what the format strings give: of KVM on RISC-V ("SCAUSE=0x%lx ..."), of Linux'
registers ("status: ... badaddr: ... cause: ...") and of QEMU's log of interrupts.
"""
import json

from harness import Tap, run

KVM = "[  102.551377] kvm [211]: SCAUSE=0x15 STVAL=0x10000004 HTVAL=0x4000001 HTINST=0x2503"
LINUX = "status: 0000000200000120 badaddr: 0000000010000004 cause: 0000000000000015"
QEMU = ("riscv_cpu_do_interrupt: hart:0, async:0, cause:0000000000000016, "
        "epc:0x0000000080200014, tval:0x0000000010500073, desc=virt_instruction_fault")
REGISTERS = " a2 : 0000000000000001 a3 : 0000000000000002 a7 : 000000004442434e"


def decode(*words, backend="hext"):
    done = run("decode", "--json", backend, *words)
    return json.loads(done.out) if done.status == 0 else {"error": done.err}


def values(got):
    """The words of an explanation that are fields as a whole, and the fields."""
    return {field["name"]: field["value"] for field in got.get("fields", [])}


def check_lines(tap):
    got = decode(KVM)
    tap.same((got.get("exit"), got.get("addr"), got.get("reg")), ("mmio_read", "0x10000004", 10),
             "an error of KVM: htinst is lw a0")
    tap.same(decode(*KVM.split()), got, "the same, without quotes")
    got = decode(LINUX)
    tap.same((values(got).get("scause"), got.get("needs")), ("0x15", "gpa"),
             "registers of Linux, hexadecimal without 0x")
    got = decode(LINUX + " htval=0x4000001 htinst=0x2503")
    tap.same((got.get("addr"), got.get("gva")), ("0x10000004", "0x10000004"), "and words beside")
    got = decode(QEMU + " hstatus: 0x180")
    tap.same((got.get("exit"), got.get("row")), ("halt", "wfi"), "QEMU's interrupts")
    got = decode("scause: 10\n" + REGISTERS + "\n a6 : 0000000000000000\n")
    tap.same((got.get("exit"), got.get("nr")), ("hypercall", "0x4442434e00000000"),
             "registers on other lines")
    tap.same(values(decode("ScAuSe = 0x15")).get("scause"), "0x15", "case does not matter")
    tap.same(values(decode("scause", ":", "21")).get("scause"), "0x15", "a decimal number is one")
    tap.same(values(decode("cause: 15, scause: 0xf")).get("scause"), "0xf",
             "what is said twice alike")
    tap.same(values(decode("a0 is not 5, scause 21, see a0: 7, a0: 8")).get("scause"), "0x15",
             "registers in prose, and later ones, are passed over")
    got = decode("scause=21", "htval=1", "stval=4", "htinst=0x2503", "cause")
    tap.has(got.get("error", ""), "'cause': expected NAME=VALUE", "but typed words are not")


# As trace_kvm_exit, dump_vmcs and dump_vmcb of KVM, a panic at EL2 and QEMU's report print them.
OTHERS = [
    ("vmx", "qemu-1234 [003] 99.5: kvm_exit: vcpu 0 reason EPT_VIOLATION rip 0xfff0 info1 "
     "0x0000000000000181 info2 0x0000000000000000 intr_info 0x00000000 error_code 0x00000000",
     {"exit_reason": "0x30", "qualification": "0x181", "interruption_info": "0x0"}),
    ("vmx", "kvm_exit: reason EXTERNAL_INTERRUPT rip 0xffffffff8104f058 info 0 800000ef",
     {"exit_reason": "0x1", "qualification": "0x0"}),
    ("vmx", "VMEntry: intr_info=800000d1 errcode=00000000 ilen=00000003\n"
     "VMExit: intr_info=80000b0e errcode=00000002 ilen=00000005\n"
     "        reason=80000021 qualification=0000000000000000\n"
     "IDTVectoring: info=80000030 errcode=00000007",
     {"exit_reason": "0x80000021", "interruption_info": "0x80000b0e", "insn_length": "0x5",
      "interruption_error": "0x2", "vectoring_info": "0x80000030", "vectoring_error": "0x7"}),
    ("vmx", "KVM: entry failed, hardware error 0x80000021", {"exit_reason": "0x80000021"}),
    ("svm", "kvm_exit: vcpu 0 reason npf rip 0xfff0 info1 0x0000000100000004 info2 "
     "0x00000000fee00300 intr_info 0x00000000 error_code 0x00000000",
     {"exitcode": "0x400", "exitinfo1": "0x100000004", "exitinfo2": "0xfee00300"}),
    ("svm", "exit_code:          00000078\nexit_info1:         0000000000000010\n",
     {"exitcode": "0x78", "exitinfo1": "0x10"}),
    ("svm", "kvm_exit: reason write_cr4 rip 0x1 info1 0 info2 0", {"exitcode": "0x14"}),
    ("svm", "KVM: entry failed, hardware error 0xffffffff", {"exitcode": "0xffffffff"}),
    ("el2", "[   93.052617] PS:200003c9 PC:0000006900268b30 ESR:96000006\n"
     "[   93.052617] FAR:0000006900268b30 HPFAR:0000000000000680 PAR:1d000c7edbadc0de",
     {"esr": "0x96000006", "far": "0x6900268b30", "hpfar": "0x680", "spsr": "0x200003c9"}),
    ("el2", "[  187.371000]   ESR = 0x0000000096000004", {"esr": "0x96000004"}),
    ("el2", "kvm_guest_fault: ipa 0x9000000, hsr 0x93800007, hxfar 0x9000010, pc 0xffff0000",
     {"esr": "0x93800007", "far": "0x9000010"}),
    ("el2", "kvm_exit: TRAP: HSR_EC: 0x0024 (DABT_LOW), PC: 0xffff800010a1b2c4",
     {"esr": "0x90000000"}),
    ("kvm", "exit_reason: KVM_EXIT_HLT", {"exit_reason": "0x5"}),
]


def words(backend, line):
    """The words that a line gives, as the text of an explanation shows them."""
    done = run("decode", backend, line)
    rows = [row.split() for row in done.out.split("\ncause ")[0].splitlines()[2:]
            if row and not row.startswith(" ") and "not given" not in row]
    return {row[0]: hex(int(row[1], 16)) for row in rows if len(row) > 1 and "0x" in row[1]}


def check_others(tap):
    for backend, line, expected in OTHERS:
        got = words(backend, line)
        tap.same({name: got.get(name) for name in expected}, expected, f"{backend}: {line[:40]!r}")


def check_names(tap):
    tap.same(values(decode("scause=load_guest_page")).get("scause"), "0x15", "a value by its name")
    tap.same(values(decode("LOAD_GUEST_PAGE")).get("scause"), "0x15", "the main one's alone")
    tap.same(values(decode("cause: store_guest_page")).get("scause"), "0x17", "and in a line")
    got = decode("interrupt=1", "code=5")
    tap.same((values(got).get("scause"), got.get("exit")),
             ("0x8000000000000005", "external_interrupt"), "a word by its fields")
    # csrr a0, hpmcounter3: the instruction, field by field (Volume I, 2.8).
    got = decode("22", "hstatus=0x180", "system=0x39a", "rd=10", "csr=0xc03")
    tap.same((got.get("exit"), got.get("addr"), got.get("reg")), ("sysreg_read", "0xc03", 10),
             "an instruction by its fields, one of two ranges")
    tap.same(decode("scause=23", "stval=4", "htval=1", "insn=0x00b50023", "arg1=0x41").get("data"),
             "0x41", "a register by its role")


def check_parts(tap):
    # Data aborts without a syndrome of the instruction, at level 3 (DDI 0487, ESR_EL2): stp x1, x2,
    # [x0] is a9000801, ldp x1, x2, [x0], #16 is a8c10801 (C6.2, LDP and STP).
    abort = ["far=0x1008", "hpfar=0x90000", "x0=0x1008"]
    store = ["esr=0x92000047", "insn=0xa9000801", *abort]
    got = decode(*store, "x1=5", "x2=6", backend="el2")
    tap.same((got.get("exit"), got.get("width"), got.get("data"), got.get("parts")),
             ("mmio_write", 8, "0x5", [{"data": "0x6"}]), "a store of two registers")
    got = decode(*store, "x1=5", backend="el2")
    tap.same((got.get("data"), got.get("parts")), ("0x5", [{"data": None}]),
             "of which the second one is not given")
    got = decode("esr=0x92000047", "insn=0xa9000801", "far=0x1008", "hpfar=0x90000", "x1=5",
                 backend="el2")
    tap.same((got.get("exit"), got.get("data")), ("mmio_write", "0x5"), "nor the base")
    load = ["esr=0x92000007", "insn=0xa8c10801", *abort]
    got = decode(*load, backend="el2")
    tap.same((got.get("exit"), got.get("reg"), got.get("parts"), got.get("writes")),
             ("mmio_read", 1, [{"reg": 2}], [{"reg": 0, "value": "0x1018"}]),
             "a load of two registers that moves its base")
    text = run("decode", "el2", *load).out
    tap.matches(text, r"\n  part +x2 .*\n  write +x0=0x1018 ", "as text")


def taken(*arguments):
    """The words of which an explanation says that they were not given."""
    return {row.split()[0]: row.rsplit(" - ", 1)[1]
            for row in run("decode", *arguments).out.splitlines()
            if " - " in row and "given" in row}


def check_assumed(tap):
    missing, part = "not given, taken as 0", "given in part, else taken as 0"
    tap.same(taken("el2", "esr=0x93800007", "far=0x10"), {"hpfar": missing, "vector": missing},
             "a word that only the payload holds, and was not given")
    tap.same(taken("el2", "esr=0x93800007", "far=0x10", "hpfar=0x90000", "vector=0"), {},
             "nothing is missing: spsr makes no difference")
    tap.same(taken("vmx", "basic=12", "insn_length=1"), {"exit_reason": part},
             "a word of which a field was given")
    got = taken("vmx", "exit_reason=48", "qualification=0x181", "vectoring_info=0", "cs_rights=0",
                "guest_physical_address=0xfee00020", "insn=0x8b")
    tap.same(got, {"guest_linear_address": missing, "insn_bytes": missing},
             "an instruction without its length")


def check_batch(tap):
    lines = [KVM, "", "nothing here", "scause=5", "scauze=5", "x" * 5000, LINUX]
    text = "\n".join(lines).encode() + b"\n\0\n"
    done = run("decode", "--json", "hext", "-", stdin=text)
    got = [json.loads(line) for line in done.out.splitlines()]
    tap.same([(row["exit"], row.get("needs")) for row in got],
             [("mmio_read", None), ("unknown", None), (None, "gpa")], "an object for each line")
    tap.same([line.split(": ")[1] for line in done.err.splitlines()],
             ["line 3", "line 5", "line 6"], "the others by their numbers")
    tap.has(done.err, "line 6: longer than 4096 bytes", "one is too long")
    tap.same(done.status, 2, "which fails in the end")
    again = run("decode", "--json", "hext", stdin=text)
    tap.same((again.out, again.err), (done.out, done.err), "a file in the place of a terminal")
    done = run("decode", "hext", "-", stdin=b"scause=5\nscause=7")
    tap.same((done.status, done.err, done.out.count("\nexit  ")), (0, "", 2), "as text")
    tap.same(run("decode", "hext", "5", stdin=b"scause=7\n").out, run("decode", "hext", "5").out,
             "values leave standard input alone")


def main():
    tap = Tap()
    check_lines(tap)
    check_others(tap)
    check_names(tap)
    check_parts(tap)
    check_assumed(tap)
    check_batch(tap)
    tap.done()


main()
