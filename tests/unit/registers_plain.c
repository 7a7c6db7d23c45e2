/* SPDX-License-Identifier: MIT */
/*
 * Registers that a back end has in plain memory: the same values come there as
 * through its slots, for whatever access and whatever way of writing them.
 */
#include <axvcpu/axvcpu.h>
#include <axvcpu/backend.h>
#include <axvcpu/ops.h>

#include "../tap.h"

#define REGISTERS 8u
#define FIRST 1u
#define PLAIN 4u /* from FIRST on */

struct machine {
	uint64_t registers[REGISTERS];
	unsigned asked; /* how often a slot wrote a register */
	bool plain;
	const struct axvcpu_exit *next;
};

static size_t state_size(const struct axvcpu_config *config)
{
	(void)config;
	return sizeof(struct machine);
}

static enum axvcpu_status create(void *state, struct axvcpu *vcpu,
				 const struct axvcpu_config *config)
{
	struct machine *machine = state;

	machine->plain = config->arch_config;
	if (machine->plain)
		axvcpu_plain_registers(vcpu, machine->registers, FIRST, PLAIN);
	return AXVCPU_OK;
}

static enum axvcpu_status run(void *state, struct axvcpu_exit *exit)
{
	const struct machine *machine = state;

	*exit = *machine->next;
	return AXVCPU_OK;
}

static enum axvcpu_status get_register(void *state, uint32_t reg, uint64_t *value)
{
	const struct machine *machine = state;

	if (reg >= REGISTERS)
		return AXVCPU_BAD_ARGUMENT;
	*value = machine->registers[reg];
	return AXVCPU_OK;
}

static enum axvcpu_status set_register(void *state, uint32_t reg, uint64_t value)
{
	struct machine *machine = state;

	if (reg >= REGISTERS)
		return AXVCPU_BAD_ARGUMENT;
	machine->asked++;
	machine->registers[reg] = value;
	return AXVCPU_OK;
}

static const struct axvcpu_ops ops = {
	.size = sizeof(ops),
	.name = "registers",
	.state_size = state_size,
	.create = create,
	.run = run,
	.get_register = get_register,
	.set_register = set_register,
};

static const struct axvcpu_exit halted = { .reason = AXVCPU_EXIT_HALT };

static void must(enum axvcpu_status status)
{
	if (status != AXVCPU_OK)
		bail_out("%s", axvcpu_status_name(status));
}

static struct machine *machine_of(struct axvcpu *vcpu)
{
	return axvcpu_backend_state(vcpu);
}

static void run_to(struct axvcpu *vcpu, const struct axvcpu_exit *exit)
{
	const struct axvcpu_exit *met;

	machine_of(vcpu)->next = exit;
	must(axvcpu_run(vcpu, &met));
}

/* Loaded, that is, run once. */
static struct axvcpu *loaded(bool plain)
{
	struct axvcpu_config config = { AXVCPU_CONFIG_INIT, .ops = &ops };
	struct axvcpu *vcpu;

	config.arch_config = plain ? &config : NULL;
	must(axvcpu_create(&config, &vcpu));
	must(axvcpu_setup(vcpu, 0, NULL, NULL));
	must(axvcpu_bind(vcpu));
	run_to(vcpu, &halted);
	return vcpu;
}

static void end(struct axvcpu *vcpu)
{
	must(axvcpu_unbind(vcpu));
	must(axvcpu_destroy(vcpu));
}

static void check_written(struct axvcpu *vcpu)
{
	for (uint32_t reg = 0; reg < REGISTERS; reg++) {
		unsigned asked = machine_of(vcpu)->asked;
		bool plain = reg >= FIRST && reg < FIRST + PLAIN;

		must(axvcpu_set_register(vcpu, reg, 100 + reg));
		is_u64(machine_of(vcpu)->registers[reg], 100 + reg, "register %u is written", reg);
		is_u64(machine_of(vcpu)->asked - asked, !plain, "register %u: %s slot is asked", reg,
		       plain ? "no" : "the");
	}
	is_str(axvcpu_status_name(axvcpu_set_register(vcpu, REGISTERS, 1)), "bad_argument",
	       "the slot refuses what is no register");
}

