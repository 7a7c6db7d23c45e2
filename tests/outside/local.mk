# SPDX-License-Identifier: MIT
# What others do with an installed library.
outside_tests = \
	%D%/check.sh \
	%D%/install.sh \
	%D%/porting.py

TESTS += $(outside_tests)

EXTRA_DIST += $(outside_tests) \
	%D%/bare.c \
	%D%/hosted.c \
	%D%/library.sh \
	%D%/loongarch/Makefile.am \
	%D%/loongarch/configure.ac \
	%D%/loongarch/lvz.c \
	%D%/loongarch/lvz.h \
	%D%/loongarch/spec/arch/loongarch64.yaml \
	%D%/loongarch/spec/backend/lvz.yaml \
	%D%/loongarch/tests/known.c
