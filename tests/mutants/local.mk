# SPDX-License-Identifier: MIT
# Whether a wrong row of a spec would be noticed: each is changed in turn.
# A sample of the changes is part of `make check'.
AM_TESTS_ENVIRONMENT += \
	MUTANTS_LIBRARY='$(libaxvcpu_la_SOURCES) $(nodist_libaxvcpu_la_SOURCES)' \
	MUTANTS_SUPPORT='$(tests_libtest_a_SOURCES) $(zydis_oracle)' MUTANTS_LIBS='$(ZYDIS_LIBS)'; \
	export MUTANTS_LIBRARY MUTANTS_SUPPORT MUTANTS_LIBS;

mutants_tests = %D%/sample.py

if HAVE_SOFT
TESTS += $(mutants_tests)
endif

# MUTANTS='--only spec/firmware --sample 100 --seed 7', or --help.
check-mutants: $(generated)
	@$(AM_TESTS_ENVIRONMENT) $(PY_LOG_COMPILER) $(srcdir)/%D%/mutate.py $(MUTANTS)
.PHONY: check-mutants

EXTRA_DIST += $(mutants_tests) \
	%D%/changes.py \
	%D%/concerned.py \
	%D%/decoder_rows.py \
	%D%/equivalent \
	%D%/instruction_rows.py \
	%D%/mutants.py \
	%D%/mutate.py \
	%D%/places.py \
	%D%/plain_rows.py \
	%D%/positions.py \
	%D%/tree.py \
	%D%/trial.py \
	%D%/vocabulary.py
