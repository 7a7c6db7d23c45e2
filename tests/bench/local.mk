# SPDX-License-Identifier: MIT
# make bench BENCH_JSON=file: how many instructions the calls take.
EXTRA_PROGRAMS = %D%/calls %D%/guests
%C%_calls_LDADD = libaxvcpu.la
%C%_guests_LDADD = libaxvcpu.la
CLEANFILES += $(EXTRA_PROGRAMS)
EXTRA_DIST += %D%/bench.sh

bench: all
	$(MAKE) $(AM_MAKEFLAGS) $(EXTRA_PROGRAMS)
	@CC='$(CC)' CFLAGS='$(CFLAGS)' $(SHELL) $(srcdir)/%D%/bench.sh \
	  %D%/calls %D%/guests . '$(BENCH_JSON)'
.PHONY: bench
