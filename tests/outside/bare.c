/* SPDX-License-Identifier: MIT */
/* A hypervisor in miniature, without a libc: what the freestanding archive asks of it. */
#include <axvcpu/axvcpu.h>
#include <axvcpu/host.h>

static struct axvcpu_percpu cpu;
static _Alignas(16384) unsigned char pool[1 << 20];
static size_t used;
static volatile enum axvcpu_status result;

void *memset(void *memory, int byte, size_t size)
{
	for (volatile unsigned char *at = memory; size--; at++)
		*at = (unsigned char)byte;
	return memory;
}

void *memcpy(void *restrict to, const void *restrict from, size_t size)
{
	const unsigned char *source = from;

	for (volatile unsigned char *at = to; size--; at++)
		*at = *source++;
	return to;
}

void *memmove(void *to, const void *from, size_t size)
{
	const unsigned char *source = from;
	volatile unsigned char *at = to;

	if (to < from)
		return memcpy(to, from, size);
	while (size--)
		at[size] = source[size];
	return to;
}

int memcmp(const void *left, const void *right, size_t size)
{
	const unsigned char *one = left, *other = right;

	for (; size--; one++, other++)
		if (*one != *other)
			return *one - *other;
	return 0;
}

struct axvcpu_percpu *axvcpu_host_percpu(void)
{
	return &cpu;
}

void *axvcpu_host_allocate(size_t size, size_t alignment)
{
	used = (used + alignment - 1) & ~(alignment - 1);
	used += size;
	return used <= sizeof pool ? pool + used - size : NULL;
}

void axvcpu_host_release(void *memory, size_t size)
{
	(void)memory;
	(void)size;
}

uint64_t axvcpu_host_physical(const void *memory)
{
	return (uintptr_t)memory;
}

void *axvcpu_host_pointer(uint64_t physical)
{
	return (void *)(uintptr_t)physical;
}

uint64_t axvcpu_host_now(void)
{
	return 0;
}

void axvcpu_host_relax(void)
{
}

void axvcpu_host_send_ipi(uint32_t cpu_id)
{
	(void)cpu_id;
}

uint64_t axvcpu_host_irq(uint64_t cause)
{
	return cause;
}

uint64_t axvcpu_host_counter_time(uint64_t counter)
{
	(void)counter;
	return UINT64_MAX;
}

void axvcpu_host_set_timer(uint64_t deadline)
{
	(void)deadline;
}

/* Every call that a life has. */
static enum axvcpu_status live(void)
{
	struct axvcpu_config config = { AXVCPU_CONFIG_INIT, .arch = AXVCPU_ARCH_RISCV64 };
	const struct axvcpu_exit *exit;
	struct axvcpu_space *space;
	struct axvcpu *vcpu;

	if (axvcpu_space_create(&config, &space) != AXVCPU_OK ||
	    axvcpu_create(&config, &vcpu) != AXVCPU_OK ||
	    axvcpu_setup(vcpu, 0x80000000, space, NULL) != AXVCPU_OK ||
	    axvcpu_bind(vcpu) != AXVCPU_OK)
		return AXVCPU_FAILED;
	return axvcpu_run(vcpu, &exit);
}

void _start(void)
{
	result = live();
	for (;;)
		continue;
}
