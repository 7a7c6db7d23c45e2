/* SPDX-License-Identifier: MIT */
/*
 * A disassembler of A64 loads and stores (C4.1, "Loads and Stores"): of those that move
 * registers, singly or in pairs, and of the atomic memory operations. All others, those that
 * are exclusive or ordered, of structures, tags, signed pointers, of memory copies and what
 * is not allocated, are EL2_OTHER.
 */
#include "el2_oracle_parts.h"

static unsigned field(uint32_t insn, unsigned high, unsigned low)
{
	return el2_bits(insn, high, low);
}

static int64_t signed_field(uint32_t insn, unsigned high, unsigned low)
{
	int64_t sign = INT64_C(1) << (high - low);

	return ((int64_t)field(insn, high, low) ^ sign) - sign;
}

static bool is_of_vectors(uint32_t insn)
{
	return field(insn, 26, 26);		/* V, in every class here */
}

/* Rt and Rn stand at the same place in every class. */
static struct el2_access based_access(uint32_t insn)
{
	return (struct el2_access){
		.kind = EL2_OTHER, .vector = is_of_vectors(insn), .based = true,
		.rt = field(insn, 4, 0), .rn = field(insn, 9, 5),
	};
}

/*
 * size and opc of a general register: 0 stores; 1 loads and extends by zeros; 2 loads
 * and extends the sign to 64 bits, but with size 3 is a prefetch; 3 extends it to 32 bits.
 */
static void describe_general(struct el2_access *access, unsigned size, unsigned opc)
{
	access->width = 1u << size;
	access->reg_width = size == 3 || opc == 2 ? 8 : 4;
	access->signed_ext = opc >= 2;
	if (opc == 0)
		access->kind = EL2_STORE;
	else if (opc == 1 || (opc == 2 && size < 3) || (opc == 3 && size < 2))
		access->kind = EL2_LOAD;
}

/* size and opc of a SIMD&FP register: opc<1> continues size, for 0 only. */
static void describe_vector(struct el2_access *access, unsigned size, unsigned opc)
{
	if (opc >= 2 && size != 0)
		return;
	access->width = opc >= 2 ? 16 : 1u << size;
	access->kind = opc & 1 ? EL2_LOAD : EL2_STORE;
}

static void describe(struct el2_access *access, uint32_t insn)
{
	if (access->vector)
		describe_vector(access, field(insn, 31, 30), field(insn, 23, 22));
	else
		describe_general(access, field(insn, 31, 30), field(insn, 23, 22));
}

/* "Load/store register (unsigned immediate)": scaled by the size of the register. */
static struct el2_access unsigned_immediate(uint32_t insn)
{
	struct el2_access access = based_access(insn);

	describe(&access, insn);
	access.offset = (int64_t)field(insn, 21, 10) * (int64_t)access.width;
	return access;
}

/* "Load/store register (unscaled immediate)", "(unprivileged)" and without the V of it. */
static struct el2_access unscaled(uint32_t insn)
{
	struct el2_access access = based_access(insn);

	describe(&access, insn);
	access.offset = signed_field(insn, 20, 12);
	return access;
}

static struct el2_access unprivileged(uint32_t insn)
{
	struct el2_access access = unscaled(insn);

	/* There are none of vectors; the prefetch is not allocated. */
	if (access.vector)
		access.kind = EL2_OTHER;
	return access;
}

/* "Load/store register (immediate post-indexed)" and "(immediate pre-indexed)". */
static struct el2_access indexed(uint32_t insn, bool post_index)
{
	struct el2_access access = unscaled(insn);

	access.post_index = post_index;
	access.writes_back = true;
	return access;
}

/*
 * "Load/store register (register offset)": option<1> is 1. The low bits of its address take
 * an index with a shift or extension, by which nothing is checked; 16 bytes are not told of.
 */
static struct el2_access register_offset(uint32_t insn)
{
	struct el2_access access = based_access(insn);

	access.based = false;
	describe(&access, insn);
	if (!field(insn, 14, 14) || access.width == 16)
		access.kind = EL2_OTHER;
	return access;
}

/* "Atomic memory operations": o3 and opc, bits 15 to 12; A and R order, in any of them. */
static struct el2_access atomic(uint32_t insn)
{
	static const enum axvcpu_operation operations[] = {
		AXVCPU_OPERATION_ADD,	/* LDADD */
		AXVCPU_OPERATION_CLEAR,	/* LDCLR */
		AXVCPU_OPERATION_XOR,	/* LDEOR */
		AXVCPU_OPERATION_OR,	/* LDSET */
		AXVCPU_OPERATION_MAX,	/* LDSMAX */
		AXVCPU_OPERATION_MIN,	/* LDSMIN */
		AXVCPU_OPERATION_MAXU,	/* LDUMAX */
		AXVCPU_OPERATION_MINU,	/* LDUMIN */
		AXVCPU_OPERATION_SWAP,	/* SWP */
	};
	struct el2_access access = based_access(insn);
	unsigned opcode = field(insn, 15, 12);

