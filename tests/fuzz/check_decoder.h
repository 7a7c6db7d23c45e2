/* SPDX-License-Identifier: MIT */
/* Whether a decoder keeps its word, whatever the guest, the hardware and its caller say. */
#ifndef CHECK_DECODER_H
#define CHECK_DECODER_H

#include <axvcpu/names.h>

/* A decoder, and the back end that it belongs to. */
struct subject {
	const struct axvcpu_decoder *decoder;
	enum axvcpu_backend backend;
	enum axvcpu_arch arch;
};

/* That of a back end, by its name; without a decoder, that one is null. */
struct subject subject_of(const char *backend);

/* The bits of have of all words that may be fetched. */
uint32_t have_all(const struct axvcpu_decoder *decoder);

/* The member have of a syndrome, in which no other bit counts; 0 where it has none. */
uint32_t have_of(const struct axvcpu_decoder *decoder, const union axvcpu_syndrome *syndrome);
void have_set(const struct axvcpu_decoder *decoder, union axvcpu_syndrome *syndrome,
	uint32_t have);

/* A word of a syndrome; of a narrow one, the lower half counts. */
uint64_t word_of(const struct axvcpu_word *word, const union axvcpu_syndrome *syndrome);
void word_set(const struct axvcpu_word *word, union axvcpu_syndrome *syndrome, uint64_t value);

/*
 * Abort unless the decoder says something of this syndrome, with these registers and with none:
 * it asks for words until they are there, for each once; then every value of the exit is one
 * that its field may have. It writes all that counts, says the same again, and looks at no word
 * that is not there. Registers are the arch's saved ones. The syndrome is changed: what was asked
 * for is there. The row that the decoder ended at with registers, from 1.
 */
unsigned check_decoder(const struct subject *subject, union axvcpu_syndrome *syndrome,
	const void *registers);

#endif
