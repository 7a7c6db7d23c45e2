/* SPDX-License-Identifier: MIT */
/* Interrupts that harts send each other (SBI 2.0, chapter 7). */
#include "guest.h"

static volatile uint64_t got[MACHINE_HARTS], ready[MACHINE_HARTS], end, idle;

static void on_software(struct frame *frame, uint64_t number)
{
	(void)frame;
	if (number != SOFTWARE)
		bail_out("an interrupt of another number");
	csr_clear(sip, BIT(SOFTWARE));
	got[hart_id()]++;
}

/* It takes interrupts and makes no exits. */
static void busy(uint64_t hart)
{
	csr_write(sie, BIT(SOFTWARE));
	csr_set(sstatus, SSTATUS_SIE);
	ready[hart] = 1;
	while (!end)
		;
	csr_clear(sstatus, SSTATUS_SIE);
	csr_write(sie, 0);
	ready[hart] = 0;
}

static void send(uint64_t mask, uint64_t base, const char *name)
{
	is(sbi(SBI_IPI, 0, mask, base, 0).error, SBI_SUCCESS, name);
}

static bool have_arrived(uint64_t mask)
{
	uint64_t hart;

	for (hart = 0; hart < MACHINE_HARTS; hart++)
		if ((mask >> hart & 1) && !got[hart])
			return false;
	return true;
}

/* Each hart of the mask gets one, for which a busy host may need its time, and nobody else. */
static void arrive_at(uint64_t mask, const char *name)
{
	uint64_t hart, wrong = 0;

	soon(have_arrived, mask);
	spin(50);
	for (hart = 0; hart < MACHINE_HARTS; hart++) {
		wrong += got[hart] != (mask >> hart & 1);
		got[hart] = 0;
	}
	is(wrong, 0, name);
}

static uint64_t bit(unsigned n)
{
	return BIT(other_hart(n));
}

static void masks(void)
{
	uint64_t self = BIT(hart_id()), others = bit(1) | bit(2) | bit(3);

	send(bit(2), 0, "to one");
	arrive_at(bit(2), "it arrives there, once");
	send(1, other_hart(3), "to one by the base");
	arrive_at(bit(3), "it arrives there, once");
	send(bit(1) | bit(3), 0, "to two of a mask");
	arrive_at(bit(1) | bit(3), "it arrives at both");
	send(others, 0, "to all but the sender");
	arrive_at(others, "it arrives at all others");
	send(self, 0, "to the sender");
	arrive_at(self, "it arrives at the sender alone");
	send(self | others, 0, "to all by a mask");
	arrive_at(self | others, "it arrives at all");
	send(0, UINT64_MAX, "to all without a mask");
	arrive_at(self | others, "it arrives at all");
	send(UINT64_MAX, UINT64_MAX, "to all, whatever the mask");
	arrive_at(self | others, "it arrives at all");
	send(0, 0, "to nobody");
	arrive_at(0, "it arrives nowhere");
}

/* Pending, until the hart lets it in. */
static void masked(void)
{
	csr_write(sie, 0);
	send(BIT(hart_id()), 0, "to the sender, masked in sie");
	check(soon(is_pending, SOFTWARE), "it is pending");
	arrive_at(0, "and not taken");
	csr_write(sie, BIT(SOFTWARE));
	arrive_at(BIT(hart_id()), "until it is enabled");
	csr_clear(sstatus, SSTATUS_SIE);
	send(BIT(hart_id()), 0, "to the sender, masked in sstatus");
	soon(is_pending, SOFTWARE);
	arrive_at(0, "it is not taken");
	csr_clear(sip, BIT(SOFTWARE));
	csr_set(sstatus, SSTATUS_SIE);
	arrive_at(0, "and not at all when it is cleared before");
}

/* Asleep, and awake when it has been told. */
static void sleeper(uint64_t hart)
{
	csr_write(sie, BIT(SOFTWARE));
	ready[hart] = 1;
	while (!(csr_read(sip) & BIT(SOFTWARE)))
		wait_for_interrupt();
	idle = 2;
	csr_set(sstatus, SSTATUS_SIE);
	csr_clear(sstatus, SSTATUS_SIE);
	csr_write(sie, 0);
	ready[hart] = 0;
}

static void sleeping(void)
{
	uint64_t hart = other_hart(1);

	idle = 1;
	start_function(hart, sleeper);
	await(&ready[hart], 1);
	spin(50);
	is(idle, 1, "a hart sleeps");
	send(BIT(hart), 0, "to a hart that sleeps");
	await(&ready[hart], 0);
	is(idle, 2, "it wakes");
	arrive_at(BIT(hart), "and takes it once");
}

static void to_stopped(void)
{
	is(settled_status(other_hart(1), HSM_STOPPED), HSM_STOPPED, "a hart is stopped");
	send(BIT(other_hart(1)), 0, "to a hart that is stopped");
	arrive_at(0, "it does not arrive");
	is(hart_status(other_hart(1)), HSM_STOPPED, "and starts nobody");
}

void guest_main(uint64_t hart)
{
	unsigned n;

	(void)hart;
	plan(34);
	on_interrupt = on_software;
	csr_write(sie, BIT(SOFTWARE));
	csr_set(sstatus, SSTATUS_SIE);
	for (n = 1; n < MACHINE_HARTS; n++) {
		start_function(other_hart(n), busy);
		await(&ready[other_hart(n)], 1);
	}
	masks();
	masked();
	end = 1;
	for (n = 1; n < MACHINE_HARTS; n++)
		await(&ready[other_hart(n)], 0);
	to_stopped();
	sleeping();
	is(sbi(SBI_IPI, 1, 0, 0, 0).error, SBI_NOT_SUPPORTED, "there is no function 1");
}
