# SPDX-License-Identifier: MIT
# The command, as a user meets it.
cli_tests = \
	%D%/completion.sh \
	%D%/decode.py \
	%D%/demo.py \
	%D%/device_tree.py \
	%D%/devices.py \
	%D%/elf.py \
	%D%/hostile.py \
	%D%/kernel.py \
	%D%/logs.py \
	%D%/progress.py \
	%D%/spec.py \
	%D%/status.py \
	%D%/streams.py \
	%D%/words.py

# For ThreadSanitizer: a thread a hart.
cli_thread_tests = %D%/demo.py

if WITH_CLI
if HAVE_SOFT
TESTS += $(cli_tests)
endif
endif

EXTRA_DIST += $(cli_tests) %D%/harness.py %D%/elf_image.py %D%/images.py %D%/demo.out %D%/guests
