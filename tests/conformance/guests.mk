# SPDX-License-Identifier: MIT
# The guests, which a build with an operating system and one for bare metal both run.

# Those that need nothing but the 16550, SBI, four harts and a timebase of 10 MHz: they run,
# unchanged, on any machine that has them.
conformance_portable = \
	%D%/riscv64/hsm.img \
	%D%/riscv64/ipi.img \
	%D%/riscv64/rfence.img \
	%D%/riscv64/sbi_base.img \
	%D%/riscv64/timer.img \
	%D%/riscv64/uart.img

# Those that give orders to the monitor.
conformance_guests = $(conformance_portable) \
	%D%/riscv64/budget.img \
	%D%/riscv64/csr_exits.img \
	%D%/riscv64/halt.img \
	%D%/riscv64/inject_exception.img \
	%D%/riscv64/interrupts.img \
	%D%/riscv64/kick.img \
	%D%/riscv64/misaligned.img \
	%D%/riscv64/mmio_atomic.img \
	%D%/riscv64/mmio_compressed.img \
	%D%/riscv64/mmio_loads.img \
	%D%/riscv64/mmio_stores.img \
	%D%/riscv64/nested_faults.img \
	%D%/riscv64/nested_marks.img \
	%D%/riscv64/page_crossing.img \
	%D%/riscv64/reset.img \
	%D%/riscv64/retry_after_map.img \
	%D%/riscv64/sbi_every.img \
	%D%/riscv64/suspend.img \
	%D%/riscv64/two_vms.img \
	%D%/riscv64/virtual_instruction.img

# What guests share.
conformance_library = \
	%D%/riscv64/start.S \
	%D%/riscv64/console.c \
	%D%/riscv64/control.c \
	%D%/riscv64/harts.c \
	%D%/riscv64/mailbox.c \
	%D%/riscv64/pending.c \
	%D%/riscv64/probe.c \
	%D%/riscv64/report.c \
	%D%/riscv64/sbi.c \
	%D%/riscv64/stop.c \
	%D%/riscv64/trap.c \
	%D%/riscv64/ways.c
# Another configuration may have found a compiler.
conformance_headers = \
	config.status \
	%D%/control.h \
	%D%/riscv64/context.h \
	%D%/riscv64/encode.h \
	%D%/riscv64/guest.h \
	%D%/riscv64/stop.h \
	%D%/riscv64/ways.h \
	src/cli/addresses.h \
	src/include/axvcpu/exits.h \
	src/include/axvcpu/status.h

# Without a compiler for riscv64 an image is empty, and its test skipped.
guest_flags = -march=rv64imac_zicsr_zifencei -mabi=lp64 -mcmodel=medany -mno-relax -fno-pic \
	-std=gnu11 -O2 -g -ffreestanding -fno-builtin -Wall -Wextra -Werror \
	-I$(builddir)/src/include -I$(srcdir)/src/include
guest_objects = $(patsubst %,%.guest.o,$(basename $(conformance_library)))
guest_compile = $(AM_V_CC)if test '$(RISCV64_CC)' = :; then : >$@; else \
	$(RISCV64_CC) $(guest_flags) -c -o $@ $<; fi

%D%/riscv64/%.guest.o: %D%/riscv64/%.c $(conformance_headers)
	@$(MKDIR_P) $(@D)
	$(guest_compile)
%D%/riscv64/%.guest.o: %D%/riscv64/%.S $(conformance_headers)
	@$(MKDIR_P) $(@D)
	$(guest_compile)

%D%/riscv64/%.elf: %D%/riscv64/%.guest.o $(guest_objects) %D%/riscv64/guest.ld
	$(AM_V_CCLD)if test '$(RISCV64_CC)' = :; then : >$@; else \
	  $(RISCV64_CC) -march=rv64imac_zicsr_zifencei -mabi=lp64 -nostdlib -static -Wl,--build-id=none \
	    -Wl,-T,$(srcdir)/%D%/riscv64/guest.ld -o $@ $< $(guest_objects); fi

.PRECIOUS: %D%/riscv64/%.img %D%/riscv64/%.elf %D%/riscv64/%.guest.o
%D%/riscv64/%.img: %D%/riscv64/%.elf
	$(AM_V_GEN)if test '$(RISCV64_OBJCOPY)' = : || test '$(RISCV64_CC)' = :; then : >$@; else \
	  $(RISCV64_OBJCOPY) -O binary $< $@; fi

MOSTLYCLEANFILES = %D%/riscv64/*.o %D%/riscv64/*.elf %D%/riscv64/*.img

IMG_LOG_DRIVER = $(tap_driver)
IMG_LOG_COMPILER = $(SHELL) $(srcdir)/%D%/run-guest

EXTRA_DIST += %D%/run-guest \
	%D%/riscv64/context.h %D%/riscv64/encode.h %D%/riscv64/guest.h %D%/riscv64/guest.ld \
	%D%/riscv64/stop.h %D%/riscv64/ways.h \
	$(conformance_library) $(conformance_guests:.img=.c)
