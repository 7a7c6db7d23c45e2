/* SPDX-License-Identifier: MIT */
/* Answering a trapped access: width, sign, destination, and its further parts. */
#include "vcpu.h"

/* The low bytes of a value; any width that is no access counts as all of it. */
static uint64_t truncate(uint64_t value, unsigned bytes)
{
	return bytes == 0 || bytes >= 8 ? value : value & ((UINT64_C(1) << 8 * bytes) - 1);
}

static uint64_t extend(uint64_t value, unsigned bytes)
{
	uint64_t sign = bytes == 0 || bytes >= 8 ? 0 : UINT64_C(1) << (8 * bytes - 1);

	return (truncate(value, bytes) ^ sign) - sign;
}

static bool is_less_signed(uint64_t a, uint64_t b, unsigned bytes)
{
	return (int64_t)extend(a, bytes) < (int64_t)extend(b, bytes);
}

static uint64_t operate(enum axvcpu_operation operation, uint64_t value, uint64_t operand,
			unsigned carry, unsigned bytes)
{
	uint64_t a = truncate(value, bytes), b = truncate(operand, bytes);

	switch (operation) {
	case AXVCPU_OPERATION_SWAP:  return b;
	case AXVCPU_OPERATION_ADD:   return truncate(a + b + carry, bytes);
	case AXVCPU_OPERATION_SUB:   return truncate(a - b - carry, bytes);
	case AXVCPU_OPERATION_RSUB:  return truncate(b - a - carry, bytes);
	case AXVCPU_OPERATION_XOR:   return a ^ b;
	case AXVCPU_OPERATION_AND:   return a & b;
	case AXVCPU_OPERATION_OR:    return a | b;
	case AXVCPU_OPERATION_CLEAR: return a & ~b;
	case AXVCPU_OPERATION_MIN:   return is_less_signed(a, b, bytes) ? a : b;
	case AXVCPU_OPERATION_MAX:   return is_less_signed(a, b, bytes) ? b : a;
	case AXVCPU_OPERATION_MINU:  return a < b ? a : b;
	case AXVCPU_OPERATION_MAXU:  return a < b ? b : a;
	case AXVCPU_OPERATION_LOAD:
	default:                     return a;
	}
}

void axvcpu_drop_answer(struct axvcpu *vcpu)
{
	vcpu->answer = AXVCPU_ANSWER_NONE;
	vcpu->filled_count = 0;
	axvcpu_request_done(vcpu, AXVCPU_REQUEST_INCOMPLETE);
}

bool axvcpu_has_parts(const struct axvcpu *vcpu)
{
	return vcpu->exit.part_count || vcpu->exit.write_count || vcpu->filled_count;
}

/* Until the last part is answered: the base of the address may be a destination, too. */
static enum axvcpu_status keep(struct axvcpu *vcpu, uint32_t reg, uint64_t value)
{
	vcpu->filled[vcpu->filled_count++] = (struct axvcpu_write){
		.value = value, .reg = (uint16_t)reg,
	};
	vcpu->answer = AXVCPU_ANSWER_PARTS;
	return AXVCPU_OK;
}

/* Fill the destination now, or keep it until the rest of the access is shown. */
static enum axvcpu_status answer(struct axvcpu *vcpu, uint32_t reg, uint64_t value,
				 enum axvcpu_operation operation, uint64_t data)
{
	enum axvcpu_status status = AXVCPU_OK;

	if (!vcpu->ops->set_register)
		return axvcpu_refuse("complete", AXVCPU_UNSUPPORTED, "the back end sets no registers");
	if (operation != AXVCPU_OPERATION_LOAD) {
		vcpu->answer = AXVCPU_ANSWER_WRITE;
		vcpu->answer_register = reg;
		vcpu->answer_value = value;
		vcpu->answer_data = data;
		return AXVCPU_OK;
	}
	if (axvcpu_has_parts(vcpu))
		return keep(vcpu, reg, value);
	if (reg != AXVCPU_NO_REGISTER)
		status = vcpu->ops->set_register(axvcpu_state_of(vcpu), reg, value);
	if (status != AXVCPU_OK)
		return axvcpu_refuse("complete", status, "the back end refused the register");
	axvcpu_drop_answer(vcpu);
	return AXVCPU_OK;
}

