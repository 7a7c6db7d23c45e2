# SPDX-License-Identifier: MIT
# The distribution's kernel on the command. It is large, so only the plain build boots it.
kernel_tests = %D%/boot.py

if WITH_CLI
if HAVE_SOFT
TESTS += $(kernel_tests)
endif
endif

EXTRA_DIST += $(kernel_tests) %D%/boot-seconds %D%/fetch %D%/init.s %D%/make-initrd
