/* SPDX-License-Identifier: MIT */
/* The exits of x86 instructions that are completed for a device, as Zydis reads them. */
#include "zydis_subject.h"

#include <string.h>

#define NO_REGISTER 0xffff

static bool is_long(const struct zydis_subject *s)
{
	return s->access->mode >= AXVCPU_X86_64_MODE_64;
}

static unsigned bytes_of(const ZydisDecodedOperand *operand)
{
	return operand->size / 8;
}

static uint64_t low(uint64_t value, unsigned bytes)
{
	return bytes >= 8 ? value : value & ((UINT64_C(1) << 8 * bytes) - 1);
}

/* The number of a general register in an exit. */
static uint16_t general(ZydisRegister reg)
{
	if (reg >= ZYDIS_REGISTER_AH && reg <= ZYDIS_REGISTER_BH)
		return (uint16_t)(16 + reg - ZYDIS_REGISTER_AH);
	return (uint16_t)ZydisRegisterGetId(
		ZydisRegisterGetLargestEnclosing(ZYDIS_MACHINE_MODE_LONG_64, reg));
}

static uint64_t general_value(const struct zydis_subject *s, const ZydisDecodedOperand *operand)
{
	uint16_t number = general(operand->reg.value);
	uint64_t value = !s->registers ? 0 :
			 number >= 16 ? s->registers->r[number - 16] >> 8 : s->registers->r[number];

	return low(value, bytes_of(operand));
}

/* The value beside memory, and whether it is known. */
static bool other_value(const struct zydis_subject *s, uint64_t *value)
{
	*value = s->row.constant;
	if (s->row.class == CLASS_CONSTANT)
		return true;
	if (zydis_is_immediate(s->other))
		*value = s->other->imm.value.u;
	else
		*value = general_value(s, s->other);
	return zydis_is_immediate(s->other) || s->registers;
}

static void add_write(const struct zydis_subject *s, uint16_t reg, uint64_t value)
{
	s->exit->writes[s->exit->write_count].reg = reg;
	s->exit->writes[s->exit->write_count++].value = value;
}

/* The low half of an xmm register, or the high one for MOVHPS and MOVHPD. */
static uint16_t vector(const struct zydis_subject *s)
{
	uint16_t number = (uint16_t)ZydisRegisterGetId(s->other->reg.value);
	const char *name = ZydisMnemonicGetString(s->instruction.mnemonic);

	return number + (strncmp(name, "movh", 4) == 0 ? 96 : 64);
}

/* MOVLPS and MOVHPS and their like leave the other half alone. */
static bool keeps_other_half(const struct zydis_subject *s)
{
	const char *name = ZydisMnemonicGetString(s->instruction.mnemonic);

	return strncmp(name, "movh", 4) == 0 || strncmp(name, "movl", 4) == 0;
}

static void add_high_half(const struct zydis_subject *s)
{
	uint16_t number = (uint16_t)(96 + ZydisRegisterGetId(s->other->reg.value));

	if (bytes_of(s->memory) == 16) {
		s->exit->part_count = 1;
		s->exit->parts[0].reg = number;
	} else if (s->exit->reason == AXVCPU_EXIT_MMIO_READ && !keeps_other_half(s)) {
		add_write(s, number, 0);
	}
}

/* MOVSXD of 16 bits reads as many (chapter 4, "MOVSX/MOVSXD"), whatever Zydis says. */
static uint8_t access_width(const struct zydis_subject *s)
{
	bool is_narrow = s->row.class == CLASS_SIGNED && s->other->size == 16;
	unsigned bytes = bytes_of(s->memory);

	return (uint8_t)(is_narrow && bytes > 2 ? 2 : bytes > 8 ? 8 : bytes);
}

static bool condition_holds(const struct zydis_subject *s)
{
	const char *name = ZydisMnemonicGetString(s->instruction.mnemonic);

	return zydis_condition(name + strlen(s->row.class == CLASS_SET ? "set" : "cmov"),
			       s->registers->rflags);
}

/* The bit of a BT that its second operand names. */
static uint64_t bit_mask(const struct zydis_subject *s, uint64_t number)
{
	return UINT64_C(1) << (number & (s->memory->size - 1u));
}

