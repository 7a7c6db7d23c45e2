# SPDX-License-Identifier: MIT
# The interpreter against a peer that shares no line with it: QEMU.
AM_TESTS_ENVIRONMENT += \
	CONFORMANCE_PORTABLE='$(conformance_portable)'; export CONFORMANCE_PORTABLE;

peer_tests = \
	%D%/differences.py \
	%D%/guests.py \
	%D%/sequences.py

if WITH_CLI
if HAVE_SOFT
TESTS += $(peer_tests)
endif
endif

%D%/guests.log: $(conformance_portable)

# SEED=2 OPERATIONS=1000000 make check-peer; FIRST is the sequence to begin with.
check-peer:
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(peer_tests)'
.PHONY: check-peer

EXTRA_DIST += $(peer_tests) \
	%D%/batch.py \
	%D%/driver.s \
	%D%/encode.py \
	%D%/firmware.s \
	%D%/floats.inc \
	%D%/generate.py \
	%D%/generate_float.py \
	%D%/layout.inc \
	%D%/layout.py \
	%D%/machines.py \
	%D%/outcome.py \
	%D%/sequence.py \
	%D%/shrink.py \
	%D%/state.py \
	%D%/tables.inc \
	%D%/told/guest.inc
