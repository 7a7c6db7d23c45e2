# SPDX-License-Identifier: MIT
"""Which tests judge which spec: the most telling and quickest first. None of them reads a spec."""

UNIT = "tests/unit/"
DECODER = ("decode_hext", "decode_hext_rows", "decode_tables", "decode_sbi", "names", "values")
LIFE = ("lifecycle_steps", "values", "names", "lifecycle_table", "lifecycle_busy", "failing",
        "own_backend", "completion", "statistics", "current")
JUDGES = {
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
    "spec/arch/riscv64.yaml": ("values", "registers_riscv64", "registers", "spaces", "decode_sbi",
                               "soft_csr", "soft_interrupts", "soft_run", "save", "save_bytes"),
}


def tests(sources):
    """For each spec the tests, as sources, that are there in this build."""
    return {cite: [f"{UNIT}{name}.c" for name in names if f"{UNIT}{name}.c" in sources]
            for cite, names in JUDGES.items()}