static void begin_read(const struct zydis_subject *s)
{
	struct axvcpu_exit_mmio_read *read = &s->exit->mmio_read;

	s->exit->reason = AXVCPU_EXIT_MMIO_READ;
	s->exit->retire = AXVCPU_RETIRE_NEXT;
	s->exit->known = AXVCPU_KNOWN_MMIO_READ_ALL & ~(uint32_t)AXVCPU_KNOWN_MMIO_READ_MEMORY;
	if (!s->access->gva_known)
		s->exit->known &= ~(uint32_t)AXVCPU_KNOWN_MMIO_READ_GVA;
	read->addr = s->access->gpa;
	read->gva = s->access->gva_known ? s->access->gva : 0;
	read->access = s->access->access;
	read->width = read->reg_width = access_width(s);
	read->reg = NO_REGISTER;
}

static void begin_write(const struct zydis_subject *s)
{
	struct axvcpu_exit_mmio_write *write = &s->exit->mmio_write;

	s->exit->reason = AXVCPU_EXIT_MMIO_WRITE;
	s->exit->retire = AXVCPU_RETIRE_NEXT;
	s->exit->known = AXVCPU_KNOWN_MMIO_WRITE_ADDR | AXVCPU_KNOWN_MMIO_WRITE_WIDTH |
			 AXVCPU_KNOWN_MMIO_WRITE_ACCESS |
			 (s->access->gva_known ? AXVCPU_KNOWN_MMIO_WRITE_GVA : 0);
	write->addr = s->access->gpa;
	write->gva = s->access->gva_known ? s->access->gva : 0;
	write->access = s->access->access;
	write->width = access_width(s);
}

static void write_value(const struct zydis_subject *s, uint64_t value, bool known)
{
	if (!known)
		return;
	s->exit->known |= AXVCPU_KNOWN_MMIO_WRITE_DATA;
	s->exit->mmio_write.data = low(value, access_width(s));
}

static void store(const struct zydis_subject *s)
{
	uint64_t value = 0;

	begin_write(s);
	if (s->row.class == CLASS_SET) {
		write_value(s, s->registers && condition_holds(s), s->registers);
	} else if (s->row.class == CLASS_VECTOR) {
		s->exit->known |= AXVCPU_KNOWN_MMIO_WRITE_REG;
		s->exit->mmio_write.reg = vector(s);
		add_high_half(s);
	} else {
		bool known = other_value(s, &value);

		write_value(s, value, known);
	}
}

static void load(const struct zydis_subject *s)
{
	begin_read(s);
	if (s->row.class == CLASS_VECTOR) {
		s->exit->mmio_read.reg = vector(s);
		s->exit->mmio_read.reg_width = 8;
		add_high_half(s);
		return;
	}
	s->exit->mmio_read.reg = general(s->other->reg.value);
	s->exit->mmio_read.reg_width = (uint8_t)bytes_of(s->other);
	s->exit->mmio_read.signed_ext = s->row.class == CLASS_SIGNED;
}

static void load_if(const struct zydis_subject *s)
{
	load(s);
	if (!s->registers) {
		s->exit->known &= ~(uint32_t)AXVCPU_KNOWN_MMIO_READ_REG;
		s->exit->mmio_read.reg = 0;
	} else if (!condition_holds(s)) {
		if (bytes_of(s->other) == 4)
			add_write(s, s->exit->mmio_read.reg, general_value(s, s->other));
		s->exit->mmio_read.reg = NO_REGISTER;
	}
}

/* Memory comes second: the manual's subtraction is the operand's from the other side. */
static enum axvcpu_operation turned(enum axvcpu_operation operation)
{
	return operation == AXVCPU_OPERATION_SUB ? AXVCPU_OPERATION_RSUB : operation;
}

static void set_operand(const struct zydis_subject *s)
{
	uint64_t value;
	bool known = other_value(s, &value);

	if (!known)
		s->exit->known &= ~(uint32_t)AXVCPU_KNOWN_MMIO_READ_OPERAND;
	else if (s->row.class == CLASS_BIT)
		s->exit->mmio_read.operand = bit_mask(s, value);
	else
		s->exit->mmio_read.operand = low(value, access_width(s));
}

