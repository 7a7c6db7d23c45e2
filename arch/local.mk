# SPDX-License-Identifier: MIT
# The back ends, and what each architecture shares.
soft_sources =
soft_tables =
if HAVE_SOFT
soft_tables += $(generated_soft_sources)
soft_sources += \
	%D%/soft/atomic.c \
	%D%/soft/block.c \
	%D%/soft/csr.c \
	%D%/soft/decode.c \
	%D%/soft/execute.h \
	%D%/soft/firmware.c \
	%D%/soft/float.h \
	%D%/soft/float_add.c \
	%D%/soft/float_compare.c \
	%D%/soft/float_convert.c \
	%D%/soft/float_divide.c \
	%D%/soft/float_execute.h \
	%D%/soft/float_memory.c \
	%D%/soft/float_move.c \
	%D%/soft/float_multiply.c \
	%D%/soft/float_number.c \
	%D%/soft/float_operation.c \
	%D%/soft/float_state.c \
	%D%/soft/integer.c \
	%D%/soft/interrupt.c \
	%D%/soft/memory.c \
	%D%/soft/memory.h \
	%D%/soft/multiply.c \
	%D%/soft/run.c \
	%D%/soft/soft.c \
	%D%/soft/soft.h \
	%D%/soft/system.c \
	%D%/soft/translate.c \
	%D%/soft/trap.c \
	%D%/soft/wide.h
endif

# The hypervisor extension of riscv64: only without an operating system. All but
# the switch is tested over a model of a hart, too.
hext_c_sources = \
	%D%/riscv64/enable.c \
	%D%/riscv64/fetch.c \
	%D%/riscv64/firmware.c \
	%D%/riscv64/hart.h \
	%D%/riscv64/hext.c \
	%D%/riscv64/hext.h \
	%D%/riscv64/hook.c \
	%D%/riscv64/interrupt.c \
	%D%/riscv64/load.c \
	%D%/riscv64/registers.c \
	%D%/riscv64/run.c \
	%D%/riscv64/timer.c \
	%D%/riscv64/walk.c
hext_sources =
hext_tables =
if HAVE_HEXT
hext_tables += $(generated_hext_sources)
hext_sources += $(hext_c_sources) %D%/riscv64/switch.S
endif

# What back ends of riscv64 share.
riscv64_sources = \
	%D%/riscv64/compressed.c \
	%D%/riscv64/instruction.h \
	%D%/riscv64/riscv.h \
	%D%/riscv64/sbi.c \
	%D%/riscv64/sbi.h \
	%D%/riscv64/transform.c

# What a guest of an arch does, whatever the host is.
arch_sources = $(riscv64_sources) \
	%D%/x86_64/decoding.h \
	%D%/x86_64/form.h \
	%D%/x86_64/instruction.c \
	%D%/x86_64/instruction.h \
	%D%/x86_64/opcode.c \
	%D%/x86_64/operand.c \
	%D%/x86_64/parse.c \
	%D%/x86_64/parse.h \
	%D%/x86_64/read.c \
	%D%/x86_64/refine.c \
	%D%/x86_64/refine.h \
	%D%/x86_64/string.c \
	%D%/x86_64/write.c

freestanding_sources = $(core_sources) $(arch_sources) $(soft_sources) \
	$(generated_sources) $(soft_tables)
