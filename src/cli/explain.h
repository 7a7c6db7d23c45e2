/* SPDX-License-Identifier: MIT */
/* What the decoder makes of a crash log. */
#ifndef CLI_EXPLAIN_H
#define CLI_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crash_log.h"

struct explanation {
	enum axvcpu_decoded decoded;
	struct axvcpu_exit exit;         /* if decoded is done */
	const struct axvcpu_cause *cause; /* the row that ended it, or asks for a word */
	const struct axvcpu_word *needed; /* if it is not done */
	uint64_t assumed; /* words that were not given, and shape the exit; a bit each */
	unsigned parts_known; /* whose values need no register that was not given, a bit each */
};

/* Explain the log; it comes back with what was found of the instruction. */
void explain(struct crash_log *log, struct explanation *explanation);

/* find_instruction.c: the instruction, for the reader, where a given word holds it. */
void find_instruction(struct crash_log *log, const struct explanation *explanation);
bool was_looked_at(const struct axvcpu_cause *cause, size_t bits);

/* What a further part of an access holds: a register, bytes to write, or nobody knows. */
enum part_holds { PART_REGISTER, PART_DATA, PART_UNKNOWN };
enum part_holds part_holds(const struct explanation *explanation, unsigned part);

/* Whether a reader wants to see this field of the syndrome, and its value. */
bool is_shown(const struct crash_log *log, const struct explanation *explanation, size_t bits);
uint64_t bits_value(const struct crash_log *log, size_t bits);

/* What the value of a field means, or else what the field says. */
const char *bits_say(const struct crash_log *log, size_t bits);

void explanation_print(const struct crash_log *log, const struct explanation *explanation);
void explanation_print_json(const struct crash_log *log, const struct explanation *explanation);

#endif
