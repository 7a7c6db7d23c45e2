# SPDX-License-Identifier: MIT
# Harnesses that take any bytes. Each is two programs: NAME, a test that replays the
# seeds; and NAME_libfuzzer.fuzz, with libFuzzer, which check-fuzzers runs.
harness_sources = %D%/harness.h %D%/check_exit.c %D%/check_exit.h
fuzzer_flags = $(AM_LDFLAGS) -fsanitize=fuzzer

%C%_decode_SOURCES = %D%/decode.c %D%/replay.c $(harness_sources)
%C%_decode_libfuzzer_fuzz_SOURCES = %D%/decode.c $(harness_sources)
%C%_decode_libfuzzer_fuzz_LDFLAGS = $(fuzzer_flags)
%C%_api_SOURCES = %D%/api.c %D%/replay.c %D%/harness.h
%C%_api_libfuzzer_fuzz_SOURCES = %D%/api.c %D%/harness.h
%C%_api_libfuzzer_fuzz_LDFLAGS = $(fuzzer_flags)
%C%_instruction_SOURCES = %D%/instruction.c %D%/replay.c $(harness_sources)
%C%_instruction_libfuzzer_fuzz_SOURCES = %D%/instruction.c $(harness_sources)
%C%_instruction_libfuzzer_fuzz_LDFLAGS = $(fuzzer_flags)
# One for each back end's decoder.
decoder_sources = %D%/decoder.c $(harness_sources) %D%/check_decoder.c %D%/check_decoder.h
%C%_decoder_el2_SOURCES = $(decoder_sources) %D%/replay.c
%C%_decoder_el2_CPPFLAGS = $(AM_CPPFLAGS) -DBACKEND='"el2"'
%C%_decoder_el2_libfuzzer_fuzz_SOURCES = $(decoder_sources)
%C%_decoder_el2_libfuzzer_fuzz_CPPFLAGS = $(%C%_decoder_el2_CPPFLAGS)
%C%_decoder_el2_libfuzzer_fuzz_LDFLAGS = $(fuzzer_flags)
%C%_decoder_hext_SOURCES = $(decoder_sources) %D%/replay.c
%C%_decoder_hext_CPPFLAGS = $(AM_CPPFLAGS) -DBACKEND='"hext"'
%C%_decoder_hext_libfuzzer_fuzz_SOURCES = $(decoder_sources)
%C%_decoder_hext_libfuzzer_fuzz_CPPFLAGS = $(%C%_decoder_hext_CPPFLAGS)
%C%_decoder_hext_libfuzzer_fuzz_LDFLAGS = $(fuzzer_flags)
%C%_decoder_kvm_SOURCES = $(decoder_sources) %D%/replay.c
%C%_decoder_kvm_CPPFLAGS = $(AM_CPPFLAGS) -DBACKEND='"kvm"'
%C%_decoder_kvm_libfuzzer_fuzz_SOURCES = $(decoder_sources)
%C%_decoder_kvm_libfuzzer_fuzz_CPPFLAGS = $(%C%_decoder_kvm_CPPFLAGS)
%C%_decoder_kvm_libfuzzer_fuzz_LDFLAGS = $(fuzzer_flags)
%C%_decoder_svm_SOURCES = $(decoder_sources) %D%/replay.c
%C%_decoder_svm_CPPFLAGS = $(AM_CPPFLAGS) -DBACKEND='"svm"'
%C%_decoder_svm_libfuzzer_fuzz_SOURCES = $(decoder_sources)
%C%_decoder_svm_libfuzzer_fuzz_CPPFLAGS = $(%C%_decoder_svm_CPPFLAGS)
%C%_decoder_svm_libfuzzer_fuzz_LDFLAGS = $(fuzzer_flags)
%C%_decoder_vmx_SOURCES = $(decoder_sources) %D%/replay.c
%C%_decoder_vmx_CPPFLAGS = $(AM_CPPFLAGS) -DBACKEND='"vmx"'
%C%_decoder_vmx_libfuzzer_fuzz_SOURCES = $(decoder_sources)
%C%_decoder_vmx_libfuzzer_fuzz_CPPFLAGS = $(%C%_decoder_vmx_CPPFLAGS)
%C%_decoder_vmx_libfuzzer_fuzz_LDFLAGS = $(fuzzer_flags)
harnesses = %D%/api %D%/decode %D%/decoder_el2 %D%/decoder_hext %D%/decoder_kvm %D%/decoder_svm \
	%D%/decoder_vmx %D%/instruction

