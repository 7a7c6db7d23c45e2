# SPDX-License-Identifier: MIT
# make bench BENCH_JSON=file: how many instructions the calls take.
check_PROGRAMS += %D%/calls %D%/guests
%C%_calls_LDADD = libaxvcpu.la
%C%_guests_LDADD = libaxvcpu.la
TESTS += %D%/limits.sh
EXTRA_DIST += %D%/bench.sh %D%/limits.sh

bench: all
	@$(MAKE) $(AM_MAKEFLAGS) %D%/calls %D%/guests
	@CC='$(CC)' CFLAGS='$(CFLAGS)' $(SHELL) $(srcdir)/%D%/bench.sh \
	  %D%/calls %D%/guests . '$(BENCH_JSON)'
.PHONY: bench
