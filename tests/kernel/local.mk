# SPDX-License-Identifier: MIT
# The distribution's kernel on the command. It is large, so only the plain build boots it.
kernel_tests = %D%/boot.py

if WITH_CLI
if HAVE_SOFT
TESTS += $(kernel_tests)
endif
endif

# The x86 kernel is read, not booted.
check_PROGRAMS += %D%/instructions
%C%_instructions_LDADD = $(zydis_libraries)
TESTS += %D%/x86_instructions.py

EXTRA_DIST += $(kernel_tests) %D%/x86_instructions.py %D%/distribution.py %D%/boot-seconds %D%/fetch %D%/init.s %D%/make-initrd %D%/memory.c
