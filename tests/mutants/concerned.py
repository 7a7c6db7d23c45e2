# SPDX-License-Identifier: MIT
"""Which tests judge which spec: the most telling and quickest first. No
program reads a spec; a script compares one with what others call and number the same."""

UNIT = "tests/unit/"
DECODER = ("decode_hext", "decode_hext_rows", "decode_tables", "decode_sbi", "names", "values")
LIFE = ("lifecycle_steps", "values", "names", "lifecycle_table", "lifecycle_busy", "failing",
        "own_backend", "completion", "statistics", "current")
X86 = ("x86_64_instruction", "x86_64_instruction_refused", "x86_64_instruction_zydis")
SMC = ("decode_smccc", "decode_el2_rows", "decode_el2_all")


def _judges_of(backend, *more):
    """A row of each kind by hand, fields and numbers by hand, and everything by an oracle."""
    return (f"decode_{backend}_rows", f"decode_{backend}_fields", *more, f"decode_{backend}_all",
            "decode_names_x86.py", "values", "names")


JUDGES = {
    "spec/backend/el2.yaml": _judges_of("el2", "decode_el2_insn"),
    "spec/backend/vmx.yaml": _judges_of("vmx"),
    "spec/backend/svm.yaml": _judges_of("svm"),
    "spec/backend/kvm.yaml": _judges_of("kvm", "decode_kvm_layout"),
    "spec/firmware/psci.yaml": SMC,
    "spec/firmware/smccc.yaml": SMC,
    "spec/x86_instructions.yaml": X86,
    "spec/arch/aarch64.yaml": ("registers_aarch64", "system_registers", "values",
                               "decode_el2_rows", "decode_el2_insn",
                               "system_registers_aarch64.py"),
    "spec/arch/x86_64.yaml": ("registers_x86_64", "system_registers_x86_64", "values",
                              "decode_vmx_rows", "decode_svm_rows", "x86_64_instruction"),
    "spec/backend/hext.yaml": DECODER,
    "spec/firmware/sbi.yaml": ("decode_sbi", "decode_tables", "soft_sbi"),
    "spec/backend/soft.yaml": ("values", "decode_tables", "names", "soft_run", "soft_config",
                               "soft_csr", "arguments_config"),
    "spec/exits.yaml": ("values", "names", "decode_sbi", "decode_hext", "completion",
                        "completion_atomic", "soft_run"),
    "spec/lifecycle.yaml": LIFE,
    "spec/status.yaml": ("names",),
    "spec/saved.yaml": ("save_bytes", "save"),
    "spec/ops.yaml": ("own_backend", "arguments", "names"),
    "spec/arch/riscv64.yaml": ("constants_riscv64", "values", "registers_riscv64",
                               "registers", "spaces", "decode_sbi",
                               "soft_csr", "soft_interrupts", "soft_run", "save", "save_bytes"),
}


def tests(sources):
    """For each spec the tests, as sources, that are there in this build."""
    return {cite: [test for test in map(_source, names) if test in sources]
            for cite, names in JUDGES.items()}


def _source(name):
    return UNIT + (name if name.endswith(".py") else f"{name}.c")
