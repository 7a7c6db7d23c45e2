/* SPDX-License-Identifier: MIT */
/*
 * The decoder of wire. Generated from spec/backend/wire.yaml, spec/firmware/bios.yaml,
 * spec/firmware/boot.yaml; change it there.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <axvcpu/wire.h>
#include <axvcpu/bios.h>
#include <axvcpu/boot.h>
#include <generated/bios_fields.h>
#include <generated/boot_fields.h>
#include <generated/wire_fields.h>
#include <tests/codegen/refine.h>

/*
 * Whatever is rare has a function of its own, small rather than quick, so that what is common
 * keeps no frame.
 */
#define AXVCPU_RARE __attribute__((noinline, cold))
/*
 * A payload goes from the row straight into the exit; rows laid out twice know whether there are
 * registers.
 */
#define AXVCPU_INLINE inline __attribute__((always_inline))

/* Bits high to low of a value. */
static inline uint64_t bits(uint64_t value, unsigned high, unsigned low)
{
	return value >> low & (UINT64_MAX >> (63 - (high - low)));
}

/* The lowest bytes of a value, by the logarithm of their number: 0 to 3. */
static inline uint64_t low_bytes(uint64_t value, uint32_t logarithm)
{
	static const uint64_t masks[] = { 0xff, 0xffff, 0xffffffff, UINT64_MAX };

	return value & masks[logarithm & 3];
}

/* A further part of the access: the register, or the data to write. */
static inline void add_part(struct axvcpu_exit *exit, uint64_t reg, uint64_t data)
{
	exit->parts[exit->part_count++] = (struct axvcpu_part){ .data = data,
		.reg = (uint16_t)reg };
}

/* A register that is written beside the access. */
static inline void add_write(struct axvcpu_exit *exit, uint64_t reg, uint64_t value)
{
	exit->writes[exit->write_count++] = (struct axvcpu_write){ .value = value,
		.reg = (uint16_t)reg };
}

/* A value of width bits, sign-extended. */
static inline uint64_t sign_extend(uint64_t value, unsigned width)
{
	uint64_t sign = UINT64_C(1) << (width - 1);

	return (value ^ sign) - sign;
}

/* A general register; 0 without registers. */
static inline uint64_t register_value(const struct axvcpu_toy_registers *registers,
	uint32_t number)
{
	return registers ? registers->r[number] : 0;
}

/* A general register as the base of an address; 0 without registers. */
static inline uint64_t base_value(const struct axvcpu_toy_registers *registers,
	uint32_t number)
{
	if (!registers)
		return 0;
	return number == 3 ? registers->pc : registers->r[number];
}

/* The number of that register. */
static inline uint16_t base_number(uint32_t number)
{
	return (uint16_t)(number == 3 ? 8 : number);
}

/* The length of an instruction; 0 where it is none. */
static inline uint8_t instruction_length(uint64_t value)
{
	return (uint8_t)(value <= 15 ? value : 0);
}

/* The fields that hold a value when some of them come from registers. */
static inline uint32_t known_with(const struct axvcpu_toy_registers *registers,
	uint32_t all, uint32_t from_registers)
{
	return registers ? all : all & ~from_registers;
}

static AXVCPU_INLINE enum axvcpu_decoded end_unknown(struct axvcpu_exit *exit,
	enum axvcpu_wire_cause cause, uint8_t insn_length, uint32_t known,
	struct axvcpu_exit_unknown payload)
{
	exit->reason = AXVCPU_EXIT_UNKNOWN;
	exit->known = known;
	exit->answer = 0;
	exit->cause = cause;
	exit->retire = AXVCPU_RETIRE_KEEP;
	exit->part_count = 0;
	exit->write_count = 0;
	exit->backend = 1; /* wire */
	exit->insn_length = insn_length;
	exit->unknown = payload;
	return AXVCPU_DECODED_DONE;
}

static AXVCPU_INLINE enum axvcpu_decoded end_halt(struct axvcpu_exit *exit,
	enum axvcpu_wire_cause cause, uint8_t insn_length)
{
	exit->reason = AXVCPU_EXIT_HALT;
	exit->known = 0;
	exit->answer = 0;
	exit->cause = cause;
	exit->retire = AXVCPU_RETIRE_NEXT;
	exit->part_count = 0;
	exit->write_count = 0;
	exit->backend = 1; /* wire */
	exit->insn_length = insn_length;
	return AXVCPU_DECODED_DONE;
}

