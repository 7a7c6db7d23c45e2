/* SPDX-License-Identifier: MIT */
/* Accesses of several parts, and registers that are written beside an access. */
#include "access.h"

#define ADDRESS 0x10000000u
#define VIRTUAL UINT64_C(0xffffffc000000000)

/* A pair, post-indexed: x5 and x6 from x5, which then has 16 more. */
static void read_pair(struct access_guest *access)
{
	access_begin(access);
	access_read(access, 8, false, 8);
	access->answer = AXVCPU_PENDING;
	access->next.part_count = 1;
	access->next.parts[0].reg = 6;
	access->next.write_count = 1;
	access->next.writes[0] = (struct axvcpu_write){ .reg = 7, .value = 0x2010 };
	must(axvcpu_set_register(access->vcpu, 5, 0x2000));
	access_run(access);
}

static void check_read(void)
{
	struct access_guest access;
	const struct axvcpu_exit *exit;
	uint64_t pc;

	read_pair(&access);
	pc = access_register(&access, AXVCPU_REGISTER_PC);
	must(axvcpu_complete(access.vcpu, 0x11));
	is_status(axvcpu_complete(access.vcpu, 0x12), AXVCPU_NOT_PENDING, "each part has one answer");
	is_u64(access_register(&access, 5), 0x2000, "no part fills its register before the last");
	exit = access_run(&access);
	ok(exit->reason == AXVCPU_EXIT_MMIO_READ && access.guest->runs == 1, "the second part");
	ok(exit->mmio_read.addr == ADDRESS + 8 && exit->mmio_read.gva == VIRTUAL + 8 &&
	   exit->mmio_read.width == 8 && exit->mmio_read.reg == 6, "is behind the first");
	is_u64(exit->pc, pc, "of the same instruction");
	is_status(axvcpu_run(access.vcpu, &exit), AXVCPU_INCOMPLETE, "and owes a value, too");
	must(axvcpu_complete(access.vcpu, 0x22));
	is_u64(access_register(&access, AXVCPU_REGISTER_PC), pc, "nothing retires yet");
	access.answer = AXVCPU_OK;
	access_other(&access, AXVCPU_EXIT_HALT);
	access_run(&access);
	is_u64(access.guest->retired, 1, "then all of it retires, once");
	is_u64(access_register(&access, 5), 0x11, "the first register");
	is_u64(access_register(&access, 6), 0x22, "the second");
	is_u64(access_register(&access, 7), 0x2010, "and the one beside");
	access_end(&access);
}

/* Four parts, the last of which is cancelled. */
static void check_cancelled(void)
{
	struct access_guest access;

	read_pair(&access);
	must(axvcpu_complete(access.vcpu, 0x11));
	access_run(&access);
	is_status(axvcpu_inject_exception(access.vcpu, 5, 0), AXVCPU_OK, "an exception for a part");
	access.answer = AXVCPU_OK;
	access_other(&access, AXVCPU_EXIT_HALT);
	access_run(&access);
	is_u64(access.guest->retired, 0, "cancels all of it");
	is_u64(access_register(&access, 5), 0x2000, "no register is filled");
	is_u64(access_register(&access, 7), 0, "none is written");
	access_end(&access);
}

static void write_access(struct access_guest *access, unsigned width, uint64_t data)
{
	access_begin(access);
	access_other(access, AXVCPU_EXIT_MMIO_WRITE);
	access->answer = AXVCPU_PENDING;
	access->next.mmio_write = (struct axvcpu_exit_mmio_write){
		.addr = ADDRESS, .gva = VIRTUAL, .width = (uint8_t)width, .data = data,
		.access = AXVCPU_ACCESS_WRITE, .reg = 9,
	};
}

/* The guest's exits know all fields: the data of a write are then those of its register. */
static void check_write(void)
{
	struct access_guest access;
	const struct axvcpu_exit *exit;

	write_access(&access, 4, 0);
	access.next.part_count = AXVCPU_PARTS_MAX;
	for (unsigned i = 0; i < AXVCPU_PARTS_MAX; i++)
		access.next.parts[i].reg = (uint16_t)(10 + i);
	access.next.write_count = 1;
	access.next.writes[0] = (struct axvcpu_write){ .reg = 7, .value = 0x2010 };
	for (uint32_t i = 0; i < 4; i++)
		must(axvcpu_set_register(access.vcpu, 9 + i, UINT64_C(0x1111111100000000) + i));
	for (unsigned i = 0; i < 4; i++) {
		exit = access_run(&access);
		ok(exit->reason == AXVCPU_EXIT_MMIO_WRITE && access.guest->runs == 1 &&
		   exit->mmio_write.addr == ADDRESS + 4 * i &&
		   exit->mmio_write.gva == VIRTUAL + 4 * i && exit->mmio_write.data == i,
		   "part %u of a write, from its register, as wide as it is", i);
		is_u64(access_register(&access, 7), 0, "none is written beside yet");
	}
	access.answer = AXVCPU_OK;
	access_other(&access, AXVCPU_EXIT_HALT);
	access_run(&access);
	is_u64(access.guest->retired, 1, "it retires once");
	is_u64(access_register(&access, 7), 0x2010, "with the register beside");
	access_end(&access);
}

static enum axvcpu_status half_a_pair(struct guest *guest, struct axvcpu_exit *exit)
{
	guest_exit(guest, exit, AXVCPU_EXIT_MMIO_WRITE);
	exit->mmio_write.width = 8;
	exit->part_count = 1;
	return AXVCPU_PENDING;
}

