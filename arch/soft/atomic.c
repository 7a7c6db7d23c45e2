/* SPDX-License-Identifier: MIT */
/*
 * Atomic operations: the A extension (I 13). All of them order as if both aq
 * and rl were set, which the manual permits.
 */
#include "execute.h"
#include "memory.h"

/* Host memory of a naturally aligned access; atomics do not bear misalignment (I 13.2, 13.4). */
static enum soft_step locate(struct soft_hart *hart, uint64_t address, unsigned size,
			     enum axvcpu_access access, void **host)
{
	bool load = access == AXVCPU_ACCESS_READ;
	enum soft_step step;

	if (address & (size - 1))
		return axvcpu_soft_raise(hart,
					 load ? CAUSE(LOAD_MISALIGNED) : CAUSE(STORE_MISALIGNED),
					 address);
	step = axvcpu_soft_translate(hart, address, access);
	if (step == SOFT_NEXT)
		*host = soft_host(soft_entry(hart, address), address);
	return step;
}

static uint64_t load_ordered(const void *host, unsigned size)
{
	if (size == 4)
		return soft_sign32(__atomic_load_n((const uint32_t *)host, __ATOMIC_SEQ_CST));
	return __atomic_load_n((const uint64_t *)host, __ATOMIC_SEQ_CST);
}

static bool exchange_if(void *host, unsigned size, uint64_t expected, uint64_t value)
{
	uint32_t expected32 = (uint32_t)expected;

	if (size == 4)
		return __atomic_compare_exchange_n((uint32_t *)host, &expected32, (uint32_t)value,
						   false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
	return __atomic_compare_exchange_n((uint64_t *)host, &expected, value, false,
					   __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

static enum soft_step load_reserved(struct soft_hart *hart, const struct soft_insn *insn,
				    unsigned size)
{
	void *host = NULL;
	enum soft_step step = locate(hart, soft_rs1(hart, insn), size, AXVCPU_ACCESS_READ, &host);

	if (step)
		return step;
	hart->reserved = (uint64_t)(uintptr_t)host;
	hart->reserved_size = size;
	hart->reserved_value = load_ordered(host, size);
	soft_set_rd(hart, insn, hart->reserved_value);
	return SOFT_NEXT;
}

/*
 * The reservation is the value that was read: a store of the same value in
 * between goes unnoticed, which lock-free code cannot tell from no store but
 * by counting on the reservation against ABA.
 */
static enum soft_step store_conditional(struct soft_hart *hart, const struct soft_insn *insn,
					unsigned size)
{
	void *host = NULL;
	enum soft_step step = locate(hart, soft_rs1(hart, insn), size, AXVCPU_ACCESS_WRITE, &host);
	bool stored;

	if (step)
		return step;
	stored = hart->reserved == (uint64_t)(uintptr_t)host && hart->reserved_size == size &&
		 exchange_if(host, size, hart->reserved_value, soft_rs2(hart, insn));
	hart->reserved = 0;
	soft_set_rd(hart, insn, !stored);
	return SOFT_NEXT;
}

#define RESERVATION(name, what, size)                                                 \
	static enum soft_step name(struct soft_hart *hart, const struct soft_insn *insn) \
	{                                                                             \
		return what(hart, insn, size);                                        \
	}

RESERVATION(lr_w, load_reserved, 4)
RESERVATION(lr_d, load_reserved, 8)
RESERVATION(sc_w, store_conditional, 4)
RESERVATION(sc_d, store_conditional, 8)

/* One operation of both widths; update says what the memory holds afterwards. */
#define OPERATION(name, size, type, result, update)                                    \
	static enum soft_step name(struct soft_hart *hart, const struct soft_insn *insn) \
	{                                                                             \
		void *host = NULL;                                                    \
		type operand = (type)soft_rs2(hart, insn), old, new;                  \
		enum soft_step step = locate(hart, soft_rs1(hart, insn), size,        \
					     AXVCPU_ACCESS_WRITE, &host);             \
                                                                                      \
		if (step)                                                             \
			return step;                                                  \
		old = __atomic_load_n((type *)host, __ATOMIC_RELAXED);                \
		do                                                                    \
			new = (update);                                               \
		while (!__atomic_compare_exchange_n((type *)host, &old, new, true,    \
						    __ATOMIC_SEQ_CST, __ATOMIC_RELAXED)); \
		soft_set_rd(hart, insn, result(old));                                 \
		return SOFT_NEXT;                                                     \
	}
#define SAME(value) (value)
#define OPERATIONS(name, update)                                  \
	OPERATION(name##_w, 4, uint32_t, soft_sign32, update)     \
	OPERATION(name##_d, 8, uint64_t, SAME, update)

/* Signed order is unsigned order with the sign bit turned over. */
#define TURNED(value) ((value) ^ (sizeof(value) == 4 ? BIT(31) : BIT(63)))

OPERATIONS(amoswap, operand)
OPERATIONS(amoadd, old + operand)
OPERATIONS(amoxor, old ^ operand)
OPERATIONS(amoand, old & operand)
OPERATIONS(amoor, old | operand)
OPERATIONS(amomin, TURNED(old) < TURNED(operand) ? old : operand)
OPERATIONS(amomax, TURNED(old) > TURNED(operand) ? old : operand)
OPERATIONS(amominu, old < operand ? old : operand)
OPERATIONS(amomaxu, old > operand ? old : operand)

#define MASK        (MASK_FUNCT3 | MASK_FUNCT5)
#define MASK_NO_RS2 (MASK | 0x1fu << 20)
#define ROWS(funct5, name)                              \
	{MASK, FUNCT5(funct5) | FUNCT3(2), name##_w},   \
	{MASK, FUNCT5(funct5) | FUNCT3(3), name##_d}

const struct soft_row axvcpu_soft_atomics[] = {
	{MASK_NO_RS2, FUNCT5(0x02) | FUNCT3(2), lr_w},
	{MASK_NO_RS2, FUNCT5(0x02) | FUNCT3(3), lr_d},
	ROWS(0x03, sc),
	ROWS(0x01, amoswap),
	ROWS(0x00, amoadd),
	ROWS(0x04, amoxor),
	ROWS(0x0c, amoand),
	ROWS(0x08, amoor),
	ROWS(0x10, amomin),
	ROWS(0x14, amomax),
	ROWS(0x18, amominu),
	ROWS(0x1c, amomaxu),
	{0, 0, NULL},
};
