/* SPDX-License-Identifier: MIT */
/* Accesses that are shown as more than one exit: what comes behind the first. */
#include "vcpu.h"

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

/* The data of a write that is in a register which the decoder does not see. */
static void fetch_data(struct axvcpu *vcpu)
{
	struct axvcpu_exit_mmio_write *write = &vcpu->exit.mmio_write;
	uint64_t value = 0;

	if (vcpu->exit.reason != AXVCPU_EXIT_MMIO_WRITE ||
	    !(vcpu->exit.known & AXVCPU_KNOWN_MMIO_WRITE_REG) || !vcpu->ops->get_register)
		return;
	if (vcpu->ops->get_register(axvcpu_state_of(vcpu), write->reg, &value) != AXVCPU_OK)
		return;
	write->data = write->width < 8 ? value & ((UINT64_C(1) << 8 * write->width) - 1) : value;
	vcpu->exit.known |= AXVCPU_KNOWN_MMIO_WRITE_DATA;
}

/* An exit that the back end says has more to it; a read is held by its answer. */
void axvcpu_hold_parts(struct axvcpu *vcpu)
{
	fetch_data(vcpu);
	if (vcpu->exit.reason >= AXVCPU_EXIT_FIRST_READ || !axvcpu_has_parts(vcpu))
		return;
	vcpu->answer = AXVCPU_ANSWER_PARTS;
	axvcpu_request(vcpu, AXVCPU_REQUEST_INCOMPLETE);
}

static void move_on(struct axvcpu *vcpu, const struct axvcpu_part *part)
{
	struct axvcpu_exit_mmio_read *read = &vcpu->exit.mmio_read;
	struct axvcpu_exit_mmio_write *write = &vcpu->exit.mmio_write;

	if (vcpu->exit.reason == AXVCPU_EXIT_MMIO_READ) {
		read->addr += read->width;
		read->gva += read->width;
		read->reg = part->reg;
		return;
	}
	write->addr += write->width;
	write->gva += write->width;
	write->data = part->data;
	write->reg = part->reg;
	fetch_data(vcpu);
}

static void present_next(struct axvcpu *vcpu)
{
	struct axvcpu_exit *exit = &vcpu->exit;
	struct axvcpu_part part = exit->parts[0];

	exit->part_count--;
	for (unsigned i = 0; i < exit->part_count; i++)
		exit->parts[i] = exit->parts[i + 1];
	move_on(vcpu, &part);
}

static void write_all(struct axvcpu *vcpu, const struct axvcpu_write *writes, unsigned count)
{
	for (; count-- > 0; writes++)
		if (writes->reg != AXVCPU_NO_REGISTER && vcpu->ops->set_register)
			(void)vcpu->ops->set_register(axvcpu_state_of(vcpu), writes->reg,
						      writes->value);
}

/* All parts are answered: the destinations, then what is written beside them. */
static void write_back(struct axvcpu *vcpu)
{
	write_all(vcpu, vcpu->filled, vcpu->filled_count);
	write_all(vcpu, vcpu->exit.writes, vcpu->exit.write_count);
	vcpu->exit.write_count = 0;
	axvcpu_drop_answer(vcpu);
}

/* Only now, when the write was not cancelled, may the destination change. */
static void fill(struct axvcpu *vcpu)
{
	const struct axvcpu_write write = {
		.value = vcpu->answer_value, .reg = (uint16_t)vcpu->answer_register,
	};

	write_all(vcpu, &write, 1);
	write_back(vcpu);
}

static bool present_write(struct axvcpu *vcpu)
{
	if (vcpu->exit.reason == AXVCPU_EXIT_MMIO_READ)
		present_mmio_write(vcpu);
	else
		present_sysreg_write(vcpu);
	vcpu->answer = AXVCPU_ANSWER_FINISH;
	return true;
}

static bool present_or_finish(struct axvcpu *vcpu)
{
	if (!vcpu->exit.part_count) {
		write_back(vcpu);
		return false;
	}
	present_next(vcpu);
	return true;
}

/* Called by run. True: the exit is another part of the access, and nothing is entered. */
bool axvcpu_present_part(struct axvcpu *vcpu)
{
	switch (vcpu->answer) {
	case AXVCPU_ANSWER_WRITE:
		return present_write(vcpu);
	case AXVCPU_ANSWER_PARTS:
		return present_or_finish(vcpu);
	case AXVCPU_ANSWER_FINISH:
		fill(vcpu);
		return false;
	case AXVCPU_ANSWER_NONE:
	case AXVCPU_ANSWER_AWAITED:
	default:
		return false;
	}
}
