/* SPDX-License-Identifier: MIT */
/* Harts started, stopped, started again and suspended (SBI 2.0, chapter 9). */
#include "guest.h"

#define SUSPEND_RETENTIVE 0
#define SUSPEND_NON_RETENTIVE 0x80000000
#define KEPT UINT64_C(0x5ca1ab1e0ddba11)

/* What a hart finds where it begins. */
struct found {
	uint64_t hart, opaque, satp, sstatus;
};
static struct found found[MACHINE_HARTS];
static volatile uint64_t count[MACHINE_HARTS];
static volatile uint64_t stop[MACHINE_HARTS], wrong_hart;
static volatile uint64_t suspended_error, kept_register, pending;

void arrive(uint64_t hart, const struct found *fresh);
void begin_hart(void);

/* Keep what the registers hold, then go on as every hart does. */
__asm__(
	".text\n"
	".balign 4\n"
	"begin_hart:\n"
	"	la	t0, fresh\n"
	"	slli	t1, a0, 5\n"
	"	add	t0, t0, t1\n"
	"	sd	a0, 0(t0)\n"
	"	sd	a1, 8(t0)\n"
	"	csrr	t1, satp\n"
	"	sd	t1, 16(t0)\n"
	"	csrr	t1, sstatus\n"
	"	sd	t1, 24(t0)\n"
	"	la	a1, arrived\n"
	"	j	start_hart\n");
struct found fresh[MACHINE_HARTS];
_Static_assert(sizeof(struct found) == 32, "as begin_hart counts");

/* A hart lives until it is told to stop. */
void arrived(uint64_t hart)
{
	if (hart != hart_id())
		wrong_hart = 1;
	found[hart] = fresh[hart];
	count[hart]++;
	await(&stop[hart], 1);
	stop[hart] = 0;
}

static uint64_t start(uint64_t hart, uint64_t opaque)
{
	return sbi(SBI_HSM, HSM_START, hart, (uint64_t)begin_hart, opaque).error;
}

static bool is_fresh(uint64_t hart, uint64_t opaque)
{
	const struct found *f = &found[hart];

	return f->hart == hart && f->opaque == opaque && f->satp == 0 &&
	       !(f->sstatus & SSTATUS_SIE);
}

static uint64_t stop_and_wait(uint64_t hart)
{
	stop[hart] = 1;
	await(&stop[hart], 0);
	return settled_status(hart, HSM_STOPPED);
}

static void states(void)
{
	is(hart_status(hart_id()), HSM_STARTED, "the first hart is started");
	is(hart_status(other_hart(1)), HSM_STOPPED, "another one is stopped");
	is(sbi(SBI_HSM, HSM_STATUS, 99, 0, 0).error, SBI_INVALID_PARAM,
	   "a hart that is not there has no state");
	is(start(99, 0), SBI_INVALID_PARAM, "and is not started");
	is(start(hart_id(), 0), SBI_ALREADY_AVAILABLE, "the caller is started already");
	is(sbi(SBI_HSM, 4, 0, 0, 0).error, SBI_NOT_SUPPORTED, "there is no function 4");
}

/* Start, stop, start again. */
static void lives(void)
{
	uint64_t hart = other_hart(1);

	is(start(hart, KEPT), SBI_SUCCESS, "a hart that is stopped is started");
	await(&count[hart], 1);
	check(is_fresh(hart, KEPT), "it finds its number, what was given, no paging, SIE 0");
	is(hart_status(hart), HSM_STARTED, "it is started");
	is(start(hart, 0), SBI_ALREADY_AVAILABLE, "and not started once more");
	is(stop_and_wait(hart), HSM_STOPPED, "it stops itself");
	is(count[hart], 1, "it has come once");
	is(start(hart, UINT64_MAX), SBI_SUCCESS, "it is started again");
	await(&count[hart], 2);
	check(is_fresh(hart, UINT64_MAX), "it finds what was given now");
	is(stop_and_wait(hart), HSM_STOPPED, "it stops again");
}

static void all(void)
{
	unsigned n;
	uint64_t errors = 0, right = 0, stopped = 0;

	for (n = 1; n < MACHINE_HARTS; n++) {
		count[other_hart(n)] = 0;
		errors |= start(other_hart(n), n);
	}
	is(errors, SBI_SUCCESS, "all others are started");
	for (n = 1; n < MACHINE_HARTS; n++) {
		await(&count[other_hart(n)], 1);
		right += is_fresh(other_hart(n), n);
	}
	is(right, MACHINE_HARTS - 1, "each finds what is its own");
	is(wrong_hart, 0, "and has a context of its own");
	for (n = 1; n < MACHINE_HARTS; n++)
		stopped += stop_and_wait(other_hart(n)) == HSM_STOPPED;
	is(stopped, MACHINE_HARTS - 1, "all of them stop");
}

/* Asleep with the software interrupt enabled in sie alone: it wakes, and takes nothing. */
static void sleep_retentive(uint64_t hart)
{
	register uint64_t kept __asm__("s5") = KEPT;

	csr_write(sie, BIT(SOFTWARE));
	__asm__ volatile("" : "+r"(kept));
	suspended_error = sbi(SBI_HSM, HSM_SUSPEND, SUSPEND_RETENTIVE, 0, 0).error;
	__asm__ volatile("" : "+r"(kept));
	kept_register = kept;
	pending = csr_read(sip);
	csr_clear(sip, BIT(SOFTWARE));
	csr_write(sie, 0);
	count[hart]++;
}

static void sleep_non_retentive(uint64_t hart)
{
	(void)hart;
	csr_write(sie, BIT(SOFTWARE));
	sbi(SBI_HSM, HSM_SUSPEND, SUSPEND_NON_RETENTIVE, (uint64_t)begin_hart, KEPT + 1);
	bail_out("a hart that lost its state came back");
}

static uint64_t wake(uint64_t hart)
{
	return sbi(SBI_IPI, 0, 1, hart, 0).error;
}

static void suspends(void)
{
	uint64_t hart = other_hart(1);

	count[hart] = 0;
	suspended_error = UINT64_MAX;
	is(start_function(hart, sleep_retentive), SBI_SUCCESS, "a hart is started that sleeps");
	is(settled_status(hart, HSM_SUSPENDED), HSM_SUSPENDED, "it is suspended");
	is(count[hart], 0, "and does not go on");
	is(wake(hart), SBI_SUCCESS, "an interrupt is sent to it");
	await(&count[hart], 1);
	is(suspended_error, SBI_SUCCESS, "its call returns success");
	is(kept_register, KEPT, "with its registers");
	check(pending & BIT(SOFTWARE), "and the interrupt is pending there");
	is(settled_status(hart, HSM_STOPPED), HSM_STOPPED, "it stops then");

	count[hart] = 0;
	start_function(hart, sleep_non_retentive);
	is(settled_status(hart, HSM_SUSPENDED), HSM_SUSPENDED,
	   "a hart suspends itself without its state");
	wake(hart);
	await(&count[hart], 1);
	check(is_fresh(hart, KEPT + 1), "it resumes where it said, as if started");
	is(hart_status(hart), HSM_STARTED, "and is started");
	stop_and_wait(hart);
}

void guest_main(uint64_t hart)
{
	(void)hart;
	plan(31);
	states();
	lives();
	all();
	suspends();
	is(hart_status(hart_id()), HSM_STARTED, "the first hart has never stopped");
}
