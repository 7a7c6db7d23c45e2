/* SPDX-License-Identifier: MIT */
/* Guest-physical spaces: map, unmap, protect, lookup; pages of 4K, 2M and 1G. */
#include "pages.h"

/* Guest and host addresses that agree modulo a size get pages of that size. */
static void check_page_size(uint64_t span, const char *name)
{
	struct axvcpu_space *space = pages_space();
	char *host = pages_host();

	is_status(axvcpu_space_map(space, 2 * GIB, host, span, READ | WRITE), AXVCPU_OK, "map %s",
		  name);
	ok(pages_reach(space, 2 * GIB, host, READ | WRITE, span), "its first byte");
	ok(pages_reach(space, 2 * GIB + span - 1, host + span - 1, READ | WRITE, span), "its last");
	ok(pages_nothing(space, 2 * GIB - 1), "nothing before it");
	ok(pages_nothing(space, 2 * GIB + span), "nothing behind it");
	is_status(axvcpu_space_unmap(space, 2 * GIB, span), AXVCPU_OK, "unmap");
	ok(pages_nothing(space, 2 * GIB), "nothing there");
	is_status(axvcpu_space_map(space, 2 * GIB, host + GIB, span, READ), AXVCPU_OK, "map again");
	ok(pages_reach(space, 2 * GIB, host + GIB, READ, span)
	   || pages_reach(space, 2 * GIB, host + GIB, READ, PAGE)
	   || pages_reach(space, 2 * GIB, host + GIB, READ, 2 * MIB), "it is there");
	must(axvcpu_space_destroy(space));
}

/* 4K up to the next 2M, 2M up to the next 1G, 1G, and back down. */
static void check_mixture(void)
{
	struct axvcpu_space *space = pages_space();
	const uint64_t guest = GIB - 2 * MIB - PAGE;
	char *host = pages_host() + guest;

	must(axvcpu_space_map(space, guest, host, 2 * PAGE + 4 * MIB + GIB, READ));
	ok(pages_reach(space, guest, host, READ, PAGE), "a page of 4K first");
	ok(pages_reach(space, GIB - 2 * MIB, host + PAGE, READ, 2 * MIB), "then one of 2M");
	ok(pages_reach(space, GIB, host + PAGE + 2 * MIB, READ, GIB), "then one of 1G");
	ok(pages_reach(space, 2 * GIB, host + PAGE + 2 * MIB + GIB, READ, 2 * MIB), "then 2M");
	ok(pages_reach(space, 2 * GIB + 2 * MIB, host + PAGE + 4 * MIB + GIB, READ, PAGE),
	   "and 4K last");
	ok(pages_nothing(space, guest - PAGE) && pages_nothing(space, 2 * GIB + 2 * MIB + PAGE),
	   "nothing around it");
	must(axvcpu_space_destroy(space));
}

/* Where guest and host do not agree, smaller pages serve. */
static void check_disagreement(void)
{
	struct axvcpu_space *space = pages_space();
	char *host = pages_host();

	must(axvcpu_space_map(space, 0, host + PAGE, 2 * MIB, READ));
	ok(pages_reach(space, MIB, host + PAGE + MIB, READ, PAGE), "host off by 4K: pages of 4K");
	must(axvcpu_space_map(space, GIB, host + 2 * MIB, GIB, READ));
	ok(pages_reach(space, GIB + 6 * MIB, host + 8 * MIB, READ, 2 * MIB),
	   "host off by 2M: pages of 2M");
	must(axvcpu_space_map(space, 3 * GIB, host, GIB - PAGE, READ));
	ok(pages_reach(space, 3 * GIB, host, READ, 2 * MIB), "a page short of 1G: pages of 2M");
	ok(pages_reach(space, 4 * GIB - 2 * PAGE, host + GIB - 2 * PAGE, READ, PAGE),
	   "and of 4K at its end");
	must(axvcpu_space_destroy(space));
}

/* A large page that is covered in part is split; the rest is as before. */
static void check_split(uint64_t span, uint64_t hole, uint64_t below)
{
	struct axvcpu_space *space = pages_space();
	char *host = pages_host();

	must(axvcpu_space_map(space, GIB, host, span, READ | EXECUTE));
	is_status(axvcpu_space_unmap(space, GIB + hole, PAGE), AXVCPU_OK, "a hole of 4K");
	ok(pages_nothing(space, GIB + hole), "is a hole");
	ok(pages_reach(space, GIB + hole - PAGE, host + hole - PAGE, READ | EXECUTE, PAGE),
	   "with the page before it");
	ok(pages_reach(space, GIB + hole + PAGE, host + hole + PAGE, READ | EXECUTE, PAGE),
	   "and the page behind it");
	ok(pages_reach(space, GIB, host, READ | EXECUTE, below), "the rest stays large");
	is_status(axvcpu_space_protect(space, GIB + hole - PAGE, 3 * PAGE, READ), AXVCPU_OK,
		  "protect around the hole");
	ok(pages_nothing(space, GIB + hole), "which stays one");
	ok(pages_reach(space, GIB + hole - PAGE, host + hole - PAGE, READ, PAGE)
	   && pages_reach(space, GIB + hole + PAGE, host + hole + PAGE, READ, PAGE),
	   "its neighbours have changed");
	ok(pages_reach(space, GIB + hole + 2 * PAGE, host + hole + 2 * PAGE, READ | EXECUTE, PAGE),
	   "theirs have not");
	must(axvcpu_space_destroy(space));
}