static AXVCPU_INLINE enum axvcpu_decoded end_load(struct axvcpu_exit *exit,
	enum axvcpu_wire_cause cause, uint8_t insn_length, uint32_t known,
	struct axvcpu_exit_load payload)
{
	exit->reason = AXVCPU_EXIT_LOAD;
	exit->known = known;
	exit->answer = 0;
	exit->cause = cause;
	exit->retire = AXVCPU_RETIRE_NEXT;
	exit->part_count = 0;
	exit->write_count = 0;
	exit->backend = 1; /* wire */
	exit->insn_length = insn_length;
	exit->load = payload;
	return AXVCPU_DECODED_DONE;
}

static AXVCPU_INLINE enum axvcpu_decoded end_store(struct axvcpu_exit *exit,
	enum axvcpu_wire_cause cause, uint8_t insn_length, uint32_t known,
	struct axvcpu_exit_store payload)
{
	exit->reason = AXVCPU_EXIT_STORE;
	exit->known = known;
	exit->answer = 0;
	exit->cause = cause;
	exit->retire = AXVCPU_RETIRE_NEXT;
	exit->part_count = 0;
	exit->write_count = 0;
	exit->backend = 1; /* wire */
	exit->insn_length = insn_length;
	exit->store = payload;
	return AXVCPU_DECODED_DONE;
}

static AXVCPU_INLINE enum axvcpu_decoded end_answered_nothing(struct axvcpu_exit *exit,
	enum axvcpu_wire_cause cause, uint8_t insn_length, uint16_t answer, uint32_t known,
	struct axvcpu_exit_nothing payload)
{
	exit->reason = AXVCPU_EXIT_NOTHING;
	exit->known = known;
	exit->answer = answer;
	exit->cause = cause;
	exit->retire = AXVCPU_RETIRE_NEXT;
	exit->part_count = 0;
	exit->write_count = 0;
	exit->backend = 1; /* wire */
	exit->insn_length = insn_length;
	exit->nothing = payload;
	return AXVCPU_DECODED_DONE;
}

static AXVCPU_INLINE enum axvcpu_decoded end_answered_hypercall(struct axvcpu_exit *exit,
	enum axvcpu_wire_cause cause, uint8_t insn_length, uint16_t answer, uint32_t known,
	struct axvcpu_exit_hypercall payload)
{
	exit->reason = AXVCPU_EXIT_HYPERCALL;
	exit->known = known;
	exit->answer = answer;
	exit->cause = cause;
	exit->retire = AXVCPU_RETIRE_NEXT;
	exit->part_count = 0;
	exit->write_count = 0;
	exit->backend = 1; /* wire */
	exit->insn_length = insn_length;
	exit->hypercall = payload;
	return AXVCPU_DECODED_DONE;
}

static AXVCPU_INLINE enum axvcpu_decoded end_hypercall(struct axvcpu_exit *exit,
	enum axvcpu_wire_cause cause, uint8_t insn_length, uint32_t known,
	struct axvcpu_exit_hypercall payload)
{
	exit->reason = AXVCPU_EXIT_HYPERCALL;
	exit->known = known;
	exit->answer = 0;
	exit->cause = cause;
	exit->retire = AXVCPU_RETIRE_NEXT;
	exit->part_count = 0;
	exit->write_count = 0;
	exit->backend = 1; /* wire */
	exit->insn_length = insn_length;
	exit->hypercall = payload;
	return AXVCPU_DECODED_DONE;
}

/* Whether it is there. The instruction. spec/backend/wire.yaml:14 */
static inline bool wire_has_insn(const struct axvcpu_wire_syndrome *syndrome)
{
	return syndrome->have & AXVCPU_WIRE_HAVE_INSN;
}

static inline uint32_t wire_word_insn(const struct axvcpu_wire_syndrome *syndrome)
{
	return syndrome->insn;
}

/* Whether it is there. Address of the access. spec/backend/wire.yaml:15 */
static inline bool wire_has_where(const struct axvcpu_wire_syndrome *syndrome)
{
	return !(syndrome->place == 0) || syndrome->have & AXVCPU_WIRE_HAVE_WHERE;
}

