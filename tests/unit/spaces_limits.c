/* SPDX-License-Identifier: MIT */
/* Ranges that a space refuses, its ends, and what holds it. */
#include "pages.h"

static struct axvcpu_space *space;

/* map, unmap and protect all refuse the range, and nothing is mapped there. */
static void is_refused(uint64_t guest, uint64_t size, enum axvcpu_status expected,
		       enum axvcpu_status other, const char *what)
{
	enum axvcpu_status status = axvcpu_space_map(space, guest, pages_host(), size, READ);

	ok(status == expected || status == other, "map, %s: %s", what, axvcpu_status_name(status));
	status = axvcpu_space_unmap(space, guest, size);
	ok(status == expected || status == other, "unmap, %s: %s", what,
	   axvcpu_status_name(status));
	status = axvcpu_space_protect(space, guest, size, READ);
	ok(status == expected || status == other, "protect, %s: %s", what,
	   axvcpu_status_name(status));
	ok(pages_nothing(space, guest), "nothing is there");
}

static void is_bad(uint64_t guest, uint64_t size, const char *what)
{
	is_refused(guest, size, AXVCPU_BAD_ADDRESS, AXVCPU_BAD_ADDRESS, what);
}

static void check_ranges(void)
{
	is_refused(0, 0, AXVCPU_BAD_ARGUMENT, AXVCPU_BAD_ADDRESS, "size 0");
	is_refused(0, 1, AXVCPU_BAD_ARGUMENT, AXVCPU_BAD_ADDRESS, "size 1");
	is_refused(0, PAGE + 8, AXVCPU_BAD_ARGUMENT, AXVCPU_BAD_ADDRESS, "size 4K and 8");
	is_bad(1, PAGE, "guest 1");
	is_bad(PAGE / 2, PAGE, "guest half a page");
	is_bad(SPACE_END, PAGE, "at the end");
	is_bad(SPACE_END - PAGE, 2 * PAGE, "over the end");
	is_bad(0, SPACE_END + PAGE, "all and a page");
	is_bad(UINT64_C(1) << 63, PAGE, "the upper half");
	is_bad(UINT64_MAX - PAGE + 1, PAGE, "the last page of all");
	is_bad(UINT64_MAX - PAGE + 1, 2 * PAGE, "round the end of all");
	is_bad(PAGE, UINT64_MAX - PAGE + 1, "as long as all");
	is_bad(SPACE_END - PAGE, UINT64_MAX - PAGE + 1, "from the end to before it");
}

static void check_host(void)
{
	char *host = pages_host();

	is_status(axvcpu_space_map(space, 0, host + 1, PAGE, READ), AXVCPU_BAD_ADDRESS,
		  "a host address of 1 more");
	is_status(axvcpu_space_map(space, 0, host + PAGE / 2, PAGE, READ), AXVCPU_BAD_ADDRESS,
		  "of half a page more");
	ok(axvcpu_space_map(space, 0, NULL, PAGE, READ) != AXVCPU_OK, "none at all");
	is_status(axvcpu_space_map(space, 0, (void *)(UINT64_C(1) << 56), PAGE, READ),
		  AXVCPU_BAD_ADDRESS, "a host address of 57 bits");
	is_status(axvcpu_space_map(space, 0, (void *)((UINT64_C(1) << 56) - PAGE), 2 * PAGE, READ),
		  AXVCPU_BAD_ADDRESS, "a range that ends at one");
	is_status(axvcpu_space_map(space, 0, (void *)(UINTPTR_MAX - PAGE + 1), PAGE, READ),
		  AXVCPU_BAD_ADDRESS, "the last page of all");
	ok(pages_nothing(space, 0), "nothing is there");
}

static void check_ends(void)
{
	char *host = pages_host();
	struct axvcpu_mapping mapping;

	is_status(axvcpu_space_map(space, SPACE_END - PAGE, host, PAGE, READ), AXVCPU_OK,
		  "the last page of 41 bits");
	ok(pages_reach(space, SPACE_END - 1, host + PAGE - 1, READ, PAGE), "is reached");
	is_status(axvcpu_space_lookup(space, SPACE_END, &mapping), AXVCPU_BAD_ADDRESS,
		  "the byte behind it");
	is_status(axvcpu_space_lookup(space, SPACE_END - 1 + (UINT64_C(1) << 41), &mapping),
		  AXVCPU_BAD_ADDRESS, "its like with bit 41");
	is_status(axvcpu_space_lookup(space, UINT64_MAX, &mapping), AXVCPU_BAD_ADDRESS,
		  "the last byte of all");
	is_status(axvcpu_space_map(space, 0, host, GIB, READ), AXVCPU_OK, "the first 1G");
	is_status(axvcpu_space_lookup(space, 0, NULL), AXVCPU_BAD_ARGUMENT, "lookup into null");
	must(axvcpu_space_unmap(space, 0, SPACE_END));
	ok(pages_nothing(space, SPACE_END - PAGE), "all is unmapped to the last page");
}