/* Flags, each as the table then holds it. */
static void check_flags(void)
{
	static const unsigned good[] = { READ, READ | WRITE, EXECUTE, READ | EXECUTE,
					 READ | WRITE | EXECUTE };
	static const unsigned bad[] = { 0, WRITE, WRITE | EXECUTE, 8, READ | 8, 0x80000000u };
	struct axvcpu_space *space = pages_space();
	char *host = pages_host();

	for (unsigned i = 0; i < sizeof good / sizeof *good; i++) {
		is_status(axvcpu_space_map(space, 0, host, PAGE, good[i]), AXVCPU_OK, "flags %u",
			  good[i]);
		ok(pages_reach(space, 0, host, good[i], PAGE), "are the table's");
		must(axvcpu_space_unmap(space, 0, PAGE));
	}
	must(axvcpu_space_map(space, 0, host, PAGE, READ));
	for (unsigned i = 0; i < sizeof bad / sizeof *bad; i++) {
		is_status(axvcpu_space_map(space, PAGE, host, PAGE, bad[i]), AXVCPU_BAD_ARGUMENT,
			  "flags %#x", bad[i]);
		ok(pages_nothing(space, PAGE), "map nothing");
		is_status(axvcpu_space_protect(space, 0, PAGE, bad[i]), AXVCPU_BAD_ARGUMENT,
			  "nor is protect");
		ok(pages_reach(space, 0, host, READ, PAGE), "of any effect");
	}
	must(axvcpu_space_destroy(space));
}

/* Something is mapped at some page of the range: nothing of it is mapped. */
static void check_overlap(uint64_t first, uint64_t first_size, uint64_t second,
			  uint64_t second_size)
{
	struct axvcpu_space *space = pages_space();
	char *host = pages_host();
	unsigned wrong = 0;

	must(axvcpu_space_map(space, first, host + first, first_size, READ));
	is_status(axvcpu_space_map(space, second, host + GIB, second_size, WRITE | READ),
		  AXVCPU_BAD_ADDRESS, "0x%llx bytes at 0x%llx over 0x%llx at 0x%llx",
		  (unsigned long long)second_size, (unsigned long long)second,
		  (unsigned long long)first_size, (unsigned long long)first);
	for (uint64_t page = second; page < second + second_size; page += PAGE) {
		struct axvcpu_mapping mapping;
		bool there = page >= first && page < first + first_size;

		if (axvcpu_space_lookup(space, page, &mapping) == AXVCPU_OK)
			wrong += !there || mapping.host != host + page || mapping.flags != READ;
		else
			wrong += there;
	}
	is_u64(wrong, 0, "and each page is as it was");
	must(axvcpu_space_destroy(space));
}

/* Unmap and protect pass over what is not mapped. */
static void check_passing_over(void)
{
	struct axvcpu_space *space = pages_space();
	char *host = pages_host();

	is_status(axvcpu_space_unmap(space, 0, 8 * GIB), AXVCPU_OK, "unmap nothing");
	is_status(axvcpu_space_protect(space, 0, 8 * GIB, READ), AXVCPU_OK, "protect nothing");
	ok(pages_nothing(space, 0), "nothing is there");
	must(axvcpu_space_map(space, GIB, host, PAGE, READ));
	must(axvcpu_space_map(space, 3 * GIB, host, 2 * MIB, READ));
	is_status(axvcpu_space_protect(space, 0, SPACE_END, READ | WRITE), AXVCPU_OK,
		  "protect all of it");
	ok(pages_reach(space, GIB, host, READ | WRITE, PAGE)
	   && pages_reach(space, 3 * GIB, host, READ | WRITE, 2 * MIB), "reaches what is there");
	is_status(axvcpu_space_unmap(space, 0, SPACE_END), AXVCPU_OK, "unmap all of it");
	ok(pages_nothing(space, GIB) && pages_nothing(space, 3 * GIB), "leaves nothing");
	must(axvcpu_space_destroy(space));
}

int main(void)
{
	check_page_size(PAGE, "4K");
	check_page_size(2 * MIB, "2M");
	check_page_size(GIB, "1G");
	check_mixture();
	check_disagreement();
	check_split(2 * MIB, MIB, PAGE);
	check_split(GIB, 513 * MIB, 2 * MIB);
	check_flags();
	check_overlap(PAGE, PAGE, 0, 3 * PAGE);
	check_overlap(2 * PAGE, PAGE, 0, 3 * PAGE);
	check_overlap(0, 2 * MIB, MIB, PAGE);
	check_overlap(MIB, PAGE, 0, 2 * MIB);
	check_overlap(2 * MIB, 2 * MIB, MIB, 2 * MIB);
	check_overlap(0, GIB, 4 * MIB, 2 * MIB);
	check_passing_over();
	return done_testing();
}