static inline uint64_t wire_word_where(const struct axvcpu_wire_syndrome *syndrome)
{
	return syndrome->place == 0 ? syndrome->where : (bits(syndrome->place, 51, 0) << 12 |
		bits(syndrome->trap, 27, 16));
}

/* Where the base goes. spec/backend/wire.yaml:30 */
static inline uint64_t wire_value_end(const struct axvcpu_toy_registers *registers, uint32_t insn)
{
	return registers ? base_value(registers,
		wire_field_ra(insn)) + sign_extend(wire_field_offset(insn), 8) : 0;
}

/* The access is not at its base. spec/backend/wire.yaml:31 */
static inline uint32_t wire_value_astray(const struct axvcpu_toy_registers *registers,
	uint32_t insn, uint64_t where)
{
	return registers ? bits(wire_value_end(registers, insn), 11, 0) != bits(where, 11, 0) : 0;
}

/* The steps. 4. spec/firmware/boot.yaml:18 */
static AXVCPU_RARE enum axvcpu_decoded decode_boot(const struct axvcpu_toy_registers *registers,
	struct axvcpu_exit *exit)
{
	uint32_t step_number = boot_field_step_number(registers->r[1]);
	enum axvcpu_wire_cause cause;

	if (step_number == 1) {
		if (registers->r[0] == 0) {
			/* spec/firmware/boot.yaml:26 begin: The first. */
			cause = AXVCPU_WIRE_CAUSE_BEGIN;
			goto halt_0;
		}
		/* spec/firmware/boot.yaml:27 begin_again: The first, again. */
		cause = AXVCPU_WIRE_CAUSE_BEGIN_AGAIN;
		goto halt_0;
	}
	if (step_number == 2) {
		/* spec/firmware/boot.yaml:28 skip: One that is left out. */
		cause = AXVCPU_WIRE_CAUSE_SKIP;
		goto answered_nothing_1;
	}
	/* spec/firmware/boot.yaml:24 no_step: No such step. */
	cause = AXVCPU_WIRE_CAUSE_NO_STEP;
	goto answered_nothing_1;
halt_0:
	return end_halt(exit, cause, 4);
answered_nothing_1:
	return end_answered_nothing(exit, cause, 4, AXVCPU_BOOT_ANSWER_NOT_SUPPORTED,
		AXVCPU_KNOWN_NOTHING_ALL, (struct axvcpu_exit_nothing){
			.cause = AXVCPU_NOTHING_HANDLED,
		});
}

/* The groups. 1. spec/firmware/bios.yaml:24 */
static AXVCPU_RARE enum axvcpu_decoded decode_bios(const struct axvcpu_toy_registers *registers,
	struct axvcpu_exit *exit)
{
	uint32_t group = bios_field_group(registers->r[1]);

	if (group == 1) {
		/* spec/firmware/bios.yaml:31 sleep: Sleep. */
		return end_halt(exit, AXVCPU_WIRE_CAUSE_SLEEP, 4);
	}
	if (group == 2) {
		/* spec/firmware/bios.yaml:32 tell: Tell another CPU, if it is known. */
		return end_answered_hypercall(exit, AXVCPU_WIRE_CAUSE_TELL, 4,
			AXVCPU_BIOS_ANSWER_TOLD,
			AXVCPU_KNOWN_HYPERCALL_ALL, (struct axvcpu_exit_hypercall){
				.nr = bios_field_group(registers->r[1]),
				.args = { registers->r[1], registers->r[0] },
			});
	}
	if (group == 3) {
		/* spec/firmware/bios.yaml:33 boot_step: Go on booting. */
		return decode_boot(registers, exit);
	}
	if (group >= 128 && group <= 191) {
		/* spec/firmware/bios.yaml:34 own: The hypervisor's own. */
		return end_hypercall(exit, AXVCPU_WIRE_CAUSE_OWN, 4,
			AXVCPU_KNOWN_HYPERCALL_ALL, (struct axvcpu_exit_hypercall){
				.nr = bits(registers->r[1], 31, 0) << 32 | bits(registers->r[0],
					31, 0),
				.args = { registers->r[0], registers->r[1] },
			});
	}
	/* spec/firmware/bios.yaml:29 no_group: Another group. */
	return end_answered_nothing(exit, AXVCPU_WIRE_CAUSE_NO_GROUP, 4,
		AXVCPU_BIOS_ANSWER_REFUSED,
		AXVCPU_KNOWN_NOTHING_ALL, (struct axvcpu_exit_nothing){
			.cause = AXVCPU_NOTHING_HANDLED,
		});
}

