/* What remains to be done: each test that fails names a part of the port. TAP. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/names.h>

#include "__backend__.h"

/* Syndromes as the manual gives them, and what they mean. */
static const struct {
	struct axvcpu___backend___syndrome syndrome;
	enum axvcpu_exit_reason reason;
} known[] = {
	{ { .status = 0, .address = 3 }, AXVCPU_EXIT_EXTERNAL_INTERRUPT },
};

static int number, failed;

static void done(bool is_done, const char *file, const char *what)
{
	printf("%sok %d - %s: %s\n", is_done ? "" : "not ", ++number, file, what);
	failed += !is_done;
}

static bool is_open(const char *text)
{
	return strstr(text, "o be described") || strstr(text, "o be named");
}

static bool are_registers_described(void)
{
	for (size_t i = 0; i < axvcpu___arch___register_count; i++)
		if (is_open(axvcpu___arch___register_table[i].doc))
			return false;
	return true;
}

static bool are_words_described(const struct axvcpu_decoder *decoder)
{
	for (size_t i = 0; i < decoder->word_count; i++)
		if (is_open(decoder->words[i].doc) || is_open(decoder->words[i].section))
			return false;
	for (size_t i = 0; i < decoder->bits_count; i++)
		if (is_open(decoder->bits[i].doc))
			return false;
	return true;
}

static bool are_causes_described(const struct axvcpu_decoder *decoder)
{
	for (size_t i = 0; i < decoder->cause_count; i++)
		if (is_open(decoder->causes[i].doc))
			return false;
	return decoder->cause_count > 2;
}

static bool is_decoded(size_t i)
{
	struct axvcpu_exit exit = { 0 };

	return axvcpu___backend___decode(&known[i].syndrome, NULL, &exit) == AXVCPU_DECODED_DONE &&
	       exit.reason == known[i].reason;
}

static bool is_decoder_right(void)
{
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (!is_decoded(i))
			return false;
	return true;
}

/* A vCPU of this back end, as far as its first run. */
static bool runs(void)
{
	struct axvcpu_config config = { AXVCPU_CONFIG_INIT, .ops = &axvcpu___backend___ops };
	const struct axvcpu_exit *exit;
	struct axvcpu *vcpu;

	return axvcpu_create(&config, &vcpu) == AXVCPU_OK &&
	       axvcpu_setup(vcpu, 0x1000, NULL, NULL) == AXVCPU_OK &&
	       axvcpu_bind(vcpu) == AXVCPU_OK && axvcpu_run(vcpu, &exit) == AXVCPU_OK;
}

int main(void)
{
	const struct axvcpu_decoder *decoder = &axvcpu___backend___decoder;

	done(are_registers_described(), "spec/arch/__arch__.yaml",
	     "describe the registers, their abi and roles, and name the manual");
	done(!is_open(decoder->manual) && !is_open(decoder->section), "spec/backend/__backend__.yaml",
	     "name the manual and the section");
	done(are_words_described(decoder), "spec/backend/__backend__.yaml",
	     "describe the words and fields of the syndrome");
	done(are_causes_described(decoder), "spec/backend/__backend__.yaml",
	     "a row for each cause");
	done(is_decoder_right() && sizeof known / sizeof known[0] > 2, "tests/remaining.c",
	     "syndromes of the manual's, and their exits");
	done(axvcpu___backend___switch_written, "switch.S",
	     "take and keep the registers, enter the guest, come back");
	done(runs(), "__backend__.c", "read the syndrome, so that run returns an exit");
	printf("1..%d\n", number);
	return failed != 0;
}
