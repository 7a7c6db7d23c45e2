# SPDX-License-Identifier: MIT
"""Which tests judge which spec: the most telling and quickest first. None of them reads a spec."""

UNIT = "tests/unit/"
DECODER = ("decode_hext", "decode_sbi", "decode_tables", "names")
LIFE = ("names", "lifecycle_values", "lifecycle_table", "lifecycle_busy", "failing", "own_backend",
        "completion", "statistics", "trace", "current")
JUDGES = {
    "spec/backend/hext.yaml": DECODER,
    "spec/firmware/sbi.yaml": ("decode_sbi", "decode_tables", "soft_sbi"),
    "spec/backend/soft.yaml": ("names", "decode_tables", "soft_run", "soft_config", "soft_csr",
                               "arguments_config"),
    "spec/exits.yaml": ("names", "exit_values", "decode_sbi", "decode_hext", "completion",
                        "completion_atomic", "soft_run"),
    "spec/lifecycle.yaml": LIFE,
    "spec/status.yaml": ("names",),
    "spec/ops.yaml": ("own_backend", "arguments", "names"),
    "spec/arch/riscv64.yaml": ("registers", "registers_riscv64", "spaces", "spaces_limits",
                               "decode_sbi", "decode_hext", "soft_csr", "soft_run", "interrupts"),
}


def tests(sources):
    """For each spec the tests, as sources, that are there in this build."""
    return {cite: [f"{UNIT}{name}.c" for name in names if f"{UNIT}{name}.c" in sources]
            for cite, names in JUDGES.items()}