	if (access.vector || opcode >= sizeof operations / sizeof *operations)
		return access;
	access.kind = EL2_ATOMIC;
	access.operation = operations[opcode];
	access.width = 1u << field(insn, 31, 30);
	access.reg_width = access.width == 8 ? 8 : 4;
	access.rs = field(insn, 20, 16);
	return access;
}

/* "Load register (literal)": opc is 0 for 32 bits, 1 for 64, then LDRSW or Q, and PRFM. */
static struct el2_access literal(uint32_t insn)
{
	struct el2_access access = based_access(insn);
	unsigned opc = field(insn, 31, 30);

	access.based = false;
	access.width = opc == 1 ? 8 : 4;
	access.reg_width = opc == 0 ? 4 : 8;
	access.signed_ext = opc == 2;
	if (opc < 2 || (opc == 2 && !access.vector))
		access.kind = EL2_LOAD;
	return access;
}

/*
 * "Load/store register pair (post-indexed)", "(offset)" and "(pre-indexed)" and "Load/store
 * no-allocate pair (offset)", bits 24 and 23. opc of general registers is 0 for 32 bits, 2 for
 * 64, 1 for LDPSW (whose store is of tags, and which has no hint); of vectors it is the size.
 */
static void describe_pair(struct el2_access *access, unsigned opc, bool load, bool hint)
{
	access->pair = true;
	access->width = access->vector ? 4u << opc : opc == 2 ? 8 : 4;
	access->reg_width = opc == 0 ? 4 : 8;
	access->signed_ext = !access->vector && opc == 1;
	if (opc < 3 && (!access->signed_ext || (load && !hint)))
		access->kind = load ? EL2_LOAD : EL2_STORE;
}

static struct el2_access pair(uint32_t insn)
{
	struct el2_access access = based_access(insn);
	unsigned form = field(insn, 24, 23);

	access.rt2 = field(insn, 14, 10);
	describe_pair(&access, field(insn, 31, 30), field(insn, 22, 22), form == 0);
	access.offset = signed_field(insn, 21, 15) * (int64_t)access.width;
	access.post_index = form == 1;
	access.writes_back = form == 1 || form == 3;
	return access;
}

/* Bits 29 to 27 are 7 and bit 24 is 0: by bit 21 and bits 11 and 10. */
static struct el2_access single(uint32_t insn)
{
	switch (field(insn, 21, 21) << 2 | field(insn, 11, 10)) {
	case 0:  return unscaled(insn);
	case 1:  return indexed(insn, true);
	case 2:  return unprivileged(insn);
	case 3:  return indexed(insn, false);
	case 4:  return atomic(insn);
	case 6:  return register_offset(insn);
	default: return (struct el2_access){ .kind = EL2_OTHER };	/* LDRAA, LDRAB */
	}
}

/*
 * C4.1, by bits 28 to 25. Data processing (100x, x101, x111) never accesses memory, nor does
 * what is not allocated (00x1). Branches and system instructions (101x) do: DC ZVA, and what
 * pushes to a guarded control stack. Of SME (0000) and SVE (0010) it is those with bit 31.
 */
static bool accesses_memory(uint32_t insn)
{
	switch (field(insn, 28, 25)) {
	case 0x4: case 0x6: case 0xc: case 0xe:
	case 0xa: case 0xb:
		return true;
	case 0x0: case 0x2:
		return field(insn, 31, 31);
	default:
		return false;
	}
}

/* C4.1: bits 28 to 25 are x1x0. */
static bool is_load_or_store(uint32_t insn)
{
	return field(insn, 27, 27) && !field(insn, 25, 25);
}

struct el2_access el2_disassemble(uint32_t insn)
{
	unsigned group = field(insn, 29, 27);
	bool high = field(insn, 24, 24);

	if (!accesses_memory(insn))
		return (struct el2_access){ .kind = EL2_NO_ACCESS };
	if (!is_load_or_store(insn))
		return (struct el2_access){ .kind = EL2_OTHER };
	if (group == 7 && high)
		return unsigned_immediate(insn);
	if (group == 7)
		return single(insn);
	if (group == 5)
		return pair(insn);
	if (group == 3 && !high)
		return literal(insn);
	return (struct el2_access){ .kind = EL2_OTHER };
}