/* Tables that the caller owns: shown, not changed. */
static void check_from_root(void)
{
	struct axvcpu_config config = pages_config();
	struct axvcpu_space *own = pages_space(), *other = NULL;
	uint64_t root = axvcpu_space_root(own);
	char *host = pages_host();

	must(axvcpu_space_map(own, 2 * MIB, host, 2 * MIB, READ | WRITE));
	is_status(axvcpu_space_from_root(&config, root, &other), AXVCPU_OK, "a root of one's own");
	is_u64(axvcpu_space_root(other), root, "is its root");
	ok(pages_reach(other, 2 * MIB, host, READ | WRITE, 2 * MIB), "its mappings are seen");
	is_status(axvcpu_space_map(other, 0, host, PAGE, READ), AXVCPU_UNSUPPORTED, "no map");
	is_status(axvcpu_space_unmap(other, 2 * MIB, PAGE), AXVCPU_UNSUPPORTED, "no unmap");
	is_status(axvcpu_space_protect(other, 2 * MIB, PAGE, READ), AXVCPU_UNSUPPORTED,
		  "no protect");
	is_status(axvcpu_space_flush(other), AXVCPU_OK, "but flush");
	is_status(axvcpu_space_destroy(other), AXVCPU_OK, "its end");
	ok(pages_reach(own, 2 * MIB, host, READ | WRITE, 2 * MIB), "leaves the tables");
	must(axvcpu_space_destroy(own));
}

static void check_bad_root(uint64_t root, const char *what)
{
	struct axvcpu_config config = pages_config();
	struct axvcpu_space *none = space;

	is_status(axvcpu_space_from_root(&config, root, &none), AXVCPU_BAD_ADDRESS, "a root %s",
		  what);
	is_ptr(none, space, "the caller's variable is left alone");
}

/* A space is its vCPUs' as long as they are set up with it. */
static void check_held(void)
{
	struct axvcpu_config config = pages_config();
	struct axvcpu *a, *b;

	must(axvcpu_create(&config, &a));
	must(axvcpu_create(&config, &b));
	is_status(axvcpu_setup(a, 0x1000, NULL, NULL), AXVCPU_BAD_ARGUMENT, "setup without a space");
	must(axvcpu_setup(a, 0x1000, space, NULL));
	must(axvcpu_setup(b, 0x1000, space, NULL));
	is_status(axvcpu_space_destroy(space), AXVCPU_BUSY, "two vCPUs hold it");
	must(axvcpu_reset(a));
	is_status(axvcpu_space_destroy(space), AXVCPU_BUSY, "one does");
	must(axvcpu_destroy(b));
	is_status(axvcpu_space_destroy(space), AXVCPU_OK, "none does");
	must(axvcpu_destroy(a));
}

/* A vCPU and a space of two archs do not fit. */
static void check_arch(void)
{
	struct guest_script script = { 0 };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_CREATED, &script, AXVCPU_POLICY_STRICT);
	struct axvcpu_config config = guest_config(&script, AXVCPU_POLICY_STRICT);
	struct axvcpu_space *none;

	is_status(axvcpu_setup(vcpu, 0x1000, space, NULL), AXVCPU_BAD_ARGUMENT,
		  "a space of another arch");
	is_state(vcpu, AXVCPU_STATE_CREATED, "leaves it Created");
	guest_end(vcpu);
	is_status(axvcpu_space_create(&config, &none), AXVCPU_UNSUPPORTED,
		  "an arch without a second stage");
}

int main(void)
{
	space = pages_space();
	check_ranges();
	check_host();
	check_ends();
	check_from_root();
	check_bad_root(0, "of null");
	check_bad_root(4096, "aligned to 4K");
	check_bad_root(0x10000 + 8192, "aligned to 8K");
	check_bad_root(0x4001, "of no alignment");
	check_bad_root(UINT64_C(1) << 56, "of 57 bits");
	check_bad_root(UINT64_MAX / 0x4000 * 0x4000, "of 64 bits");
	check_arch();
	check_held();
	return done_testing();
}
