/* SPDX-License-Identifier: MIT */
/*
 * A vCPU from bytes. All is looked at before anything is changed, but for the
 * registers, of which only the back end knows what they can hold: they are
 * written, read back, and put back if one is not as it was saved.
 */
#include "arches.h"
#include "saved.h"

/* What is saved, beside the registers. */
struct content {
	const void *data;
	const struct axvcpu_saved_layout *layout;
	enum axvcpu_answer answer;
	struct axvcpu_exit exit;
};

static const char *header_fault(const struct axvcpu *vcpu,
				const struct axvcpu_saved_layout *layout, const void *data,
				size_t size)
{
	if (size != layout->size)
		return "there are more or less bytes than axvcpu_saved_size";
	if (axvcpu_saved_get(data, AXVCPU_SAVED_MAGIC) != AXVCPU_SAVED_MAGIC_NUMBER)
		return "this is no saved vCPU";
	if (axvcpu_saved_get(data, AXVCPU_SAVED_VERSION) != AXVCPU_SAVED_VERSION_NUMBER)
		return "the version of the format is another one";
	if (axvcpu_saved_get(data, AXVCPU_SAVED_ARCH) != vcpu->arch)
		return "the arch is another one";
	if (axvcpu_saved_get(data, AXVCPU_SAVED_SIZE) != layout->size)
		return "the size is another one";
	if (axvcpu_saved_get(data, AXVCPU_SAVED_LAYOUT) != layout->digest)
		return "it was saved with other specs";
	return NULL;
}

static bool within_limits(const void *data)
{
	for (size_t i = 0; i < axvcpu_saved_limit_count; i++)
		if (axvcpu_saved_get(data, axvcpu_saved_limits[i].slot) >
		    axvcpu_saved_limits[i].most)
			return false;
	return true;
}

static bool interrupts_exist(const struct axvcpu *vcpu, const void *data)
{
	for (uint32_t id = 0; id < AXVCPU_INTERRUPTS; id++) {
		uint64_t pending = axvcpu_saved_get(data, AXVCPU_SAVED_LEVELS + id / 64) |
			axvcpu_saved_get(data, AXVCPU_SAVED_EDGES + id / 64);

		if (pending >> id % 64 & 1 && !axvcpu_interrupt_exists(vcpu->arch, id))
			return false;
	}
	return true;
}

static enum axvcpu_operation operation_of(const struct axvcpu_exit *exit)
{
	if (exit->reason == AXVCPU_EXIT_MMIO_READ)
		return exit->mmio_read.operation;
	if (exit->reason == AXVCPU_EXIT_SYSREG_READ)
		return exit->sysreg_read.operation;
	return AXVCPU_OPERATION_LOAD;
}

static bool has_answer_values(const void *data)
{
	return axvcpu_saved_get(data, AXVCPU_SAVED_ANSWER_REGISTER) ||
		axvcpu_saved_get(data, AXVCPU_SAVED_ANSWER_VALUE) ||
		axvcpu_saved_get(data, AXVCPU_SAVED_ANSWER_DATA);
}

/* What is left to do belongs to the exit that it is left of. */
static bool answer_fits(const struct content *content)
{
	const struct axvcpu_exit *exit = &content->exit;

	switch (content->answer) {
	case AXVCPU_ANSWER_AWAITED:
		return exit->reason >= AXVCPU_EXIT_FIRST_READ && !has_answer_values(content->data);
	case AXVCPU_ANSWER_WRITE:
		return operation_of(exit) != AXVCPU_OPERATION_LOAD;
	case AXVCPU_ANSWER_FINISH:
		return exit->reason == AXVCPU_EXIT_MMIO_WRITE ||
			exit->reason == AXVCPU_EXIT_SYSREG_WRITE;
	case AXVCPU_ANSWER_NONE:
	default:
		return !has_answer_values(content->data);
	}
}

/* The bits behind those of the last register are none's. */
static bool registers_exist(const struct axvcpu_saved_layout *layout, const void *data)
{
	size_t n = layout->count;

	return n % 64 == 0 || axvcpu_saved_get(data, axvcpu_saved_word(n)) >> n % 64 == 0;
}

