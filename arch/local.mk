# SPDX-License-Identifier: MIT
# The back ends, and what each architecture shares.
soft_sources =
if HAVE_SOFT
soft_sources += \
	%D%/soft/compressed.c \
	%D%/soft/decode.c \
	%D%/soft/execute.h \
	%D%/soft/integer.c \
	%D%/soft/memory.c \
	%D%/soft/memory.h \
	%D%/soft/multiply.c \
	%D%/soft/riscv.h \
	%D%/soft/soft.h \
	%D%/soft/translate.c
endif

freestanding_sources = $(core_sources) $(soft_sources) $(generated_sources)
