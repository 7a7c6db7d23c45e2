# SPDX-License-Identifier: MIT
# The command, as a user meets it.
cli_thread_tests = %D%/demo.py
cli_tests = $(cli_thread_tests) \
	%D%/decode.py \
	%D%/devices.py \
	%D%/elf.py \
	%D%/status.py \
	%D%/words.py

if WITH_CLI
if HAVE_SOFT
TESTS += $(cli_tests)
endif
endif

EXTRA_DIST += $(cli_tests) %D%/harness.py %D%/demo.out %D%/guests
