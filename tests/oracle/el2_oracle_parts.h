/* SPDX-License-Identifier: MIT */
/* What the files of the oracle of EL2 share. */
#ifndef EL2_ORACLE_PARTS_H
#define EL2_ORACLE_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "el2_oracle.h"

/* What is asked, and as much of the answer as there is. */
struct el2_oracle_in {
	const struct axvcpu_el2_syndrome *syndrome;
	const struct axvcpu_aarch64_registers *registers;
};

struct el2_oracle_out {
	enum axvcpu_decoded decoded;
	struct axvcpu_exit exit;
};

/* Numbers of registers beside x0 to x30. */
enum { EL2_XZR = 31, EL2_SP = 32, EL2_LOW_HALF = 64, EL2_HIGH_HALF = 96 };

/* An instruction that accesses memory, in the terms of its assembler syntax. */
struct el2_access {
	enum {
		EL2_NO_ACCESS,	/* it never accesses memory */
		EL2_OTHER,	/* it may access memory; how is not described here */
		EL2_LOAD,
		EL2_STORE,
		EL2_ATOMIC
	} kind;
	bool vector;		/* of SIMD and floating-point registers */
	bool pair;
	bool signed_ext;
	unsigned width;		/* bytes of one register in memory: 1, 2, 4, 8 or 16 */
	unsigned reg_width;	/* bytes of a general register that a load writes: 4 or 8 */
	unsigned rt, rt2, rs;
	enum axvcpu_operation operation;
	bool based;		/* its address is known: the base and an immediate */
	unsigned rn;
	int64_t offset;		/* added to the base */
	bool post_index;	/* the address is the base alone */
	bool writes_back;
};

static inline uint32_t el2_bits(uint64_t value, unsigned high, unsigned low)
{
	return (uint32_t)(value >> low & ((UINT64_C(1) << (high - low + 1)) - 1));
}

static inline uint64_t el2_low_bytes(uint64_t value, unsigned bytes)
{
	return bytes >= 8 ? value : value & ((UINT64_C(1) << 8 * bytes) - 1);
}

static inline uint64_t el2_register(const struct el2_oracle_in *in, unsigned number)
{
	return !in->registers || number == EL2_XZR ? 0 :
		number == EL2_SP ? in->registers->sp : in->registers->x[number];
}

/* Fields of the payload that come from registers are not known without them. */
static inline uint32_t el2_known(const struct el2_oracle_in *in, uint32_t known,
				 uint32_t by_registers)
{
	return in->registers ? known | by_registers : known;
}

/* ESR_EL2: IL is 0 for a 16-bit instruction, 1 for a 32-bit one. */
static inline uint8_t el2_length(const struct el2_oracle_in *in)
{
	return el2_bits(in->syndrome->esr, 25, 25) ? 4 : 2;
}

/* The exit for which the oracle knows nothing better. */
void el2_unknown(const struct el2_oracle_in *in, struct axvcpu_exit *exit);

void el2_nothing(struct axvcpu_exit *exit, enum axvcpu_nothing cause);

struct el2_access el2_disassemble(uint32_t insn);

/* EC 0x20 and 0x24. */
void el2_instruction_abort(const struct el2_oracle_in *in, struct el2_oracle_out *out);
void el2_data_abort(const struct el2_oracle_in *in, struct el2_oracle_out *out);

/* A data abort of this access, at this guest-physical address; it is EL2_LOAD or so. */
void el2_transfer(const struct el2_oracle_in *in, const struct el2_access *access, uint64_t gpa,
		  struct axvcpu_exit *exit);

/* HVC or SMC with the immediate 0. */
void el2_firmware(const struct el2_oracle_in *in, struct axvcpu_exit *exit);

#endif