static void check_states(struct axvcpu *vcpu)
{
	must(axvcpu_block(vcpu));
	must(axvcpu_set_register(vcpu, FIRST, 7));
	is_u64(machine_of(vcpu)->registers[FIRST], 7, "written while blocked");
	is_str(axvcpu_state_name(axvcpu_state(vcpu)), "blocked", "and blocked it stays");
	axvcpu_wake(vcpu);
	must(axvcpu_set_register(vcpu, FIRST, 8));
	is_u64(machine_of(vcpu)->registers[FIRST], 8, "written while ready");
	is_str(axvcpu_state_name(axvcpu_state(vcpu)), "ready", "and ready it stays");
}

/* What the destination holds once a read was answered. */
static uint64_t answered(struct axvcpu *vcpu, const struct axvcpu_exit *exit, uint64_t value)
{
	uint64_t result;

	must(axvcpu_set_register(vcpu, FIRST, 0x1122334455667788));
	run_to(vcpu, exit);
	must(axvcpu_complete(vcpu, value));
	must(axvcpu_get_register(vcpu, FIRST, &result));
	/* An atomic access has its write to show yet. */
	run_to(vcpu, &halted);
	run_to(vcpu, &halted);
	return result;
}

/* Whether one access fills both alike; the memory one has no register to be plain. */
static bool same_answer(struct axvcpu *plain, struct axvcpu *asked,
			const struct axvcpu_exit_mmio_read *read)
{
	static const uint64_t values[] = { 0x8182838485868788, 0x0102030405060708 };
	struct axvcpu_exit exit = { .reason = AXVCPU_EXIT_MMIO_READ, .mmio_read = *read };
	bool same = true;

	for (unsigned i = 0; i < 2; i++)
		same = same && answered(plain, &exit, values[i]) == answered(asked, &exit, values[i]);
	return same;
}

static unsigned check_widths(struct axvcpu *plain, struct axvcpu *asked,
			     struct axvcpu_exit_mmio_read read)
{
	static const uint8_t widths[] = { 0, 1, 2, 4, 8, 9, 255 };
	unsigned wrong = 0;

	for (unsigned i = 0; i < sizeof(widths); i++) {
		for (unsigned k = 0; k < sizeof(widths); k++) {
			read.width = widths[i];
			read.reg_width = widths[k];
			read.signed_ext = false;
			wrong += !same_answer(plain, asked, &read);
			read.signed_ext = true;
			wrong += !same_answer(plain, asked, &read);
		}
	}
	return wrong;
}

static void check_accesses(struct axvcpu *plain, struct axvcpu *asked)
{
	struct axvcpu_exit_mmio_read read = { .reg = FIRST, .operand = 5 };

	for (unsigned result = 0; result < 3; result++) {
		for (unsigned operation = 0; operation < 3; operation++) {
			read.result = (enum axvcpu_result)result;
			read.operation = (enum axvcpu_operation)operation;
			is_u64(check_widths(plain, asked, read), 0,
			       "result %u, operation %u: the same in all widths", result, operation);
		}
	}
}

static void check_load(struct axvcpu *vcpu)
{
	struct axvcpu_exit exit = { .reason = AXVCPU_EXIT_MMIO_READ, .mmio_read = {
		.reg = FIRST, .width = 4, .reg_width = 8, .signed_ext = true } };
	unsigned asked = machine_of(vcpu)->asked;

	is_u64(answered(vcpu, &exit, 0x80000000), 0xffffffff80000000, "a word is extended");
	is_u64(machine_of(vcpu)->asked, asked, "no slot is asked for its register");
	is_str(axvcpu_status_name(axvcpu_complete(vcpu, 1)), "not_pending", "it is answered once");
}

int main(void)
{
	struct axvcpu *plain = loaded(true), *asked = loaded(false);

	run_to(plain, &halted);
	check_written(plain);
	check_states(plain);
	run_to(plain, &halted);
	check_load(plain);
	check_accesses(plain, asked);
	end(plain);
	end(asked);
	return done_testing();
}
