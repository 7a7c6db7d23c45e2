/* SPDX-License-Identifier: MIT */
/* A vCPU in memory of the caller's: exactly as large as said, and nothing beside it touched. */
#include <stdlib.h>
#include <string.h>

#include "guest.h"

#define CANARY 0xc5
#define MARGIN 256u

static struct guest_script script;

/* Memory of a size, aligned, full of garbage, between two margins. */
static unsigned char *make_memory(size_t size)
{
	size_t whole = (MARGIN + size + MARGIN + 63) / 64 * 64;
	unsigned char *memory = aligned_alloc(64, whole);

	if (!memory)
		bail_out("no memory");
	memset(memory, CANARY, whole);
	return memory + MARGIN;
}

static void free_memory(unsigned char *memory)
{
	free(memory - MARGIN);
}

static bool margins_stand(const unsigned char *memory, size_t size)
{
	for (size_t i = 1; i <= MARGIN; i++)
		if (memory[-(ptrdiff_t)i] != CANARY || memory[size + i - 1] != CANARY)
			return false;
	return true;
}

static void live(struct axvcpu *vcpu)
{
	const struct axvcpu_exit *exit;
	uint64_t value = 1;

	is_state(vcpu, AXVCPU_STATE_CREATED, "it is Created");
	must(axvcpu_setup(vcpu, GUEST_ENTRY, NULL, NULL));
	must(axvcpu_get_register(vcpu, 9, &value));
	is_u64(value, 0, "garbage of before is no register's");
	must(axvcpu_bind(vcpu));
	must(axvcpu_run(vcpu, &exit));
	axvcpu_set_interrupt(vcpu, 255, true);
	must(axvcpu_run(vcpu, &exit));
	must(axvcpu_unbind(vcpu));
	is_status(axvcpu_destroy(vcpu), AXVCPU_OK, "it has lived in it");
}

static void check_exact(const struct axvcpu_config *config, const char *what)
{
	size_t size = axvcpu_size(config);
	unsigned char *memory = make_memory(size);
	struct axvcpu *vcpu = NULL;

	diag("%s: %zu bytes", what, size);
	is_status(axvcpu_create_at(memory, size, config, &vcpu), AXVCPU_OK, "%s: exact size", what);
	is_ptr(vcpu, memory, "it is at the memory's beginning");
	live(vcpu);
	ok(margins_stand(memory, size), "nothing before it or behind it was written");
	is_status(axvcpu_create_at(memory, size, config, &vcpu), AXVCPU_OK, "the memory serves again");
	must(axvcpu_destroy(vcpu));
	free_memory(memory);
}

static void check_refused(const struct axvcpu_config *config)
{
	size_t size = axvcpu_size(config);
	unsigned char *memory = make_memory(size + 64);
	struct axvcpu *vcpu = (struct axvcpu *)&script;
	unsigned touched = 0;

	is_status(axvcpu_create_at(memory, size - 1, config, &vcpu), AXVCPU_NO_MEMORY,
		  "a byte too small");
	is_status(axvcpu_create_at(memory, 0, config, &vcpu), AXVCPU_NO_MEMORY, "no byte");
	is_status(axvcpu_create_at(memory + 1, size + 1, config, &vcpu), AXVCPU_BAD_ADDRESS,
		  "misaligned by 1");
	is_status(axvcpu_create_at(memory + 8, size + 8, config, &vcpu), AXVCPU_BAD_ADDRESS,
		  "misaligned by 8");
	is_status(axvcpu_create_at(memory + 32, size + 32, config, &vcpu), AXVCPU_BAD_ADDRESS,
		  "misaligned by 32");
	for (size_t i = 0; i < size + 64; i++)
		touched += memory[i] != CANARY;
	is_u64(touched, 0, "nothing was written");
	is_ptr(vcpu, &script, "the caller's variable is left alone");
	free_memory(memory);
}

/* The back end that refuses is given back the memory, and it can be used again. */
static void check_back_end_refuses(const struct axvcpu_config *config)
{
	size_t size = axvcpu_size(config);
	unsigned char *memory = make_memory(size);
	struct axvcpu *vcpu = (struct axvcpu *)&script;

	script.create = AXVCPU_UNSUPPORTED;
	is_status(axvcpu_create_at(memory, size, config, &vcpu), AXVCPU_UNSUPPORTED, "refused");
	is_ptr(vcpu, &script, "the caller's variable is left alone");
	script.create = AXVCPU_OK;
	is_status(axvcpu_create_at(memory, size, config, &vcpu), AXVCPU_OK, "then not");
	must(axvcpu_destroy(vcpu));
	ok(margins_stand(memory, size), "the margins stand");
	free_memory(memory);
}

int main(void)
{
	const uint64_t words[9] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
	struct axvcpu_config config = guest_config(&script, AXVCPU_POLICY_STRICT);
	size_t plain = axvcpu_size(&config);

	must(axvcpu_percpu_enable(0, &config));
	is_u64(axvcpu_size(NULL), 0, "the size of nothing");
	ok(plain > sizeof(struct guest), "the size holds the back end's state");
	check_exact(&config, "without a set");
	check_refused(&config);
	check_back_end_refuses(&config);
	config.cpu_set = (struct axvcpu_cpu_set){ words, 9 };
	ok(axvcpu_size(&config) >= plain + sizeof words, "a set needs room");
	check_exact(&config, "with a set of nine words");
	check_refused(&config);
	return done_testing();
}
