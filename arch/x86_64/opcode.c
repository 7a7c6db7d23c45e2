/* SPDX-License-Identifier: MIT */
/* Prefixes, escapes and the opcode of an x86 instruction. */
#include <arch/x86_64/parse.h>

uint8_t axvcpu_x86_64_next(struct axvcpu_x86_64_instruction *i)
{
	uint64_t word = i->length < 8 ? i->low : i->high;
	uint8_t byte = (uint8_t)(word >> 8 * (i->length % 8));

	if (i->length == i->count) {
		i->cut = true;
		return 0;
	}
	i->length++;
	return byte;
}

/* The byte that would be next; 0 where there is none. */
static uint8_t peek(const struct axvcpu_x86_64_instruction *i)
{
	struct axvcpu_x86_64_instruction ahead = *i;

	return axvcpu_x86_64_next(&ahead);
}

/* Groups 1 to 4 (2.1.1). In 64-bit mode only FS and GS have a base (volume 1, 3.4.4). */
static bool legacy_prefix(struct axvcpu_x86_64_instruction *i, uint8_t byte)
{
	switch (byte) {
	case 0x26: case 0x2e: case 0x36: case 0x3e:
		i->segment = i->long_mode ? i->segment : byte;
		return true;
	case 0x64: case 0x65:
		i->segment = byte;
		return true;
	case 0x66:
		return i->operand_size = true;
	case 0x67:
		return i->address_size = true;
	case 0xf0:
		return i->lock = true;
	case 0xf2: case 0xf3:
		i->repeat = byte;
		return true;
	default:
		return false;
	}
}

/* The first byte behind all prefixes. REX counts right before the opcode alone (2.2.1). */
static uint8_t skip_prefixes(struct axvcpu_x86_64_instruction *i)
{
	for (;;) {
		uint8_t byte = axvcpu_x86_64_next(i);

		if (legacy_prefix(i, byte))
			i->rex = 0;
		else if (i->long_mode && (byte & 0xf0) == 0x40)
			i->rex = byte;
		else
			return byte;
	}
}

/* Bytes of VEX, EVEX, XOP behind the first (2.3.5, 2.7.1; AMD64 volume 3, 1.8); 0: none of them. */
static unsigned extension(const struct axvcpu_x86_64_instruction *i, uint8_t byte)
{
	uint8_t second = peek(i);
	/* Outside of 64-bit mode they are LES, LDS and BOUND, which have no register form. */
	bool extends = i->long_mode || second >> 6 == 3;

	switch (byte) {
	case 0xc5:
		return extends ? 1 : 0;
	case 0xc4:
		return extends ? 2 : 0;
	case 0x62:
		return extends ? 3 : 0;
	case 0x8f: /* With smaller maps it is POP. */
		return (second & 0x1f) >= 8 ? 2 : 0;
	default:
		return 0;
	}
}

/* The map that an extension names: in its second byte, or, with two bytes of VEX, 0F. */
static uint8_t extended_map(uint8_t first, uint8_t second)
{
	uint8_t number = second & (first == 0x62 ? 7 : 0x1f);

	if (first == 0x8f)
		return number > 10 ? AXVCPU_X86_64_MAP_OTHER
				   : (uint8_t)(AXVCPU_X86_64_MAP_XOP8 + number - 8);
	if (first == 0xc5)
		return AXVCPU_X86_64_MAP_0F;
	return number >= 1 && number <= 3 ? number : AXVCPU_X86_64_MAP_OTHER;
}

static void parse_extended(struct axvcpu_x86_64_instruction *i, uint8_t first, unsigned bytes)
{
	i->extended = true;
	i->map = extended_map(first, peek(i));
	while (bytes--)
		axvcpu_x86_64_next(i);
	i->opcode = axvcpu_x86_64_next(i);
}

/* One byte, or one behind 0F, 0F 38 or 0F 3A (2.1.2). */
static void parse_escapes(struct axvcpu_x86_64_instruction *i, uint8_t byte)
{
	i->map = AXVCPU_X86_64_MAP_ONE;
	if (byte == 0x0f) {
		i->map = AXVCPU_X86_64_MAP_0F;
		byte = axvcpu_x86_64_next(i);
		if (byte == 0x38 || byte == 0x3a) {
			i->map = byte == 0x38 ? AXVCPU_X86_64_MAP_0F38 : AXVCPU_X86_64_MAP_0F3A;
			byte = axvcpu_x86_64_next(i);
		}
	}
	i->opcode = byte;
}

void axvcpu_x86_64_parse_opcode(struct axvcpu_x86_64_instruction *i)
{
	uint8_t byte = skip_prefixes(i);
	unsigned bytes = extension(i, byte);

	if (bytes)
		parse_extended(i, byte, bytes);
	else
		parse_escapes(i, byte);
	i->cell = i->map <= AXVCPU_X86_64_MAP_0F ? axvcpu_x86_64_cells[i->map][i->opcode]
						 : axvcpu_x86_64_cell_of_map[i->map];
}
