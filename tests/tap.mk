# SPDX-License-Identifier: MIT
# The tests speak TAP. No --ignore-exit: it would hide a crash after the last `ok'.
tap_driver = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
LOG_DRIVER = $(tap_driver)
SH_LOG_DRIVER = $(tap_driver)
SH_LOG_COMPILER = $(SHELL)
PY_LOG_DRIVER = $(tap_driver)
PY_LOG_COMPILER = $(SHELL) $(srcdir)/%D%/python-test

# What a script may ask for, beside srcdir. Each test that compiles finds the
# compiler and the flags of this build.
AM_TESTS_ENVIRONMENT = \
	builddir='$(abs_builddir)' top_srcdir='$(abs_srcdir)' top_builddir='$(abs_builddir)' \
	PYTHON='$(PYTHON)' CC='$(CC)' CFLAGS='$(CFLAGS) $(AXVCPU_CFLAGS)' NM='$(NM)' \
	AXVCPU='$(abs_builddir)/axvcpu' AXVCPU_SANITIZERS='$(AXVCPU_SANITIZERS)' \
	QEMU_RISCV64='$(QEMU_RISCV64)' CC_FOR_BUILD='$(CC_FOR_BUILD)' \
	FREESTANDING_SOURCES='$(freestanding_sources)' GENERATED='$(generated)' \
	RISCV64_AS='$(filter-out :,$(RISCV64_AS))' RISCV64_LD='$(filter-out :,$(RISCV64_LD))' MAKE='$(MAKE)' \
	RISCV64_CC='$(filter-out :,$(RISCV64_CC))' RISCV64_OBJCOPY='$(filter-out :,$(RISCV64_OBJCOPY))'; \
	export builddir top_srcdir top_builddir PYTHON CC CFLAGS NM AXVCPU AXVCPU_SANITIZERS \
	QEMU_RISCV64 CC_FOR_BUILD FREESTANDING_SOURCES GENERATED RISCV64_AS RISCV64_LD RISCV64_CC RISCV64_OBJCOPY MAKE; \
	ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1 \
	TSAN_OPTIONS=halt_on_error=1; export ASAN_OPTIONS TSAN_OPTIONS;
