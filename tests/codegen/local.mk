# SPDX-License-Identifier: MIT
# The generator: bad specs, a toy's golden files, the command line.
generator_tests = %D%/check.py

TESTS += $(generator_tests)

EXTRA_DIST += $(generator_tests) %D%/bad %D%/golden %D%/toy \
	%D%/bad.py %D%/commandline.py %D%/coverage_of_errors.py %D%/golden.py \
	%D%/made.py %D%/places.py %D%/tap.py %D%/refine.h %D%/wire.c %D%/wire.expected

# What the toy spec makes, written anew: read the difference before it is committed.
update-golden:
	$(PYTHON) -B $(srcdir)/%D%/golden.py
.PHONY: update-golden