board_sources = $(harness_sources) %D%/board.c %D%/board.h %D%/check_syndrome.c \
	%D%/check_syndrome.h
%C%_interpreter_SOURCES = %D%/interpreter.c %D%/replay.c $(board_sources)
%C%_interpreter_libfuzzer_fuzz_SOURCES = %D%/interpreter.c $(board_sources)
%C%_interpreter_libfuzzer_fuzz_LDFLAGS = $(fuzzer_flags)
%C%_saved_SOURCES = %D%/saved.c %D%/replay.c $(board_sources)
%C%_saved_libfuzzer_fuzz_SOURCES = %D%/saved.c $(board_sources)
%C%_saved_libfuzzer_fuzz_LDFLAGS = $(fuzzer_flags)
if HAVE_SOFT
harnesses += %D%/interpreter %D%/saved
endif

# Parts of the command, but for its messages.
loader_sources = %D%/harness.h %D%/complaints.c %D%/complaints.h %D%/file.c %D%/file.h
loader_libraries = tests/libtest.a src/cli/libcli.a libaxvcpu.la $(CLI_LIBS)
%C%_elf_SOURCES = %D%/elf.c %D%/replay.c $(loader_sources)
%C%_elf_LDADD = $(loader_libraries)
%C%_elf_libfuzzer_fuzz_SOURCES = %D%/elf.c $(loader_sources)
%C%_elf_libfuzzer_fuzz_LDFLAGS = $(fuzzer_flags)
%C%_elf_libfuzzer_fuzz_LDADD = $(loader_libraries)
%C%_image_SOURCES = %D%/image.c %D%/replay.c $(loader_sources)
%C%_image_LDADD = $(loader_libraries)
%C%_image_libfuzzer_fuzz_SOURCES = %D%/image.c $(loader_sources)
%C%_image_libfuzzer_fuzz_LDFLAGS = $(fuzzer_flags)
%C%_image_libfuzzer_fuzz_LDADD = $(loader_libraries)
%C%_sbi_SOURCES = %D%/sbi.c %D%/replay.c $(board_sources)
%C%_sbi_LDADD = $(loader_libraries)
%C%_sbi_libfuzzer_fuzz_SOURCES = %D%/sbi.c $(board_sources)
%C%_sbi_libfuzzer_fuzz_LDFLAGS = $(fuzzer_flags)
%C%_sbi_libfuzzer_fuzz_LDADD = $(loader_libraries)
if WITH_CLI
harnesses += %D%/elf %D%/image
if HAVE_SOFT
harnesses += %D%/sbi
endif
endif

fuzzers = $(harnesses:=_libfuzzer.fuzz)
check_PROGRAMS += $(harnesses)
EXTRA_PROGRAMS += $(fuzzers)
TESTS += $(harnesses)
EXTRA_DIST += %D%/corpus %D%/fuzz.sh %D%/README.md

FUZZ_LOG_DRIVER = $(tap_driver)
FUZZ_LOG_COMPILER = $(SHELL) $(srcdir)/%D%/fuzz.sh
check-fuzzers:
	@case '$(AXVCPU_SANITIZERS)' in *fuzzer-no-link*) ;; *) \
	  echo 'This build has no libFuzzer: $(srcdir)/%D%/README.md says how to configure one.' >&2; \
	  exit 1 ;; esac
	$(MAKE) $(AM_MAKEFLAGS) check check_PROGRAMS='$(fuzzers)' TESTS='$(fuzzers)'
.PHONY: check-fuzzers

CLEANFILES += $(fuzzers) $(fuzzers:=.out) $(fuzzers:=.failure)
clean-local:
	for fuzzer in $(fuzzers); do rm -rf $$fuzzer.found; done
