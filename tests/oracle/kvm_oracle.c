/* SPDX-License-Identifier: MIT */
/*
 * The union of struct kvm_run, of which the words u0 to u8 are the first 72 bytes, is looked at
 * by the members that linux/kvm.h gives each exit on x86; their names stand beside the bits.
 */
#include "kvm_oracle.h"

#include <string.h>

/* linux/kvm.h, KVM_EXIT_*: the ones with an answer of their own. */
enum {
	EXIT_IO = 2, EXIT_HYPERCALL = 3, EXIT_DEBUG = 4, EXIT_HLT = 5, EXIT_MMIO = 6,
	EXIT_IRQ_WINDOW_OPEN = 7, EXIT_SHUTDOWN = 8, EXIT_FAIL_ENTRY = 9, EXIT_INTR = 10,
	EXIT_SYSTEM_EVENT = 24, EXIT_IOAPIC_EOI = 26, EXIT_X86_RDMSR = 29, EXIT_X86_WRMSR = 30,
	EXIT_X86_BUS_LOCK = 33, EXIT_MEMORY_FAULT = 39
};

/* The project's numbers of RAX, of RDX, and of no register at all. */
enum { RAX = 0, RDX = 2, NO_REGISTER = 0xffff };

typedef const struct axvcpu_kvm_syndrome words;

static uint32_t low_half(uint64_t word)
{
	return (uint32_t)word;
}

static void port_read(struct axvcpu_exit *exit, uint16_t port, uint8_t size)
{
	exit->reason = AXVCPU_EXIT_IO_READ;
	exit->known = AXVCPU_KNOWN_IO_READ_PORT | AXVCPU_KNOWN_IO_READ_WIDTH;
	exit->io_read.port = port;
	exit->io_read.width = size;
}

static void port_write(struct axvcpu_exit *exit, uint16_t port, uint8_t size, uint64_t data)
{
	exit->reason = AXVCPU_EXIT_IO_WRITE;
	exit->known = AXVCPU_KNOWN_IO_WRITE_PORT | AXVCPU_KNOWN_IO_WRITE_WIDTH |
		AXVCPU_KNOWN_IO_WRITE_DATA;
	exit->io_write.port = port;
	exit->io_write.width = size;
	exit->io_write.data = x86_low_bytes(data, size);
}

/* io: direction, size, port, count; KVM_EXIT_IO_IN is 0, KVM_EXIT_IO_OUT 1. */
static void port_access(words *run, struct axvcpu_exit *exit)
{
	uint8_t direction = (uint8_t)run->u0, size = (uint8_t)(run->u0 >> 8);
	uint16_t port = (uint16_t)(run->u0 >> 16);

	if (direction > 1 || (size != 1 && size != 2 && size != 4))
		x86_unknown(exit, run->exit_reason);
	else if (direction == 0)
		port_read(exit, port, size);
	else
		port_write(exit, port, size, run->io_data);
}

static void memory_read(struct axvcpu_exit *exit, uint64_t addr, uint8_t size)
{
	exit->reason = AXVCPU_EXIT_MMIO_READ;
	exit->known = AXVCPU_KNOWN_MMIO_READ_ALL & ~(uint32_t)AXVCPU_KNOWN_MMIO_READ_GVA &
		~(uint32_t)AXVCPU_KNOWN_MMIO_READ_MEMORY;
	exit->mmio_read.addr = addr;
	exit->mmio_read.access = AXVCPU_ACCESS_READ;
	exit->mmio_read.width = size;
	exit->mmio_read.reg = NO_REGISTER;
	exit->mmio_read.reg_width = size;
}

static void memory_write(struct axvcpu_exit *exit, uint64_t addr, uint8_t size, uint64_t data)
{
	exit->reason = AXVCPU_EXIT_MMIO_WRITE;
	exit->known = AXVCPU_KNOWN_MMIO_WRITE_ADDR | AXVCPU_KNOWN_MMIO_WRITE_WIDTH |
		AXVCPU_KNOWN_MMIO_WRITE_DATA | AXVCPU_KNOWN_MMIO_WRITE_ACCESS;
	exit->mmio_write.addr = addr;
	exit->mmio_write.access = AXVCPU_ACCESS_WRITE;
	exit->mmio_write.width = size;
	exit->mmio_write.data = x86_low_bytes(data, size);
}

/* mmio: phys_addr, data, len, is_write. */
static void memory_access(words *run, struct axvcpu_exit *exit)
{
	uint32_t length = low_half(run->u2);
	bool write = (uint8_t)(run->u2 >> 32) != 0;

	if (length != 1 && length != 2 && length != 4 && length != 8)
		x86_unknown(exit, run->exit_reason);
	else if (write)
		memory_write(exit, run->u0, (uint8_t)length, run->u1);
	else
		memory_read(exit, run->u0, (uint8_t)length);
}

