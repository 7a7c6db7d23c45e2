/* SPDX-License-Identifier: MIT */
/* calls CASE COUNT: repeat one call, for a tool that counts its instructions. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/hext.h>
#include <axvcpu/ops.h>

/* A back end that has nothing to do. */
static enum axvcpu_status halt_at_once(void *state, struct axvcpu_exit *exit)
{
	(void)state;
	exit->reason = AXVCPU_EXIT_HALT;
	return AXVCPU_OK;
}

static const struct axvcpu_ops trivial = {
	.size = sizeof(trivial),
	.name = "trivial",
	.run = halt_at_once,
};

static void must(enum axvcpu_status status)
{
	if (status == AXVCPU_OK)
		return;
	fprintf(stderr, "calls: %s\n", axvcpu_status_name(status));
	exit(1);
}

static struct axvcpu *free_vcpu(void)
{
	struct axvcpu_config config = {AXVCPU_CONFIG_INIT, .ops = &trivial};
	struct axvcpu *vcpu;

	must(axvcpu_create(&config, &vcpu));
	must(axvcpu_setup(vcpu, 0, NULL, NULL));
	return vcpu;
}

static void run(unsigned long count)
{
	struct axvcpu *vcpu = free_vcpu();
	const struct axvcpu_exit *exit;

	must(axvcpu_bind(vcpu));
	while (count--)
		must(axvcpu_run(vcpu, &exit));
}

static void bind_run_unbind(unsigned long count)
{
	struct axvcpu *vcpu = free_vcpu();
	const struct axvcpu_exit *exit;

	while (count--) {
		must(axvcpu_bind(vcpu));
		must(axvcpu_run(vcpu, &exit));
		must(axvcpu_unbind(vcpu));
	}
}

static void decode(const struct axvcpu_hext_syndrome *syndrome, unsigned long count,
		   enum axvcpu_exit_reason expected)
{
	struct axvcpu_riscv64_registers registers = {.x = {0}};
	struct axvcpu_exit exit = {0};

	while (count--) {
		if (axvcpu_hext_decode(syndrome, &registers, &exit) != AXVCPU_DECODED_DONE)
			abort();
	}
	if (exit.reason != expected)
		abort();
}

/* lw a0, 0(a1), as the processor gives it (18.6.3): rs1 is replaced by an offset of 0. */
static void load_fault(unsigned long count)
{
	static const struct axvcpu_hext_syndrome syndrome = {
		.scause = 21, .htval = 0x10000000 >> 2, .stval = 0x10000000, .htinst = 0x00002503,
	};

	decode(&syndrome, count, AXVCPU_EXIT_MMIO_READ);
}

/* The same, where the processor gave nothing and the instruction was fetched. */
static void load_fault_fetched(unsigned long count)
{
	static const struct axvcpu_hext_syndrome syndrome = {
		.scause = 21, .htval = 0x10000000 >> 2, .stval = 0x10000000,
		.insn = 0x0005a503, .have = AXVCPU_HEXT_HAVE_INSN,
	};

	decode(&syndrome, count, AXVCPU_EXIT_MMIO_READ);
}

/* sw a0, 0(a1), transformed. */
static void store_fault(unsigned long count)
{
	static const struct axvcpu_hext_syndrome syndrome = {
		.scause = 23, .htval = 0x10000000 >> 2, .stval = 0x10000000, .htinst = 0x00a02023,
	};

	decode(&syndrome, count, AXVCPU_EXIT_MMIO_WRITE);
}

static void external_interrupt(unsigned long count)
{
	static const struct axvcpu_hext_syndrome syndrome = {.scause = (1ull << 63) | 9};

	decode(&syndrome, count, AXVCPU_EXIT_EXTERNAL_INTERRUPT);
}

static const struct {
	const char *name;
	void (*repeat)(unsigned long count);
} cases[] = {
	{"core.run", run},
	{"core.bind_run_unbind", bind_run_unbind},
	{"decode.hext.load_fault", load_fault},
	{"decode.hext.load_fault_fetched", load_fault_fetched},
	{"decode.hext.store_fault", store_fault},
	{"decode.hext.external_interrupt", external_interrupt},
};

int main(int argc, char **argv)
{
	for (size_t i = 0; argc == 3 && i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (strcmp(argv[1], cases[i].name))
			continue;
		cases[i].repeat(strtoul(argv[2], NULL, 10));
		return 0;
	}
	fputs("Usage: calls CASE COUNT, where CASE is one of:\n", stderr);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		fprintf(stderr, "  %s\n", cases[i].name);
	return 2;
}