/* A value of 4 bytes or more fills the register; a smaller one leaves its other bytes alone. */
static uint64_t merge(struct axvcpu *vcpu, uint32_t reg, uint64_t value, unsigned bytes)
{
	uint64_t old = 0;

	if (bytes >= 4 || bytes == 0 || reg == AXVCPU_NO_REGISTER)
		return truncate(value, bytes);
	if (vcpu->ops->get_register)
		(void)vcpu->ops->get_register(axvcpu_state_of(vcpu), reg, &old);
	return (old & ~truncate(UINT64_MAX, bytes)) | truncate(value, bytes);
}

static enum axvcpu_status answer_mmio(struct axvcpu *vcpu, uint64_t value)
{
	const struct axvcpu_exit_mmio_read *read = &vcpu->exit.mmio_read;
	uint64_t result = operate(read->operation, value, read->operand, read->carry, read->width);
	uint64_t filled = read->signed_ext ? extend(value, read->width) : truncate(value, read->width);

	if (read->result == AXVCPU_RESULT_NONE)
		return answer(vcpu, AXVCPU_NO_REGISTER, 0, AXVCPU_OPERATION_LOAD, 0);
	if (read->result == AXVCPU_RESULT_REGISTER)
		return answer(vcpu, read->reg, merge(vcpu, read->reg, result, read->reg_width),
			      AXVCPU_OPERATION_LOAD, 0);
	return answer(vcpu, read->reg, merge(vcpu, read->reg, filled, read->reg_width),
		      read->operation, result);
}

static enum axvcpu_status answer_sysreg(struct axvcpu *vcpu, uint64_t value)
{
	const struct axvcpu_exit_sysreg_read *read = &vcpu->exit.sysreg_read;

	return answer(vcpu, read->reg, value, read->operation,
		      operate(read->operation, value, read->operand, 0, 8));
}

/* IN leaves the bytes above 8 and 16 bits alone, and clears those above 32. */
static enum axvcpu_status answer_io(struct axvcpu *vcpu, uint64_t value)
{
	uint32_t reg = axvcpu_register_of_role(vcpu->arch, AXVCPU_REGISTER_RETURN);

	return answer(vcpu, reg, merge(vcpu, reg, value, vcpu->exit.io_read.width),
		      AXVCPU_OPERATION_LOAD, 0);
}

static enum axvcpu_status answer_read(struct axvcpu *vcpu, uint64_t value, enum axvcpu_state met)
{
	enum axvcpu_status status;

	if (vcpu->answer != AXVCPU_ANSWER_AWAITED)
		return axvcpu_refuse_state("complete", AXVCPU_NOT_PENDING, met, "no read waits");
	if (vcpu->exit.reason == AXVCPU_EXIT_MMIO_READ)
		status = answer_mmio(vcpu, value);
	else if (vcpu->exit.reason == AXVCPU_EXIT_SYSREG_READ)
		status = answer_sysreg(vcpu, value);
	else
		status = answer_io(vcpu, value);
	if (status == AXVCPU_OK)
		vcpu->exit.retire = AXVCPU_RETIRE_NEXT;
	return status;
}

static AXVCPU_RARE enum axvcpu_status complete(struct axvcpu *vcpu, uint64_t value)
{
	enum axvcpu_state met;
	enum axvcpu_status status = axvcpu_hold(vcpu, "complete", AXVCPU_IN_BOUND, &met);

	if (status != AXVCPU_OK)
		return status;
	status = answer_read(vcpu, value, met);
	axvcpu_release(vcpu, met);
	return status;
}