static const char *fault(const struct axvcpu *vcpu, struct content *content)
{
	const void *data = content->data;
	const char *wrong = axvcpu_restore_exit(data, &content->exit);

	if (!within_limits(data))
		return "a number is larger than its limit";
	if (wrong)
		return wrong;
	if (axvcpu_saved_get(data, AXVCPU_SAVED_REQUESTS) & ~(uint64_t)AXVCPU_SAVED_REQUESTS_MASK)
		return "there is no such request";
	if (!interrupts_exist(vcpu, data))
		return "there is no such interrupt";
	content->answer = (enum axvcpu_answer)axvcpu_saved_get(data, AXVCPU_SAVED_ANSWER);
	if (!answer_fits(content))
		return "the exit owes no such answer";
	if (!registers_exist(content->layout, data))
		return "there is no such register";
	return NULL;
}

static bool is_present(const void *data, size_t n)
{
	return axvcpu_saved_get(data, axvcpu_saved_word(n)) & axvcpu_saved_bit(n);
}

static bool get(struct axvcpu *vcpu, uint32_t number, uint64_t *value)
{
	return vcpu->ops->get_register(axvcpu_state_of(vcpu), number, value) == AXVCPU_OK;
}

static bool set(struct axvcpu *vcpu, uint32_t number, uint64_t value)
{
	return vcpu->ops->set_register(axvcpu_state_of(vcpu), number, value) == AXVCPU_OK;
}

/* The register that the exit's read is for, or what it writes back leaves there. */
static bool target_exists(struct axvcpu *vcpu, const struct content *content)
{
	const struct axvcpu_exit *exit = &content->exit;
	uint32_t left = (uint32_t)axvcpu_saved_get(content->data, AXVCPU_SAVED_ANSWER_REGISTER);
	uint64_t value;

	if (exit->reason == AXVCPU_EXIT_MMIO_READ && !get(vcpu, exit->mmio_read.reg, &value))
		return false;
	if (exit->reason == AXVCPU_EXIT_SYSREG_READ && !get(vcpu, exit->sysreg_read.reg, &value))
		return false;
	return get(vcpu, left, &value);
}

/* The registers that it has now; false: they are not those that were saved. */
static bool keep(struct axvcpu *vcpu, const struct content *content, uint64_t *kept)
{
	for (size_t i = 0; i < content->layout->count; i++) {
		bool present = is_present(content->data, i);

		kept[i] = 0;
		if (get(vcpu, content->layout->registers[i].number, &kept[i]) != present)
			return false;
		if (!present && axvcpu_saved_get(content->data, content->layout->first + i))
			return false;
	}
	return true;
}

static void put_back(struct axvcpu *vcpu, const struct content *content, const uint64_t *kept)
{
	const struct axvcpu_saved_register *reg = content->layout->registers;

	for (size_t i = 0; i < content->layout->count; i++)
		if (!reg[i].counts && is_present(content->data, i))
			(void)set(vcpu, reg[i].number, kept[i]);
}

/* Those that count come last: there is no way back from them. */
static bool write_registers(struct axvcpu *vcpu, const struct content *content, bool counts)
{
	const struct axvcpu_saved_register *reg = content->layout->registers;

	for (size_t i = 0; i < content->layout->count; i++)
		if (reg[i].counts == counts && is_present(content->data, i) &&
		    !set(vcpu, reg[i].number,
			 axvcpu_saved_get(content->data, content->layout->first + i)))
			return false;
	return true;
}

static bool read_registers(struct axvcpu *vcpu, const struct content *content)
{
	const struct axvcpu_saved_register *reg = content->layout->registers;
	uint64_t value;

	for (size_t i = 0; i < content->layout->count; i++)
		if (!reg[i].counts && is_present(content->data, i) &&
		    (!get(vcpu, reg[i].number, &value) ||
		     value != axvcpu_saved_get(content->data, content->layout->first + i)))
			return false;
	return true;
}