/* The accesses. 2.7. spec/backend/wire.yaml:64 */
static AXVCPU_RARE enum axvcpu_decoded decode_access(const struct axvcpu_wire_syndrome *syndrome,
	const struct axvcpu_toy_registers *registers, struct axvcpu_exit *exit, uint32_t insn,
	uint64_t where)
{
	uint32_t major = wire_field_major(insn);
	enum axvcpu_wire_cause cause;
	uint64_t data;
	uint64_t step;
	bool locked;

	if (major == 0) {
		switch (wire_field_minor(insn)) {
		case 0:
			if (wire_field_far(insn) == 0) {
				/* spec/backend/wire.yaml:73 near_store: Store. */
				cause = AXVCPU_WIRE_CAUSE_NEAR_STORE;
				data = register_value(registers, wire_field_ra(insn));
				step = 0;
				locked = false;
				goto store_0;
			}
			/* spec/backend/wire.yaml:74 far_store: Store, and step. */
			cause = AXVCPU_WIRE_CAUSE_FAR_STORE;
			data = register_value(registers, wire_field_ra(insn));
			step = sign_extend(wire_field_offset(insn), 8);
			locked = false;
			goto store_0;
		case 1:
			/* spec/backend/wire.yaml:75 swap: Swap. */
			cause = AXVCPU_WIRE_CAUSE_SWAP;
			data = register_value(registers, wire_field_ra(insn));
			step = wire_field_offset(insn) << 3;
			locked = true;
			goto store_0;
		case 2:
			/* spec/backend/wire.yaml:76 push: Push. */
			cause = AXVCPU_WIRE_CAUSE_PUSH;
			data = bits(register_value(registers, wire_field_ra(insn)), 31, 0);
			step = 8;
			locked = false;
			goto store_0;
		case 3:
			/* spec/backend/wire.yaml:80 pop: Pop. */
			return end_load(exit, AXVCPU_WIRE_CAUSE_POP, exit->insn_length,
				AXVCPU_KNOWN_LOAD_ALL, (struct axvcpu_exit_load){
					.addr = where, .width = 8,
					.reg = UINT64_C(0x1) << 2 | wire_field_ra(insn),
				});
		}
	}
	if (major == 5) {
		switch (wire_field_minor(insn)) {
		case 0:
			if (wire_value_astray(registers, insn, where)) {
				/*
				 * spec/backend/wire.yaml:77 moved_astray: A moving store that is
				 * elsewhere.
				 */
				cause = AXVCPU_WIRE_CAUSE_MOVED_ASTRAY;
				goto unknown_1;
			}
			/* spec/backend/wire.yaml:78 moved: Store, and move the base. */
			end_store(exit, AXVCPU_WIRE_CAUSE_MOVED, exit->insn_length,
				known_with(registers, AXVCPU_KNOWN_STORE_ALL,
					AXVCPU_KNOWN_STORE_DATA), (struct axvcpu_exit_store){
					.addr = where, .width = 1u << wire_field_size(insn),
					.data = low_bytes(register_value(registers,
						wire_field_ra(insn)), 1),
					.step = wire_field_far(insn) ?
						(UINT64_C(0x8) - UINT64_C(0x2)) : UINT64_C(0x2),
					.access = wire_field_far(insn) ?
						AXVCPU_ACCESS_READ : AXVCPU_ACCESS_WRITE,
					.locked = false,
				});
			if (!registers)
				return AXVCPU_DECODED_DONE;
			add_write(exit, base_number(wire_field_ra(insn)),
				wire_value_end(registers, insn));
			return AXVCPU_DECODED_DONE;
		case 1:
			/* spec/backend/wire.yaml:79 pair: Two stores, or what else they are. */
			end_store(exit, AXVCPU_WIRE_CAUSE_PAIR, exit->insn_length,
				known_with(registers, AXVCPU_KNOWN_STORE_ALL,
					AXVCPU_KNOWN_STORE_DATA), (struct axvcpu_exit_store){
					.addr = where, .width = 1u << wire_field_size(insn),
					.data = register_value(registers, wire_field_ra(insn)),
					.step = (uint64_t)(1) << UINT64_C(0x4),
					.access = AXVCPU_ACCESS_WRITE, .locked = false,
				});
			add_part(exit, 0, register_value(registers, bits(wire_field_major(insn),
				1, 0)));
			axvcpu_toy_refine_store(exit, registers, insn, bits(syndrome->trap, 63,
				32) << 1 | 0);
			return AXVCPU_DECODED_DONE;
		}
	}
	if (major >= 2 && major <= 3) {
		if (wire_field_size(insn) == 0 || wire_field_size(insn) == 3) {
			/* spec/backend/wire.yaml:81 wide: Wide store. */
			cause = AXVCPU_WIRE_CAUSE_WIDE;
			data = register_value(registers, wire_field_ra(insn));
			step = 16;
			locked = false;
			goto store_0;
		}
		/* spec/backend/wire.yaml:82 thin: Thin store. */
		cause = AXVCPU_WIRE_CAUSE_THIN;
		data = register_value(registers, wire_field_ra(insn));
		step = 1;
		locked = false;
		goto store_0;
	}
	/* spec/backend/wire.yaml:71 other: No access. */
	cause = AXVCPU_WIRE_CAUSE_OTHER;
	goto unknown_1;
store_0:
	return end_store(exit, cause, exit->insn_length,
		known_with(registers, AXVCPU_KNOWN_STORE_ALL, AXVCPU_KNOWN_STORE_DATA),
			(struct axvcpu_exit_store){
			.addr = where, .width = 1u << wire_field_size(insn), .data = data,
			.step = step, .access = AXVCPU_ACCESS_WRITE, .locked = locked,
		});
unknown_1:
	return end_unknown(exit, cause, exit->insn_length,
		AXVCPU_KNOWN_UNKNOWN_ALL, (struct axvcpu_exit_unknown){
			.cause = insn,
		});
}

