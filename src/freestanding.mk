# SPDX-License-Identifier: MIT
# The archive for hypervisors that have no libc; of the hosted part nothing is built.
if FREESTANDING
freestandingdir = $(libdir)/axvcpu/$(FREESTANDING_ARCH)
freestanding_LIBRARIES = libaxvcpu.a
libaxvcpu_a_SOURCES = $(core_sources) $(arch_sources) $(soft_sources) $(hext_sources)
nodist_libaxvcpu_a_SOURCES = $(generated_sources) $(soft_tables) $(hext_tables)
pkgconfig_DATA += axvcpu-freestanding-$(FREESTANDING_ARCH).pc
CLEANFILES += axvcpu-freestanding-$(FREESTANDING_ARCH).pc

axvcpu-freestanding-$(FREESTANDING_ARCH).pc: axvcpu-freestanding.pc
	$(AM_V_GEN)cp axvcpu-freestanding.pc $@
else
lib_LTLIBRARIES += libaxvcpu.la
pkgconfig_DATA += axvcpu.pc
endif