/* Where the guest goes on behind the last exit's instruction is a place to be, too. */
static bool can_retire(struct axvcpu *vcpu, const struct content *content)
{
	uint32_t pc = axvcpu_register_of_role(vcpu->arch, AXVCPU_REGISTER_PC);
	uint64_t value;

	if (content->exit.retire != AXVCPU_RETIRE_NEXT)
		return true;
	return get(vcpu, pc, &value) && set(vcpu, pc, value + content->exit.insn_length) &&
		set(vcpu, pc, value);
}

static bool restore_registers(struct axvcpu *vcpu, const struct content *content)
{
	uint64_t kept[AXVCPU_SAVED_REGISTERS];

	if (!keep(vcpu, content, kept))
		return false;
	if (write_registers(vcpu, content, false) && read_registers(vcpu, content) &&
	    can_retire(vcpu, content) && write_registers(vcpu, content, true))
		return true;
	put_back(vcpu, content, kept);
	return false;
}

/* Translations and lines that the back end knows of are those of before. */
static void restore_requests(struct axvcpu *vcpu, const struct content *content)
{
	uint32_t requests = (uint32_t)axvcpu_saved_get(content->data, AXVCPU_SAVED_REQUESTS);

	axvcpu_request_done(vcpu, AXVCPU_SAVED_REQUESTS_MASK | AXVCPU_REQUEST_INCOMPLETE);
	if (content->answer != AXVCPU_ANSWER_NONE)
		requests |= AXVCPU_REQUEST_INCOMPLETE;
	axvcpu_request(vcpu, requests | AXVCPU_REQUEST_TLB);
}

/* All that is the core's own. */
static void take(struct axvcpu *vcpu, const struct content *content)
{
	const void *data = content->data;

	for (size_t word = 0; word < AXVCPU_INTERRUPT_WORDS; word++) {
		atomic_store(&vcpu->levels[word],
			     axvcpu_saved_get(data, AXVCPU_SAVED_LEVELS + word));
		atomic_store(&vcpu->edges[word], axvcpu_saved_get(data, AXVCPU_SAVED_EDGES + word));
	}
	vcpu->answer = content->answer;
	vcpu->answer_register = (uint32_t)axvcpu_saved_get(data, AXVCPU_SAVED_ANSWER_REGISTER);
	vcpu->answer_value = axvcpu_saved_get(data, AXVCPU_SAVED_ANSWER_VALUE);
	vcpu->answer_data = axvcpu_saved_get(data, AXVCPU_SAVED_ANSWER_DATA);
	vcpu->exit = content->exit;
	restore_requests(vcpu, content);
}

static enum axvcpu_status restore_held(struct axvcpu *vcpu, struct content *content)
{
	const char *wrong = fault(vcpu, content);

	if (!wrong && !target_exists(vcpu, content))
		wrong = "there is no such register";
	if (!wrong && !restore_registers(vcpu, content))
		wrong = "the vCPU cannot hold its registers";
	if (wrong)
		return axvcpu_refuse_state("restore", AXVCPU_MISMATCH, AXVCPU_STATE_FREE, wrong);
	take(vcpu, content);
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu_restore(struct axvcpu *vcpu, const void *data, size_t size,
				  const struct axvcpu_exit **exit)
{
	struct content content = { .data = data };
	enum axvcpu_state met;
	enum axvcpu_status status;
	const char *wrong;

	if (!vcpu || !data)
		return axvcpu_refuse("restore", AXVCPU_BAD_ARGUMENT, "vcpu or data is null");
	content.layout = axvcpu_saved_layout_of("restore", vcpu);
	if (!content.layout)
		return AXVCPU_UNSUPPORTED;
	wrong = header_fault(vcpu, content.layout, data, size);
	if (wrong)
		return axvcpu_refuse("restore", AXVCPU_MISMATCH, wrong);
	status = axvcpu_hold(vcpu, "restore", AXVCPU_IN(AXVCPU_STATE_FREE), &met);
	if (status != AXVCPU_OK)
		return status;
	status = restore_held(vcpu, &content);
	axvcpu_release(vcpu, met);
	if (status == AXVCPU_OK && exit)
		*exit = &vcpu->exit;
	return status;
}
