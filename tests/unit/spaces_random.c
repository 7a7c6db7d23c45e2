/* SPDX-License-Identifier: MIT */
/* Random maps, unmaps and protects against a model that is an array of pages. */
#include <stdlib.h>

#include "pages.h"

#define UNITS 2048u

/* The pages of a stretch of guest addresses, each as the model has it. */
static struct model {
	uint64_t unit;  /* bytes of a page of the model */
	uint64_t guest; /* where the stretch begins */
	struct { char *host; unsigned flags; } pages[UNITS];
} model;

static struct axvcpu_space *space;

static const unsigned flags_of[] = { READ, READ | WRITE, EXECUTE, READ | EXECUTE,
				     READ | WRITE | EXECUTE };

/* A generator of one's own, so that a seed means the same everywhere. */
static uint64_t random_state;

static unsigned random_below(unsigned limit)
{
	random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)((random_state >> 33) % limit);
}

static bool is_free(unsigned first, unsigned count)
{
	for (unsigned i = first; i < first + count; i++)
		if (model.pages[i].host)
			return false;
	return true;
}

/* The pages of the model that one entry of the next level maps. */
#define LARGE 512u

static unsigned random_first(void)
{
	return random_below(3) ? random_below(UNITS) : random_below(UNITS / LARGE) * LARGE;
}

/* Short ranges mostly, sometimes long ones, of large pages or beside them. */
static unsigned random_count(unsigned first)
{
	unsigned count = 1 + random_below(40);

	if (!random_below(4))
		count = LARGE * (1 + random_below(3));
	if (!random_below(8))
		count = 1 + random_below(UNITS);
	return first + count > UNITS ? UNITS - first : count;
}

/* Host memory that lies like the guest's, so that large pages fit, or anyhow. */
static char *random_host(unsigned first)
{
	unsigned page = random_below(3) ? first + LARGE * random_below(2) : random_below(UNITS / 2);

	return pages_host() + model.guest % GIB + page * model.unit;
}

static unsigned try_map(unsigned first, unsigned count, unsigned flags)
{
	char *host = random_host(first);
	enum axvcpu_status expected = is_free(first, count) ? AXVCPU_OK : AXVCPU_BAD_ADDRESS;
	enum axvcpu_status status = axvcpu_space_map(space, model.guest + first * model.unit, host,
						     count * model.unit, flags);

	if (status == AXVCPU_OK)
		for (unsigned i = 0; i < count; i++) {
			model.pages[first + i].host = host + i * model.unit;
			model.pages[first + i].flags = flags;
		}
	return status != expected;
}

static unsigned try_unmap(unsigned first, unsigned count)
{
	for (unsigned i = first; i < first + count; i++)
		model.pages[i].host = NULL;
	return axvcpu_space_unmap(space, model.guest + first * model.unit, count * model.unit)
	       != AXVCPU_OK;
}

static unsigned try_protect(unsigned first, unsigned count, unsigned flags)
{
	for (unsigned i = first; i < first + count; i++)
		model.pages[i].flags = flags;
	return axvcpu_space_protect(space, model.guest + first * model.unit, count * model.unit,
				    flags) != AXVCPU_OK;
}

/* A random byte of a page: lookup and the manual's walk against the model. */
static unsigned check_page(unsigned page)
{
	uint64_t offset = random_below((unsigned)model.unit);
	uint64_t guest = model.guest + page * model.unit + offset;
	struct axvcpu_mapping mapping;
	struct pages_leaf leaf;
	const char *host = model.pages[page].host;

	if (!host)
		return !pages_nothing(space, guest);
	if (axvcpu_space_lookup(space, guest, &mapping) != AXVCPU_OK
	    || !pages_walk(axvcpu_space_root(space), guest, &leaf))
		return 1;
	return mapping.host != host + offset || mapping.flags != model.pages[page].flags
	       || leaf.physical != (uintptr_t)host + offset || leaf.flags != mapping.flags
	       || mapping.size != leaf.span - guest % leaf.span;
}

static unsigned check_all(void)
{
	unsigned wrong = 0;

	for (unsigned page = 0; page < UNITS; page++)
		wrong += check_page(page);
	return wrong + !pages_nothing(space, model.guest - 1)
	       + !pages_nothing(space, model.guest + UNITS * model.unit);
}

/* How often a large page was met, lest the test miss what it is for. */
static unsigned large;

static bool is_large(unsigned page)
{
	struct pages_leaf leaf;

	return pages_walk(axvcpu_space_root(space), model.guest + page * model.unit, &leaf)
	       && leaf.span > model.unit;
}

static unsigned step(void)
{
	unsigned first = random_first(), count = random_count(first);
	unsigned flags = flags_of[random_below(5)], choice = random_below(10), wrong;

	large += is_large(random_below(UNITS / LARGE) * LARGE);
	if (choice < 5)
		wrong = try_map(first, count, flags);
	else if (choice < 8)
		wrong = try_unmap(first, count);
	else
		wrong = try_protect(first, count, flags);
	wrong += check_page(first) + check_page(first + count - 1);
	return wrong + check_page(random_below(UNITS));
}

/* A new space: tables that are there once stay, and leave no room for large pages. */
static unsigned begin(void)
{
	unsigned wrong = 0;

	space = pages_space();
	for (unsigned first = 0; first < UNITS; first += LARGE)
		if (random_below(4))
			wrong += try_map(first, LARGE, flags_of[random_below(5)]);
	return wrong;
}

static unsigned end(void)
{
	unsigned wrong = check_all() + try_unmap(0, UNITS) + check_all();

	must(axvcpu_space_destroy(space));
	return wrong;
}

#define STEPS 50u

static void check_stretch(uint64_t unit, uint64_t guest, uint64_t seed)
{
	unsigned long spaces = environment("OPERATIONS", 10000) / STEPS;
	unsigned wrong = 0;

	model = (struct model){ .unit = unit, .guest = guest };
	random_state = seed;
	large = 0;
	for (unsigned long i = 0; i < spaces && !wrong; i++) {
		wrong += begin();
		for (unsigned j = 0; j < STEPS && !wrong; j++)
			wrong += step();
		wrong += end();
		if (wrong)
			diag("space %lu", i);
	}
	is_u64(wrong, 0, "%lu operations on units of 0x%llx bytes at 0x%llx, seed %llu",
	       spaces * STEPS, (unsigned long long)unit, (unsigned long long)guest,
	       (unsigned long long)seed);
	ok(large >= spaces, "large pages were among them: %u times", large);
}

int main(void)
{
	check_stretch(PAGE, GIB - 4 * MIB, 1);
	check_stretch(PAGE, 6 * MIB, 2);
	check_stretch(2 * MIB, 3 * GIB, 3);
	check_stretch(2 * MIB, SPACE_END - 8 * GIB, 4);
	return done_testing();
}
