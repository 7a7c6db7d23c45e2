# SPDX-License-Identifier: MIT
# Each program is made of the file of its own name and what they share. They see
# the hidden parts of the library, so all but one link its archive.
LDADD = %D%/libtest.a libaxvcpu.la
check_LIBRARIES += %D%/libtest.a
tests_libtest_a_SOURCES = \
	%D%/tap.c \
	%D%/tap.h \
	%D%/oracle/el2_oracle.c \
	%D%/oracle/el2_oracle.h \
	%D%/oracle/el2_oracle_abort.c \
	%D%/oracle/el2_oracle_firmware.c \
	%D%/oracle/el2_oracle_insn.c \
	%D%/oracle/el2_oracle_parts.h \
	%D%/oracle/el2_oracle_transfer.c \
	%D%/oracle/hext_oracle.c \
	%D%/oracle/hext_oracle.h \
	%D%/oracle/kvm_oracle.c \
	%D%/oracle/kvm_oracle.h \
	%D%/oracle/svm_oracle.c \
	%D%/oracle/svm_oracle.h \
	%D%/oracle/vmx_oracle.c \
	%D%/oracle/vmx_oracle.h \
	%D%/oracle/x86_exits.c \
	%D%/oracle/x86_exits.h \
	%D%/oracle/x86_moves.c \
	%D%/oracle/x86_moves.h \
	%D%/unit/access.c \
	%D%/unit/access.h \
	%D%/unit/drive.c \
	%D%/unit/el2_judge.c \
	%D%/unit/el2_judge.h \
	%D%/unit/exit_judge.c \
	%D%/unit/exit_judge.h \
	%D%/unit/exit_text.c \
	%D%/unit/exit_text.h \
	%D%/unit/expected.c \
	%D%/unit/expected.h \
	%D%/unit/fields_judge.c \
	%D%/unit/fields_judge.h \
	%D%/unit/float_host.c \
	%D%/unit/float_host.h \
	%D%/unit/float_judge.c \
	%D%/unit/float_judge.h \
	%D%/unit/float_operands.c \
	%D%/unit/guest.c \
	%D%/unit/guest.h \
	%D%/unit/hext_judge.c \
	%D%/unit/hext_judge.h \
	%D%/unit/pages.c \
	%D%/unit/pages.h \
	%D%/unit/race.c \
	%D%/unit/race.h \
	%D%/unit/replay.c \
	%D%/unit/replay.h \
	%D%/unit/samples.c \
	%D%/unit/samples.h \
	%D%/unit/saved_guest.c \
	%D%/unit/saved_guest.h \
	%D%/unit/snapshot.c \
	%D%/unit/snapshot.h \
	%D%/unit/soft_encode.h \
	%D%/unit/soft_encode_float.h \
	%D%/unit/soft_machine.c \
	%D%/unit/soft_machine.h \
	%D%/unit/soft_paging.c \
	%D%/unit/soft_paging.h \
	%D%/unit/x86_judge.c \
	%D%/unit/x86_judge.h \
	%D%/unit/x86_64_stopped.c \
	%D%/unit/x86_64_stopped.h

unit_tests = \
	%D%/unit/affinity \
	%D%/unit/arguments \
	%D%/unit/arguments_config \
	%D%/unit/arguments_cpu \
	%D%/unit/arguments_null \
	%D%/unit/completion \
	%D%/unit/completion_atomic \
	%D%/unit/completion_cancel \
	%D%/unit/completion_parts \
	%D%/unit/constants_riscv64 \
	%D%/unit/current \
	%D%/unit/decode_el2_all \
	%D%/unit/decode_el2_fields \
	%D%/unit/decode_el2_insn \
	%D%/unit/decode_el2_rows \
	%D%/unit/decode_hext \
	%D%/unit/decode_hext_all \
	%D%/unit/decode_hext_rows \
	%D%/unit/decode_kvm_all \
	%D%/unit/decode_kvm_fields \
	%D%/unit/decode_kvm_layout \
	%D%/unit/decode_kvm_rows \
	%D%/unit/decode_sbi \
	%D%/unit/decode_smccc \
	%D%/unit/decode_svm_all \
	%D%/unit/decode_svm_fields \
	%D%/unit/decode_svm_rows \
	%D%/unit/decode_tables \
	%D%/unit/decode_total \
	%D%/unit/decode_vmx_all \
	%D%/unit/decode_vmx_fields \
	%D%/unit/decode_vmx_rows \
	%D%/unit/defects \
	%D%/unit/failing \
	%D%/unit/interrupts \
	%D%/unit/judge \
	%D%/unit/lifecycle_busy \
	%D%/unit/lifecycle_steps \
	%D%/unit/lifecycle_table \
	%D%/unit/memory \
	%D%/unit/names \
	%D%/unit/own_backend \
	%D%/unit/percpu \
	%D%/unit/registers \
	%D%/unit/registers_aarch64 \
	%D%/unit/registers_plain \
	%D%/unit/registers_riscv64 \
	%D%/unit/registers_x86_64 \
	%D%/unit/spaces \
	%D%/unit/spaces_flush \
	%D%/unit/spaces_turn \
	%D%/unit/spaces_limits \
	%D%/unit/spaces_random \
	%D%/unit/statistics \
	%D%/unit/system_registers \
	%D%/unit/system_registers_x86_64 \
	%D%/unit/values \
	%D%/unit/x86_64_instruction \
	%D%/unit/x86_64_instruction_refused \
	%D%/unit/x86_64_instruction_zydis

