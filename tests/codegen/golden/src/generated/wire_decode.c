/* SPDX-License-Identifier: MIT */
/*
 * The decoder of wire. Generated from spec/backend/wire.yaml, spec/firmware/bios.yaml; change it
 * there.
 */

#include <stdbool.h>
#include <stdint.h>

#include <axvcpu/wire.h>
#include <axvcpu/bios.h>
#include <generated/bios_fields.h>
#include <generated/wire_fields.h>

/* Bits high to low of a value. */
static inline uint64_t bits(uint64_t value, unsigned high, unsigned low)
{
	return value >> low & (UINT64_MAX >> (63 - (high - low)));
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

/* The fields that hold a value when some of them come from registers. */
static inline uint32_t known_with(const struct axvcpu_toy_registers *registers,
	uint32_t all, uint32_t from_registers)
{
	return registers ? all : all & ~from_registers;
}

static inline enum axvcpu_decoded end_unknown(struct axvcpu_exit *exit,
	enum axvcpu_wire_cause cause, uint8_t insn_length, uint32_t known,
	struct axvcpu_exit_unknown payload)
{
	exit->reason = AXVCPU_EXIT_UNKNOWN;
	exit->known = known;
	exit->insn_length = insn_length;
	exit->retire = AXVCPU_RETIRE_KEEP;
	exit->answer = 0;
	exit->cause = cause;
	exit->part_count = 0;
	exit->write_count = 0;
	exit->unknown = payload;
	return AXVCPU_DECODED_DONE;
}

static inline enum axvcpu_decoded end_halt(struct axvcpu_exit *exit, enum axvcpu_wire_cause cause,
	uint8_t insn_length)
{
	exit->reason = AXVCPU_EXIT_HALT;
	exit->known = 0;
	exit->insn_length = insn_length;
	exit->retire = AXVCPU_RETIRE_NEXT;
	exit->answer = 0;
	exit->cause = cause;
	exit->part_count = 0;
	exit->write_count = 0;
	return AXVCPU_DECODED_DONE;
}

static inline enum axvcpu_decoded end_store(struct axvcpu_exit *exit,
	enum axvcpu_wire_cause cause, uint8_t insn_length, uint32_t known,
	struct axvcpu_exit_store payload)
{
	exit->reason = AXVCPU_EXIT_STORE;
	exit->known = known;
	exit->insn_length = insn_length;
	exit->retire = AXVCPU_RETIRE_NEXT;
	exit->answer = 0;
	exit->cause = cause;
	exit->part_count = 0;
	exit->write_count = 0;
	exit->store = payload;
	return AXVCPU_DECODED_DONE;
}

static inline enum axvcpu_decoded end_load(struct axvcpu_exit *exit, enum axvcpu_wire_cause cause,
	uint8_t insn_length, uint32_t known, struct axvcpu_exit_load payload)
{
	exit->reason = AXVCPU_EXIT_LOAD;
	exit->known = known;
	exit->insn_length = insn_length;
	exit->retire = AXVCPU_RETIRE_NEXT;
	exit->answer = 0;
	exit->cause = cause;
	exit->part_count = 0;
	exit->write_count = 0;
	exit->load = payload;
	return AXVCPU_DECODED_DONE;
}

static inline enum axvcpu_decoded end_answered_nothing(struct axvcpu_exit *exit,
	enum axvcpu_wire_cause cause, uint8_t insn_length, uint16_t answer, uint32_t known,
	struct axvcpu_exit_nothing payload)
{
	exit->reason = AXVCPU_EXIT_NOTHING;
	exit->known = known;
	exit->insn_length = insn_length;
	exit->retire = AXVCPU_RETIRE_NEXT;
	exit->answer = answer;
	exit->cause = cause;
	exit->part_count = 0;
	exit->write_count = 0;
	exit->nothing = payload;
	return AXVCPU_DECODED_DONE;
}

static inline enum axvcpu_decoded end_answered_hypercall(struct axvcpu_exit *exit,
	enum axvcpu_wire_cause cause, uint8_t insn_length, uint16_t answer, uint32_t known,
	struct axvcpu_exit_hypercall payload)
{
	exit->reason = AXVCPU_EXIT_HYPERCALL;
	exit->known = known;
	exit->insn_length = insn_length;
	exit->retire = AXVCPU_RETIRE_NEXT;
	exit->answer = answer;
	exit->cause = cause;
	exit->part_count = 0;
	exit->write_count = 0;
	exit->hypercall = payload;
	return AXVCPU_DECODED_DONE;
}

static inline enum axvcpu_decoded end_hypercall(struct axvcpu_exit *exit,
	enum axvcpu_wire_cause cause, uint8_t insn_length, uint32_t known,
	struct axvcpu_exit_hypercall payload)
{
	exit->reason = AXVCPU_EXIT_HYPERCALL;
	exit->known = known;
	exit->insn_length = insn_length;
	exit->retire = AXVCPU_RETIRE_NEXT;
	exit->answer = 0;
	exit->cause = cause;
	exit->part_count = 0;
	exit->write_count = 0;
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

/* The groups. 1. spec/firmware/bios.yaml:23 */
static enum axvcpu_decoded decode_bios(struct axvcpu_exit *exit,
	const struct axvcpu_toy_registers *registers)
{
	uint32_t group = bios_field_group(registers->r[1]);

	if (group == 1) {
		/* spec/firmware/bios.yaml:30 sleep: Sleep. */
		return end_halt(exit, AXVCPU_WIRE_CAUSE_SLEEP, 4);
	}
	if (group == 2) {
		/* spec/firmware/bios.yaml:31 tell: Tell another CPU, if it is known. */
		return end_answered_hypercall(exit, AXVCPU_WIRE_CAUSE_TELL, 4,
			AXVCPU_BIOS_ANSWER_TOLD,
			AXVCPU_KNOWN_HYPERCALL_ALL, (struct axvcpu_exit_hypercall){
				.nr = bios_field_group(registers->r[1]),
				.args = { registers->r[1], registers->r[0] },
			});
	}
	if (group >= 128 && group <= 191) {
		/* spec/firmware/bios.yaml:32 own: The hypervisor's own. */
		return end_hypercall(exit, AXVCPU_WIRE_CAUSE_OWN, 4,
			AXVCPU_KNOWN_HYPERCALL_ALL, (struct axvcpu_exit_hypercall){
				.nr = bits(registers->r[1], 31, 0) << 32 | bits(registers->r[0],
					31, 0),
				.args = { registers->r[0], registers->r[1] },
			});
	}
	/* spec/firmware/bios.yaml:28 no_group: Another group. */
	return end_answered_nothing(exit, AXVCPU_WIRE_CAUSE_NO_GROUP, 4,
		AXVCPU_BIOS_ANSWER_REFUSED,
		AXVCPU_KNOWN_NOTHING_ALL, (struct axvcpu_exit_nothing){
			.cause = AXVCPU_NOTHING_HANDLED,
		});
}

/* The accesses. 2.7. spec/backend/wire.yaml:49 */
static enum axvcpu_decoded decode_access(struct axvcpu_exit *exit, uint32_t insn, uint64_t where,
	const struct axvcpu_toy_registers *registers)
{
	uint32_t major = wire_field_major(insn);

	if (major == 0) {
		switch (wire_field_minor(insn)) {
		case 0:
			if (wire_field_far(insn) == 0) {
				/* spec/backend/wire.yaml:58 near_store: Store. */
				return end_store(exit, AXVCPU_WIRE_CAUSE_NEAR_STORE,
					exit->insn_length,
					known_with(registers, AXVCPU_KNOWN_STORE_ALL,
						AXVCPU_KNOWN_STORE_DATA),
						(struct axvcpu_exit_store){
						.addr = where,
						.width = 1u << wire_field_size(insn),
						.data = register_value(registers,
							wire_field_ra(insn)),
						.step = 0, .access = AXVCPU_ACCESS_WRITE,
						.locked = false,
					});
			}
			/* spec/backend/wire.yaml:59 far_store: Store, and step. */
			return end_store(exit, AXVCPU_WIRE_CAUSE_FAR_STORE, exit->insn_length,
				known_with(registers, AXVCPU_KNOWN_STORE_ALL,
					AXVCPU_KNOWN_STORE_DATA), (struct axvcpu_exit_store){
					.addr = where, .width = 1u << wire_field_size(insn),
					.data = register_value(registers, wire_field_ra(insn)),
					.step = sign_extend(wire_field_offset(insn), 8),
					.access = AXVCPU_ACCESS_WRITE, .locked = false,
				});
		case 1:
			/* spec/backend/wire.yaml:60 swap: Swap. */
			return end_store(exit, AXVCPU_WIRE_CAUSE_SWAP, exit->insn_length,
				known_with(registers, AXVCPU_KNOWN_STORE_ALL,
					AXVCPU_KNOWN_STORE_DATA), (struct axvcpu_exit_store){
					.addr = where, .width = 1u << wire_field_size(insn),
					.data = register_value(registers, wire_field_ra(insn)),
					.step = wire_field_offset(insn) << 3,
					.access = AXVCPU_ACCESS_WRITE, .locked = true,
				});
		case 2:
			/* spec/backend/wire.yaml:61 push: Push. */
			return end_store(exit, AXVCPU_WIRE_CAUSE_PUSH, exit->insn_length,
				known_with(registers, AXVCPU_KNOWN_STORE_ALL,
					AXVCPU_KNOWN_STORE_DATA), (struct axvcpu_exit_store){
					.addr = where, .width = 1u << wire_field_size(insn),
					.data = bits(register_value(registers,
						wire_field_ra(insn)), 31, 0),
					.step = 8, .access = AXVCPU_ACCESS_WRITE,
					.locked = false,
				});
		case 3:
			/* spec/backend/wire.yaml:62 pop: Pop. */
			return end_load(exit, AXVCPU_WIRE_CAUSE_POP, exit->insn_length,
				AXVCPU_KNOWN_LOAD_ALL, (struct axvcpu_exit_load){
					.addr = where, .width = 8,
					.reg = UINT64_C(0x1) << 2 | wire_field_ra(insn),
				});
		}
	}
	if (major >= 2 && major <= 3) {
		if (wire_field_size(insn) == 0 || wire_field_size(insn) == 3) {
			/* spec/backend/wire.yaml:63 wide: Wide store. */
			return end_store(exit, AXVCPU_WIRE_CAUSE_WIDE, exit->insn_length,
				known_with(registers, AXVCPU_KNOWN_STORE_ALL,
					AXVCPU_KNOWN_STORE_DATA), (struct axvcpu_exit_store){
					.addr = where, .width = 1u << wire_field_size(insn),
					.data = register_value(registers, wire_field_ra(insn)),
					.step = 16, .access = AXVCPU_ACCESS_WRITE,
					.locked = false,
				});
		}
		/* spec/backend/wire.yaml:64 thin: Thin store. */
		return end_store(exit, AXVCPU_WIRE_CAUSE_THIN, exit->insn_length,
			known_with(registers, AXVCPU_KNOWN_STORE_ALL, AXVCPU_KNOWN_STORE_DATA),
				(struct axvcpu_exit_store){
				.addr = where, .width = 1u << wire_field_size(insn),
				.data = register_value(registers, wire_field_ra(insn)),
				.step = 1, .access = AXVCPU_ACCESS_WRITE, .locked = false,
			});
	}
	/* spec/backend/wire.yaml:56 other: No access. */
	return end_unknown(exit, AXVCPU_WIRE_CAUSE_OTHER, exit->insn_length,
		AXVCPU_KNOWN_UNKNOWN_ALL, (struct axvcpu_exit_unknown){
			.cause = insn,
		});
}

/* What the hardware says of the instruction. 2.6. spec/backend/wire.yaml:39 */
static enum axvcpu_decoded decode_fault(const struct axvcpu_wire_syndrome *syndrome,
	struct axvcpu_exit *exit, const struct axvcpu_toy_registers *registers)
{
	uint32_t form = wire_field_form(syndrome->trap);

	if (form == 0) {
		if (syndrome->place == 0) {
			/* spec/backend/wire.yaml:44 hidden: It says nothing. */
			return end_unknown(exit, AXVCPU_WIRE_CAUSE_HIDDEN, 0,
				AXVCPU_KNOWN_UNKNOWN_ALL, (struct axvcpu_exit_unknown){
					.cause = wire_field_code(syndrome->trap),
				});
		}
		/* spec/backend/wire.yaml:45 asks: It says where. */
		if (!wire_has_where(syndrome)) {
			exit->cause = AXVCPU_WIRE_CAUSE_ASKS;
			return AXVCPU_DECODED_NEED_WHERE;
		}
		if (!wire_has_insn(syndrome)) {
			exit->cause = AXVCPU_WIRE_CAUSE_ASKS;
			return AXVCPU_DECODED_NEED_INSN;
		}
		exit->insn_length = 4;
		return decode_access(exit, wire_word_insn(syndrome), wire_word_where(syndrome),
			registers);
	}
	if (form == 1) {
		/* spec/backend/wire.yaml:46 short: It says what, shortened. */
		if (!wire_has_where(syndrome)) {
			exit->cause = AXVCPU_WIRE_CAUSE_SHORT;
			return AXVCPU_DECODED_NEED_WHERE;
		}
		exit->insn_length = 2;
		return decode_access(exit, bits(syndrome->trap, 63, 32),
			wire_word_where(syndrome), registers);
	}
	/* spec/backend/wire.yaml:47 odd: Nobody knows. */
	return end_unknown(exit, AXVCPU_WIRE_CAUSE_ODD, 0,
		AXVCPU_KNOWN_UNKNOWN_ALL, (struct axvcpu_exit_unknown){
			.cause = 1u << wire_field_form(syndrome->trap),
		});
}

/* The traps. 2.5. spec/backend/wire.yaml:29 */
static enum axvcpu_decoded decode_cause(const struct axvcpu_wire_syndrome *syndrome,
	struct axvcpu_exit *exit, const struct axvcpu_toy_registers *registers)
{
	uint32_t code = wire_field_code(syndrome->trap);

	if (code >= 2 && code <= 3) {
		/* spec/backend/wire.yaml:37 fault: It met a hole. */
		return decode_fault(syndrome, exit, registers);
	}
	if (code == 0) {
		/* spec/backend/wire.yaml:35 waits: It waits. */
		return end_halt(exit, AXVCPU_WIRE_CAUSE_WAITS, 4);
	}
	if (code == 1) {
		/* spec/backend/wire.yaml:36 calls: It calls the firmware. */
		if (!registers)
			return end_hypercall(exit, AXVCPU_WIRE_CAUSE_CALLS, 4,
				0, (struct axvcpu_exit_hypercall){
					.nr = 0,
				});
		return decode_bios(exit, registers);
	}
	/* spec/backend/wire.yaml:33 strange: Anything else. */
	return end_unknown(exit, AXVCPU_WIRE_CAUSE_STRANGE, 0,
		AXVCPU_KNOWN_UNKNOWN_ALL, (struct axvcpu_exit_unknown){
			.cause = bits(syndrome->trap, 31, 0),
		});
}

enum axvcpu_decoded axvcpu_wire_decode(const struct axvcpu_wire_syndrome *syndrome,
	const struct axvcpu_toy_registers *registers, struct axvcpu_exit *exit)
{
	return decode_cause(syndrome, exit, registers);
}