/* What the hardware says of the instruction. 2.6. spec/backend/wire.yaml:54 */
static inline enum axvcpu_decoded decode_fault(const struct axvcpu_wire_syndrome *syndrome,
	const struct axvcpu_toy_registers *registers, struct axvcpu_exit *exit)
{
	uint32_t form = wire_field_form(syndrome->trap);
	enum axvcpu_wire_cause cause;
	uint32_t cause_shown;

	if (form == 0) {
		if (syndrome->place == 0) {
			/* spec/backend/wire.yaml:59 hidden: It says nothing. */
			cause = AXVCPU_WIRE_CAUSE_HIDDEN;
			cause_shown = wire_field_code(syndrome->trap);
			goto unknown_0;
		}
		/* spec/backend/wire.yaml:60 asks: It says where. */
		if (!wire_has_where(syndrome)) {
			exit->cause = AXVCPU_WIRE_CAUSE_ASKS;
			return AXVCPU_DECODED_NEED_WHERE;
		}
		if (!wire_has_insn(syndrome)) {
			exit->cause = AXVCPU_WIRE_CAUSE_ASKS;
			return AXVCPU_DECODED_NEED_INSN;
		}
		exit->insn_length = 4;
		return decode_access(syndrome, registers, exit, wire_word_insn(syndrome),
			wire_word_where(syndrome));
	}
	if (form == 1) {
		/* spec/backend/wire.yaml:61 short: It says what, shortened. */
		if (!wire_has_where(syndrome)) {
			exit->cause = AXVCPU_WIRE_CAUSE_SHORT;
			return AXVCPU_DECODED_NEED_WHERE;
		}
		exit->insn_length = 2;
		return decode_access(syndrome, registers, exit, bits(syndrome->trap, 63, 32),
			wire_word_where(syndrome));
	}
	/* spec/backend/wire.yaml:62 odd: Nobody knows. */
	cause = AXVCPU_WIRE_CAUSE_ODD;
	cause_shown = 1u << wire_field_form(syndrome->trap);
	goto unknown_0;
unknown_0:
	return end_unknown(exit, cause, 0,
		AXVCPU_KNOWN_UNKNOWN_ALL, (struct axvcpu_exit_unknown){
			.cause = cause_shown,
		});
}

