# SPDX-License-Identifier: MIT
# The library.

axvcpuincludedir = $(includedir)/axvcpu
dist_axvcpuinclude_HEADERS = \
	%D%/include/axvcpu/axvcpu.h \
	%D%/include/axvcpu/backend.h \
	%D%/include/axvcpu/config.h \
	%D%/include/axvcpu/error.h \
	%D%/include/axvcpu/export.h \
	%D%/include/axvcpu/host.h \
	%D%/include/axvcpu/percpu.h \
	%D%/include/axvcpu/soft.h \
	%D%/include/axvcpu/space.h \
	%D%/include/axvcpu/vcpu.h
nodist_axvcpuinclude_HEADERS = $(generated_headers)

# What needs no operating system.
core_sources = \
	%D%/core/arches.h \
	%D%/core/backend.c \
	%D%/core/bind.c \
	%D%/core/block.c \
	%D%/core/complete.c \
	%D%/core/config.c \
	%D%/core/create.c \
	%D%/core/error.c \
	%D%/core/hold.c \
	%D%/core/identity.c \
	%D%/core/interrupts.c \
	%D%/core/lifecycle.c \
	%D%/core/memory_functions.h \
	%D%/core/observe.c \
	%D%/core/parts.c \
	%D%/core/percpu.c \
	%D%/core/registers.c \
	%D%/core/restore.c \
	%D%/core/restore_exit.c \
	%D%/core/run.c \
	%D%/core/save.c \
	%D%/core/saved.h \
	%D%/core/setup.c \
	%D%/core/shoot_down.c \
	%D%/core/space.c \
	%D%/core/space.h \
	%D%/core/space_create.c \
	%D%/core/table.c \
	%D%/core/table_format.h \
	%D%/core/tags.c \
	%D%/core/vcpu.h

hosted_sources = \
	%D%/host/hosted.c

libaxvcpu_la_SOURCES = $(core_sources) $(arch_sources) $(soft_sources) $(hosted_sources)
nodist_libaxvcpu_la_SOURCES = $(generated_sources) $(soft_tables)
libaxvcpu_la_CFLAGS = $(AM_CFLAGS) -fvisibility=hidden
libaxvcpu_la_LDFLAGS = $(AXVCPU_LDFLAGS) -version-info 0:0:0 -no-undefined
if VERSION_SCRIPT
libaxvcpu_la_LDFLAGS += -Wl,--version-script=$(srcdir)/%D%/libaxvcpu.map
libaxvcpu_la_DEPENDENCIES = %D%/libaxvcpu.map
endif
EXTRA_DIST += %D%/libaxvcpu.map
