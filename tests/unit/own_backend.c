/* SPDX-License-Identifier: MIT */
/*
 * A complete back end of a caller's own, without the generator: which slots
 * the library calls, in which order, with what.
 */
#include <stdio.h>
#include <string.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/backend.h>

#include "guest.h"

/* What its users pass to create and to setup. */
struct my_create_config {
	unsigned letter;
};

struct my_setup_config {
	uint64_t stack;
};

/* Its state of one vCPU; aligned more strictly than malloc would. */
struct my_vcpu {
	_Alignas(AXVCPU_ALIGNMENT) struct axvcpu *vcpu;
	unsigned letter;
	uint64_t pc, stack, value;
	bool was_zero, loaded;
};

static char slots[512];

static void note(const char *slot, unsigned letter)
{
	char entry[32];

	snprintf(entry, sizeof entry, "%s%s%c", *slots ? " " : "", slot, (int)letter);
	strncat(slots, entry, sizeof slots - strlen(slots) - 1);
}

static void is_log(const char *expected, const char *what)
{
	is_str(slots, expected, "%s", what);
	slots[0] = '\0';
}

static enum axvcpu_status my_enable(struct axvcpu_percpu *cpu)
{
	(void)cpu;
	note("enable", '*');
	return AXVCPU_OK;
}

static void my_disable(struct axvcpu_percpu *cpu)
{
	(void)cpu;
	note("disable", '*');
}

static size_t my_state_size(const struct axvcpu_config *config)
{
	return config->arch_config ? sizeof(struct my_vcpu) : 0;
}

static enum axvcpu_status my_create(void *state, struct axvcpu *vcpu,
				    const struct axvcpu_config *config)
{
	static const struct my_vcpu zero;
	const struct my_create_config *own = config->arch_config;
	struct my_vcpu *mine = state;

	mine->was_zero = memcmp(mine, &zero, sizeof zero) == 0;
	mine->vcpu = vcpu;
	mine->letter = own->letter;
	note("create", mine->letter);
	return AXVCPU_OK;
}

static void my_destroy(void *state)
{
	note("destroy", ((struct my_vcpu *)state)->letter);
}

static enum axvcpu_status my_setup(void *state, uint64_t entry, struct axvcpu_space *space,
				   const void *setup_config)
{
	const struct my_setup_config *own = setup_config;
	struct my_vcpu *mine = state;

	note("setup", mine->letter);
	if (space || !own)
		return AXVCPU_BAD_ADDRESS;
	mine->pc = entry;
	mine->stack = own->stack;
	return AXVCPU_OK;
}

static void my_reset(void *state)
{
	struct my_vcpu *mine = state;

	note("reset", mine->letter);
	mine->pc = mine->stack = mine->value = 0;
}

static enum axvcpu_status my_bind(void *state)
{
	note("bind", ((struct my_vcpu *)state)->letter);
	return AXVCPU_OK;
}

static void my_unbind(void *state)
{
	note("unbind", ((struct my_vcpu *)state)->letter);
}

static enum axvcpu_status my_load(void *state)
{
	struct my_vcpu *mine = state;

	note("load", mine->letter);
	mine->loaded = true;
	return AXVCPU_OK;
}

static void my_evict(void *state)
{
	struct my_vcpu *mine = state;

	note("evict", mine->letter);
	mine->loaded = false;
}

static enum axvcpu_status my_run(void *state, struct axvcpu_exit *exit)
{
	struct my_vcpu *mine = state;

	note("run", mine->letter);
	if (exit->retire == AXVCPU_RETIRE_NEXT)
		mine->pc += exit->insn_length;
	axvcpu_take_requests(mine->vcpu, AXVCPU_REQUEST_KICK | AXVCPU_REQUEST_IRQ);
	exit->reason = mine->loaded ? AXVCPU_EXIT_HALT : AXVCPU_EXIT_FAIL_ENTRY;
	exit->known = 0;
	exit->pc = mine->pc;
	exit->insn_length = 2;
	exit->retire = AXVCPU_RETIRE_NEXT;
	return AXVCPU_OK;
}

static enum axvcpu_status my_get_register(void *state, uint32_t reg, uint64_t *value)
{
	struct my_vcpu *mine = state;

	note("get", mine->letter);
	*value = reg == AXVCPU_REGISTER_PC ? mine->pc
		 : reg == AXVCPU_REGISTER_SP ? mine->stack : mine->value;
	return AXVCPU_OK;
}

static enum axvcpu_status my_set_register(void *state, uint32_t reg, uint64_t value)
{
	struct my_vcpu *mine = state;

	note("set", mine->letter);
	mine->value = value + reg;
	return AXVCPU_OK;
}

static const struct axvcpu_ops my_ops = {
	.size = sizeof(struct axvcpu_ops),
	.name = "mine",
	.enable = my_enable,
	.disable = my_disable,
	.state_size = my_state_size,
	.create = my_create,
	.destroy = my_destroy,
	.setup = my_setup,
	.reset = my_reset,
	.bind = my_bind,
	.unbind = my_unbind,
	.load = my_load,
	.evict = my_evict,
	.run = my_run,
	.get_register = my_get_register,
	.set_register = my_set_register,
};

static struct axvcpu *make(unsigned letter)
{
	struct my_create_config create = { .letter = letter };
	struct axvcpu_config config = {
		AXVCPU_CONFIG_INIT, .ops = &my_ops, .arch_config = &create,
	};
	struct my_setup_config setup = { .stack = 0x9000 + letter };
	struct axvcpu *vcpu;

	must(axvcpu_create(&config, &vcpu));
	must(axvcpu_setup(vcpu, 0x1000, NULL, &setup));
	return vcpu;
}

