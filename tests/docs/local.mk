# SPDX-License-Identifier: MIT
# What the pages show and say is true.
docs_tests = \
	%D%/agreement.py \
	%D%/backend.py \
	%D%/bare_metal.py \
	%D%/commands.py \
	%D%/examples.py \
	%D%/install.py \
	%D%/language.py \
	%D%/manual.py \
	%D%/manual_examples.py \
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
	%D%/roff.py \
	%D%/markdown.py \
	%D%/spec.py \
	%D%/tap.py

# All of them: that what the pages say is true, and none is stale.
check-docs:
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(docs_tests)'

# What codegen/README.md says of the specs' language, written anew.
update-language:
	top_srcdir=$(srcdir) $(PYTHON) -B $(srcdir)/%D%/language.py update
.PHONY: check-docs update-language
