# SPDX-License-Identifier: MIT
# What the generator reads and writes. A test compares the lists with
# `axvcpu-gen list'.
generator = $(srcdir)/%D%/axvcpu-gen
generator_inputs = $(generator) $(wildcard \
	$(srcdir)/%D%/axvcpu_gen/*.py $(srcdir)/%D%/axvcpu_gen/*/*.py \
	$(srcdir)/%D%/axvcpu_gen/templates/*.j2 \
	$(srcdir)/spec/*.yaml $(srcdir)/spec/*/*.yaml)

generated_headers = \
	src/include/axvcpu/aarch64.h \
	src/include/axvcpu/arch.h \
	src/include/axvcpu/el2.h \
	src/include/axvcpu/exits.h \
	src/include/axvcpu/hext.h \
	src/include/axvcpu/kvm.h \
	src/include/axvcpu/lifecycle.h \
	src/include/axvcpu/names.h \
	src/include/axvcpu/ops.h \
	src/include/axvcpu/psci.h \
	src/include/axvcpu/riscv64.h \
	src/include/axvcpu/sbi.h \
	src/include/axvcpu/smccc.h \
	src/include/axvcpu/status.h \
	src/include/axvcpu/svm.h \
	src/include/axvcpu/syndrome.h \
	src/include/axvcpu/vmx.h \
	src/include/axvcpu/x86_64.h

generated_sources = \
	src/generated/aarch64_checks.c \
	src/generated/aarch64_context.h \
	src/generated/aarch64_registers.c \
	src/generated/arches.c \
	src/generated/backends.c \
	src/generated/decoders.c \
	src/generated/decoders.h \
	src/generated/el2_decode.c \
	src/generated/el2_fields.c \
	src/generated/el2_fields.h \
	src/generated/exit_fields.c \
	src/generated/hext_decode.c \
	src/generated/hext_fields.c \
	src/generated/hext_fields.h \
	src/generated/kvm_decode.c \
	src/generated/kvm_fields.c \
	src/generated/kvm_fields.h \
	src/generated/lifecycle_table.h \
	src/generated/names.c \
	src/generated/psci.c \
	src/generated/psci_fields.h \
	src/generated/registers.c \
	src/generated/registers.h \
	src/generated/riscv64_checks.c \
	src/generated/riscv64_constants.h \
	src/generated/riscv64_context.h \
	src/generated/riscv64_formats.c \
	src/generated/riscv64_hardware.h \
	src/generated/riscv64_registers.c \
	src/generated/saved.c \
	src/generated/saved.h \
	src/generated/sbi.c \
	src/generated/sbi_fields.h \
	src/generated/smccc.c \
	src/generated/smccc_fields.h \
	src/generated/svm_decode.c \
	src/generated/svm_fields.c \
	src/generated/svm_fields.h \
	src/generated/system_registers.c \
	src/generated/vmx_decode.c \
	src/generated/vmx_fields.c \
	src/generated/vmx_fields.h \
	src/generated/x86_64_checks.c \
	src/generated/x86_64_context.h \
	src/generated/x86_64_registers.c \
	src/generated/x86_instructions.c \
	src/generated/x86_instructions.h

# Only in a library that has the interpreter.
generated_soft_sources = \
	src/generated/soft_ops.c \
	src/generated/soft_ops.h

# Only in a library for riscv64 without an operating system.
generated_hext_sources = \
	src/generated/hext_ops.c \
	src/generated/hext_ops.h

# Only in the command.
generated_cli_sources = \
	src/generated/spec_tables.c

# Manual pages, one for each decoder among them.
generated_pages = \
	doc/generated/axvcpu-el2.7 \
	doc/generated/axvcpu-exits.7 \
	doc/generated/axvcpu-gen.1 \
	doc/generated/axvcpu-hext.7 \
	doc/generated/axvcpu-kvm.7 \
	doc/generated/axvcpu-spec.5 \
	doc/generated/axvcpu-svm.7 \
	doc/generated/axvcpu-vmx.7
man_MANS += $(generated_pages)

generated_documents = $(generated_pages) \
	doc/generated/causes-el2.md \
	doc/generated/causes-hext.md \
	doc/generated/causes-kvm.md \
	doc/generated/causes-svm.md \
	doc/generated/causes-vmx.md \
	doc/generated/exits.md \
	doc/generated/lifecycle.dot \
	doc/generated/lifecycle.mmd \
	doc/generated/lifecycle.pml \
	doc/generated/saved-aarch64.md \
	doc/generated/saved-riscv64.md \
	doc/generated/saved-x86_64.md \
	doc/generated/x86-instructions.md

generated = $(generated_headers) $(generated_sources) $(generated_soft_sources) \
	$(generated_hext_sources) $(generated_cli_sources) $(generated_documents)


# The names have no $(srcdir)/ in front: make finds a shipped copy by VPATH while
# it is current, and else makes one in the build directory.
BUILT_SOURCES += $(generated)
EXTRA_DIST += $(generated) generated.stamp %D%/README.md %D%/axvcpu-gen %D%/axvcpu_gen spec
CLEANFILES += $(generated) generated.stamp

# One run makes all files, so the stamp stands for them. It is older than they
# are, also where a tarball cuts times to whole seconds.
generated.stamp: $(generator_inputs)
	@test "$(PYTHON)" != : || { \
	  echo "A spec is newer than what was generated: configure with a python3." >&2; exit 1; }
	@rm -f $@ && touch $@.tmp
	$(AM_V_GEN)PYTHONHASHSEED=0 $(PYTHON) -B $(generator) --spec $(srcdir)/spec --output . generate
	@mv -f $@.tmp $@

$(generated): generated.stamp
	@test -f $@ || { rm -f generated.stamp; $(MAKE) $(AM_MAKEFLAGS) generated.stamp; }

dist-hook::
	find $(distdir)/%D% -name __pycache__ -prune -exec rm -rf {} +