static void check_creation(struct axvcpu *vcpu)
{
	const struct my_vcpu *mine = axvcpu_backend_state(vcpu);
	uint64_t value = 0;

	is_log("createA setupA", "create and setup");
	is_str(axvcpu_backend(vcpu), "mine", "the back end's name");
	ok(mine->was_zero, "the state is zeroed before create");
	is_u64((uintptr_t)mine % AXVCPU_ALIGNMENT, 0, "and aligned");
	is_ptr(mine->vcpu, vcpu, "create is given its vCPU");
	is_u64(mine->pc, 0x1000, "setup is given the entry");
	must(axvcpu_get_register(vcpu, AXVCPU_REGISTER_SP, &value));
	is_u64(value, 0x9000 + 'A', "and its own config");
	must(axvcpu_set_register(vcpu, 3, 10));
	is_u64(mine->value, 13, "registers arrive by number");
	is_log("getA setA", "registers");
}

static void run(struct axvcpu *vcpu)
{
	const struct axvcpu_exit *exit;

	must(axvcpu_run(vcpu, &exit));
	if (exit->reason != AXVCPU_EXIT_HALT)
		fail("it was entered without being loaded");
}

/* What is in the hardware: the first run loads, the next do not, another's run evicts. */
static void check_loading(struct axvcpu *a, struct axvcpu *b)
{
	must(axvcpu_bind(a));
	is_log("enable* bindA", "the first bind enables the CPU; it does not load");
	must(axvcpu_bind(b));
	is_log("bindB", "a second vCPU is bound beside it");
	run(a);
	is_ptr(axvcpu_percpu_loaded(), a, "the first one is loaded");
	is_log("loadA runA", "its first run loads");
	run(a);
	run(a);
	is_log("runA runA", "steady runs do not");
	run(b);
	is_ptr(axvcpu_percpu_loaded(), b, "the second one is loaded");
	is_log("evictA loadB runB", "the other's run evicts the one before");
	must(axvcpu_block(b));
	is_log("", "blocking evicts nothing");
	run(a);
	is_log("evictB loadA runA", "a Blocked vCPU does not hold the CPU");
	must(axvcpu_wake(b));
	run(b);
	is_log("evictA loadB runB", "awake, it is loaded again");
}

static void check_leaving(struct axvcpu *a, struct axvcpu *b)
{
	must(axvcpu_unbind(b));
	is_log("evictB unbindB", "unbind evicts what is loaded");
	is_ptr(axvcpu_percpu_loaded(), NULL, "and leaves nothing there");
	must(axvcpu_unbind(a));
	is_log("unbindA", "and only that");
	must(axvcpu_bind(a));
	run(a);
	is_log("bindA loadA runA", "bound again, it is loaded again, and the CPU stays enabled");
	is_status(axvcpu_percpu_disable(), AXVCPU_BUSY, "its CPU cannot be disabled");
	is_log("", "nor is it");
	must(axvcpu_unbind(a));
	must(axvcpu_reset(a));
	is_log("evictA unbindA resetA", "unbind and reset");
	must(axvcpu_destroy(a));
	must(axvcpu_destroy(b));
	is_log("destroyA destroyB", "destroy");
	must(axvcpu_percpu_disable());
	is_log("disable*", "the CPU, free of them, is disabled");
}

/* The first bind on a CPU of its own, then on another. */
static void run_there(void *vcpu)
{
	must(axvcpu_bind(vcpu));
	run(vcpu);
	must(axvcpu_unbind(vcpu));
	is_log("enable* bindC loadC runC evictC unbindC", "a life on another CPU");
}

static void check_moving(void)
{
	struct axvcpu *c = make('C');

	is_log("createC setupC", "a third vCPU");
	on_another_cpu(run_there, c);
	on_another_cpu(run_there, c);
	is_u64(((struct my_vcpu *)axvcpu_backend_state(c))->pc, 0x1002,
	       "the step over its halt survives the move");
	must(axvcpu_destroy(c));
	is_log("destroyC", "its end");
}

/* Only run is required. */
static void check_smallest(void *context)
{
	struct axvcpu_ops ops = { .size = sizeof ops, .name = "smallest", .run = my_run };
	struct axvcpu_config config = { AXVCPU_CONFIG_INIT, .ops = &ops };
	struct axvcpu *vcpu;
	uint64_t value;

	(void)context;
	must(axvcpu_create(&config, &vcpu));
	must(axvcpu_setup(vcpu, 0x1000, NULL, NULL));
	must(axvcpu_bind(vcpu));
	is_status(axvcpu_get_register(vcpu, 1, &value), AXVCPU_UNSUPPORTED, "no get_register");
	is_status(axvcpu_set_register(vcpu, 1, 1), AXVCPU_UNSUPPORTED, "no set_register");
	is_status(axvcpu_inject_exception(vcpu, 1, 1), AXVCPU_UNSUPPORTED, "no inject_exception");
	is_status(axvcpu_set_budget(vcpu, 1), AXVCPU_UNSUPPORTED, "no set_budget");
	is_status(axvcpu_kick(vcpu), AXVCPU_OK, "a kick needs no slot");
	is_status(axvcpu_unbind(vcpu), AXVCPU_OK, "unbind needs none");
	is_status(axvcpu_reset(vcpu), AXVCPU_OK, "reset needs none");
	is_status(axvcpu_destroy(vcpu), AXVCPU_OK, "destroy needs none");
	must(axvcpu_percpu_disable());
}

int main(void)
{
	struct axvcpu *a = make('A'), *b;

	check_creation(a);
	b = make('B');
	is_log("createB setupB", "another vCPU");
	check_loading(a, b);
	check_leaving(a, b);
	check_moving();
	on_another_cpu(check_smallest, NULL);
	return done_testing();
}