# Those of the interpreter.
soft_tests = \
	%D%/unit/save \
	%D%/unit/save_bytes \
	%D%/unit/save_process \
	%D%/unit/soft_atomic \
	%D%/unit/soft_compressed \
	%D%/unit/soft_config \
	%D%/unit/soft_csr \
	%D%/unit/soft_fences \
	%D%/unit/soft_float_absent \
	%D%/unit/soft_float_arithmetic \
	%D%/unit/soft_float_decode \
	%D%/unit/soft_float_device \
	%D%/unit/soft_float_instructions \
	%D%/unit/soft_float_state \
	%D%/unit/soft_float_vectors \
	%D%/unit/soft_hostile \
	%D%/unit/soft_hostile_guests \
	%D%/unit/soft_integer \
	%D%/unit/soft_interrupts \
	%D%/unit/soft_memory \
	%D%/unit/soft_run \
	%D%/unit/soft_sbi \
	%D%/unit/soft_second_stage \
	%D%/unit/soft_timer \
	%D%/unit/soft_time \
	%D%/unit/soft_translate \
	%D%/unit/soft_traps

# What Zydis says of x86 instructions.
if HAVE_ZYDIS
zydis_oracle = %D%/oracle/zydis_classes.c %D%/oracle/zydis_exits.c %D%/oracle/zydis_oracle.c
else
zydis_oracle = %D%/oracle/zydis_absent.c
endif
check_LIBRARIES += %D%/libzydis.a
tests_libzydis_a_SOURCES = $(zydis_oracle) %D%/oracle/zydis_classes.h %D%/oracle/zydis_oracle.h \
	%D%/oracle/zydis_subject.h
zydis_libraries = tests/libzydis.a tests/libtest.a libaxvcpu.la $(ZYDIS_LIBS)
%C%_unit_x86_64_instruction_zydis_LDADD = $(zydis_libraries)

# The back end hext over a model of a hart, on any host.
hext_tests = \
	%D%/unit/hext_access \
	%D%/unit/hext_enable \
	%D%/unit/hext_fences \
	%D%/unit/hext_float \
	%D%/unit/hext_interrupts \
	%D%/unit/hext_registers \
	%D%/unit/hext_run \
	%D%/unit/hext_tags \
	%D%/unit/hext_timer
check_LIBRARIES += %D%/libhart.a
tests_libhart_a_SOURCES = $(hext_c_sources) \
	%D%/unit/hext_guest.c \
	%D%/unit/hext_hart.h \
	%D%/unit/hext_model.c \
	%D%/unit/hext_model.h
nodist_tests_libhart_a_SOURCES = $(generated_hext_sources)
tests_libhart_a_CPPFLAGS = $(AM_CPPFLAGS) -include $(srcdir)/%D%/unit/hext_hart.h
hart_libraries = tests/libhart.a $(LDADD)
%C%_unit_hext_access_LDADD = $(hart_libraries)
%C%_unit_hext_enable_LDADD = $(hart_libraries)
%C%_unit_hext_fences_LDADD = $(hart_libraries)
%C%_unit_hext_float_LDADD = $(hart_libraries)
%C%_unit_hext_interrupts_LDADD = $(hart_libraries)
%C%_unit_hext_registers_LDADD = $(hart_libraries)
%C%_unit_hext_run_LDADD = $(hart_libraries)
%C%_unit_hext_tags_LDADD = $(hart_libraries)
%C%_unit_hext_timer_LDADD = $(hart_libraries)

# What any exit and any decoder keep to, whoever makes up what reaches them.
total_sources = %D%/fuzz/check_decoder.c %D%/fuzz/check_decoder.h \
	%D%/fuzz/check_exit.c %D%/fuzz/check_exit.h %D%/fuzz/harness.h
%C%_unit_decode_total_SOURCES = %D%/unit/decode_total.c $(total_sources)

%C%_unit_soft_float_arithmetic_LDADD = $(LDADD) -lm
%C%_unit_soft_float_instructions_LDADD = $(LDADD) -lm

# Those that race threads against each other: for ThreadSanitizer.
thread_tests = \
	%D%/unit/races_block \
	%D%/unit/races_kick \
	%D%/unit/races_owner \
	%D%/unit/races_wake \
	%D%/unit/trace

soft_thread_tests = \
	%D%/unit/soft_threads

# The one against the shared library.
shared_test = %D%/unit/shared
%C%_unit_shared_LDFLAGS = $(AXVCPU_LDFLAGS)

build_tests = \
	%D%/build/freestanding.sh \
	%D%/build/generated.sh \
	%D%/build/headers.sh \
	%D%/build/recheck.sh \
	%D%/build/symbols.sh \
	%D%/build/uninitialised.sh

model_tests = %D%/model/check.sh

# The names and numbers of the specs against what others call them.
names_tests = %D%/unit/decode_names_x86.py %D%/unit/system_registers_aarch64.py

plain_tests = $(unit_tests) $(thread_tests) $(hext_tests)
if HAVE_SOFT
plain_tests += $(soft_tests) $(soft_thread_tests)
endif
check_PROGRAMS += $(plain_tests) $(shared_test)
TESTS = $(plain_tests) $(shared_test) $(build_tests) $(model_tests) $(names_tests)

# What a build with sanitizers can tell more of than another.
check-memory:
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(plain_tests) $(cli_tests) $(conformance_guests)'
check-threads:
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(thread_tests) $(soft_thread_tests) $(cli_thread_tests)'
# The life cycle against everything at once; MUTANT=no-recheck leaves that out, and fails.
check-model: doc/generated/lifecycle.pml
	@$(AM_TESTS_ENVIRONMENT) $(SHELL) $(srcdir)/$(model_tests) $(MUTANT)
.PHONY: check-memory check-threads check-model

EXTRA_DIST += $(build_tests) $(model_tests) $(names_tests) %D%/model/owner.pml %D%/model/vcpu.pml %D%/python-test %D%/symbols.list %D%/oracle/README.md \
	%D%/summary %D%/allowed-skips %D%/minimum
