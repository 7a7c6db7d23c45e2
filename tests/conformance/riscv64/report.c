/* SPDX-License-Identifier: MIT */
/* Results of a guest. */
#include "guest.h"

static bool failed;

void plan(unsigned count)
{
	print("1..");
	print_decimal(count);
	print("\n");
}

bool check(bool passed, const char *name)
{
	if (!passed)
		failed = true;
	print(passed ? "ok - " : "not ok - ");
	print(name);
	print("\n");
	return passed;
}

bool is(uint64_t got, uint64_t expected, const char *name)
{
	if (check(got == expected, name))
		return true;
	print("got ");
	print_hex(got);
	print(", expected ");
	print_hex(expected);
	print("\n");
	return false;
}

/* System reset: shutdown, for no reason or for a failure (SBI 2.0, tables 22 and 23). */
void finish(void)
{
	print_flush();
	for (;;)
		sbi(SBI_SRST, 0, 0, failed, 0);
}

/* Hart 0 comes here from start. */
void boot(uint64_t hart)
{
	guest_main(hart);
	finish();
}

void bail_out(const char *why)
{
	failed = true;
	print("\n");
	print(why);
	print("\n");
	finish();
}
