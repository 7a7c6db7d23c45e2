/* The slots of the back end __backend__; spec/backend/__backend__.yaml lists them. */
#include <string.h>

#include "__backend__.h"

struct state {
	struct axvcpu___arch___registers registers;
};

size_t axvcpu___backend___state_size(const struct axvcpu_config *config)
{
	(void)config;
	return sizeof(struct state);
}

enum axvcpu_status axvcpu___backend___create(void *memory, struct axvcpu *vcpu,
					     const struct axvcpu_config *config)
{
	(void)memory; /* zeroed */
	(void)vcpu;
	(void)config;
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu___backend___setup(void *memory, uint64_t entry,
					    struct axvcpu_space *space, const void *setup_config)
{
	struct state *state = memory;

	(void)space;
	(void)setup_config;
	state->registers.pc = entry;
	return AXVCPU_OK;
}

/* What the hardware says of the exit: one line for each word of the spec. */
static void read_syndrome(struct axvcpu___backend___syndrome *syndrome)
{
	memset(syndrome, 0, sizeof *syndrome);
}

static enum axvcpu_status explain(struct state *state, struct axvcpu_exit *exit)
{
	struct axvcpu___backend___syndrome syndrome;

	read_syndrome(&syndrome);
	exit->pc = state->registers.pc;
	memcpy(&exit->syndrome, &syndrome, sizeof syndrome);
	if (axvcpu___backend___decode(&syndrome, &state->registers, exit) != AXVCPU_DECODED_DONE)
		return AXVCPU_UNSUPPORTED; /* a word has to be fetched, and decode called again */
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu___backend___run(void *memory, struct axvcpu_exit *exit)
{
	struct state *state = memory;

	if (!axvcpu___backend___switch_written)
		return AXVCPU_UNSUPPORTED;
	if (exit->retire == AXVCPU_RETIRE_NEXT)
		state->registers.pc += exit->insn_length;
	axvcpu___backend___enter(&state->registers);
	return explain(state, exit);
}

/* Where a register is kept; null: it is not among those that are saved. */
static uint64_t *place(struct state *state, uint32_t reg)
{
	uint32_t number = axvcpu___arch___register_of_role(reg);

	for (size_t i = 0; i < axvcpu___arch___register_count; i++) {
		const struct axvcpu_register_info *info = &axvcpu___arch___register_table[i];

		if (info->number == number && info->context >= 0)
			return (uint64_t *)((char *)&state->registers + info->context);
	}
	return NULL;
}

enum axvcpu_status axvcpu___backend___get_register(void *memory, uint32_t reg, uint64_t *value)
{
	const uint64_t *kept = place(memory, reg);

	if (!kept)
		return AXVCPU_BAD_ARGUMENT;
	*value = *kept;
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu___backend___set_register(void *memory, uint32_t reg, uint64_t value)
{
	uint64_t *kept = place(memory, reg);

	if (!kept)
		return AXVCPU_BAD_ARGUMENT;
	*kept = value;
	return AXVCPU_OK;
}
