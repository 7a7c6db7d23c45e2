/* SPDX-License-Identifier: MIT */
/* What `axvcpu decode` was given, and what the decoder makes of it. */
#ifndef CLI_EXPLAIN_H
#define CLI_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/riscv64.h>

struct crash_log {
	const struct axvcpu_decoder *decoder;
	union axvcpu_syndrome syndrome;
	uint64_t words; /* those given, a bit each */
	uint64_t found; /* fetched words that another word turned out to hold */
	struct axvcpu_riscv64_registers registers;
	uint32_t registers_given; /* of x0 to x31, a bit each */
};

/* Take NAME=VALUE, or a VALUE of the main word. False: the user has been told what is wrong. */
bool crash_log_take(struct crash_log *log, const char *argument);

/* Set a word of the syndrome, as if it was given. */
void crash_log_set(struct crash_log *log, size_t word, uint64_t value);

struct explanation {
	enum axvcpu_decoded decoded;
	struct axvcpu_exit exit;         /* if decoded is done */
	const struct axvcpu_cause *cause; /* the row that ended it, or asks for a word */
	const struct axvcpu_word *needed; /* if it is not done */
};

/* Explain the log; it comes back with what was found of the instruction. */
void explain(struct crash_log *log, struct explanation *explanation);

/* find_instruction.c: the instruction, for the reader, where a given word holds it. */
void find_instruction(struct crash_log *log, const struct explanation *explanation);
bool was_looked_at(const struct axvcpu_cause *cause, size_t bits);

/* Whether a reader wants to see this field of the syndrome, and its value. */
bool is_shown(const struct crash_log *log, const struct explanation *explanation, size_t bits);
uint64_t bits_value(const struct crash_log *log, size_t bits);

/* What the value of a field means, or else what the field says. */
const char *bits_say(const struct crash_log *log, size_t bits);

void explanation_print(const struct crash_log *log, const struct explanation *explanation);
void explanation_print_json(const struct crash_log *log, const struct explanation *explanation);

#endif
