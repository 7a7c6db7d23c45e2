# SPDX-License-Identifier: MIT
# The command.
bin_PROGRAMS += axvcpu

axvcpu_SOURCES = \
	%D%/backends.c \
	%D%/bus.c \
	%D%/bus.h \
	%D%/choice.c \
	%D%/choice.h \
	%D%/command.h \
	%D%/console.c \
	%D%/console.h \
	%D%/crash.c \
	%D%/crash.h \
	%D%/crash_log.c \
	%D%/decode.c \
	%D%/explain.c \
	%D%/explain.h \
	%D%/explain_json.c \
	%D%/explain_text.c \
	%D%/fields.c \
	%D%/fields.h \
	%D%/fields_json.c \
	%D%/guest_memory.c \
	%D%/guest_memory.h \
	%D%/handlers.c \
	%D%/handlers.h \
	%D%/hart.c \
	%D%/hsm.c \
	%D%/hsm.h \
	%D%/idle.c \
	%D%/idle.h \
	%D%/loader.c \
	%D%/loader.h \
	%D%/loader_elf.c \
	%D%/machine.c \
	%D%/machine.h \
	%D%/mailbox.c \
	%D%/mailbox.h \
	%D%/main.c \
	%D%/message.c \
	%D%/message.h \
	%D%/options.c \
	%D%/options.h \
	%D%/parse.c \
	%D%/parse.h \
	%D%/record.c \
	%D%/record.h \
	%D%/run.c \
	%D%/sbi.c \
	%D%/sbi.h \
	%D%/signals.c \
	%D%/signals.h \
	%D%/statistics.c \
	%D%/statistics.h \
	%D%/suggest.c \
	%D%/suggest.h \
	%D%/syndrome.c \
	%D%/trace.c \
	%D%/trace.h \
	%D%/uart.c \
	%D%/uart.h
axvcpu_CPPFLAGS = $(AM_CPPFLAGS) $(CLI_CFLAGS)
axvcpu_LDFLAGS = $(AXVCPU_LDFLAGS)
axvcpu_LDADD = libaxvcpu.la $(CLI_LIBS)