/* One load that fills a register of 8 bytes. */
static bool is_load(const struct axvcpu *vcpu)
{
	const struct axvcpu_exit_mmio_read *read = &vcpu->exit.mmio_read;

	return vcpu->answer == AXVCPU_ANSWER_AWAITED &&
		vcpu->exit.reason == AXVCPU_EXIT_MMIO_READ &&
		read->operation == AXVCPU_OPERATION_LOAD && read->result == AXVCPU_RESULT_MEMORY &&
		read->width - 1u < 8 && read->reg_width == 8 && !axvcpu_has_parts(vcpu);
}

static uint64_t loaded(const struct axvcpu_exit_mmio_read *read, uint64_t value)
{
	unsigned above = 64 - 8 * read->width;

	value <<= above;
	return read->signed_ext ? (uint64_t)((int64_t)value >> above) : value >> above;
}

static bool complete_load(struct axvcpu *vcpu, uint64_t value)
{
	uint64_t *plain = axvcpu_plain_register(vcpu, vcpu->exit.mmio_read.reg);

	if (!plain || !is_load(vcpu))
		return false;
	*plain = loaded(&vcpu->exit.mmio_read, value);
	vcpu->answer = AXVCPU_ANSWER_NONE;
	axvcpu_request_done(vcpu, AXVCPU_REQUEST_INCOMPLETE);
	vcpu->exit.retire = AXVCPU_RETIRE_NEXT;
	return true;
}

enum axvcpu_status axvcpu_complete(struct axvcpu *vcpu, uint64_t value)
{
	bool done;

	if (!axvcpu_hold_loaded(vcpu))
		return complete(vcpu, value);
	done = complete_load(vcpu, value);
	axvcpu_release_loaded(vcpu);
	return done ? AXVCPU_OK : complete(vcpu, value);
}

/* Nothing of the last exit is left to do: the next run executes at pc. */
void axvcpu_drop_exit(struct axvcpu *vcpu)
{
	axvcpu_drop_answer(vcpu);
	vcpu->exit.part_count = 0;
	vcpu->exit.write_count = 0;
	vcpu->exit.retire = AXVCPU_RETIRE_KEEP;
}

/* An answer that has filled its register cannot be taken back; nor what a kick lies on. */
static bool is_open(const struct axvcpu *vcpu)
{
	if (vcpu->answer != AXVCPU_ANSWER_NONE)
		return true;
	return vcpu->exit.retire == AXVCPU_RETIRE_NEXT &&
		vcpu->exit.reason != AXVCPU_EXIT_NOTHING &&
		vcpu->exit.reason < AXVCPU_EXIT_FIRST_READ;
}

enum axvcpu_status axvcpu_retry(struct axvcpu *vcpu)
{
	enum axvcpu_state met;
	enum axvcpu_status status = axvcpu_hold(vcpu, "retry", AXVCPU_IN_BOUND, &met);

	if (status != AXVCPU_OK)
		return status;
	if (is_open(vcpu))
		axvcpu_drop_exit(vcpu);
	else
		status = axvcpu_refuse_state("retry", AXVCPU_NOT_PENDING, met, "nothing is open");
	axvcpu_release(vcpu, met);
	return status;
}

static enum axvcpu_status inject(struct axvcpu *vcpu, uint64_t code, uint64_t value,
				 enum axvcpu_state met)
{
	enum axvcpu_status status;

	if (!vcpu->ops->inject_exception)
		return axvcpu_refuse_state("inject_exception", AXVCPU_UNSUPPORTED, met,
					   "the back end injects none");
	status = vcpu->ops->inject_exception(axvcpu_state_of(vcpu), code, value);
	if (status != AXVCPU_OK)
		return axvcpu_refuse_state("inject_exception", status, met,
					   "the arch has no such exception");
	axvcpu_drop_exit(vcpu);
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu_inject_exception(struct axvcpu *vcpu, uint64_t code, uint64_t value)
{
	enum axvcpu_state met;
	enum axvcpu_status status = axvcpu_hold(vcpu, "inject_exception", AXVCPU_IN_BOUND, &met);

	if (status != AXVCPU_OK)
		return status;
	status = inject(vcpu, code, value, met);
	axvcpu_release(vcpu, met);
	return status;
}
