/* SPDX-License-Identifier: MIT */
/* A stopped vCPU as bytes. */
#include "memory_functions.h"
#include "saved.h"

_Static_assert(AXVCPU_SAVED_EDGES - AXVCPU_SAVED_LEVELS == AXVCPU_INTERRUPT_WORDS &&
	       AXVCPU_SAVED_ANSWER - AXVCPU_SAVED_EDGES == AXVCPU_INTERRUPT_WORDS,
	       "spec/saved.yaml has as many levels and edges as a vCPU");

#define STOPPED (AXVCPU_IN(AXVCPU_STATE_FREE) | AXVCPU_IN_BOUND)

static const struct axvcpu_saved_layout *layout_of(const struct axvcpu *vcpu)
{
	if (!vcpu->ops->get_register || !vcpu->ops->set_register)
		return NULL;
	return axvcpu_saved_layout(vcpu->arch);
}

const struct axvcpu_saved_layout *axvcpu_saved_layout_of(const char *call,
							 const struct axvcpu *vcpu)
{
	const struct axvcpu_saved_layout *layout = layout_of(vcpu);

	if (!layout)
		axvcpu_refuse(call, AXVCPU_UNSUPPORTED, "its arch or its back end cannot be saved");
	return layout;
}

size_t axvcpu_saved_size(const struct axvcpu *vcpu)
{
	const struct axvcpu_saved_layout *layout = vcpu ? layout_of(vcpu) : NULL;

	return layout ? layout->size : 0;
}

static void save_header(const struct axvcpu *vcpu, const struct axvcpu_saved_layout *layout,
			void *data)
{
	axvcpu_saved_put(data, AXVCPU_SAVED_MAGIC, AXVCPU_SAVED_MAGIC_NUMBER);
	axvcpu_saved_put(data, AXVCPU_SAVED_VERSION, AXVCPU_SAVED_VERSION_NUMBER);
	axvcpu_saved_put(data, AXVCPU_SAVED_SIZE, layout->size);
	axvcpu_saved_put(data, AXVCPU_SAVED_ARCH, vcpu->arch);
	axvcpu_saved_put(data, AXVCPU_SAVED_LAYOUT, layout->digest);
}

static void save_interrupts(const struct axvcpu *vcpu, void *data)
{
	for (size_t word = 0; word < AXVCPU_INTERRUPT_WORDS; word++) {
		axvcpu_saved_put(data, AXVCPU_SAVED_LEVELS + word,
				 atomic_load(&vcpu->levels[word]));
		axvcpu_saved_put(data, AXVCPU_SAVED_EDGES + word, atomic_load(&vcpu->edges[word]));
	}
	axvcpu_saved_put(data, AXVCPU_SAVED_REQUESTS,
			 atomic_load(&vcpu->request) & AXVCPU_SAVED_REQUESTS_MASK);
}

/* What an access of before has left behind is not written. */
static void save_answer(const struct axvcpu *vcpu, void *data)
{
	axvcpu_saved_put(data, AXVCPU_SAVED_ANSWER, vcpu->answer);
	if (vcpu->answer != AXVCPU_ANSWER_WRITE && vcpu->answer != AXVCPU_ANSWER_FINISH)
		return;
	axvcpu_saved_put(data, AXVCPU_SAVED_ANSWER_REGISTER, vcpu->answer_register);
	axvcpu_saved_put(data, AXVCPU_SAVED_ANSWER_VALUE, vcpu->answer_value);
	axvcpu_saved_put(data, AXVCPU_SAVED_ANSWER_DATA, vcpu->answer_data);
}

/* A value of 1, 2, 4 or 8 bytes, in the host's order. */
static uint64_t load(const void *from, size_t bytes)
{
	uint16_t two;
	uint32_t four;
	uint64_t eight;

	switch (bytes) {
	case 1:
		return *(const uint8_t *)from;
	case 2:
		memcpy(&two, from, sizeof(two));
		return two;
	case 4:
		memcpy(&four, from, sizeof(four));
		return four;
	default:
		memcpy(&eight, from, sizeof(eight));
		return eight;
	}
}