static void check_retried_write(void)
{
	struct access_guest access;

	write_access(&access, 8, 1);
	access.next.part_count = 1;
	access_run(&access);
	is_status(axvcpu_retry(access.vcpu), AXVCPU_OK, "a write of two parts is executed again");
	access.answer = AXVCPU_OK;
	access_other(&access, AXVCPU_EXIT_HALT);
	ok(access_run(&access)->reason == AXVCPU_EXIT_HALT, "and its second part is not shown");
	is_u64(access.guest->retired, 0, "nor does it retire");
	access_end(&access);
}

/* The format has no room for what of an access is still to be shown. */
static void check_saved(void)
{
	struct guest_script script = { .run = half_a_pair };
	struct axvcpu_config config = guest_config(&script, AXVCPU_POLICY_STRICT);
	static uint64_t bytes[1024];
	const struct axvcpu_exit *exit;
	struct axvcpu_space *space;
	struct axvcpu *vcpu;

	config.arch = AXVCPU_ARCH_RISCV64;
	must(axvcpu_space_create(&config, &space));
	must(axvcpu_create(&config, &vcpu));
	must(axvcpu_setup(vcpu, GUEST_ENTRY, space, NULL));
	must(axvcpu_bind(vcpu));
	is_status(axvcpu_save(vcpu, bytes, sizeof bytes), AXVCPU_OK, "a vCPU can be saved");
	must(axvcpu_run(vcpu, &exit));
	is_status(axvcpu_save(vcpu, bytes, sizeof bytes), AXVCPU_UNSUPPORTED,
		  "but not in an access of several parts");
	is_status(axvcpu_retry(vcpu), AXVCPU_OK, "which is not lost");
	is_status(axvcpu_save(vcpu, bytes, sizeof bytes), AXVCPU_OK, "and when it is over, it can");
	guest_end(vcpu);
	must(axvcpu_space_destroy(space));
}

static const struct {
	const char *what;
	enum axvcpu_operation operation;
	enum axvcpu_result result;
	bool carry;
	uint64_t operand, value, filled;
} computed[] = {
	{ "add to a register", AXVCPU_OPERATION_ADD, AXVCPU_RESULT_REGISTER, false, 5, 7, 12 },
	{ "with carry", AXVCPU_OPERATION_ADD, AXVCPU_RESULT_REGISTER, true, 5, 7, 13 },
	{ "take from a register", AXVCPU_OPERATION_RSUB, AXVCPU_RESULT_REGISTER, false, 5, 7,
	  0xfffffffe },
	{ "with borrow", AXVCPU_OPERATION_RSUB, AXVCPU_RESULT_REGISTER, true, 7, 5, 1 },
	{ "and to a register", AXVCPU_OPERATION_AND, AXVCPU_RESULT_REGISTER, false, 0xc, 0xa, 8 },
	{ "compare", AXVCPU_OPERATION_SUB, AXVCPU_RESULT_NONE, false, 5, 7, 0x99 },
};

static void check_computed(void)
{
	for (unsigned i = 0; i < sizeof computed / sizeof *computed; i++) {
		struct access_guest access;

		access_begin(&access);
		access_read(&access, 4, false, 4);
		access.next.mmio_read.operation = computed[i].operation;
		access.next.mmio_read.result = computed[i].result;
		access.next.mmio_read.carry = computed[i].carry;
		access.next.mmio_read.operand = computed[i].operand;
		must(axvcpu_set_register(access.vcpu, 5, 0x99));
		access_run(&access);
		must(axvcpu_complete(access.vcpu, computed[i].value));
		is_u64(access_register(&access, 5), computed[i].filled, "%s", computed[i].what);
		access_other(&access, AXVCPU_EXIT_HALT);
		ok(access_run(&access)->reason == AXVCPU_EXIT_HALT, "nothing is written back");
		access_end(&access);
	}
}

static void check_subtracted(void)
{
	struct access_guest access;
	const struct axvcpu_exit *exit;

	access_begin(&access);
	access_read(&access, 2, false, 2);
	access.next.mmio_read.operation = AXVCPU_OPERATION_SUB;
	access.next.mmio_read.operand = 3;
	access.next.mmio_read.reg = AXVCPU_NO_REGISTER;
	access.next.mmio_read.carry = true;
	access_run(&access);
	must(axvcpu_complete(access.vcpu, 2));
	exit = access_run(&access);
	ok(exit->reason == AXVCPU_EXIT_MMIO_WRITE && exit->mmio_write.data == 0xfffe,
	   "a difference with borrow is written back");
	access_other(&access, AXVCPU_EXIT_HALT);
	access_run(&access);
	is_u64(access.guest->retired, 1, "what was read goes to no register");
	access_end(&access);
}

static void check_narrow(unsigned width, uint64_t expected)
{
	struct access_guest access;

	access_begin(&access);
	access_read(&access, width, false, width);
	must(axvcpu_set_register(access.vcpu, 5, UINT64_C(0x1122334455667788)));
	access_run(&access);
	must(axvcpu_complete(access.vcpu, UINT64_C(0xaabbccddeeff9900)));
	is_u64(access_register(&access, 5), expected, "a register of which %u bytes are filled", width);
	access_end(&access);
}

int main(void)
{
	check_read();
	check_cancelled();
	check_write();
	check_retried_write();
	check_saved();
	check_computed();
	check_subtracted();
	check_narrow(1, UINT64_C(0x1122334455667700));
	check_narrow(2, UINT64_C(0x1122334455669900));
	check_narrow(4, UINT64_C(0xeeff9900));
	check_narrow(8, UINT64_C(0xaabbccddeeff9900));
	return done_testing();
}
