# SPDX-License-Identifier: MIT
# A monitor on bare metal, and programs of it that run the back ends: `make check' of a
# build with --host=riscv64-linux-gnu --enable-freestanding.

# A program is a file of this name with a function main; see README.md.
monitor_programs = \
	%D%/self \
	%D%/smoke \
	%D%/scenario_fences \
	%D%/scenario_interrupts \
	%D%/scenario_kicks \
	%D%/scenario_misuse \
	%D%/scenario_spaces \
	%D%/scenario_turns \
	%D%/scenario_unmap

# Those that scripts run, with what they make for them.
monitor_scripts = \
	%D%/absent.sh \
	%D%/bench.sh \
	%D%/fuzz.sh \
	%D%/kernel.sh

EXTRA_DIST += $(monitor_scripts) %D%/README.md %D%/run %D%/verdicts.sh %D%/without_sstc.sh \
	%D%/riscv64/firmware.ld %D%/riscv64/monitor.ld

if MONITOR
check_LIBRARIES += %D%/libmonitor.a %D%/libscenario.a
check_PROGRAMS += $(monitor_programs) $(monitor_scripts:.sh=) %D%/conformance %D%/riscv64/firmware
TESTS = $(monitor_programs) %D%/fuzz.sh %D%/verdicts.sh %D%/without_sstc.sh $(conformance_guests)
LOG_COMPILER = $(SHELL) $(srcdir)/%D%/run

# It is a build with an operating system that has the command, and soft for comparison.
HOSTED = $(abs_srcdir)/build
compare-traces: $(conformance_guests) %D%/conformance
	$(MAKE) -C $(HOSTED) compare-traces FREESTANDING='$(abs_builddir)'
.PHONY: compare-traces

tests_monitor_libmonitor_a_SOURCES = \
	%D%/cpu.c \
	%D%/cpu.h \
	%D%/frames.c \
	%D%/host.c \
	%D%/lock.h \
	%D%/machine.h \
	%D%/memory.c \
	%D%/print.c \
	%D%/print.h \
	%D%/riscv64/board.h \
	%D%/riscv64/boot.c \
	%D%/riscv64/boot.h \
	%D%/riscv64/csr.h \
	%D%/riscv64/interrupts.c \
	%D%/riscv64/machine.c \
	%D%/riscv64/sbi.c \
	%D%/riscv64/sbi.h \
	%D%/riscv64/start.S \
	%D%/tap.c \
	tests/tap.h

TESTS += $(monitor_scripts)
%C%_kernel_SOURCES = \
	%D%/kernel.c \
	%D%/kernel.h \
	%D%/kernel_hart.c \
	%D%/kernel_machine.c \
	src/cli/faults.c \
	src/cli/guest_memory.c \
	src/cli/sbi.c \
	src/cli/suspend.c \
	src/cli/uart.c \
	tests/conformance/answers.c

# The monitor of the conformance guests, each an image, is the hosted one but for its main.
%C%_conformance_SOURCES = \
	%D%/conformance.c \
	src/cli/faults.c \
	src/cli/guest_memory.c \
	src/cli/mailbox.c \
	src/cli/sbi.c \
	src/cli/suspend.c \
	src/cli/uart.c \
	tests/conformance/answers.c \
	tests/conformance/control.c \
	tests/conformance/exits.c \
	tests/conformance/hart.c \
	tests/conformance/machine.c \
	tests/conformance/monitor.c \
	tests/conformance/orders.c \
	tests/conformance/report.c

# Machines and guests of the scenarios.
tests_monitor_libscenario_a_SOURCES = \
	%D%/riscv64/guests.S \
	%D%/riscv64/guests.h \
	%D%/scenario.c \
	%D%/scenario.h

# The hostile guest, and the checks of an exit that harnesses elsewhere make (tests/fuzz).
%C%_fuzz_SOURCES = \
	%D%/fuzz.c \
	%D%/fuzz.h \
	%D%/fuzz_answers.c \
	%D%/fuzz_board.c \
	%D%/fuzz_count.c \
	%D%/fuzz_expect.h \
	%D%/random.h \
	%D%/riscv64/fuzz_code.c \
	%D%/riscv64/fuzz_guest.c \
	%D%/riscv64/fuzz_guest.h \
	%D%/riscv64/fuzz_host.c \
	%D%/riscv64/fuzz_host.h \
	%D%/riscv64/fuzz_marks.S \
	%D%/riscv64/instructions.h \
	tests/fuzz/check_exit.c \
	tests/fuzz/check_exit.h
%C%_fuzz_CFLAGS = $(AM_CFLAGS) -include $(srcdir)/%D%/fuzz_expect.h

# Longer than in make check, and with any seed. It ends with the number of exits of each kind.
SEED = 1
EXITS = 1000000
check-fuzz: %D%/fuzz %D%/riscv64/firmware
	@$(AM_TESTS_ENVIRONMENT) SEED='$(SEED)' EXITS='$(EXITS)' SHELL='$(SHELL)' \
	  $(SHELL) $(srcdir)/%D%/fuzz.sh
.PHONY: check-fuzz

# The start comes first, and the library and the monitor ask things of each other.
AM_LDFLAGS = $(MONITOR_LDFLAGS) -Wl,-T,$(srcdir)/%D%/riscv64/monitor.ld -Wl,-u,start
LDADD = %D%/libscenario.a %D%/libmonitor.a libaxvcpu.a %D%/libmonitor.a
EXTRA_tests_monitor_libmonitor_a_DEPENDENCIES = %D%/riscv64/monitor.ld

%C%_riscv64_firmware_SOURCES = \
	%D%/riscv64/board.h \
	%D%/riscv64/csr.h \
	%D%/riscv64/firmware_start.S \
	%D%/riscv64/firmware.c \
	%D%/riscv64/firmware.h
%C%_riscv64_firmware_LDADD =
%C%_riscv64_firmware_LDFLAGS = $(MONITOR_LDFLAGS) -Wl,-T,$(srcdir)/%D%/riscv64/firmware.ld
EXTRA_tests_monitor_riscv64_firmware_DEPENDENCIES = %D%/riscv64/firmware.ld
else
check-fuzz:
	@echo 'The monitor is not in this build: ./configure --host=riscv64-linux-gnu --enable-freestanding' >&2
	@exit 1
endif
