/* SPDX-License-Identifier: MIT */
/*
 * Each decoder, with everything that reaches it made up: what it says is whole and in the values
 * that the specs have. A syndrome that met a row of a back end's table is where others begin, so
 * that all rows are met, and all around them. Ten million syndromes, some seconds; in a slow
 * build, and where AXVCPU_SAMPLE is set, a tenth of them.
 */
#include <string.h>

#include "../fuzz/check_decoder.h"
#include "../tap.h"
#include "samples.h"

#define MILLION 1000000
/* As many as any arch has, and more. */
#define REGISTERS 64
/* Rows of a back end's table. */
#define ROWS_MAX 1024

struct sample {
	union axvcpu_syndrome syndrome;
	uint64_t registers[REGISTERS];
};

static struct subject subject;
/* By row, from 1: a sample that ended there, and whether there is one. */
static struct sample sample_of[ROWS_MAX];
static bool is_met[ROWS_MAX];
/* The rows that were met, in that order. */
static unsigned met[ROWS_MAX], met_count;

static unsigned below(unsigned limit)
{
	return (unsigned)(random_word() >> 32) % limit;
}

/* Any number, or one at an edge, or one of few bits. */
static uint64_t any_number(void)
{
	uint64_t random = random_word();

	switch (below(6)) {
	case 0:
		return 0;
	case 1:
		return UINT64_MAX;
	case 2:
		return UINT64_C(1) << (random & 63);
	case 3:
		return random & 0xff;
	default:
		return random;
	}
}

/*
 * What no chance finds: functions of SMCCC, of PSCI in both widths, extensions of SBI; MSRs
 * of the x2APIC; what htinst says of a page walk, WFI of RISC-V; DC ZVA.
 */
static uint64_t any_known(void)
{
	static const uint64_t first[] = {
		0x80000000, 0x84000000, 0xc4000000, 0x80003fff, 0x80007fff, 0x08000000, 0x09000000,
		0x10, 0x48534d, 0x735049, 0x4442434e, 0x52464e43, 0x53525354, 0x54494d45, 0x830,
		0x3000, 0x3020, 0x10500073, 0xd50b7420,
	};

	return first[below(sizeof first / sizeof *first)] + (below(2) ? below(32) : 0);
}

/* A register that calls use, or any other. */
static unsigned any_register(void)
{
	uint32_t role = AXVCPU_REGISTER_ARG0 + below(10);
	uint32_t number = axvcpu_register_of_role(subject.arch, role);

	return below(4) != 0 && number < REGISTERS ? number : below(REGISTERS);
}

static void change_register(uint64_t *value)
{
	switch (below(6)) {
	case 0:
		*value = any_number();
		break;
	case 1:
		*value ^= UINT64_C(1) << below(32);
		break;
	case 2:
		*value = (*value & UINT64_C(0xffffffff00ffffff)) | (uint64_t)below(256) << 24;
		break;
	default:
		*value = any_known();
	}
}

static void put_bits(uint64_t *word, unsigned high, unsigned low, uint64_t value)
{
	uint64_t mask = UINT64_MAX >> (63 - (high - low)) << low;

	*word = (*word & ~mask) | (value << low & mask);
}

/* A value of a field that has a name, or any other. */
static void change_field(union axvcpu_syndrome *syndrome)
{
	const struct axvcpu_decoder *decoder = subject.decoder;
	const struct axvcpu_bits *bits = &decoder->bits[below((unsigned)decoder->bits_count)];
	const struct axvcpu_word *word = &decoder->words[bits->word];
	uint64_t value = any_number(), all = word_of(word, syndrome);

	if (bits->meaning_count > 0 && below(4) != 0)
		value = bits->meanings[below(bits->meaning_count)].value;
	for (unsigned i = bits->ranges; i-- > 0;) {
		unsigned high = bits->range[i].high, low = bits->range[i].low;

		put_bits(&all, high, low, value);
		value = high - low == 63 ? 0 : value >> (high - low + 1);
	}
	word_set(word, syndrome, all);
}

