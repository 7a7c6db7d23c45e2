/* SPDX-License-Identifier: MIT */
/* Atomic accesses: the read's answer gives rise to a write, shown as a second exit. */
#include "access.h"

/* Whether a < b, both of width bytes, bit by bit from the top. */
static bool below(uint64_t a, uint64_t b, unsigned width, bool sign)
{
	for (unsigned bit = 8 * width; bit-- > 0; ) {
		unsigned of_a = (a >> bit) & 1, of_b = (b >> bit) & 1;

		if (of_a != of_b)
			return sign && bit == 8 * width - 1 ? of_a > of_b : of_a < of_b;
	}
	return false;
}

/* One bit of what is written, where the bits do not depend on each other. */
static unsigned bitwise(enum axvcpu_operation operation, unsigned value, unsigned operand)
{
	switch (operation) {
	case AXVCPU_OPERATION_SWAP:
		return operand;
	case AXVCPU_OPERATION_XOR:
		return value != operand;
	case AXVCPU_OPERATION_AND:
		return value == 1 && operand == 1;
	case AXVCPU_OPERATION_OR:
		return value == 1 || operand == 1;
	default:
		return value == 1 && operand == 0; /* clear */
	}
}

static uint64_t by_bits(enum axvcpu_operation operation, uint64_t value, uint64_t operand,
			unsigned width)
{
	unsigned carry = 0;
	uint64_t result = 0;

	for (unsigned bit = 0; bit < 8 * width; bit++) {
		unsigned a = (value >> bit) & 1, b = (operand >> bit) & 1;

		if (operation == AXVCPU_OPERATION_ADD) {
			result |= (uint64_t)((a + b + carry) % 2) << bit;
			carry = (a + b + carry) / 2;
		} else {
			result |= (uint64_t)bitwise(operation, a, b) << bit;
		}
	}
	return result;
}

static uint64_t written(enum axvcpu_operation operation, uint64_t value, uint64_t operand,
			unsigned width)
{
	bool sign = operation == AXVCPU_OPERATION_MIN || operation == AXVCPU_OPERATION_MAX;
	bool larger = operation == AXVCPU_OPERATION_MAX || operation == AXVCPU_OPERATION_MAXU;

	if (operation < AXVCPU_OPERATION_MIN)
		return by_bits(operation, value, operand, width);
	if (below(value, operand, width, sign) == larger)
		value = operand;
	return by_bits(AXVCPU_OPERATION_SWAP, 0, value, width);
}

static const uint64_t values[] = {
	0, 1, 5, 0x7fffffff, 0x80000000, 0xffffffff, 0x123456789abcdef0, 0x7fffffffffffffff,
	0x8000000000000000, UINT64_MAX, 0xffffffff00000001, 0x00000001ffffffff,
};

#define VALUES (sizeof values / sizeof *values)

/* One access: read, answer, write, retire. Counts what is not as it should be. */
static unsigned atomic(struct access_guest *access, enum axvcpu_operation operation,
		       unsigned width, uint64_t value, uint64_t operand)
{
	unsigned retired = access->guest->retired, runs, wrong = 0;
	const struct axvcpu_exit *exit;
	uint64_t pc;

	access_read(access, width, true, 8);
	access->next.mmio_read.access = AXVCPU_ACCESS_WRITE;
	access->next.mmio_read.operation = operation;
	access->next.mmio_read.operand = operand;
	pc = access_run(access)->pc;
	must(axvcpu_complete(access->vcpu, value));
	runs = access->guest->runs;
	exit = access_run(access);
	wrong += exit->reason != AXVCPU_EXIT_MMIO_WRITE || access->guest->runs != runs;
	wrong += exit->mmio_write.data != written(operation, value, operand, width);
	wrong += exit->mmio_write.addr != 0x10000000 || exit->mmio_write.width != width;
	wrong += exit->mmio_write.gva != 0xffffffc000000000 || exit->pc != pc;
	wrong += exit->mmio_write.access != AXVCPU_ACCESS_WRITE;
	wrong += access_register(access, AXVCPU_REGISTER_PC) != pc;
	access_other(access, AXVCPU_EXIT_NOTHING);
	access_run(access);
	wrong += access_register(access, 5)
		 != (width == 4 ? (uint64_t)(int64_t)(int32_t)value : value);
	wrong += access->guest->retired != retired + 1;
	return wrong;
}

