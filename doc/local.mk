# SPDX-License-Identifier: MIT
# The pages that are written by hand.
dist_doc_DATA += README.md %D%/backend.md %D%/bare-metal.md %D%/porting.md %D%/quickstart.md %D%/quickstart.zh.md %D%/soft.md

# Manual pages of what is said elsewhere: the help of the command, the comments of
# the headers. The rest of them is the generator's.
manual_program = $(srcdir)/%D%/manual/page
manual_inputs = $(manual_program) $(wildcard $(srcdir)/%D%/manual/*.py) $(generator_inputs)
manual_pages = %D%/generated/axvcpu.1 %D%/generated/axvcpu.3
CLEANFILES += $(manual_pages)
EXTRA_DIST += $(manual_pages) %D%/manual

noinst_DATA = $(manual_pages)
man_MANS += %D%/generated/axvcpu.3
if WITH_CLI
man_MANS += %D%/generated/axvcpu.1
endif

%D%/generated/axvcpu.1: $(manual_inputs) $(wildcard $(srcdir)/src/cli/*.c)
	@test "$(PYTHON)" != : || { \
	  echo "The command has changed, and its page: configure with a python3." >&2; exit 1; }
	$(AM_V_GEN)$(PYTHON) -B $(manual_program) axvcpu.1 $(filter %.c,$^) $@

%D%/generated/axvcpu.3: $(manual_inputs) README.md $(dist_axvcpuinclude_HEADERS) $(generated_headers)
	@test "$(PYTHON)" != : || { \
	  echo "A header has changed, and its page: configure with a python3." >&2; exit 1; }
	$(AM_V_GEN)$(PYTHON) -B $(manual_program) axvcpu.3 $(filter %.h %.md,$^) $@
