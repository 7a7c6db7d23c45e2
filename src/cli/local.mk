# SPDX-License-Identifier: MIT
# The command: all but its main is an archive, of which tests take parts.
if WITH_CLI
bin_PROGRAMS += axvcpu
noinst_LIBRARIES += %D%/libcli.a
endif

axvcpu_SOURCES = %D%/main.c
axvcpu_LDFLAGS = $(AXVCPU_LDFLAGS)
axvcpu_LDADD = %D%/libcli.a libaxvcpu.la $(CLI_LIBS)

src_cli_libcli_a_SOURCES = \
	%D%/addresses.h \
	%D%/backends.c \
	%D%/bus.c \
	%D%/bus.h \
	%D%/choice.c \
	%D%/choice.h \
	%D%/command.h \
	%D%/complete.c \
	%D%/console.c \
	%D%/console.h \
	%D%/crash.c \
	%D%/crash.h \
	%D%/crash_log.c \
	%D%/crash_log.h \
	%D%/decode.c \
	%D%/demo_image.h \
	%D%/device_tree.c \
	%D%/device_tree.h \
	%D%/explain.c \
	%D%/explain.h \
	%D%/explain_json.c \
	%D%/explain_text.c \
	%D%/faults.c \
	%D%/faults.h \
	%D%/fields.c \
	%D%/fields.h \
	%D%/fields_json.c \
	%D%/find_instruction.c \
	%D%/guest_memory.c \
	%D%/guest_memory.h \
	%D%/handlers.c \
	%D%/handlers.h \
	%D%/hart.c \
	%D%/hsm.c \
	%D%/hsm.h \
	%D%/idle.c \
	%D%/idle.h \
	%D%/kernel_image.c \
	%D%/kernel_image.h \
	%D%/loader.c \
	%D%/loader.h \
	%D%/loader_elf.c \
	%D%/loader_file.c \
	%D%/loader_kernel.c \
	%D%/log_line.c \
	%D%/machine.c \
	%D%/machine.h \
	%D%/mailbox.c \
	%D%/mailbox.h \
	%D%/message.c \
	%D%/message.h \
	%D%/options.c \
	%D%/options.h \
	%D%/parse.c \
	%D%/parse.h \
	%D%/platform.h \
	%D%/progress.c \
	%D%/progress.h \
	%D%/record.c \
	%D%/record.h \
	%D%/run.c \
	%D%/sbi.c \
	%D%/sbi.h \
	%D%/signals.c \
	%D%/signals.h \
	%D%/statistics.c \
	%D%/spec.c \
	%D%/spec.h \
	%D%/spec_entries.c \
	%D%/spec_graph.c \
	%D%/spec_show.c \
	%D%/spec_tables.h \
	%D%/spelling.c \
	%D%/spelling.h \
	%D%/statistics.h \
	%D%/suggest.c \
	%D%/suggest.h \
	%D%/suspend.c \
	%D%/suspend.h \
	%D%/syndrome.c \
	%D%/terminal.c \
	%D%/terminal.h \
	%D%/trace.c \
	%D%/trace.h \
	%D%/uart.c \
	%D%/uart.h
nodist_src_cli_libcli_a_SOURCES = %D%/demo_image.c $(generated_cli_sources)
src_cli_libcli_a_CPPFLAGS = $(AM_CPPFLAGS) $(CLI_CFLAGS)

# A name that bash-completion looks for; it asks the command, whatever its version.
if WITH_CLI
if BASH_COMPLETION
bashcompletiondir = $(BASH_COMPLETION_DIR)
dist_bashcompletion_DATA = %D%/completion/axvcpu
endif
endif

# The built-in guest: assembled, linked, and made an array. The tarball ships the
# array, so its users need no assembler for riscv64.
demo_sources = \
	%D%/demo/start.s \
	%D%/demo/devices.s \
	%D%/demo/harts.s \
	%D%/demo/pi.s \
	%D%/demo/picture.s \
	%D%/demo/power.s \
	%D%/demo/registers.s \
	%D%/demo/text.s \
	%D%/demo/timer.s \
	%D%/demo/traps.s
demo_inputs = $(demo_sources) %D%/demo/demo.inc %D%/demo/demo.ld
EXTRA_DIST += $(demo_inputs) %D%/demo_image.c codegen/embed
CLEANFILES += %D%/demo_image.c

%D%/demo_image.c: $(demo_inputs) codegen/embed
	@test '$(RISCV64_AS)' != : && test '$(PYTHON)' != : || { \
	  echo "The demo guest has changed: configure with a riscv64 assembler and python3." >&2; exit 1; }
	@$(MKDIR_P) %D%/demo
	$(AM_V_GEN)for source in $(demo_sources); do \
	  $(RISCV64_AS) -march=rv64imac_zicsr_zifencei -I $(srcdir)/%D%/demo \
	    -o $${source%.s}.o $(srcdir)/$$source || exit 1; \
	done
	@$(RISCV64_LD) -T $(srcdir)/%D%/demo/demo.ld -o %D%/demo/demo.elf $(demo_sources:.s=.o)
	@$(PYTHON) -B $(srcdir)/codegen/embed --header cli/demo_image.h --of %D%/demo \
	  %D%/demo/demo.elf $@
mostlyclean-local:
	rm -f $(demo_sources:.s=.o) %D%/demo/demo.elf