static void operate(const struct zydis_subject *s)
{
	struct axvcpu_exit_mmio_read *read = &s->exit->mmio_read;
	bool first = s->memory == &s->operands[0] || s->row.class == CLASS_EXCHANGE;

	begin_read(s);
	read->operation = first ? s->row.operation : turned(s->row.operation);
	read->flags = s->row.flags;
	read->carry = s->row.with_carry && s->registers && s->registers->rflags & 1;
	if (s->row.with_carry && !s->registers)
		s->exit->known &= ~(uint32_t)AXVCPU_KNOWN_MMIO_READ_CARRY;
	set_operand(s);
	if (!zydis_is_written(s->memory))
		read->result = s->other && zydis_is_written(s->other) ? AXVCPU_RESULT_REGISTER
								      : AXVCPU_RESULT_NONE;
	if (read->result == AXVCPU_RESULT_REGISTER || s->row.class == CLASS_EXCHANGE)
		read->reg = general(s->other->reg.value);
}

static bool repeats(const struct zydis_subject *s)
{
	for (unsigned i = 0; i < s->instruction.raw.prefix_count; i++)
		if ((s->instruction.raw.prefixes[i].value & 0xfe) == 0xf2)
			return true;
	return false;
}

static bool is_far(const struct zydis_subject *s)
{
	return s->instruction.attributes &
	       (ZYDIS_ATTRIB_HAS_SEGMENT_FS | ZYDIS_ATTRIB_HAS_SEGMENT_GS);
}

/* A register that goes on by an address's width. */
static void go_on(const struct zydis_subject *s, unsigned number, uint64_t by)
{
	unsigned width = s->instruction.address_width / 8;
	uint64_t old = s->registers->r[number], value = low(old + by, width);

	add_write(s, (uint16_t)number, width == 2 ? value | (old >> 16 << 16) : value);
}

static bool names(const struct zydis_subject *s, const char *family)
{
	return strncmp(ZydisMnemonicGetString(s->instruction.mnemonic), family, 4) == 0;
}

static void step_all(const struct zydis_subject *s)
{
	uint64_t by = access_width(s);

	if (s->registers->rflags & 0x400)
		by = -by;
	if (!names(s, "stos"))
		go_on(s, 6, by);
	if (!names(s, "lods"))
		go_on(s, 7, by);
	if (repeats(s))
		go_on(s, 1, UINT64_MAX);
}

/* MOVS: the exit knows one address, and the other one is in the guest's memory. */
static void copy(const struct zydis_subject *s)
{
	bool writes = s->access->access == AXVCPU_ACCESS_WRITE;
	uint64_t other = !s->registers ? 0 :
		low(s->registers->r[writes ? 6 : 7], s->instruction.address_width / 8);

	if (writes) {
		begin_write(s);
		s->exit->mmio_write.memory = other;
		s->exit->known |= s->registers ? AXVCPU_KNOWN_MMIO_WRITE_MEMORY : 0;
	} else {
		begin_read(s);
		s->exit->mmio_read.memory = other;
		s->exit->known |= s->registers ? AXVCPU_KNOWN_MMIO_READ_MEMORY : 0;
	}
}

static bool is_finished(const struct zydis_subject *s)
{
	return repeats(s) && s->registers &&
	       low(s->registers->r[1], s->instruction.address_width / 8) == 0;
}

static bool string(const struct zydis_subject *s)
{
	if (zydis_is_copy(s) &&
	    (!is_long(s) || (s->access->access == AXVCPU_ACCESS_WRITE && is_far(s))))
		return false;
	if (is_finished(s)) {
		s->exit->known = AXVCPU_KNOWN_NOTHING_CAUSE;
		s->exit->nothing.cause = AXVCPU_NOTHING_HANDLED;
		s->exit->retire = AXVCPU_RETIRE_NEXT;
		return true;
	}
	if (zydis_is_copy(s))
		copy(s);
	else if (names(s, "stos"))
		store(s);
	else
		load(s);
	s->exit->retire = repeats(s) ? AXVCPU_RETIRE_KEEP : AXVCPU_RETIRE_NEXT;
	if (s->registers)
		step_all(s);
	return true;
}

bool zydis_complete(const struct zydis_subject *s)
{
	switch (s->row.class) {
	case CLASS_COPY:
		return string(s);
	case CLASS_CONDITIONAL:
		load_if(s);
		return true;
	case CLASS_SET:
		store(s);
		return true;
	case CLASS_MOVE:
	case CLASS_SIGNED:
	case CLASS_VECTOR:
		zydis_is_written(s->memory) ? store(s) : load(s);
		return true;
	default:
		operate(s);
		return true;
	}
}