/* What the second register asks for. 2.8. spec/backend/wire.yaml:45 */
static AXVCPU_RARE enum axvcpu_decoded decode_asked(const struct axvcpu_wire_syndrome *syndrome,
	const struct axvcpu_toy_registers *registers, struct axvcpu_exit *exit)
{
	uint32_t low = wire_field_low(registers->r[1]);

	if (low == 1) {
		/* spec/backend/wire.yaml:51 asked_wait: To wait. */
		return end_halt(exit, AXVCPU_WIRE_CAUSE_ASKED_WAIT, exit->insn_length);
	}
	if (low == 2) {
		/* spec/backend/wire.yaml:52 asked_load: To load three parts. */
		end_load(exit, AXVCPU_WIRE_CAUSE_ASKED_LOAD, exit->insn_length,
			AXVCPU_KNOWN_LOAD_ALL & ~AXVCPU_KNOWN_LOAD_REG, (struct axvcpu_exit_load){
				.addr = registers->pc, .width = 4, .reg = 0,
			});
		add_part(exit, 2, 0);
		add_part(exit, UINT64_C(0x1) << 2 | wire_field_form(syndrome->trap), 0);
		return AXVCPU_DECODED_DONE;
	}
	/* spec/backend/wire.yaml:49 asked_other: Nothing that is known. */
	return end_unknown(exit, AXVCPU_WIRE_CAUSE_ASKED_OTHER, exit->insn_length,
		AXVCPU_KNOWN_UNKNOWN_ALL, (struct axvcpu_exit_unknown){
			.cause = bits(registers->r[2], 31, 0),
		});
}

/* The traps. 2.5. spec/backend/wire.yaml:34 */
static AXVCPU_RARE enum axvcpu_decoded decode_cause_rest(
	const struct axvcpu_wire_syndrome *syndrome, const struct axvcpu_toy_registers *registers,
	struct axvcpu_exit *exit)
{
	uint32_t code = wire_field_code(syndrome->trap);

	if (code == 0) {
		/* spec/backend/wire.yaml:40 waits: It waits. */
		return end_halt(exit, AXVCPU_WIRE_CAUSE_WAITS, 4);
	}
	if (code == 1) {
		/* spec/backend/wire.yaml:41 calls: It calls the firmware. */
		if (!registers)
			return end_hypercall(exit, AXVCPU_WIRE_CAUSE_CALLS, 4,
				0, (struct axvcpu_exit_hypercall){
					.nr = 0,
				});
		return decode_bios(registers, exit);
	}
	if (code == 5) {
		/* spec/backend/wire.yaml:43 asked: It asks by a register. */
		if (!registers)
			return end_load(exit, AXVCPU_WIRE_CAUSE_ASKED,
				instruction_length(syndrome->place),
				0, (struct axvcpu_exit_load){
					.addr = 0,
				});
		exit->insn_length = instruction_length(syndrome->place);
		return decode_asked(syndrome, registers, exit);
	}
	/* spec/backend/wire.yaml:38 strange: Anything else. */
	return end_unknown(exit, AXVCPU_WIRE_CAUSE_STRANGE, 0,
		AXVCPU_KNOWN_UNKNOWN_ALL, (struct axvcpu_exit_unknown){
			.cause = bits(syndrome->trap, 31, 0),
		});
}

/* The traps. 2.5. spec/backend/wire.yaml:34 */
static inline enum axvcpu_decoded decode_cause(const struct axvcpu_wire_syndrome *syndrome,
	const struct axvcpu_toy_registers *registers, struct axvcpu_exit *exit)
{
	if ((syndrome->trap & 254) == 2) {
		/* spec/backend/wire.yaml:42 fault: It met a hole. */
		return decode_fault(syndrome, registers, exit);
	}
	return decode_cause_rest(syndrome, registers, exit);
}

enum axvcpu_decoded axvcpu_wire_decode(const struct axvcpu_wire_syndrome *syndrome,
	const struct axvcpu_toy_registers *registers, struct axvcpu_exit *exit)
{
	return decode_cause(syndrome, registers, exit);
}