static void change_word(union axvcpu_syndrome *syndrome)
{
	const struct axvcpu_decoder *decoder = subject.decoder;
	const struct axvcpu_word *word = &decoder->words[below((unsigned)decoder->word_count)];
	uint64_t value = word_of(word, syndrome);

	switch (below(4)) {
	case 0:
		value = any_number();
		break;
	case 1:
		value = any_known();
		break;
	default:
		value ^= UINT64_C(1) << below(word->width);
	}
	word_set(word, syndrome, value);
}

static void change(struct sample *sample)
{
	switch (below(8)) {
	case 0:
		have_set(subject.decoder, &sample->syndrome,
			(uint32_t)random_word() & have_all(subject.decoder));
		break;
	case 1:
	case 2:
		change_register(&sample->registers[any_register()]);
		break;
	case 3:
	case 4:
		change_word(&sample->syndrome);
		break;
	default:
		change_field(&sample->syndrome);
	}
}

static void make_up(struct sample *sample)
{
	for (size_t i = 0; i < subject.decoder->word_count; i++)
		word_set(&subject.decoder->words[i], &sample->syndrome, any_number());
	for (unsigned i = 0; i < REGISTERS; i++)
		sample->registers[i] = any_number();
}

static void next(struct sample *sample)
{
	if (met_count == 0 || below(16) == 0)
		make_up(sample);
	else
		*sample = sample_of[met[below(met_count)]];
	for (unsigned changes = below(6); changes-- > 0;)
		change(sample);
}

static void keep(const struct sample *sample, unsigned row)
{
	if (row >= ROWS_MAX)
		bail_out("%s has more than %d rows", subject.decoder->backend, ROWS_MAX);
	if (!is_met[row])
		met[met_count++] = row;
	if (!is_met[row] || below(256) == 0)
		sample_of[row] = *sample;
	is_met[row] = true;
}

/* hext: what leads to the table of atomic operations names each of them. */
static bool is_reachable(const struct axvcpu_cause *cause)
{
	return cause->ends && (subject.backend != AXVCPU_BACKEND_HEXT ||
			       strcmp(cause->name, "atomic_other") != 0);
}

static unsigned count_reachable(void)
{
	unsigned count = 0;

	for (unsigned row = 0; row < subject.decoder->cause_count; row++)
		count += is_reachable(&subject.decoder->causes[row]);
	return count;
}

static void name_missed(void)
{
	for (unsigned row = 1; row <= subject.decoder->cause_count; row++) {
		const struct axvcpu_cause *cause = &subject.decoder->causes[row - 1];

		if (is_reachable(cause) && !is_met[row])
			diag("line %u, %s, was not met", (unsigned)cause->line, cause->name);
	}
}

static void try_one(void)
{
	static struct sample sample;
	struct sample tried;

	next(&sample);
	tried = sample;
	keep(&sample, check_decoder(&subject, &tried.syndrome, tried.registers));
}

/* Not sampled, it goes on until all rows are met, within reason. */
static void try_backend(const char *name)
{
	unsigned long rounds = is_sampled() ? MILLION / 5 : 2 * MILLION, n = 0;
	unsigned rows;

	subject = subject_of(name);
	rows = count_reachable();
	met_count = 0;
	memset(is_met, 0, sizeof(is_met));
	while (n < rounds || (!is_sampled() && met_count < rows && n < 20 * rounds)) {
		try_one();
		n++;
	}
	pass("%s: %lu syndromes end at %u rows", name, n, met_count);
	if (is_sampled())
		return;
	name_missed();
	is_u64(met_count, rows, "%s: its rows", name);
}

int main(void)
{
	try_backend("hext");
	try_backend("el2");
	try_backend("vmx");
	try_backend("svm");
	try_backend("kvm");
	return done_testing();
}
