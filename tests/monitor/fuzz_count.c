/* SPDX-License-Identifier: MIT */
/* How many exits of each kind there were. */
#include "../tap.h"
#include "fuzz.h"

/* Rows of the decoder's table; 0: none, of an exit that the host itself asked for. */
#define CAUSES 256

static uint64_t reasons[AXVCPU_EXIT_REASONS], causes[CAUSES], all, unknown, reserved;

void fuzz_count(const struct axvcpu_exit *exit)
{
	EXPECT((unsigned)exit->reason < AXVCPU_EXIT_REASONS && exit->cause < CAUSES);
	all++;
	reasons[exit->reason]++;
	causes[exit->cause]++;
	if (exit->reason == AXVCPU_EXIT_UNKNOWN)
		*(fuzz_is_reserved(exit) ? &reserved : &unknown) += 1;
}

static void print_count(const char *kind, const char *name, uint64_t count)
{
	uint64_t thousandths = count * 1000 / all;

	if (count)
		print("# %s %s: %lu, %lu.%lu %%\n", kind, name, (unsigned long)count,
		      (unsigned long)thousandths / 10, (unsigned long)thousandths % 10);
}

void fuzz_print_counts(void)
{
	const struct axvcpu_decoder *decoder = axvcpu_decoder_find("hext");

	for (unsigned i = 0; i < AXVCPU_EXIT_REASONS; i++)
		print_count("reason", axvcpu_exit_name(i), reasons[i]);
	print_count("cause", "none", causes[0]);
	for (unsigned i = 1; i < CAUSES && i <= decoder->cause_count; i++)
		print_count("cause", decoder->causes[i - 1].name, causes[i]);
	print_count("unknown", "instructions of other guests", reserved);
	print_count("unknown", "others", unknown);
}

static unsigned kinds(void)
{
	unsigned count = 0;

	for (unsigned i = 1; i < CAUSES; i++)
		count += causes[i] != 0;
	return count;
}

static uint64_t most(const uint64_t *counts, unsigned count)
{
	uint64_t most = 0;

	while (count--)
		most = counts[count] > most ? counts[count] : most;
	return most;
}

void fuzz_judge_counts(void)
{
	ok(kinds() >= 15, "%u causes of exits, 15 or more", kinds());
	ok(most(causes, CAUSES) * 2 <= all, "no cause is half of all");
	ok(most(reasons, AXVCPU_EXIT_REASONS) * 2 <= all, "no reason is half of all");
	ok(unknown * 20 < all, "less than a twentieth of them is unknown");
}
