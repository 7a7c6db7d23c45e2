/* SPDX-License-Identifier: MIT */
/*
 * The decoder of the back end that BACKEND names: any syndrome, with registers and without. The
 * bytes are the words in the order of its table, which of the fetched ones are there, and the
 * registers.
 */
#include "check_decoder.h"
#include "harness.h"

/* As many as any arch has, and more. */
#define REGISTERS 64

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct input input = { bytes, size };
	struct subject subject = subject_of(BACKEND);
	union axvcpu_syndrome syndrome;
	uint64_t registers[REGISTERS];

	memset(&syndrome, 0, sizeof(syndrome));
	for (size_t i = 0; i < subject.decoder->word_count; i++) {
		const struct axvcpu_word *word = &subject.decoder->words[i];

		word_set(word, &syndrome, input_number(&input, word->width / 8u));
	}
	have_set(subject.decoder, &syndrome, (uint32_t)input_number(&input, 4));
	for (unsigned i = 0; i < REGISTERS; i++)
		registers[i] = input_number(&input, 8);
	check_decoder(&subject, &syndrome, registers);
	return 0;
}
