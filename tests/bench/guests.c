/* SPDX-License-Identifier: MIT */
/*
 * guests: time the interpreter, paging on; prints one measure a line, a name and
 * a number.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/riscv64.h>

#define RAM_BASE 0x80000000u
#define RAM_SIZE 0x20000u

/* Where the guest's RAM has what, by page: code, a table of 16 pages, page tables. */
enum {
	TABLE_PAGE = 1,
	ROOT_PAGE = 24,
	WORDS = 16 * AXVCPU_PAGE_SIZE / sizeof(uint32_t),
};

/* Running sums over the table, again and again: 2 of 6 instructions touch memory. */
static const uint32_t sum_table[] = {
	0x00001297, /* begin: auipc t0, 1      the table lies behind this page */
	0x00004337, /*        lui   t1, 4      16384 words */
	0x0002a383, /* loop:  lw    t2, 0(t0) */
	0x00750533, /*        add   a0, a0, t2 */
	0x00a2a023, /*        sw    a0, 0(t0) */
	0x00428293, /*        addi  t0, t0, 4 */
	0xfff30313, /*        addi  t1, t1, -1 */
	0xfe0316e3, /*        bnez  t1, loop */
	0xfe1ff06f, /*        j     begin */
};
enum { LOOP = 6, AROUND = 3 }; /* instructions of a turn, and beside the turns */

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

/* Sv39 tables that map RAM to itself in pages of 4 KiB, and the device's gigabyte. */
static uint64_t make_page_tables(void)
{
	const uint64_t leaf = 0xcf, branch = 0x01; /* DAXWRV; V */
	uint64_t *root = (uint64_t *)(ram + ROOT_PAGE * AXVCPU_PAGE_SIZE);
	uint64_t *middle = root + 512, *last = middle + 512;
	uint64_t frame = (RAM_BASE >> 12) + ROOT_PAGE;

	root[0] = leaf;
	root[RAM_BASE >> 30] = (frame + 1) << 10 | branch;
	middle[0] = (frame + 2) << 10 | branch;
	for (uint64_t page = 0; page < RAM_SIZE / AXVCPU_PAGE_SIZE; page++)
		last[page] = ((RAM_BASE >> 12) + page) << 10 | leaf;
	return UINT64_C(8) << 60 | frame;
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
	must(axvcpu_set_register(vcpu, AXVCPU_RISCV64_SATP, make_page_tables()));
	return vcpu;
}

static volatile uint32_t *fresh_table(void)
{
	volatile uint32_t *table = (volatile uint32_t *)(ram + TABLE_PAGE * AXVCPU_PAGE_SIZE);

	for (uint32_t i = 0; i < WORDS; i++)
		table[i] = i;
	return table;
}

/* Seconds that the host itself takes for the same work; its sum goes to result. */
static double native_seconds(uint64_t turns, uint32_t *result)
{
	volatile uint32_t *table = fresh_table();
	double start = now();
	uint32_t sum = 0;

	for (uint64_t i = 0; i < turns; i++) {
		sum += table[i % WORDS];
		table[i % WORDS] = sum;
	}
	*result = sum;
	return now() - start;
}

/* Seconds until the guest's budget is used up. */
static double guest_seconds(uint64_t budget, uint32_t *result)
{
	struct axvcpu *vcpu = ready_vcpu(sum_table, sizeof(sum_table));
	const struct axvcpu_exit *exit;
	uint64_t sum;

	(void)fresh_table();
	double start = now();

	must(axvcpu_set_budget(vcpu, budget));
	do {
		must(axvcpu_run(vcpu, &exit));
	} while (exit->reason != AXVCPU_EXIT_NOTHING);
	double seconds = now() - start;

	must(axvcpu_get_register(vcpu, AXVCPU_REGISTER_ARG0, &sum));
	*result = (uint32_t)sum;
	return seconds;
}

static void print_speed(void)
{
	const uint64_t passes = 600, turns = passes * WORDS;
	const uint64_t instructions = turns * LOOP + passes * AROUND;
	uint32_t sum, expected;
	double guest = guest_seconds(instructions, &sum);
	double native = native_seconds(turns, &expected);

	if (sum != expected) {
		fprintf(stderr, "guests: the guest's sum is %u, not %u\n", sum, expected);
		exit(1);
	}
	printf("soft.instructions_per_second %.0f\n", (double)instructions / guest);
	printf("soft.times_native %.1f\n", guest / native);
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
	print_speed();
	printf("soft.mmio_ns %.1f\n", mmio_ns());
	return 0;
}
