/* SPDX-License-Identifier: MIT */
/* Fields of the words of wire. Generated from spec/backend/wire.yaml; change it there. */

#ifndef AXVCPU_GENERATED_WIRE_FIELDS_H
#define AXVCPU_GENERATED_WIRE_FIELDS_H

#include <stdint.h>

/* Kind of trap. spec/backend/wire.yaml:18 */
static inline uint32_t wire_field_code(uint64_t trap)
{
	return (uint32_t)(trap & 0xff);
}

/* Form of the instruction. spec/backend/wire.yaml:19 */
static inline uint32_t wire_field_form(uint64_t trap)
{
	return (uint32_t)((trap >> 8) & 0x3);
}

/* Major opcode. spec/backend/wire.yaml:20 */
static inline uint32_t wire_field_major(uint32_t insn)
{
	return insn >> 29;
}

/* Minor opcode. spec/backend/wire.yaml:21 */
static inline uint32_t wire_field_minor(uint32_t insn)
{
	return insn & 0x3;
}

/* Major and minor opcode. spec/backend/wire.yaml:22 */
static inline uint32_t wire_field_opcode(uint32_t insn)
{
	return ((insn >> 29) << 2) | (insn & 0x3);
}

/* Register of the data. spec/backend/wire.yaml:23 */
static inline uint32_t wire_field_ra(uint32_t insn)
{
	return (insn >> 2) & 0x3;
}

/* Logarithm of the bytes. spec/backend/wire.yaml:24 */
static inline uint32_t wire_field_size(uint32_t insn)
{
	return (insn >> 4) & 0x3;
}

/* Length of the step. spec/backend/wire.yaml:25 */
static inline uint32_t wire_field_far(uint32_t insn)
{
	return (insn >> 6) & 0x1;
}

/* Step, signed. spec/backend/wire.yaml:26 */
static inline uint32_t wire_field_offset(uint32_t insn)
{
	return (insn >> 8) & 0xff;
}

/* The second register's low byte. spec/backend/wire.yaml:27 */
static inline uint32_t wire_field_low(uint64_t r1)
{
	return (uint32_t)(r1 & 0xff);
}

#endif
