/* SPDX-License-Identifier: MIT */
/* guests: time the interpreter; prints one measure a line, a name and a number. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <axvcpu/axvcpu.h>

#define RAM_BASE 0x80000000u
#define RAM_SIZE 0x10000u

/* Sums a table of 512 words, again and again: 2 of 5 instructions touch memory. */
static const uint32_t sum_table[] = {
	0x00001297, /* begin: auipc t0, 1      the table lies behind this page */
	0x20000313, /*        li    t1, 512 */
	0x0002a383, /* loop:  lw    t2, 0(t0) */
	0x00750533, /*        add   a0, a0, t2 */
	0x00a2a023, /*        sw    a0, 0(t0) */
	0xfff30313, /*        addi  t1, t1, -1 */
	0xfe0318e3, /*        bnez  t1, loop */
	0xfe5ff06f, /*        j     begin */
};

/* Reads a device register for ever. */
static const uint32_t read_device[] = {
	0x100002b7, /*        lui   t0, 0x10000 */
	0x0002a503, /* loop:  lw    a0, 0(t0) */
	0xffdff06f, /*        j     loop */
};

static _Alignas(AXVCPU_PAGE_SIZE) unsigned char ram[RAM_SIZE];

static void must(enum axvcpu_status status)
{
	if (status == AXVCPU_OK)
		return;
	fprintf(stderr, "guests: %s\n", axvcpu_status_name(status));
	exit(1);
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static struct axvcpu *ready_vcpu(const uint32_t *code, size_t size)
{
	struct axvcpu_config config = {AXVCPU_CONFIG_INIT, .arch = AXVCPU_ARCH_RISCV64,
				       .backend = AXVCPU_BACKEND_SOFT};
	struct axvcpu_space *space;
	struct axvcpu *vcpu;

	memset(ram, 0, sizeof(ram));
	memcpy(ram, code, size);
	must(axvcpu_space_create(&config, &space));
	must(axvcpu_space_map(space, RAM_BASE, ram, sizeof(ram),
			      AXVCPU_MAP_READ | AXVCPU_MAP_WRITE | AXVCPU_MAP_EXECUTE));
	must(axvcpu_create(&config, &vcpu));
	must(axvcpu_setup(vcpu, RAM_BASE, space, NULL));
	must(axvcpu_bind(vcpu));
	return vcpu;
}

/* Instructions a second until the budget is used up. */
static double instructions_per_second(void)
{
	const uint64_t budget = 20000000;
	struct axvcpu *vcpu = ready_vcpu(sum_table, sizeof(sum_table));
	const struct axvcpu_exit *exit;
	double start = now();

	must(axvcpu_set_budget(vcpu, budget));
	do {
		must(axvcpu_run(vcpu, &exit));
	} while (exit->reason != AXVCPU_EXIT_NOTHING);
	return (double)budget / (now() - start);
}

/* Nanoseconds from one read of a device to the next, answered in between. */
static double mmio_ns(void)
{
	const unsigned count = 200000;
	struct axvcpu *vcpu = ready_vcpu(read_device, sizeof(read_device));
	const struct axvcpu_exit *exit;
	double start = now();

	for (unsigned i = 0; i < count; i++) {
		must(axvcpu_run(vcpu, &exit));
		must(axvcpu_complete(vcpu, i));
	}
	return (now() - start) * 1e9 / count;
}

int main(void)
{
	printf("soft.instructions_per_second %.0f\n", instructions_per_second());
	printf("soft.mmio_ns %.1f\n", mmio_ns());
	return 0;
}
