/* SPDX-License-Identifier: MIT */
/* A back end for the tests: its guest does what the test's script says. */
#include "guest.h"

#include <string.h>

static void inside(struct guest *guest, const char *slot)
{
	if (guest->script->inside)
		guest->script->inside(guest, slot);
}

static size_t state_size(const struct axvcpu_config *config)
{
	(void)config;
	return sizeof(struct guest);
}

static enum axvcpu_status create(void *state, struct axvcpu *vcpu,
				 const struct axvcpu_config *config)
{
	struct guest *guest = state;
	/* The config lends it const; the test's own object is not. */
	struct guest_script *script = (struct guest_script *)config->arch_config;

	guest->vcpu = vcpu;
	guest->script = script;
	guest->budget = UINT64_MAX;
	if (script->create == AXVCPU_OK)
		inside(guest, "create");
	return script->create;
}

static void destroy(void *state)
{
	inside(state, "destroy");
}

static enum axvcpu_status setup(void *state, uint64_t entry, struct axvcpu_space *space,
				const void *setup_config)
{
	struct guest *guest = state;

	inside(guest, "setup");
	if (guest->script->setup == AXVCPU_OK) {
		*guest_pc(guest) = entry;
		guest->script->space = space;
		guest->script->setup_config = setup_config;
	}
	return guest->script->setup;
}

static void reset(void *state)
{
	struct guest *guest = state;
	struct guest new = { .vcpu = guest->vcpu, .script = guest->script, .budget = UINT64_MAX };

	inside(guest, "reset");
	*guest = new;
}

static enum axvcpu_status bind(void *state)
{
	struct guest *guest = state;

	inside(guest, "bind");
	return guest->script->bind;
}

static void unbind(void *state)
{
	inside(state, "unbind");
}

static enum axvcpu_status load(void *state)
{
	struct guest *guest = state;

	inside(guest, "load");
	guest->loads += guest->script->load == AXVCPU_OK;
	return guest->script->load;
}

static void evict(void *state)
{
	struct guest *guest = state;

	inside(guest, "evict");
	guest->evicts++;
}

static void retire(struct guest *guest, struct axvcpu_exit *exit)
{
	if (exit->retire != AXVCPU_RETIRE_NEXT)
		return;
	*guest_pc(guest) += exit->insn_length;
	guest->retired++;
	exit->retire = AXVCPU_RETIRE_KEEP;
}

static enum axvcpu_status run(void *state, struct axvcpu_exit *exit)
{
	struct guest *guest = state;
	uint32_t wanted = AXVCPU_REQUEST_KICK | AXVCPU_REQUEST_IRQ | AXVCPU_REQUEST_TLB;

	retire(guest, exit);
	guest->runs++;
	if (axvcpu_take_requests(guest->vcpu, wanted) & AXVCPU_REQUEST_KICK) {
		guest_exit(guest, exit, AXVCPU_EXIT_NOTHING);
		exit->nothing.cause = AXVCPU_NOTHING_KICKED;
		return AXVCPU_OK;
	}
	if (guest->script->run)
		return guest->script->run(guest, exit);
	guest_exit(guest, exit, AXVCPU_EXIT_HALT);
	return AXVCPU_OK;
}

/* From any CPU: counts atomically, and leaves the rest to requests. */
static void kick(void *state)
{
	struct guest *guest = state;

	__atomic_fetch_add(&guest->script->kicks, 1, __ATOMIC_SEQ_CST);
}

/* Where a register is kept, or null. */
static uint64_t *register_of(struct guest *guest, uint32_t reg)
{
	if (reg < GUEST_REGISTERS)
		return &guest->registers[reg];
	if (reg >= AXVCPU_REGISTER_PC && reg <= AXVCPU_REGISTER_RETURN1)
		return &guest->roles[reg - AXVCPU_REGISTER_PC];
	return NULL;
}

static enum axvcpu_status get_register(void *state, uint32_t reg, uint64_t *value)
{
	struct guest *guest = state;
	const uint64_t *where = register_of(guest, reg);

	inside(guest, "get_register");
	if (guest->script->get != AXVCPU_OK)
		return guest->script->get;
	if (!where)
		return AXVCPU_BAD_ARGUMENT;
	*value = *where;
	return AXVCPU_OK;
}

static enum axvcpu_status set_register(void *state, uint32_t reg, uint64_t value)
{
	struct guest *guest = state;
	uint64_t *where = register_of(guest, reg);

	inside(guest, "set_register");
	if (guest->script->set != AXVCPU_OK)
		return guest->script->set;
	if (!where)
		return AXVCPU_BAD_ARGUMENT;
	*where = value;
	return AXVCPU_OK;
}

/* The guest knows exceptions 0 to 63. */
static enum axvcpu_status inject_exception(void *state, uint64_t code, uint64_t value)
{
	struct guest *guest = state;

	inside(guest, "inject_exception");
	if (guest->script->inject != AXVCPU_OK)
		return guest->script->inject;
	if (code > 63)
		return AXVCPU_BAD_ARGUMENT;
	guest->exceptions++;
	guest->exception = code;
	guest->exception_value = value;
	return AXVCPU_OK;
}

static enum axvcpu_status set_budget(void *state, uint64_t instructions)
{
	struct guest *guest = state;

	inside(guest, "set_budget");
	if (guest->script->budget == AXVCPU_OK)
		guest->budget = instructions;
	return guest->script->budget;
}

const struct axvcpu_ops guest_ops = {
	.size = sizeof(struct axvcpu_ops),
	.name = "guest",
	.state_size = state_size,
	.create = create,
	.destroy = destroy,
	.setup = setup,
	.reset = reset,
	.bind = bind,
	.unbind = unbind,
	.load = load,
	.evict = evict,
	.run = run,
	.kick = kick,
	.get_register = get_register,
	.set_register = set_register,
	.inject_exception = inject_exception,
	.set_budget = set_budget,
};

struct guest *guest_of(struct axvcpu *vcpu)
{
	return axvcpu_backend_state(vcpu);
}

uint64_t *guest_pc(struct guest *guest)
{
	return &guest->roles[0];
}

/* Exits that the guest asked for retire; the others leave it where it is. */
static bool retires(enum axvcpu_exit_reason reason)
{
	switch (reason) {
	case AXVCPU_EXIT_NOTHING:
	case AXVCPU_EXIT_EXTERNAL_INTERRUPT:
	case AXVCPU_EXIT_NESTED_PAGE_FAULT:
	case AXVCPU_EXIT_FAIL_ENTRY:
	case AXVCPU_EXIT_UNKNOWN:
	case AXVCPU_EXIT_DEBUG:
	case AXVCPU_EXIT_INTERRUPT_DONE:
		return false;
	default:
		return true;
	}
}

void guest_exit(struct guest *guest, struct axvcpu_exit *exit, enum axvcpu_exit_reason reason)
{
	memset(exit, 0, sizeof *exit);
	exit->reason = reason;
	exit->known = UINT32_MAX;
	exit->pc = *guest_pc(guest);
	exit->insn_length = GUEST_INSTRUCTION;
	exit->retire = retires(reason) ? AXVCPU_RETIRE_NEXT : AXVCPU_RETIRE_KEEP;
}
