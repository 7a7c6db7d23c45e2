# SPDX-License-Identifier: MIT
# The monitor of the guests that check a back end from inside, on an operating system.

conformance_tests = $(conformance_guests) \
	%D%/compare.py \
	%D%/freestanding.sh \
	%D%/traces.py \
	%D%/verdicts.py

if WITH_CLI
if HAVE_SOFT
check_PROGRAMS += %D%/monitor %D%/raw_trace
TESTS += $(conformance_tests)
endif
endif

# All but main.c and what it includes needs no operating system.
%C%_monitor_SOURCES = \
	%D%/answers.c \
	%D%/answers.h \
	%D%/control.c \
	%D%/control.h \
	%D%/exits.c \
	%D%/hart.c \
	%D%/host.h \
	%D%/machine.c \
	%D%/main.c \
	%D%/monitor.c \
	%D%/monitor.h \
	%D%/orders.c \
	%D%/report.c \
	%D%/report.h \
	%D%/trace.c \
	%D%/trace.h
%C%_monitor_CPPFLAGS = $(AM_CPPFLAGS) $(CLI_CFLAGS)
%C%_monitor_LDADD = src/cli/libcli.a libaxvcpu.la $(CLI_LIBS)

%C%_raw_trace_SOURCES = %D%/answers.h %D%/monitor.h %D%/raw_trace.c %D%/trace.c %D%/trace.h
%C%_raw_trace_CPPFLAGS = $(AM_CPPFLAGS) $(CLI_CFLAGS)
%C%_raw_trace_LDADD = src/cli/libcli.a libaxvcpu.la $(CLI_LIBS)

%D%/traces.log: $(conformance_guests)
%D%/compare.log: %D%/riscv64/sbi_base.elf

# GUEST=any.elf, and more arguments of `axvcpu run' in ARGS; else the suite, also on the bare
# metal of QEMU if FREESTANDING is the directory of a build for it.
FREESTANDING = $(wildcard $(abs_srcdir)/build-riscv64)
bare_metal = $(if $(wildcard $(FREESTANDING)/tests/monitor/conformance),$(srcdir)/%D%/bare_metal)
# Guests that do something else where there are no budgets, or QEMU marks a page all the same.
conformance_parted = %D%/riscv64/budget.img %D%/riscv64/nested_marks.img
conformance_traced = $(if $(bare_metal),$(filter-out $(conformance_parted),$(conformance_guests)),$(conformance_guests))
compare-traces: axvcpu$(EXEEXT) %D%/monitor$(EXEEXT) %D%/raw_trace$(EXEEXT) $(if $(GUEST),,$(conformance_guests))
	@$(AM_TESTS_ENVIRONMENT) FREESTANDING='$(FREESTANDING)' RAW_TRACE='$(abs_builddir)/%D%/raw_trace' \
	  $(PY_LOG_COMPILER) $(srcdir)/%D%/compare_traces.py --spec $(srcdir)/spec --axvcpu ./axvcpu \
	  --monitor %D%/monitor --bare-metal='$(bare_metal)' --args='$(ARGS)' \
	  $(if $(GUEST),'$(GUEST)',--suite $(conformance_traced))
.PHONY: compare-traces

EXTRA_DIST += %D%/README.md %D%/bare_metal %D%/compare.py %D%/compare_traces.py %D%/differences.yaml \
	%D%/freestanding.sh %D%/traces.py %D%/verdicts.py