/* hypercall: nr, args. */
static void hypercall(words *run, struct axvcpu_exit *exit)
{
	const uint64_t args[] = { run->u1, run->u2, run->u3, run->u4, run->u5, run->u6 };

	exit->reason = AXVCPU_EXIT_HYPERCALL;
	exit->known = AXVCPU_KNOWN_HYPERCALL_ALL;
	exit->hypercall.nr = run->u0;
	memcpy(exit->hypercall.args, args, sizeof(args));
}

/* debug.arch, struct kvm_debug_exit_arch: exception, pc, dr6, which only #DB fills in. */
static void debug(words *run, struct axvcpu_exit *exit)
{
	enum { BP = 3 };

	x86_debug(exit, low_half(run->u0) == BP ? AXVCPU_DEBUG_BREAKPOINT :
		  x86_debug_cause(run->u2), run->u1);
}

/* msr: index. */
static void msr_read(words *run, struct axvcpu_exit *exit)
{
	exit->reason = AXVCPU_EXIT_SYSREG_READ;
	exit->known = AXVCPU_KNOWN_SYSREG_READ_ALL;
	exit->sysreg_read.addr = low_half(run->u1 >> 32);
	exit->sysreg_read.reg = RAX;
	exit->sysreg_read.reg_high = RDX;
}

/* msr: index, data. */
static void msr_write(words *run, struct axvcpu_exit *exit)
{
	exit->reason = AXVCPU_EXIT_SYSREG_WRITE;
	exit->known = AXVCPU_KNOWN_SYSREG_WRITE_ALL;
	exit->sysreg_write.addr = low_half(run->u1 >> 32);
	exit->sysreg_write.value = run->u2;
}

/* system_event: type; KVM_SYSTEM_EVENT_SHUTDOWN 1, RESET 2, CRASH 3. */
static void system_event(words *run, struct axvcpu_exit *exit)
{
	static const enum axvcpu_down kinds[] = {
		AXVCPU_DOWN_OFF, AXVCPU_DOWN_OFF, AXVCPU_DOWN_RESET, AXVCPU_DOWN_CRASH,
	};
	uint32_t type = low_half(run->u0);

	if (type < 1 || type > 3) {
		x86_unknown(exit, run->exit_reason);
		return;
	}
	x86_reset(exit, type);
	exit->system_down.kind = kinds[type];
}

/* What has no member of the union, or one that needs no thought. */
static void plain(words *run, struct axvcpu_exit *exit)
{
	switch (run->exit_reason) {
	case EXIT_HLT:             x86_halt(exit); break;
	case EXIT_IRQ_WINDOW_OPEN: x86_nothing(exit, AXVCPU_NOTHING_WINDOW); break;
	case EXIT_SHUTDOWN:        x86_reset(exit, EXIT_SHUTDOWN); break;
	/* fail_entry: hardware_entry_failure_reason. */
	case EXIT_FAIL_ENTRY:      x86_fail_entry(exit, run->u0); break;
	case EXIT_INTR:            x86_nothing(exit, AXVCPU_NOTHING_KICKED); break;
	/* eoi: vector. */
	case EXIT_IOAPIC_EOI:      x86_interrupt_done(exit, run->u0 & 0xff); break;
	case EXIT_X86_BUS_LOCK:    x86_nothing(exit, AXVCPU_NOTHING_YIELDED); break;
	/* memory_fault: flags, gpa. */
	case EXIT_MEMORY_FAULT:    x86_fault(exit, run->u1, AXVCPU_ACCESS_READ); break;
	default:                   x86_unknown(exit, run->exit_reason); break;
	}
}

void kvm_oracle(const struct axvcpu_kvm_syndrome *syndrome, struct axvcpu_exit *exit)
{
	memset(exit, 0, sizeof(*exit));
	switch (syndrome->exit_reason) {
	case EXIT_IO:           port_access(syndrome, exit); break;
	case EXIT_HYPERCALL:    hypercall(syndrome, exit); break;
	case EXIT_DEBUG:        debug(syndrome, exit); break;
	case EXIT_MMIO:         memory_access(syndrome, exit); break;
	case EXIT_SYSTEM_EVENT: system_event(syndrome, exit); break;
	case EXIT_X86_RDMSR:    msr_read(syndrome, exit); break;
	case EXIT_X86_WRMSR:    msr_write(syndrome, exit); break;
	default:                plain(syndrome, exit); break;
	}
	/* "... userspace should re-enter": the kernel moves the instruction pointer. */
	exit->retire = AXVCPU_RETIRE_KEEP;
}
