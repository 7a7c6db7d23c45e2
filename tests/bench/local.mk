# SPDX-License-Identifier: MIT
# make bench BENCH_JSON=file: how many instructions the calls take; it needs the interpreter.
if HAVE_SOFT
check_PROGRAMS += %D%/calls %D%/decodes %D%/guests
TESTS += %D%/limits.sh
endif
%C%_calls_LDADD = libaxvcpu.la
%C%_decodes_LDADD = libaxvcpu.la
%C%_guests_LDADD = libaxvcpu.la
EXTRA_DIST += %D%/bench.sh %D%/limits.sh %D%/monitor.sh

bench: all
	@$(MAKE) $(AM_MAKEFLAGS) %D%/calls %D%/decodes %D%/guests
	@CC='$(CC)' CFLAGS='$(CFLAGS)' $(SHELL) $(srcdir)/%D%/bench.sh \
	  %D%/calls %D%/decodes %D%/guests . $(srcdir)/tests/kernel '$(BENCH_JSON)'
.PHONY: bench
