# SPDX-License-Identifier: MIT
# What the pages show and say is true.
docs_tests = \
	%D%/agreement.py \
	%D%/backend.py \
	%D%/commands.py \
	%D%/examples.py \
	%D%/install.py \
	%D%/names.py \
	%D%/reference.py

# Their programs run on the interpreter.
if HAVE_SOFT
TESTS += $(docs_tests)
endif

EXTRA_DIST += $(docs_tests) \
	%D%/build.py \
	%D%/drive.c \
	%D%/fragment.c \
	%D%/markdown.py \
	%D%/spec.py \
	%D%/tap.py
