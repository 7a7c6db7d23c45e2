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
			unsigned bytes)
{
	uint64_t a = truncate(value, bytes), b = truncate(operand, bytes);

	switch (operation) {
	case AXVCPU_OPERATION_SWAP:  return b;
	case AXVCPU_OPERATION_ADD:   return truncate(a + b, bytes);
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
	axvcpu_request_done(vcpu, AXVCPU_REQUEST_INCOMPLETE);
}

/* Fill the destination now, or keep it until the write of the access is shown. */
static enum axvcpu_status answer(struct axvcpu *vcpu, uint32_t reg, uint64_t value,
				 enum axvcpu_operation operation, uint64_t data)
{
	enum axvcpu_status status;

	if (!vcpu->ops->set_register)
		return axvcpu_refuse("complete", AXVCPU_UNSUPPORTED, "the back end sets no registers");
	if (operation != AXVCPU_OPERATION_LOAD) {
		vcpu->answer = AXVCPU_ANSWER_WRITE;
		vcpu->answer_register = reg;
		vcpu->answer_value = value;
		vcpu->answer_data = data;
		return AXVCPU_OK;
	}
	status = vcpu->ops->set_register(axvcpu_state_of(vcpu), reg, value);
	if (status != AXVCPU_OK)
		return axvcpu_refuse("complete", status, "the back end refused the register");
	axvcpu_drop_answer(vcpu);
	return AXVCPU_OK;
}

static enum axvcpu_status answer_mmio(struct axvcpu *vcpu, uint64_t value)
{
	const struct axvcpu_exit_mmio_read *read = &vcpu->exit.mmio_read;
	uint64_t filled = read->signed_ext ? extend(value, read->width) : truncate(value, read->width);

	return answer(vcpu, read->reg, truncate(filled, read->reg_width), read->operation,
		      operate(read->operation, value, read->operand, read->width));
}

static enum axvcpu_status answer_sysreg(struct axvcpu *vcpu, uint64_t value)
{
	const struct axvcpu_exit_sysreg_read *read = &vcpu->exit.sysreg_read;

	return answer(vcpu, read->reg, value, read->operation,
		      operate(read->operation, value, read->operand, 8));
}

/* IN leaves the bytes above 8 and 16 bits alone, and clears those above 32. */
static enum axvcpu_status answer_io(struct axvcpu *vcpu, uint64_t value)
{
	uint32_t reg = axvcpu_register_of_role(vcpu->arch, AXVCPU_REGISTER_RETURN);
	unsigned width = vcpu->exit.io_read.width;
	uint64_t old = 0;

	if (width < 4 && vcpu->ops->get_register)
		(void)vcpu->ops->get_register(axvcpu_state_of(vcpu), reg, &old);
	return answer(vcpu, reg, (old & ~truncate(UINT64_MAX, width)) | truncate(value, width),
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

enum axvcpu_status axvcpu_complete(struct axvcpu *vcpu, uint64_t value)
{
	enum axvcpu_state met;
	enum axvcpu_status status = axvcpu_hold(vcpu, "complete", AXVCPU_IN_BOUND, &met);

	if (status != AXVCPU_OK)
		return status;
	status = answer_read(vcpu, value, met);
	axvcpu_release(vcpu, met);
	return status;
}

static void present_mmio_write(struct axvcpu *vcpu)
{
	struct axvcpu_exit_mmio_read read = vcpu->exit.mmio_read;

	vcpu->exit.reason = AXVCPU_EXIT_MMIO_WRITE;
	vcpu->exit.known = AXVCPU_KNOWN_MMIO_WRITE_ADDR | AXVCPU_KNOWN_MMIO_WRITE_WIDTH |
		AXVCPU_KNOWN_MMIO_WRITE_DATA | AXVCPU_KNOWN_MMIO_WRITE_ACCESS |
		AXVCPU_KNOWN_MMIO_WRITE_GVA;
	vcpu->exit.mmio_write = (struct axvcpu_exit_mmio_write){
		.addr = read.addr, .width = read.width, .data = vcpu->answer_data,
		.access = read.access, .gva = read.gva,
	};
}

static void present_sysreg_write(struct axvcpu *vcpu)
{
	struct axvcpu_exit_sysreg_read read = vcpu->exit.sysreg_read;

	vcpu->exit.reason = AXVCPU_EXIT_SYSREG_WRITE;
	vcpu->exit.known = AXVCPU_KNOWN_SYSREG_WRITE_ADDR | AXVCPU_KNOWN_SYSREG_WRITE_VALUE;
	vcpu->exit.sysreg_write = (struct axvcpu_exit_sysreg_write){
		.addr = read.addr, .value = vcpu->answer_data,
	};
}

/* Called by run. True: the exit is another part of the access, and nothing is entered. */
bool axvcpu_present_part(struct axvcpu *vcpu)
{
	if (vcpu->answer == AXVCPU_ANSWER_WRITE) {
		if (vcpu->exit.reason == AXVCPU_EXIT_MMIO_READ)
			present_mmio_write(vcpu);
		else
			present_sysreg_write(vcpu);
		vcpu->answer = AXVCPU_ANSWER_FINISH;
		return true;
	}
	/* Only now, when the write was not cancelled, may the destination change. */
	if (vcpu->answer == AXVCPU_ANSWER_FINISH) {
		(void)vcpu->ops->set_register(axvcpu_state_of(vcpu), vcpu->answer_register,
					      vcpu->answer_value);
		axvcpu_drop_answer(vcpu);
	}
	return false;
}

/* Nothing of the last exit is left to do: the next run executes at pc. */
void axvcpu_drop_exit(struct axvcpu *vcpu)
{
	axvcpu_drop_answer(vcpu);
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