static void check_operation(enum axvcpu_operation operation, unsigned width)
{
	struct access_guest access;
	unsigned wrong = 0;

	access_begin(&access);
	for (unsigned i = 0; i < VALUES; i++)
		for (unsigned j = 0; j < VALUES; j++)
			wrong += atomic(&access, operation, width, values[i], values[j]);
	is_u64(wrong, 0, "%s of %u bytes writes back what it should",
	       axvcpu_operation_name(operation), width);
	access_end(&access);
}

static void check_sysreg(enum axvcpu_operation operation)
{
	struct access_guest access;
	const struct axvcpu_exit *exit;
	const uint64_t value = 0xff00ff0012345678, operand = 0x0ff00ff0000000ff;

	access_begin(&access);
	access_other(&access, AXVCPU_EXIT_SYSREG_READ);
	access.next.sysreg_read.addr = 0x105;
	access.next.sysreg_read.reg = 6;
	access.next.sysreg_read.operation = operation;
	access.next.sysreg_read.operand = operand;
	access_run(&access);
	must(axvcpu_complete(access.vcpu, value));
	exit = access_run(&access);
	is_u64(exit->reason, AXVCPU_EXIT_SYSREG_WRITE, "then the new one is written");
	is_u64(exit->sysreg_write.addr, 0x105, "to the same register");
	is_u64(exit->sysreg_write.value, written(operation, value, operand, 8), "sysreg %s",
	       axvcpu_operation_name(operation));
	access_run(&access);
	is_u64(access.guest->retired, 1, "then it retires");
	is_u64(access_register(&access, 6), value, "and the old value is in its register");
	must(axvcpu_complete(access.vcpu, 0));
	access_end(&access);
}

/* Between read and write a kick loses neither. */
static void check_kick_between(void)
{
	struct access_guest access;
	const struct axvcpu_exit *exit;
	unsigned writes = 0, kicks = 0;

	access_begin(&access);
	access_read(&access, 8, true, 8);
	access.next.mmio_read.operation = AXVCPU_OPERATION_ADD;
	access_run(&access);
	must(axvcpu_complete(access.vcpu, 1));
	is_status(axvcpu_complete(access.vcpu, 2), AXVCPU_NOT_PENDING, "a second answer");
	access_other(&access, AXVCPU_EXIT_HALT);
	axvcpu_kick(access.vcpu);
	for (unsigned i = 0; i < 3; i++) {
		exit = access_run(&access);
		writes += exit->reason == AXVCPU_EXIT_MMIO_WRITE;
		kicks += exit->reason == AXVCPU_EXIT_NOTHING;
	}
	is_u64(writes, 1, "with a kick in between it is written once");
	is_u64(kicks, 1, "and the kick is seen once");
	is_u64(access.guest->retired, 1, "and the instruction retires once");
	is_u64(access_register(&access, 5), 1, "and the answer is the first one");
	access_end(&access);
}

/* Up to the write exit. */
static void begin_write(struct access_guest *access)
{
	access_begin(access);
	access_read(access, 8, true, 8);
	access->next.mmio_read.operation = AXVCPU_OPERATION_SWAP;
	must(axvcpu_set_register(access->vcpu, 5, 0x77));
	access_run(access);
	must(axvcpu_complete(access->vcpu, 1));
	access_run(access);
	access_other(access, AXVCPU_EXIT_NOTHING);
}

/* A write that faults leaves the instruction as if it had not begun. */
static void check_cancelled_write(bool by_exception)
{
	struct access_guest access;
	enum axvcpu_status status;

	begin_write(&access);
	status = by_exception ? axvcpu_inject_exception(access.vcpu, 7, 0) : axvcpu_retry(access.vcpu);
	is_status(status, AXVCPU_OK, "%s at the write", by_exception ? "exception" : "retry");
	is_u64(access_run(&access)->reason, AXVCPU_EXIT_NOTHING, "the guest goes on");
	is_u64(access.guest->retired, 0, "nothing retires");
	is_u64(access_register(&access, 5), 0x77, "the destination is as it was");
	access_end(&access);
}

int main(void)
{
	for (int i = AXVCPU_OPERATION_SWAP; i <= AXVCPU_OPERATION_MAXU; i++) {
		check_operation((enum axvcpu_operation)i, 4);
		check_operation((enum axvcpu_operation)i, 8);
	}
	check_sysreg(AXVCPU_OPERATION_SWAP);
	check_sysreg(AXVCPU_OPERATION_OR);
	check_sysreg(AXVCPU_OPERATION_CLEAR);
	check_kick_between();
	check_cancelled_write(false);
	check_cancelled_write(true);
	return done_testing();
}
