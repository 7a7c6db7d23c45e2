/* SPDX-License-Identifier: MIT */
/* What `axvcpu decode` was given: words of a syndrome and registers, some of them. */
#ifndef CLI_CRASH_LOG_H
#define CLI_CRASH_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <axvcpu/axvcpu.h>

#define CRASH_LOG_WORDS 64
#define CRASH_LOG_REGISTERS 64

struct crash_log {
	const struct axvcpu_decoder *decoder;
	enum axvcpu_arch arch;
	union axvcpu_syndrome syndrome;
	uint64_t words;                  /* those of which something is given, a bit each */
	uint64_t given[CRASH_LOG_WORDS]; /* which bits of each */
	uint64_t found; /* fetched words that another word turned out to hold */
	uint64_t registers[CRASH_LOG_REGISTERS]; /* the arch's struct of saved registers */
	uint64_t registers_given;                /* by their place there, a bit each */
};

/* What a name stands for. */
struct target {
	enum { TARGET_NONE, TARGET_WORD, TARGET_BITS, TARGET_REGISTER } kind;
	size_t index; /* of the word or the bits; of a register, its place */
};

/* Nothing is given; the words are those of a back end. */
void crash_log_start(struct crash_log *log, const struct axvcpu_backend_info *backend);

/* The word that says why. */
struct target crash_log_main(const struct crash_log *log);

/* By its name or a spelling of one word; case does not matter. Fields only if asked for. */
struct target crash_log_find(const struct crash_log *log, const char *name, bool has_fields);

/* Complain of a name that stands for nothing. */
void crash_log_refuse(const struct crash_log *log, const char *name);

/* The name of a value of the target that a misspelt one may have meant, or null. */
const char *crash_log_suggest(const struct crash_log *log, struct target target, const char *name);

/*
 * The value that a name stands for: that of a row that a table on the target, or
 * on a field of it, leads to. The target becomes that field.
 */
bool crash_log_name(const struct crash_log *log, struct target *target, const char *name,
		    uint64_t *value);

/* Set what a target stands for. Null, or why not. */
const char *crash_log_put(struct crash_log *log, struct target target, uint64_t value);

/* Set a word of the syndrome, as if it was given. */
void crash_log_set(struct crash_log *log, size_t word, uint64_t value);

/* log_line.c: take what a line says. False: the user has been told what is wrong. */
bool crash_log_read(struct crash_log *log, const char *line);

/* log_line.c: take the words of a command line, or what was pasted there. */
bool crash_log_take(struct crash_log *log, char *const *arguments);

#endif
