/* SPDX-License-Identifier: MIT */
/*
 * Decodes one syndrome of the toy with the generated decoder and prints the exit:
 * wire WORD=VALUE... [rN=VALUE...]; without rN, there are no registers.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <axvcpu/names.h>
#include <axvcpu/wire.h>

#include "refine.h"

static struct axvcpu_toy_registers registers;
static const struct axvcpu_toy_registers *known_registers;

static void set_word(struct axvcpu_wire_syndrome *syndrome, const char *name, uint64_t value)
{
	if (!strcmp(name, "trap")) {
		syndrome->trap = value;
	} else if (!strcmp(name, "place")) {
		syndrome->place = value;
	} else if (!strcmp(name, "insn")) {
		syndrome->insn = (uint32_t)value;
		syndrome->have |= AXVCPU_WIRE_HAVE_INSN;
	} else if (!strcmp(name, "where")) {
		syndrome->where = value;
		syndrome->have |= AXVCPU_WIRE_HAVE_WHERE;
	} else {
		exit(2);
	}
}

static void set(struct axvcpu_wire_syndrome *syndrome, char *argument)
{
	char *value = strchr(argument, '=');

	if (!value)
		exit(2);
	*value++ = '\0';
	if (strcmp(argument, "pc") == 0) {
		registers.pc = strtoull(value, NULL, 0);
		known_registers = &registers;
	} else if (argument[0] == 'r') {
		registers.r[(argument[1] - '0') & 3] = strtoull(value, NULL, 0);
		known_registers = &registers;
	} else {
		set_word(syndrome, argument, strtoull(value, NULL, 0));
	}
}

static uint64_t element(const struct axvcpu_exit *exit, const struct axvcpu_field *field,
			unsigned index)
{
	const unsigned char *place = (const unsigned char *)exit + field->offset +
		(size_t)index * field->bytes;
	uint64_t value = 0;

	memcpy(&value, place, field->bytes);
	return value;
}

static void print_field(const struct axvcpu_exit *exit, const struct axvcpu_field *field)
{
	printf(" %s=", field->name);
	if (!(exit->known & field->known)) {
		printf("?");
		return;
	}
	for (unsigned i = 0; i < field->count; i++) {
		uint64_t value = element(exit, field, i);

		if (field->value_name)
			printf("%s", field->value_name((unsigned)value));
		else
			printf("%s%#" PRIx64, i ? "," : "", value);
	}
}

static void print_beside(const struct axvcpu_exit *exit)
{
	for (unsigned i = 0; i < exit->part_count; i++)
		printf(" part=%#" PRIx64 ",%u", exit->parts[i].data, exit->parts[i].reg);
	for (unsigned i = 0; i < exit->write_count; i++)
		printf(" write=%u,%#" PRIx64, exit->writes[i].reg, exit->writes[i].value);
}

void axvcpu_toy_refine_store(struct axvcpu_exit *exit,
	const struct axvcpu_toy_registers *known, uint64_t insn, uint64_t other)
{
	(void)known;
	exit->store.step = insn;
	exit->store.width = (uint8_t)other;
}

static void print_exit(const struct axvcpu_exit *exit)
{
	size_t count;
	const struct axvcpu_field *fields = axvcpu_exit_fields(exit->reason, &count);
	const struct axvcpu_decoder *decoder = axvcpu_decoder_find("wire");

	printf("%s %s length=%u retire=%u answer=%u", decoder->causes[exit->cause - 1].name,
	       axvcpu_exit_name(exit->reason), exit->insn_length, exit->retire, exit->answer);
	for (size_t i = 0; i < count; i++)
		print_field(exit, &fields[i]);
	print_beside(exit);
	printf("\n");
}

int main(int argc, char **argv)
{
	struct axvcpu_wire_syndrome syndrome = { 0 };
	struct axvcpu_exit exit;

	/* What the decoder does not write is seen. */
	memset(&exit, 0xa5, sizeof(exit));
	for (int i = 1; i < argc; i++)
		set(&syndrome, argv[i]);
	switch (axvcpu_wire_decode(&syndrome, known_registers, &exit)) {
	case AXVCPU_DECODED_DONE:
		print_exit(&exit);
		break;
	case AXVCPU_DECODED_NEED_INSN:
		printf("needs insn\n");
		break;
	case AXVCPU_DECODED_NEED_WHERE:
		printf("needs where\n");
		break;
	}
	return 0;
}