static void save_payload(const struct axvcpu_exit *exit, void *data)
{
	size_t count, slot = AXVCPU_SAVED_PAYLOAD;
	const struct axvcpu_field *field = axvcpu_exit_fields(exit->reason, &count);
	uint32_t known = 0;

	for (; count--; field++) {
		const char *from = (const char *)exit + field->offset;

		for (unsigned i = 0; i < field->count; i++, slot++)
			if (exit->known & field->known)
				axvcpu_saved_put(data, slot,
						 load(from + i * field->bytes, field->bytes));
		known |= exit->known & field->known;
	}
	axvcpu_saved_put(data, AXVCPU_SAVED_KNOWN, known);
}

static void save_syndrome(const struct axvcpu_exit *exit, void *data)
{
	const struct axvcpu_decoder *decoder = axvcpu_saved_decoder(exit);
	const char *syndrome = (const char *)&exit->syndrome;

	if (!decoder)
		return;
	axvcpu_saved_put(data, AXVCPU_SAVED_CAUSE, exit->cause);
	axvcpu_saved_put(data, AXVCPU_SAVED_HAVE,
			 load(syndrome + decoder->have_offset, sizeof(uint32_t)));
	for (size_t i = 0; i < decoder->word_count; i++)
		axvcpu_saved_put(data, AXVCPU_SAVED_SYNDROME + i,
				 load(syndrome + decoder->words[i].offset,
				      decoder->words[i].width / 8));
}

static void save_exit(const struct axvcpu_exit *exit, void *data)
{
	axvcpu_saved_put(data, AXVCPU_SAVED_REASON, exit->reason);
	axvcpu_saved_put(data, AXVCPU_SAVED_PC, exit->pc);
	axvcpu_saved_put(data, AXVCPU_SAVED_INSN_LENGTH, exit->insn_length);
	axvcpu_saved_put(data, AXVCPU_SAVED_RETIRE, exit->retire);
	axvcpu_saved_put(data, AXVCPU_SAVED_BACKEND, exit->backend);
	save_payload(exit, data);
	save_syndrome(exit, data);
}

static void save_registers(struct axvcpu *vcpu, const struct axvcpu_saved_layout *layout,
			   void *data)
{
	for (size_t i = 0; i < layout->count; i++) {
		size_t word = axvcpu_saved_word(i);
		uint64_t value;

		if (vcpu->ops->get_register(axvcpu_state_of(vcpu), layout->registers[i].number,
					    &value) != AXVCPU_OK)
			continue;
		axvcpu_saved_put(data, word, axvcpu_saved_get(data, word) | axvcpu_saved_bit(i));
		axvcpu_saved_put(data, layout->first + i, value);
	}
}

static void save_all(struct axvcpu *vcpu, const struct axvcpu_saved_layout *layout, void *data)
{
	memset(data, 0, layout->size);
	save_header(vcpu, layout, data);
	save_interrupts(vcpu, data);
	save_answer(vcpu, data);
	save_exit(&vcpu->exit, data);
	save_registers(vcpu, layout, data);
}

enum axvcpu_status axvcpu_save(struct axvcpu *vcpu, void *data, size_t size)
{
	const struct axvcpu_saved_layout *layout;
	enum axvcpu_state met;
	enum axvcpu_status status;

	if (!vcpu || !data)
		return axvcpu_refuse("save", AXVCPU_BAD_ARGUMENT, "vcpu or data is null");
	layout = axvcpu_saved_layout_of("save", vcpu);
	if (!layout)
		return AXVCPU_UNSUPPORTED;
	if (size < layout->size)
		return axvcpu_refuse("save", AXVCPU_NO_MEMORY, "less than axvcpu_saved_size");
	status = axvcpu_hold(vcpu, "save", STOPPED, &met);
	if (status != AXVCPU_OK)
		return status;
	if (axvcpu_has_parts(vcpu))
		status = axvcpu_refuse_state("save", AXVCPU_UNSUPPORTED, met,
					     "an access of several parts is not over");
	else
		save_all(vcpu, layout, data);
	axvcpu_release(vcpu, met);
	return status;
}
